"""A device: a Morango instance that fills, pushes and pulls as it is told, in its own place.

``python -m benchmarks.sync.morango.agent FOLDER DIRECT_URL URL CHUNK_SIZE``
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.sync.agent import obey
from benchmarks.sync.morango.setting import NAME, PROFILE, SCOPE, WORD, set_up


class Device:
    """An instance with its certificate. Django must be set up before it."""

    def __init__(self, direct: str, url: str, chunk: int) -> None:
        # The peer lives in an environment of its own, which mypy does not see: hence the ignores.
        from morango.sync.controller import (  # type: ignore[import-not-found]
            MorangoProfileController,
        )

        self._direct = direct
        self._url = url
        self._chunk = chunk
        self._morango = MorangoProfileController(PROFILE)
        self._mine: Any = None
        self._theirs: Any = None

    def join(self) -> list[float]:
        """Get a certificate from the server."""
        connection = self._morango.create_network_connection(self._direct)
        listed = connection.session.get(connection.urlresolve("api/morango/v1/certificates/"))
        root = listed.json()[0]["id"]
        self._theirs = connection.get_remote_certificates(root, SCOPE)[0]
        self._mine = connection.certificate_signing_request(
            self._theirs, SCOPE, {"root": root}, userargs=NAME, password=WORD
        )
        connection.close()
        return []

    def fill(self, file: str) -> list[float]:
        """Put a row for each mark, dirty, as saving one by one would leave it."""
        from benchmarks.sync.morango.attendance.models import Mark

        marks = [
            Mark(root=self._theirs.id, **row) for row in json.loads(Path(file).read_text("utf-8"))
        ]
        for mark in marks:
            mark.id = mark.calculate_uuid()
        Mark.objects.bulk_create(marks)
        return []

    def push(self) -> list[float]:
        """Push; gives the seconds and how many marks were transferred."""
        return self._timed("push")

    def pull(self) -> list[float]:
        """Pull; gives the seconds and how many marks are here now."""
        from benchmarks.sync.morango.attendance.models import Mark

        return [self._timed("pull")[0], Mark.objects.count()]

    def idle(self) -> list[float]:
        """Push and pull with nothing new, in one session; gives the seconds."""
        return self._timed("push", "pull")[:1]

    def _timed(self, *ways: str) -> list[float]:
        from morango.models.certificates import Filter  # type: ignore[import-not-found]

        begun = time.perf_counter()
        connection = self._morango.create_network_connection(self._url)
        session = connection.create_sync_session(self._mine, self._theirs, chunk_size=self._chunk)
        moved = 0
        for way in ways:
            transfer = session.get_push_client() if way == "push" else session.get_pull_client()
            transfer.initialize(Filter(self._theirs.id))
            transfer.run()
            moved += transfer.current_transfer_session.records_transferred
            transfer.finalize()
        connection.close_sync_session(session.sync_session)
        connection.close()
        return [time.perf_counter() - begun, moved]


def main() -> None:
    """Obey until nobody asks any more."""
    folder, direct, url, chunk = sys.argv[1:]
    set_up(Path(folder))
    device = Device(direct, url, int(chunk))
    obey({deed: getattr(device, deed) for deed in ("join", "fill", "push", "pull", "idle")})


if __name__ == "__main__":
    main()
