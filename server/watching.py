"""Notes how each request ended: for the log and for the metrics."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Hear = Callable[[Scope, int, float], None]
"""Told the request, its status (500 where none was sent) and the seconds it took."""


class Watched:
    """Passes requests on and tells how each ended, whatever becomes of it."""

    def __init__(self, app: ASGIApp, hear: Hear) -> None:
        self.app = app
        self.hear = hear

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            self.hear(scope, status, time.perf_counter() - began)


def route_of(scope: Scope) -> str:
    """Give the route of a request as written in the code, ``""`` where none fitted."""
    return getattr(scope.get("route"), "path", "")
