"""Any order of deeds and bad luck, and what must hold whatever it was."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from protocol.change import Change, fold
from protocol.log import ERASURE, GENESIS
from tests.sync.world import ROWS, SCOPES, Box, Server, World, body

FAULTS = st.sampled_from(
    ["ok", "ok", "ok", "request-lost", "answer-lost", "twice", "slow", "slow-done", "cut"]
)
VALUES = st.sampled_from(["present", "absent", "late", None])
PLACES = st.sampled_from(ROWS)
NUMBERS = st.integers(0, 30)

_servers: list[Server] = []


def server() -> Server:
    """Give the one server of this process: making its tables takes longer than emptying them."""
    if not _servers:
        _servers.append(Server())
    return _servers[0]


def mark(status: str | None) -> dict[str, str] | None:
    return None if status is None else {"status": status}


class Machine(RuleBasedStateMachine):
    """2 to 5 devices, one server."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(server())

    @initialize(count=st.integers(2, 4))
    def begin(self, count: int) -> None:
        for _ in range(count):
            self.world.new_box()

    def box(self, number: int) -> Box:
        return self.world.boxes[number % len(self.world.boxes)]

    # Deeds

    @rule(box=NUMBERS, place=PLACES, status=VALUES)
    def mark_somebody(self, box: int, place: tuple[str, str], status: str | None) -> None:
        self.edit(box, place, {"mark": mark(status)})

    @rule(box=NUMBERS, place=PLACES, status=VALUES, note=st.sampled_from(["", "x", "y"]))
    def mark_and_note(
        self, box: int, place: tuple[str, str], status: str | None, note: str
    ) -> None:
        self.edit(box, place, {"mark": mark(status), "note": note})

    @rule(box=NUMBERS, place=PLACES, life=st.sampled_from(["removed", "live"]))
    def delete_or_bring_back(self, box: int, place: tuple[str, str], life: str) -> None:
        self.edit(box, place, {"life": life})

    def edit(self, box: int, place: tuple[str, str], groups: dict[str, object]) -> None:
        at = self.box(box)
        if place[0] not in at.replica.left():
            self.world.edit(at, *place, groups)

    @rule(box=NUMBERS)
    def take_back(self, box: int) -> None:
        if not self.box(box).replica.left():
            self.world.undo(self.box(box))

    @rule(box=NUMBERS, place=PLACES)
    def erase(self, box: int, place: tuple[str, str]) -> None:
        if place[0] not in self.box(box).replica.left():
            self.world.erase(self.box(box), *place)

    # The line

    @rule(box=NUMBERS)
    def sync(self, box: int) -> None:
        self.world.round(self.box(box), iter(()))

    @rule(box=NUMBERS, faults=st.lists(FAULTS, min_size=1, max_size=5))
    def sync_over_a_bad_line(self, box: int, faults: list[str]) -> None:
        self.world.round(self.box(box), iter(faults))

    @rule(number=NUMBERS)
    def an_old_push_arrives_again(self, number: int) -> None:
        self.world.replay(number)

    @rule(giver=NUMBERS, taker=NUMBERS, scope=st.sampled_from(SCOPES), order=st.lists(NUMBERS))
    def carry_a_stick(self, giver: int, taker: int, scope: str, order: list[int]) -> None:
        if self.box(giver) is not self.box(taker):
            self.world.carry(self.box(giver), self.box(taker), scope, order)

    # Disks

    @rule(box=NUMBERS)
    def copy_a_disk(self, box: int) -> None:
        self.world.keep_image(self.box(box))

    @rule(box=NUMBERS)
    def put_an_old_disk_in(self, box: int) -> None:
        if self.box(box).image is not None:
            self.world.restore_image(self.box(box))

    @rule(box=NUMBERS)
    def clone_a_device(self, box: int) -> None:
        if len(self.world.boxes) < 5:
            self.world.new_box(self.box(box))

    @rule()
    def copy_the_server(self) -> None:
        self.world.server.keep_image()

    @rule()
    def put_an_old_server_in(self) -> None:
        if self.world.server.image is not None:
            self.world.restore_server()

    @rule(box=NUMBERS, scope=st.sampled_from(SCOPES))
    def leave_a_class(self, box: int, scope: str) -> None:
        """A class leaves a device only right after a round, when the server is known to have it."""
        at = self.box(box)
        going = self.world.round(at, iter(()))
        if scope in at.replica.waiting() or at.replica.point(scope) == GENESIS:
            return
        if going.welcome is not None and not going.doubled:
            at.replica.leave(scope)

    @rule(box=NUMBERS, scope=st.sampled_from(SCOPES))
    def fetch_a_class_again(self, box: int, scope: str) -> None:
        if scope in self.box(box).replica.left():
            self.box(box).replica.rejoin(scope)

    # What must hold

    @invariant()
    def what_was_acknowledged_is_on_some_disk(self) -> None:
        there = self.world.server.ids().union(*(box.ids() for box in self.world.boxes))
        assert self.world.owed <= there

    def teardown(self) -> None:
        try:
            if self.world.boxes:
                self.world.settle()
                self.everything_is_everywhere()
                self.conflicts_stand()
                self.what_was_erased_is_gone()
                self.every_device_has_its_own_name()
        finally:
            self.world.close()

    def everything_is_everywhere(self) -> None:
        """All owed is in the log once, all devices hold just the log, and show the same."""
        log: dict[str, bytes] = {}
        for scope in SCOPES:
            changes, tip = self.world.server.log(scope)
            log.update((c.id, body(c)) for c in changes)
            for box in self.world.boxes:
                assert box.replica.point(scope) == tip, "a device does not know the log's end"
        assert self.world.owed <= log.keys(), "something acknowledged is lost"
        assert log.keys() <= self.world.made.keys()
        tables = set()
        for box in self.world.boxes:
            kept = box.changes()
            assert len(kept) == len({c.id for c in kept}), "a change counts twice"
            assert {c.id: body(c) for c in kept} == log, "a device differs from the log"
            assert box.replica.counts().pending == 0
            shown = self.shown(box)
            box.store.refold()
            assert self.shown(box) == shown, "a table is not the fold of its changes"
            tables.add(shown)
        assert len(tables) == 1, "two devices show different things"

    @staticmethod
    def shown(box: Box) -> str:
        return repr(sorted(box.store.rows("SELECT * FROM attendance")))

    def conflicts_stand(self) -> None:
        """Every value that nobody looked at while setting another one is still to be seen."""
        changes = [c for scope in SCOPES for c in self.world.server.log(scope)[0]]
        rows: dict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in changes:
            if change.entity != ERASURE:
                rows[change.scope, change.row].append(change)
        for history in rows.values():
            fields = fold(history)
            for group in {g for c in history for g in c.set}:
                covered = {i for c in history for i in c.over.get(group, ())}
                standing = [c for c in history if group in c.set and c.id not in covered]
                expected = {repr(c.set[group]) for c in standing}
                field = fields[group]
                seen = {repr(field.value), *(repr(r.set.get(group)) for r in field.rivals)}
                assert seen == expected, "a value that nobody has seen is hidden"

    def what_was_erased_is_gone(self) -> None:
        gone = {at for i, at in self.world.erasing.items() if i in self.world.owed}
        for box in self.world.boxes:
            left = [c for c in box.changes() if (c.scope, c.row) in gone and c.entity != ERASURE]
            assert not any(c.set or c.salt for c in left), "an erased value is still there"

    def every_device_has_its_own_name(self) -> None:
        """Two copies of one device that both worked go by different names in the end."""
        writers: dict[tuple[str, str], set[str]] = defaultdict(set)
        for change in self.world.made.values():
            if change.id in self.world.owed:
                writers[change.device, change.prev].add(change.id)
        forked = {device for (device, _), ids in writers.items() if len(ids) > 1}
        for box in self.world.boxes:
            assert box.desk.device not in forked, "a forked device kept its name"
