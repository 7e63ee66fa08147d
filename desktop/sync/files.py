"""Carries kept files after the changes that name them: archived pages first, in pieces."""

from __future__ import annotations

import errno
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from desktop.models.refusal import Fault
from desktop.store import files as shelf
from desktop.store.store import Store
from desktop.sync.exchange import TooSlow
from desktop.sync.failures import Denied, Offline
from desktop.sync.remote import Remote
from protocol.wire import BlobsAsked, Limits

ARRIVING = "arriving"
"""The folder beside the store where files lie that are not whole yet."""
LEAST_PIECE = 16_000  # bytes
MOST_NAMES = 1_000
MOST_STANDSTILLS = 3
_FIRST_PAUSE_SECONDS = 60.0
_LONGEST_PAUSE_SECONDS = 3600.0


class Files:
    """Remembers, while the program runs, which files a server did not have yet."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self.store = store
        self.piece = 1_000_000
        self._clock = clock
        self._absent: dict[str, tuple[float, float]] = {}

    async def send(self, remote: Remote, limits: Limits) -> int:
        """Bring the server what it lacks; gives how many files it has now that it had not."""
        owed = shelf.to_send(self.store)
        classes = Counter(name for names in owed.values() for name in names)
        there: Counter[str] = Counter()
        sent = 0
        for scope, names in owed.items():
            for begin in range(0, len(names), MOST_NAMES):
                some = names[begin : begin + MOST_NAMES]
                try:
                    wanted = (await remote.blobs(BlobsAsked(scope=scope, names=some))).wanted
                    for name in sorted(wanted, key=some.index):
                        await self._put(remote, scope, name, wanted[name], limits)
                        sent += 1
                except Denied:
                    continue  # not ours to bring; whoever may will
                there.update(some)
        for name in there:
            if there[name] == classes[name]:
                shelf.note_sent(self.store, name, classes[name])
        return sent

    async def _put(self, remote: Remote, scope: str, name: str, at: int, limits: Limits) -> None:
        """Bring a file from byte ``at`` on until the server says that it is whole."""
        data = self.store.blob(name) or b""
        if len(data) > limits.blob_bytes:
            raise Denied("too-large")
        standstills = 0
        while True:
            size = min(self.piece, limits.piece_bytes)
            try:
                kept = await remote.put_blob(scope, name, at, len(data), data[at : at + size])
            except TooSlow:
                if self.piece <= LEAST_PIECE:
                    raise Offline("timeout") from None
                self.piece = max(LEAST_PIECE, size // 2)
                continue
            if kept.whole:
                return
            standstills += kept.received <= at
            if standstills >= MOST_STANDSTILLS:
                raise Denied("not-kept")
            at = 0 if kept.received >= len(data) else kept.received

    async def fetch(self, remote: Remote) -> int:
        """Fetch what is named here and not here; gives how many files came."""
        came = 0
        for scope, names in shelf.to_fetch(self.store).items():
            for name in names:
                if not self._is_due(name):
                    continue
                try:
                    await self._get(remote, scope, name)
                    self._absent.pop(name, None)
                    came += 1
                except Denied:
                    self._pause(name)
        return came

    def _is_due(self, name: str) -> bool:
        return name not in self._absent or self._clock() >= self._absent[name][0]

    def _pause(self, name: str) -> None:
        """Ask for a file less and less often: whoever issued it may be away for days."""
        _, before = self._absent.get(name, (0.0, _FIRST_PAUSE_SECONDS / 2))
        pause = min(before * 2, _LONGEST_PAUSE_SECONDS)
        self._absent[name] = (self._clock() + pause, pause)

    async def _get(self, remote: Remote, scope: str, name: str) -> None:
        """Fetch a file, going on where the last try was cut, and keep it if it is what it says."""
        part = self.store.path.parent / ARRIVING / f"{name}.part"
        try:
            await remote.get_blob(scope, name, _begun(part), part)
            data = _whole(part)
        except Denied as no:
            if no.code == "bad-range":
                part.unlink()
            raise
        except OSError as error:
            raise Fault("disk-full" if error.errno == errno.ENOSPC else "disk-fails") from error
        if sha256(data).hexdigest() != name:
            raise Denied("not-whole")
        shelf.keep_fetched(self.store, name, data)


def _begun(part: Path) -> int:
    """Give how much of a file is here. Its last byte is asked for again: all may be here."""
    part.parent.mkdir(exist_ok=True)
    at = max(0, part.stat().st_size - 1) if part.exists() else 0
    with part.open("ab") as file:
        file.truncate(at)
    return at


def _whole(part: Path) -> bytes:
    data = part.read_bytes()
    part.unlink()
    return data
