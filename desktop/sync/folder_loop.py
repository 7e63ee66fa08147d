"""Keeps a desk and a shared folder together while the program runs."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from desktop.desk import Desk
from desktop.models.refusal import Fault, Refused
from desktop.store.changes import newest
from desktop.sync import folder

BREATH_SECONDS = 5.0
"""So long after a mark the folder is met: it costs more than a message to a server."""
EVERY_SECONDS = 30.0

_Look = tuple[int, frozenset[tuple[str, int]]]


class FolderLoop:
    """Meets in the folder when something is new on either side.

    Looking into the folder leaves the thread of the window: a drive that is away may take a
    minute to say so. ``storing`` is true while what came from there is stored.
    """

    def __init__(
        self,
        desk: Desk,
        place: Path,
        *,
        breath: float = BREATH_SECONDS,
        every: float = EVERY_SECONDS,
    ) -> None:
        self.desk = desk
        self.place = place
        self.storing = False
        self._breath = breath
        self._every = every
        self._woken = asyncio.Event()
        self._last: _Look | None = None

    def wake(self) -> None:
        """Something was stored: bring it soon."""
        if not self.storing:
            self._woken.set()

    async def run(self) -> None:
        """Go round until cancelled. A folder that is away is met again when it is back."""
        while True:
            await self._round()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._every)
                await asyncio.sleep(self._breath)
            self._woken.clear()

    async def _round(self) -> None:
        if await self._look() == self._last:
            return
        self.storing = True
        try:
            folder.meet(self.desk, self.place)
        except (Refused, Fault):
            return  # away or full: nothing is lost, and nobody is to be disturbed
        finally:
            self.storing = False
        self._last = await self._look()

    async def _look(self) -> _Look:
        """Say what there is on both sides, so that a round is spared where nothing is new."""
        files = await asyncio.to_thread(_files, self.place)
        return newest(self.desk.store), files


def _files(place: Path) -> frozenset[tuple[str, int]]:
    try:
        return frozenset((str(f), f.stat().st_size) for f in place.rglob("*") if f.is_file())
    except OSError:
        return frozenset()
