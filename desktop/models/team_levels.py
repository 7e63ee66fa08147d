"""Mixes the levels of positions in groups by exchanging people, two at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from random import Random

from desktop.models.teams import MOST_OF_AGENCY

_MOST_LOOKS = 150_000
"""How many exchanges are weighed at most: about a tenth of a second, enough for any class."""


def mix_levels(
    placed: list[int],
    agencies: Sequence[str],
    levels: Sequence[str],
    fixed: Set[int],
    random: Random,
) -> None:
    """Exchange people between groups as long as that spreads the levels more evenly.

    ``placed`` gives the group of each person and is changed; sizes stay, nobody ``fixed`` moves,
    and no agency crowds a group more than before. Who has no level, or whose agency nobody knows,
    goes anywhere.
    """
    _Mixer(placed, agencies, levels, fixed, random).run()


class _Mixer:
    def __init__(
        self,
        placed: list[int],
        agencies: Sequence[str],
        levels: Sequence[str],
        fixed: Set[int],
        random: Random,
    ) -> None:
        self.placed, self.agencies, self.levels = placed, agencies, levels
        self.crowd = Counter(zip(placed, agencies, strict=True))
        self.spread = Counter(zip(placed, levels, strict=True))
        movable = [i for i in range(len(placed)) if i not in fixed]
        random.shuffle(movable)
        self.movable = movable
        totals, groups = Counter(levels), len(set(placed))
        self.share = {level: -(-n // groups) for level, n in totals.items()}
        self.least = {level: n // groups for level, n in totals.items()}
        members = Counter(agencies)
        self.limit = {a: min(MOST_OF_AGENCY, -(-n // groups)) for a, n in members.items()}
        self.looks = 0

    def run(self) -> None:
        """Go through everybody again and again until nobody moves any more."""
        moved = True
        while moved and self.looks < _MOST_LOOKS:
            moved = False
            lacking = self._lacking()
            for person in self.movable:
                if self._crowded(person) and self._exchange(person, lacking):
                    moved = True

    def _crowded(self, person: int) -> bool:
        """Whether a person's level has more than its share in their group."""
        level = self.levels[person]
        return bool(level) and self.spread[self.placed[person], level] > self.least[level]

    def _lacking(self) -> dict[str, set[int]]:
        """Give by level the groups that have less than its even share."""
        groups = set(self.placed)
        return defaultdict(
            set,
            {
                level: {g for g in groups if self.spread[g, level] < share}
                for level, share in self.share.items()
                if level
            },
        )

    def _exchange(self, person: int, lacking: dict[str, set[int]]) -> bool:
        """Exchange a person with the first one found for whom that is a gain."""
        wanted = lacking[self.levels[person]]
        for other in self.movable:
            if self.looks >= _MOST_LOOKS:
                return False
            if self.placed[other] not in wanted:
                continue
            self.looks += 1
            if self._gain(person, other) > 0 and self._may(person, other):
                self._swap(person, other)
                return True
        return False

    def _gain(self, one: int, two: int) -> int:
        """Say by how much the sum of squares of the levels' counts falls; ``one`` has a level."""
        at, to = self.placed[one], self.placed[two]
        mine, theirs = self.levels[one], self.levels[two]
        if at == to or mine == theirs:
            return 0
        gain = self.spread[at, mine] - self.spread[to, mine] - 1
        if theirs:
            gain += self.spread[to, theirs] - self.spread[at, theirs] - 1
        return gain

    def _may(self, one: int, two: int) -> bool:
        """Whether no agency comes to be crowded by an exchange, or more crowded than it was."""
        at, to = self.placed[one], self.placed[two]
        mine, theirs = self.agencies[one], self.agencies[two]
        if mine == theirs:
            return True
        return self._fits(mine, at, to) and self._fits(theirs, to, at)

    def _fits(self, agency: str, at: int, to: int) -> bool:
        if not agency:
            return True
        there = self.crowd[to, agency] + 1
        return there <= self.limit[agency] or there <= self.crowd[at, agency] - 1

    def _swap(self, one: int, two: int) -> None:
        at, to = self.placed[one], self.placed[two]
        for person, before, after in ((one, at, to), (two, to, at)):
            self.crowd[before, self.agencies[person]] -= 1
            self.crowd[after, self.agencies[person]] += 1
            self.spread[before, self.levels[person]] -= 1
            self.spread[after, self.levels[person]] += 1
            self.placed[person] = after
