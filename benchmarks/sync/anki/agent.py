"""A device: an Anki collection that fills, pushes and pulls as it is told, in Anki's own place.

``python -m benchmarks.sync.anki.agent FOLDER DIRECT_URL URL``
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

# The peer lives in an environment of its own, which mypy does not see: hence the ignores.
from anki.collection import Collection  # type: ignore[import-not-found]
from anki.utils import checksum, guid64  # type: ignore[import-not-found]

from benchmarks.sync.agent import obey

KIND = "Attendance"
INSERT = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, '', ?, ?, ?, 0, '')"
UPLOADS = -1
"""The number a row has until it was sent."""


class Device:
    """A collection and its account on the server."""

    def __init__(self, folder: Path, direct: str, url: str) -> None:
        self._folder = folder
        self._direct = direct
        self._url = url
        self._collection = Collection(str(folder / "collection.anki2"))

    def establish(self, fields: list[str]) -> list[float]:
        """Make the server's collection: no notes, but the kind of note the marks will be."""
        models = self._collection.models
        kind = models.new(KIND)
        for field in fields:
            models.add_field(kind, models.new_field(field))
        template = models.new_template("Card 1")
        template["qfmt"] = "{{" + fields[0] + "}}"
        models.add_template(kind, template)
        models.add(kind)
        self._whole(self._direct, upload=True)
        return []

    def join(self) -> list[float]:
        """Become a device in sync with the server, whose notes are to come."""
        self._whole(self._direct, upload=False)
        return []

    def fill(self, file: str) -> list[float]:
        """Put a note for each mark, to be sent: rows as Anki writes them, but without a card."""
        marks = json.loads(Path(file).read_text("utf-8"))
        kind = self._collection.models.by_name(KIND)["id"]
        first = int(time.time() * 1000) - len(marks)
        rows = [
            (
                at,
                guid64(),
                kind,
                at // 1000,
                "\x1f".join(mark),
                mark[0],
                int(checksum(mark[0])[:8], 16),
            )
            for at, mark in enumerate(marks, first)
        ]
        self._collection.db.executemany(INSERT, rows)
        self._collection.db.execute("UPDATE col SET mod = ?", int(time.time() * 1000))
        return []

    def push(self) -> list[float]:
        """Sync; gives the seconds and how many notes are no longer to be sent."""
        seconds = self._sync()
        sent = "SELECT count(*) FROM notes WHERE usn <> ?"
        return [seconds, self._collection.db.scalar(sent, UPLOADS)]

    def pull(self) -> list[float]:
        """Sync; gives the seconds and how many notes are here now."""
        return [self._sync(), self._collection.note_count()]

    def download(self) -> list[float]:
        """Fetch the whole collection as one file, as a device does that never was in sync."""
        return [self._whole(self._url, upload=False), self._collection.note_count()]

    def idle(self) -> list[float]:
        """Sync with nothing new; gives the seconds."""
        return [self._sync()]

    def _sync(self) -> float:
        account = self._account(self._url)
        begun = time.perf_counter()
        done = self._collection.sync_collection(account, False)
        seconds = time.perf_counter() - begun
        if done.required != done.NO_CHANGES:
            raise RuntimeError(f"a normal sync was refused: {done}")
        return seconds

    def _whole(self, url: str, *, upload: bool) -> float:
        account = self._account(url)
        begun = time.perf_counter()
        self._collection.close_for_full_sync()
        self._collection.full_upload_or_download(auth=account, server_usn=None, upload=upload)
        self._collection.reopen(after_full_sync=True)
        return time.perf_counter() - begun

    def _account(self, url: str) -> object:
        account = self._collection.sync_login("desk", "desk", self._direct)
        account.endpoint = url
        return account


def main() -> None:
    """Obey until nobody asks any more."""
    folder, direct, url = sys.argv[1:]
    device = Device(Path(folder), direct, url)
    deeds = ("establish", "join", "fill", "push", "pull", "download", "idle")
    obey({deed: getattr(device, deed) for deed in deeds})


if __name__ == "__main__":
    main()
