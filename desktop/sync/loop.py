"""The loop that keeps a desk and its server together while the program runs."""

from __future__ import annotations

import asyncio
import logging
import random
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import Tally
from desktop.sync.engine import Engine
from desktop.sync.failures import Failure, Offline
from desktop.sync.pulse import BREATH_SECONDS, Pulse

_log = logging.getLogger("workshop_desk.sync")


class Loop:
    """Begins a round after a mark, now and then, and at once when asked.

    Events may be set from the store's thread only. While rounds fail, marks do not hurry the
    next one: a room without a network is no reason to try every second.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        breath: float = BREATH_SECONDS,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.engine = engine
        self.pulse = Pulse()
        self._breath = breath
        self._chance = chance
        self._woken = asyncio.Event()
        self._hurried = asyncio.Event()
        self._again = False

    def wake(self) -> None:
        """Something was stored, perhaps by a person: send it soon."""
        self.engine.touched()
        self._woken.set()

    def hurry(self, *, again: bool = False) -> None:
        """Begin a round now; ``again`` asks anew about what was held."""
        self._again = self._again or again
        self._hurried.set()

    async def run(self) -> None:
        """Go round until cancelled; a round that dies of a bug is logged, and life goes on."""
        wait = 0.0
        try:
            while True:
                await self._due(wait)
                wait = await self._attempt()
        finally:
            await self.engine.close()

    async def _due(self, wait: float) -> None:
        """Return when a round is due: after ``wait`` seconds, or sooner for a reason."""
        until = asyncio.get_running_loop().time() + wait
        while await self._is_woken(until):
            await self._within(self._hurried, self._breath)
            self._woken.clear()
            if self._hurried.is_set() or self.engine.replica.waiting():
                break
        self._hurried.clear()

    async def _is_woken(self, until: float) -> bool:
        """Wait for a mark, a hurry or the time; true when it was a mark and marks count now."""
        watched = [self._hurried] if self.pulse.failures else [self._hurried, self._woken]
        left = until - asyncio.get_running_loop().time()
        waits = [asyncio.ensure_future(event.wait()) for event in watched]
        try:
            await asyncio.wait(waits, timeout=max(0, left), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiting in waits:
                waiting.cancel()
        return not self._hurried.is_set() and self._woken.is_set() and not self.pulse.failures

    async def _within(self, event: asyncio.Event, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), seconds)

    async def _attempt(self) -> float:
        """Do a round as a task of its own, and give the seconds until the next one."""
        again, self._again = self._again, False
        self._woken.clear()
        attempt = asyncio.ensure_future(self.engine.round(again=again))
        try:
            await asyncio.wait([attempt])
        finally:
            attempt.cancel()
            await asyncio.wait([attempt])
        return self._next(attempt)

    def _next(self, attempt: asyncio.Task[Tally]) -> float:
        error = attempt.exception()
        now = asyncio.get_running_loop().time()
        if error is None:
            tally = attempt.result()
            self.pulse.went_well(now, moved=bool(tally.pushed or tally.pulled))
        else:
            self.pulse.failed()
        if error is not None and not isinstance(error, Failure | Refused | Fault):
            _log.error("a round died: %s", where(error))
            self.engine.tell(phase="trouble", cause="bug", details={})
        asked = error.retry_after if isinstance(error, Offline) else None
        wait = self.pulse.wait(now, self._chance(), asked)
        self.engine.tell(next=self.engine.desk.now() + timedelta(seconds=wait))
        return wait


def where(error: BaseException) -> str:
    """Say where a bug struck: files, lines and functions, never values; they hold names."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    return " < ".join([type(error).__name__, *reversed(places)])
