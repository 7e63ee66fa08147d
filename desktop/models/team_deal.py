"""Deals people out into groups: even sizes, nobody's agency crowded, nobody pinned moved.

Spreading agencies is a flow: each person goes from their agency to a group that has room, at most
``limit`` of one agency in each. A way round (an augmenting path) is sought wherever the straight
way is shut, so that only those are left over for whom there truly is no place.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from desktop.models.teams import MOST_OF_AGENCY

_Step = tuple[int, str | None]
"""From which group one came, and with somebody of which agency; ``None`` with nobody."""

ANYBODY = ""
"""The agency of those of whom none is known; they crowd nobody."""


def even_sizes(pinned: Sequence[int], people: int) -> tuple[list[int], int]:
    """Give the least size of each group, and how many groups take one more.

    As even as those pinned allow: a group that holds more of them than an even share is closed at
    what it holds, and the others share the rest. ``people`` counts the pinned, too.
    """
    shut = [False] * len(pinned)
    while True:
        rest = people - sum(p for p, s in zip(pinned, shut, strict=True) if s)
        least, more = divmod(rest, shut.count(False)) if not all(shut) else (0, 0)
        over = _overfull(pinned, shut, least, more)
        if not over:
            return [p if s else least for p, s in zip(pinned, shut, strict=True)], more
        for at in over:
            shut[at] = True


def _overfull(pinned: Sequence[int], shut: Sequence[bool], least: int, more: int) -> list[int]:
    """Find the open groups in which more are pinned than an even share has room for."""
    over = [at for at, p in enumerate(pinned) if not shut[at] and p > least]
    beyond = [at for at in over if pinned[at] > least + (1 if more else 0)]
    return beyond or (over if len(over) > more else [])


class _Way:
    """A search for a way, breadth first: groups and agencies are entered once."""

    def __init__(self, agency: str, order: Sequence[int]) -> None:
        self.came: dict[int, _Step] = {}
        self.queue = deque([(-1, agency)])
        self.unseen = list(order)
        self._agencies = {agency}

    def enter(
        self, at: int, agency: str, takes: Callable[[int, str, int], bool], limit: int
    ) -> Iterator[int]:
        """Go on to every group that takes one more of an agency."""
        for group in [g for g in self.unseen if takes(g, agency, limit)]:
            if group not in self.came:  # another one led there meanwhile
                self.come(group, at, agency)
                yield group

    def come(self, group: int, at: int, agency: str | None) -> None:
        """Note how a group was reached."""
        self.came[group] = (at, agency)
        self.unseen.remove(group)

    def leave(self, group: int, free: Mapping[str, Sequence[int]]) -> None:
        """Go back from a group to the agencies of those who may leave it."""
        for agency, people in free.items():
            if people and agency not in self._agencies:
                self._agencies.add(agency)
                self.queue.append((group, agency))


class Deal:
    """Groups being filled: ``held[group][agency]`` are the people put there, by number."""

    def __init__(self, agencies: Sequence[str], pins: Mapping[int, int], groups: int) -> None:
        self.agencies = agencies
        self.pins = pins
        held = [sum(1 for at in pins.values() if at == g) for g in range(groups)]
        self.least, self.more = even_sizes(held, len(agencies))
        # A group that pins have overfilled has no part in what is left over.
        self.open = [least == min(self.least) for least in self.least]
        self.size = held
        self.counts: list[dict[str, int]] = [{} for _ in range(groups)]
        self.free: list[dict[str, list[int]]] = [{} for _ in range(groups)]
        self.place: list[int] = [-1] * len(agencies)
        self.turn = 0
        for person, group in pins.items():
            self.place[person] = group
            self._count(group, agencies[person], 1)

    def run(self, random: Random) -> list[int]:
        """Give the group of each person."""
        waiting = [p for p in range(len(self.agencies)) if p not in self.pins]
        random.shuffle(waiting)
        sums: dict[str, int] = {}
        for person in waiting:
            sums[self.agencies[person]] = sums.get(self.agencies[person], 0) + 1
        # The agencies with most people first: they find place worst.
        waiting.sort(key=lambda p: -sums[self.agencies[p]])
        order = list(range(len(self.size)))
        random.shuffle(order)
        for limit in range(1, MOST_OF_AGENCY + 1):
            waiting = self._spread(waiting, limit, order)
        for person in waiting:
            self._squeeze(person, order)
        return self.place

    def has_room(self, group: int) -> bool:
        """Whether a group may take one more; only so many may take one above the least."""
        over = self.size[group] - self.least[group]
        return over < 0 or (over == 0 and self.more > 0 and self.open[group])

    def _spread(self, waiting: list[int], limit: int, order: list[int]) -> list[int]:
        """Place people with at most ``limit`` of an agency in a group; give those left over."""
        left, hopeless = [], set[str]()
        for person in waiting:
            agency = self.agencies[person]
            if agency in hopeless or not self._place(person, limit, order):
                hopeless.add(agency)  # once shut, the ways of an agency never open again
                left.append(person)
        return left

    def _place(self, person: int, limit: int, order: list[int]) -> bool:
        agency = self.agencies[person]
        if (group := self._roomy(agency, limit, order)) is not None:
            self._put(person, group)
            return True
        return self._way_round(person, limit, order)

    def _roomy(self, agency: str, limit: int, order: list[int]) -> int | None:
        """Find the emptiest group with room where the agency is not at its limit.

        Looks on from the one found last: so most people are dealt out in turn, at one look each.
        """
        found, emptiest, groups = None, min(self.size), len(order)
        for look in range(self.turn, self.turn + groups):
            group = order[look % groups]
            if not (self._takes(group, agency, limit) and self.has_room(group)):
                continue
            if found is None or self.size[group] < self.size[found]:
                found, self.turn = group, (look + 1) % groups
            if self.size[group] == emptiest:
                break
        return found

    def _takes(self, group: int, agency: str, limit: int) -> bool:
        return agency == ANYBODY or self.counts[group].get(agency, 0) < limit

    def _way_round(self, person: int, limit: int, order: list[int]) -> bool:
        """Let others move on one after the other, so that a place comes free for this person."""
        way = _Way(self.agencies[person], order)
        while way.queue:
            at, agency = way.queue.popleft()
            for group in way.enter(at, agency, self._takes, limit):
                if self.has_room(group):
                    self._move_along(person, group, way.came)
                    return True
                way.leave(group, self.free[group])
                if self.size[group] == self.least[group] and self.open[group]:
                    self._hand_over(way, group)
        return False

    def _hand_over(self, way: _Way, group: int) -> None:
        """Let a group be one above the least in another's stead, should that one give somebody."""
        for other in [g for g in way.unseen if self.open[g] and self.size[g] > self.least[g]]:
            way.come(other, group, None)
            way.leave(other, self.free[other])

    def _move_along(self, person: int, end: int, came: Mapping[int, _Step]) -> None:
        """Move everybody on the way found, from its end backwards."""
        group = end
        while came[group][0] >= 0:
            before, agency = came[group]
            if agency is not None:
                self._put(self._take(before, agency), group)
            group = before
        self._put(person, group)

    def _squeeze(self, person: int, order: list[int]) -> None:
        """Put somebody for whom there is no good place where it crowds least."""
        agency = self.agencies[person]
        fit = [g for g in order if self.has_room(g)]
        self._put(person, min(fit, key=lambda g: (self.counts[g].get(agency, 0), self.size[g])))

    def _put(self, person: int, group: int) -> None:
        self.place[person] = group
        self.free[group].setdefault(self.agencies[person], []).append(person)
        if self.size[group] == self.least[group]:
            self.more -= 1
        self.size[group] += 1
        self._count(group, self.agencies[person], 1)

    def _take(self, group: int, agency: str) -> int:
        person = self.free[group][agency].pop()
        self.size[group] -= 1
        if self.size[group] == self.least[group]:
            self.more += 1
        self._count(group, agency, -1)
        return person

    def _count(self, group: int, agency: str, by: int) -> None:
        self.counts[group][agency] = self.counts[group].get(agency, 0) + by
