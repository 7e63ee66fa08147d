"""Ends connections that keep the server waiting: headers that trickle, bodies that stop."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 15.0
"""From the first moment of a connection, or byte of a request, to the end of its headers."""
BODY_SECONDS = 45.0
"""Longest silence within a body; a village's mobile line can be away that long."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with the two limits it lacks."""

    header_seconds = HEADER_SECONDS
    body_seconds = BODY_SECONDS
    _alarm: asyncio.TimerHandle | None = None
    _for_body = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first headers."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Pass on what came, then look what is still missing."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Begin to wait for the rest of a next request whose beginning came already."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._quiet()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """Set the alarm for what is missing: each byte renews it within a body only."""
        in_body = self.conn.their_state is h11.SEND_BODY
        in_headers = self.conn.their_state is h11.IDLE and (
            self.cycle is None or bool(self.conn.trailing_data[0])
        )
        if self._alarm is not None and in_headers and not self._for_body:
            return
        self._quiet()
        if in_body or in_headers:
            self._for_body = in_body
            seconds = self.body_seconds if in_body else self.header_seconds
            self._alarm = self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        self._alarm = None
        if self._for_body and self.flow.read_paused:
            self._watch()  # it is us who are slow
        else:
            self.transport.close()

    def _quiet(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None


def protocol(header_seconds: float, body_seconds: float) -> type[PatientProtocol]:
    """Give the protocol with other limits, in seconds."""
    limits: dict[str, Any] = {"header_seconds": header_seconds, "body_seconds": body_seconds}
    return type("Limited", (PatientProtocol,), limits)
