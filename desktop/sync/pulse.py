"""When the next round is due: soon after a mark, now and then by itself, later after failures."""

from __future__ import annotations

from dataclasses import dataclass

BREATH_SECONDS = 1.0
"""So long after a mark a round begins: a burst of marks becomes one push."""
BUSY_SECONDS = 15.0
"""Between two looks while something was sent or fetched lately."""
IDLE_SECONDS = 60.0
"""Between two looks otherwise. A city with 180 classes and two devices in each asks an idle
server 6 times a second, and 24 times while all of them are marking; each asking is one message."""
LATELY_SECONDS = 300.0
FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 300.0
_SPREAD = 0.1


@dataclass
class Pulse:
    """Counts failures and remembers when something last moved. Times are the loop's seconds."""

    failures: int = 0
    moved_at: float = float("-inf")

    def went_well(self, now: float, *, moved: bool) -> None:
        """Note a whole round; ``moved`` when it carried anything."""
        self.failures = 0
        if moved:
            self.moved_at = now

    def failed(self) -> None:
        """Note a round that could not be done."""
        self.failures += 1

    def wait(self, now: float, chance: float, retry_after: float | None = None) -> float:
        """Give the seconds until the next round; ``chance`` lies between 0 and 1.

        After failures the wait doubles, drawn anew between nothing and the whole of it ("full
        jitter", M. Brooker 2015): devices that lost their server together do not return together.
        """
        if self.failures:
            most = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2.0 ** min(self.failures, 10))
            drawn = max(FIRST_WAIT_SECONDS, most * chance)
            return max(drawn, retry_after * (1 + _SPREAD * chance)) if retry_after else drawn
        lately = now - self.moved_at < LATELY_SECONDS
        return (BUSY_SECONDS if lately else IDLE_SECONDS) * (1 + _SPREAD * chance)
