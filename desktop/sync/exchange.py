"""One round with the server, without a network: yields messages, is sent the answers.

Whoever drives it decides how messages travel: over HTTP, in a test that loses every third answer,
or straight into a server in the same process. Everything done so far is durable at every yield, so
a round may end anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.store.replica import Batch, Replica
from desktop.sync.succession import note_double
from protocol.change import Change
from protocol.log import GENESIS, BadBatch, Point, following, ladder, pack, unpack
from protocol.wire import (
    Commit,
    Hello,
    Limits,
    Pull,
    PulledPart,
    PullPart,
    Push,
    PushPart,
    Voucher,
    Welcome,
    sorted_digests,
)

SLICE = 1_000
"""Changes stored at once: a transaction shorter than a frame or two."""
LEAST = 50
"""A batch of so few changes that times out is not halved any more."""
LEAST_BYTES = 20_000
MOST_LOSSES = 6
"""A log that diverges so often in one round is not one log; it is left for another round."""

Sign = Callable[[str, str, bytes], str | None]
"""Signs for a device, if its key is here: scope, device, sorted digests to signature in hex."""


class TooSlow(Exception):
    """Sent in by the driver: no answer in time. A smaller batch may get through."""


@dataclass(frozen=True, slots=True)
class Work:
    """Something to work out that touches no store: the driver may do it on another thread."""

    run: Callable[[], Any]


Step = Hello | Push | Pull | Work
Steps = Generator[Step, Any, None]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A commit of a scope, unpacked; without changes where it could not be read."""

    scope: str
    commit: Commit
    changes: Sequence[Change]
    digests: Mapping[str, str]
    readable: bool = True


def _read(scope: str, commit: Commit) -> Arrived:
    try:
        return Arrived(scope, commit, *unpack(scope, commit.body))
    except BadBatch:
        return Arrived(scope, commit, (), {}, readable=False)


@dataclass
class Pace:
    """How much goes into one message; remembered from round to round, shrinks on a slow line."""

    changes: int = 5_000
    bytes: int = 2_000_000

    def slower(self) -> bool:
        """Halve both; false when they are as small as they get."""
        if self.changes <= LEAST and self.bytes <= LEAST_BYTES:
            return False
        self.changes = max(LEAST, self.changes // 2)
        self.bytes = max(LEAST_BYTES, self.bytes // 2)
        return True

    def faster(self, limits: Limits) -> None:
        """Grow back a little after a message that went through."""
        self.changes = min(limits.changes, self.changes * 5 // 4 + 1)
        self.bytes = min(limits.body_bytes // 2, self.bytes * 5 // 4)


@dataclass
class Round:
    """What one round did so far, and what it may use.

    ``doubled`` counts changes of this very device that came as news: it was cloned or restored.
    ``due`` are the scopes that are new to this device, ``arrived`` those wholly here.
    ``unreadable`` are the scopes whose log could not be followed.
    """

    replica: Replica
    device: str
    sign: Sign
    pace: Pace = field(default_factory=Pace)
    again: bool = False
    welcome: Welcome | None = None
    pushed: int = 0
    pulled: int = 0
    held: int = 0
    doubled: int = 0
    due: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)
    unreadable: list[str] = field(default_factory=list)
    _sent: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _lost: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def run(self) -> Steps:
        """Say hello; then send and fetch until neither side has news.

        What is pending goes first: it may be on this disk alone.
        """
        replica = self.replica
        if self.again:
            replica.retry()
        counts = replica.counts()
        self.welcome = yield Hello(
            pending=counts.pending, held=counts.attention, scopes=replica.scopes()
        )
        replica.keep_devices(self.welcome.devices)
        replica.note_withdrawn(self.welcome.gone)
        left = replica.left()
        behind = {scope for scope in self.welcome.scopes if scope not in left}
        while batches := self._next():
            yield from self._push(batches, behind)
            yield from self._pull(behind & {batch.scope for batch in batches})
            behind -= {batch.scope for batch in batches}
        yield from self._pull(behind)

    def _next(self) -> list[Batch]:
        """Choose what goes into the next push: scope after scope, as much as the pace allows.

        A scope whose changes were sent in this round and are still pending is left for another.
        """
        room, chosen = self.pace.changes, []
        for scope in self.replica.waiting():
            batch = self.replica.pending(scope, room)
            sent = self._sent[scope].issuperset(batch.digests)
            if not sent and scope not in self.unreadable:
                chosen.append(batch)
                room -= len(batch.changes)
            if room <= 0 or len(chosen) == self._limits.parts:
                break
        return chosen

    @property
    def _limits(self) -> Limits:
        assert self.welcome is not None
        return self.welcome.limits

    def _push(self, batches: Sequence[Batch], behind: set[str]) -> Steps:
        """Send batches; add to ``behind`` the scopes whose logs have more than this device."""
        own = [self._vouchers(batch) for batch in batches]
        bodies = yield Work(lambda: [pack(b.changes, b.digests) for b in batches])
        parts = [
            PushPart(scope=b.scope, known=self._known(b.scope), body=body, vouchers=vouchers)
            for b, body, vouchers in zip(batches, bodies, own, strict=True)
        ]
        try:
            answer = yield Push(parts=parts)
        except TooSlow:
            if not self.pace.slower():
                raise
            return
        self.pace.faster(self._limits)
        for batch, part in zip(batches, answer.parts, strict=True):
            if part.diverged is not None:
                self._diverged(part.scope, part.diverged)
                continue
            self._found(batch.scope)
            self.replica.settle(batch, part)
            self._sent[batch.scope].update(batch.digests)
            self.pushed += sum(c.id not in part.fates for c in batch.changes)
            self.held += sum(f.verdict != "duplicate" for f in part.fates.values())
            if part.tip != self.replica.point(batch.scope):
                behind.add(batch.scope)

    def _vouchers(self, batch: Batch) -> list[Voucher]:
        """Sign for what this device wrote itself, and add what others signed for theirs."""
        by_device: dict[str, list[str]] = defaultdict(list)
        for change in batch.changes:
            by_device[change.device].append(batch.digests[change.id])
        vouchers, foreign = [], {}
        for device, digests in by_device.items():
            signature = self.sign(batch.scope, device, sorted_digests(digests))
            if signature is not None:
                vouchers.append(Voucher(device=device, signature=signature))
            else:
                foreign.update(dict.fromkeys(digests, device))
        return vouchers + self.replica.vouchers(batch.scope, foreign)

    def _known(self, scope: str) -> list[Point]:
        """Name the newest point told; after it was not recognised, earlier ones as well."""
        if scope in self._lost:
            return ladder(self.replica.points(scope))
        return [self.replica.point(scope)]

    def _diverged(self, scope: str, common: Point) -> None:
        """Go back to the newest point both sides know; find it with a ladder of points first."""
        self._lost[scope] += 1
        if self._lost[scope] > MOST_LOSSES:
            self.unreadable.append(scope)
        elif self._lost[scope] > 1:
            self.replica.rewind(scope, common)
            self._sent.pop(scope, None)

    def _found(self, scope: str) -> None:
        self._lost.pop(scope, None)

    def _pull(self, scopes: set[str]) -> Steps:
        """Fetch scopes to their ends, page by page, several in one message."""
        open_ = sorted(scopes - set(self.unreadable))
        self.due.update(s for s in open_ if self.replica.point(s) == GENESIS)
        while open_:
            asked = open_[: self._limits.parts]
            parts = [PullPart(scope=s, known=self._known(s)) for s in asked]
            try:
                answer = yield Pull(parts=parts, most_bytes=self.pace.bytes)
            except TooSlow:
                if not self.pace.slower():
                    raise
                continue
            self.pace.faster(self._limits)
            yield from self._store(
                [(p.scope, c) for p in answer.parts for c in p.commits if p.diverged is None]
            )
            for part in answer.parts:
                if self._is_through(part):
                    open_.remove(part.scope)
                    self.arrived.add(part.scope)

    def _is_through(self, part: PulledPart) -> bool:
        """Whether nothing more is to be asked of a scope in this round."""
        if part.diverged is not None:
            self._diverged(part.scope, part.diverged)
        else:
            self._found(part.scope)
        if part.scope in self.unreadable or part.forbidden:
            return True
        return part.diverged is None and self.replica.point(part.scope).rev >= part.tip.rev

    def _store(self, arrived: Sequence[tuple[str, Commit]]) -> Steps:
        """Store commits, about a slice at once; each is noted as here only with its last change."""
        read = yield Work(lambda: [_read(scope, commit) for scope, commit in arrived])
        group: list[Arrived] = []
        for each in read:
            group.append(each)
            if sum(len(a.changes) for a in group) >= SLICE:
                yield from self._keep(group)
                group = []
        yield from self._keep(group)

    def _keep(self, group: Sequence[Arrived]) -> Steps:
        """Store a few commits in one transaction, or a large one in several."""
        if len(group) == 1 and self._follows(group[0]):
            large = group[0]
            for begin in range(0, len(large.changes) - SLICE, SLICE):
                self._take(large.changes[begin : begin + SLICE], large)
                yield Work(lambda: None)
        with self.replica.together():
            for each in group:
                if self._follows(each):
                    self._take(each.changes[-SLICE:] if len(group) == 1 else each.changes, each)
                    self.replica.advance(each.scope, each.commit, each.changes, each.digests)
        yield Work(lambda: None)

    def _follows(self, each: Arrived) -> bool:
        """Whether a commit is what comes next in its log; a log that is not one is left alone."""
        if each.scope in self.unreadable:
            return False
        point, commit = self.replica.point(each.scope), each.commit
        if commit.rev <= point.rev:
            return False
        if each.readable and following(point, each.digests.items()) == Point(
            commit.rev, commit.hash
        ):
            return True
        self.unreadable.append(each.scope)
        return False

    def _take(self, changes: Sequence[Change], each: Arrived) -> None:
        self._notice_double(changes)
        self.pulled += self.replica.take(changes, each.digests, each.commit.rev)

    def _notice_double(self, changes: Sequence[Change]) -> None:
        """Notice own changes that are not here: another machine goes by this device's name."""
        own = [c for c in changes if c.device == self.device]
        doubled = sum(self.replica.is_news(c) for c in self.replica.unknown(own))
        if doubled:
            self.doubled += doubled
            note_double(self.replica.store)
