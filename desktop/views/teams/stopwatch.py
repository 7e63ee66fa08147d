"""How long somebody has been speaking, and how much of their time is left."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

SOON = 120
"""Seconds before the end at which a speaker is warned."""


class Phase(StrEnum):
    """Where a presentation stands, as it is seen from the other end of the room."""

    CALM = "calm"
    SOON = "soon"
    OVER = "over"


class Stopwatch:
    """Runs, pauses and goes on; ``now`` gives seconds of a clock that nobody sets."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._before = 0.0
        self._since: float | None = None

    @property
    def running(self) -> bool:
        """Whether time goes by."""
        return self._since is not None

    @property
    def elapsed(self) -> float:
        """Seconds spoken so far, pauses left out."""
        return self._before + (0.0 if self._since is None else self._now() - self._since)

    def start(self) -> None:
        """Go on."""
        if self._since is None:
            self._since = self._now()

    def pause(self) -> None:
        """Stand still."""
        self._before, self._since = self.elapsed, None

    def reset(self) -> None:
        """Begin again at nothing, standing still."""
        self._before, self._since = 0.0, None


def phase(elapsed: float, given: float) -> Phase:
    """Judge seconds spoken by the seconds given; short talks are warned at their half."""
    left = given - elapsed
    if left <= 0:
        return Phase.OVER
    return Phase.SOON if left <= min(SOON, given / 2) else Phase.CALM
