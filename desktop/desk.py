"""Who works here, with which store and clock; every deed of theirs goes through ``commit``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from desktop.models.ids import uuid7
from desktop.models.wording import Words
from desktop.settings import Settings
from desktop.store.store import Store
from protocol.chain import digest
from protocol.change import SCHEMA, Change, Json, heads

_LASTING = frozenset({"who"})
"""Groups that say what a row is. Undo leaves them: taken back here, they would be in dispute with
whoever met in the same row meanwhile."""


class Edit(NamedTuple):
    """Fields to set on one row. ``new`` promises that the row has no changes yet.

    ``over`` names by group the changes that are settled on purpose, rivals too; without it an edit
    covers what is shown.
    """

    scope: str
    entity: str
    row: str
    set: Mapping[str, Json]
    new: bool = False
    over: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be undone: its name (a key of the wording) and what it replaced."""

    name: str
    details: Mapping[str, object]
    back: tuple[Edit, ...]


@dataclass(eq=False)
class Desk:
    """One person at one device with one store. Time and chance are handed in.

    ``clock`` gives an aware datetime; ``random`` gives that many random bytes.
    """

    store: Store
    settings: Settings
    words: Words
    author: str
    device: str
    clock: Callable[[], datetime]
    random: Callable[[int], bytes] = os.urandom
    undoable: list[Step] = field(default_factory=list)
    redoable: list[Step] = field(default_factory=list)

    def now(self) -> datetime:
        """Give the local time, aware of its zone."""
        return self.clock().astimezone()

    def stamp(self) -> str:
        """Give the time as changes carry it: UTC, ISO 8601, to the millisecond."""
        return self.clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def new_id(self) -> str:
        """Name a new row."""
        return uuid7(int(self.clock().timestamp() * 1000), self.random(10))

    def new_ids(self, count: int) -> list[str]:
        """Name ``count`` new rows, ascending."""
        begin, random = int(self.clock().timestamp() * 1000), self.random(10 * count)
        return sorted(uuid7(begin, random[i : i + 10]) for i in range(0, 10 * count, 10))

    def commit(self, step: str, edits: Sequence[Edit], /, **details: object) -> None:
        """Do one named deed durably; afterwards it can be undone as one step."""
        self.undoable.append(Step(step, details, self._write(edits)))
        self.redoable.clear()

    def commit_for_good(self, edits: Sequence[Edit]) -> None:
        """Do what cannot be undone (issuing); what was undoable before stays so."""
        self._write(edits)

    def undo(self) -> Step | None:
        """Take the last deed back by setting what it replaced; give the step, or ``None``."""
        return self._turn(self.undoable, self.redoable)

    def redo(self) -> Step | None:
        """Do the last undone deed again."""
        return self._turn(self.redoable, self.undoable)

    def _turn(self, source: list[Step], target: list[Step]) -> Step | None:
        if not source:
            return None
        step = source[-1]
        forward = self._write(step.back)
        source.pop()
        target.append(Step(step.name, step.details, forward))
        return step

    def _write(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Wrap edits into changes and commit them; give the edits that would restore."""
        with self.store.atomic():
            fresh = all(edit.new for edit in edits)
            known = {} if fresh else self._histories(edits)
            changes, digests = self._wrap(edits, known)
            self.store.commit(changes, digests=digests, fresh=fresh)
            if changes:
                self.store.keep_tip(self.device, digests[changes[-1].id])
        written = zip(reversed(edits), reversed(changes), strict=True)
        return tuple(
            back
            for edit, change in written
            for back in _restoring(edit, change, known.get(edit.row, ()))
        )

    def _histories(self, edits: Sequence[Edit]) -> dict[str, list[Change]]:
        found = self.store.histories({(edit.scope, edit.row) for edit in edits if not edit.new})
        return {row: changes for rows in found.values() for row, changes in rows.items()}

    def _wrap(
        self, edits: Sequence[Edit], known: Mapping[str, Sequence[Change]]
    ) -> tuple[list[Change], dict[str, str]]:
        """Make changes of edits, chained one to the next; give them with their digests by id."""
        at = self.stamp()
        numbers = {scope: self.store.next_n(scope) for scope in {edit.scope for edit in edits}}
        prev = self.store.tip(self.device)
        tokens = self._tokens(sum(len(edit.set) for edit in edits))
        ids = self._ids(len(edits))
        changes, digests = [], {}
        for edit in edits:
            history = known.get(edit.row, ())
            change = Change(
                id=next(ids),
                scope=edit.scope,
                entity=edit.entity,
                row=edit.row,
                set=edit.set,
                over=edit.over or {g: _seen(history, g) for g in edit.set if history},
                salt={group: next(tokens) for group in edit.set},
                n=numbers[edit.scope],
                author=self.author,
                device=self.device,
                at=at,
                schema=SCHEMA,
                prev=prev,
            )
            prev = digests[change.id] = digest(change)
            numbers[edit.scope] += 1
            changes.append(change)
        return changes, digests

    def _ids(self, count: int) -> Iterator[str]:
        """Draw the ids of the changes of one deed: 128 random bits, the first 48 of them shared.

        So they lie together in every index, here and on the server.
        """
        shared, chance = self.random(6).hex(), self.random(10 * count).hex()
        return iter([shared + chance[i : i + 20] for i in range(0, 20 * count, 20)])

    def _tokens(self, count: int) -> Iterator[str]:
        """Draw salts, 80 random bits each, all at once: nobody tries all of them."""
        chance = self.random(10 * count).hex()
        return iter([chance[i : i + 20] for i in range(0, 20 * count, 20)])


def _seen(history: Sequence[Change], group: str) -> tuple[str, ...]:
    """Name the heads whose value was on the screen: the one shown and those that agree.

    A head that disagrees is not covered by an ordinary edit: the conflict stands until somebody
    settles it on purpose.
    """
    free = heads(history, group)
    return tuple(h.id for h in free if h.set.get(group) == free[0].set.get(group))


def _restoring(edit: Edit, change: Change, history: Sequence[Change]) -> list[Edit]:
    """Give the edits that take one back, once it was written as ``change``."""
    if edit.new:
        return [Edit(edit.scope, edit.entity, edit.row, {"life": "removed"})]
    if edit.over is not None:
        return _reopening(edit, change, history)
    back = {}
    for group in (g for g in edit.set if g not in _LASTING):
        free = heads(history, group)
        back[group] = free[0].set.get(group) if free else None
    return [Edit(edit.scope, edit.entity, edit.row, back)]


def _reopening(edit: Edit, change: Change, history: Sequence[Change]) -> list[Edit]:
    """Take a settlement back: each value it settled stands again, and none of them is lost.

    They cover the settlement alone, never what somebody said meanwhile. The value shown before
    comes last, so that it is shown again.
    """
    known = {c.id: c for c in history}
    back = []
    for group, covered in (edit.over or {}).items():
        said = [known[i] for i in covered if i in known]
        values = [c.set.get(group) for c in sorted(said, key=lambda c: (c.n, c.id))]
        for at, value in enumerate(values):
            if value not in values[at + 1 :]:
                over = {group: (change.id,)}
                again = Edit(edit.scope, edit.entity, edit.row, {group: value}, over=over)
                back.append(again)
    return back
