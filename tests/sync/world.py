"""A few devices and a server in one process: real stores, real log, no network, any bad luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, cast

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from desktop.desk import Desk, Edit
from desktop.settings import Settings
from desktop.store import driver
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.replica import Replica
from desktop.store.store import Store
from desktop.sync.exchange import Round, Step, Steps, TooSlow, Work
from protocol.change import Change
from protocol.log import GENESIS, BadBatch, Point, following, unpack
from protocol.wire import (
    Hello,
    Limits,
    Pulled,
    Push,
    Pushed,
    PushPart,
    Voucher,
    Welcome,
    sorted_digests,
    spelled_out,
    voucher_text,
)
from server import changelog, tables
from server.database import open_engine, reading, writing
from server.rights import Standing

SCOPES = ("class:a", "class:b")
ROWS = tuple((scope, f"{scope[-1]}{number}") for scope in SCOPES for number in range(3))
FIRST = datetime(2026, 12, 1, 2, tzinfo=UTC)


@cache
def _key(number: int) -> Ed25519PrivateKey:
    """Give one of a row of keys, drawn once: drawing them anew would cost more than the rest."""
    return Ed25519PrivateKey.from_private_bytes(number.to_bytes(32, "big"))


@cache
def _template() -> Store:
    """Give an empty store to copy from: making one takes longer than a whole run."""
    return Store.open(Path(":memory:"))


def _copied(source: Any) -> Any:
    assert not source.in_transaction, "a disk cannot be copied in the middle of a transaction"
    copy = dbapi2.connect(":memory:", check_same_thread=False)
    source.backup(copy)
    return copy


def _store_on(connection: Any) -> Store:
    driver.harden(connection)
    return Store(connection, Path(":memory:"))


class Server:
    """The real log on a database in memory; who is enrolled is kept beside it."""

    def __init__(self) -> None:
        self.engine = open_engine("sqlite://")
        tables.metadata.create_all(self.engine)
        self.keys: dict[str, str] = {}
        self.image: Any = None
        self.minute = 0

    def clear(self) -> None:
        with writing(self.engine) as connection:
            for table in tables.metadata.sorted_tables:
                connection.execute(table.delete())
        self.keys = {}
        self.forget_image()

    def forget_image(self) -> None:
        if self.image is not None:
            self.image.close()
        self.image = None

    def close(self) -> None:
        self.forget_image()
        self.engine.dispose()

    def standing(self, device: str) -> tuple[Standing, str] | None:
        if device not in self.keys:
            return None
        everybody = frozenset({"Somsri", "Prasert", "Malee", "Wichai", "Duangjai"})
        return (
            Standing(device, device, device, "admin", frozenset({"*"}), everybody),
            self.keys[device],
        )

    def answer(self, device: str, step: Step) -> object:
        """Do what a device asks; raises BadBatch with nothing done."""
        if isinstance(step, Hello):
            return self._welcome(step)
        if isinstance(step, Push):
            return self._push(device, step)
        assert not isinstance(step, Work)
        with reading(self.engine) as connection:
            return Pulled(
                parts=[changelog.after(connection, p, step.most_bytes) for p in step.parts]
            )

    def _welcome(self, hello: Hello) -> Welcome:
        with reading(self.engine) as connection:
            tips = changelog.tips(connection)
        news = {s: p for s, p in tips.items() if hello.scopes.get(s) != p}
        gone = {s: GENESIS for s, p in hello.scopes.items() if s not in tips and p != GENESIS}
        return Welcome(
            protocol=1, server="s", person="p", role="admin", now="", token="",
            limits=Limits(changes=50, parts=2), scopes=news | gone,
        )  # fmt: skip

    def _push(self, device: str, push: Push) -> Pushed:
        found = self.standing(device)
        assert found is not None
        batches = [changelog.read_batch(part, 1_000_000) for part in push.parts]
        self.minute += 1
        now = (FIRST + timedelta(minutes=self.minute)).isoformat()
        with writing(self.engine) as connection:
            return Pushed(
                parts=[
                    changelog.append(connection, found[0], batch, self.standing, now)
                    for batch in batches
                ]
            )

    @contextmanager
    def _raw(self) -> Iterator[Any]:
        raw = self.engine.raw_connection()
        try:
            yield raw.driver_connection
        finally:
            raw.close()

    def keep_image(self) -> None:
        self.forget_image()
        with self._raw() as connection:
            self.image = _copied(connection)

    def restore_image(self) -> None:
        with self._raw() as connection:
            self.image.backup(connection)

    def log(self, scope: str) -> tuple[list[Change], Point]:
        """Give a log's changes and end, after checking that its hashes follow from its bodies."""
        with reading(self.engine) as connection:
            return _checked(connection, scope)

    def ids(self) -> set[str]:
        with reading(self.engine) as connection:
            return set(connection.exec_driver_sql("SELECT id FROM ids").scalars())


def _checked(connection: Connection, scope: str) -> tuple[list[Change], Point]:
    rows = connection.execute(
        tables.commits.select()
        .where(tables.commits.c.scope == scope)
        .order_by(tables.commits.c.rev)
    ).all()
    point, changes = GENESIS, list[Change]()
    for row in rows:
        read, digests = unpack(scope, row.body)
        point = following(point, digests.items())
        assert point == Point(row.rev, row.hash), "the log's hash does not follow"
        changes += read
    tip = changelog.tips(connection).get(scope, GENESIS)
    assert point == tip, "the log does not end where it says"
    assert len({c.id for c in changes}) == len(changes), "a change is in the log twice"
    return changes, point


@dataclass(eq=False)
class Box:
    """A device: its disk, who it thinks it is, and an older image of its disk."""

    name: str
    author: str
    desk: Desk
    signing: dict[str, int]
    image: Any = None
    image_device: str = ""
    last: list[tuple[str, Push]] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def replica(self) -> Replica:
        return Replica(self.desk.store)

    def changes(self) -> list[Change]:
        sql = f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq"
        return [change_from(row) for row in self.store.rows(sql)]

    def ids(self) -> set[str]:
        return {row[0] for row in self.store.rows("SELECT id FROM changes")}

    def sign(self, scope: str, device: str, digests: bytes) -> str | None:
        number = self.signing.get(device)
        if number is None:
            return None
        return _key(number).sign(voucher_text(scope, device, digests)).hex()

    def close(self) -> None:
        self.store.close()
        if self.image is not None:
            self.image.close()


Fault = str
"""What happens to one message: ``ok``, ``request-lost``, ``answer-lost``, ``twice``, ``slow``,
``slow-done`` (in time for the server only), ``cut``."""


class Lost(Exception):
    """The line is dead: the round ends here."""


class World:
    """Everything of one run. ``made`` are all changes ever acknowledged on some screen."""

    def __init__(self, server: Server) -> None:
        self.server = server
        server.clear()
        self.random = Random(5)
        self.boxes: list[Box] = []
        self.made: dict[str, Change] = {}
        self.owed: set[str] = set()
        self.erasing: dict[str, tuple[str, str]] = {}
        self.old: list[tuple[str, Push]] = []
        self._keys = 0
        self._clock = FIRST

    def _tick(self) -> datetime:
        self._clock += timedelta(seconds=1)
        return self._clock

    def _bytes(self, count: int) -> bytes:
        return self.random.randbytes(count)

    def _new_device(self, box_keys: dict[str, int]) -> str:
        self._keys += 1
        device = f"device-{self._keys}"
        box_keys[device] = self._keys
        self.server.keys[device] = _key(self._keys).public_key().public_bytes_raw().hex()
        return device

    def new_box(self, source: Box | None = None) -> Box:
        """Set up a device; of a ``source`` it is a clone, id and keys included."""
        names = ("Somsri", "Prasert", "Malee", "Wichai", "Duangjai")
        author = names[len(self.boxes) % len(names)] if source is None else source.author
        original = _template() if source is None else source.store
        keys = {} if source is None else dict(source.signing)
        device = self._new_device(keys) if source is None else source.desk.device
        desk = Desk(
            store=_store_on(_copied(original.connection)),
            settings=Settings(),
            words=cast("Any", None),
            author=author,
            device=device,
            clock=self._tick,
            random=self._bytes,
        )
        box = Box(f"box-{len(self.boxes) + 1}", author, desk, keys)
        self.boxes.append(box)
        return box

    def close(self) -> None:
        for box in self.boxes:
            box.close()

    # What people do

    def edit(self, box: Box, scope: str, row: str, groups: dict[str, object]) -> None:
        self._write(box, lambda: box.desk.commit("s", [Edit(scope, "attendance", row, groups)]))

    def undo(self, box: Box) -> None:
        self._write(box, box.desk.undo)

    def erase(self, box: Box, scope: str, row: str) -> None:
        edit = Edit(scope, "erasure", row, {"groups": None})
        new = self._write(box, lambda: box.desk.commit_for_good([edit]))
        self.erasing.update((c.id, (scope, row)) for c in new)

    def _write(self, box: Box, deed: Callable[[], object]) -> list[Change]:
        before = box.ids()
        deed()
        new = [c for c in box.changes() if c.id not in before]
        self.made.update((c.id, c) for c in new)
        self.owed.update(c.id for c in new)
        return new

    # What the network does

    def round(self, box: Box, faults: Iterator[Fault]) -> Round:
        """Run one round, every message meeting the next fault; ends where the bad luck does."""
        going = Round(box.replica, box.desk.device, box.sign)
        going.pace.changes, going.pace.bytes = 7, 600
        steps = going.run()
        try:
            step = next(steps)
            while True:
                step = self._advance(box, steps, step, faults)
        except (StopIteration, TooSlow, Lost):
            steps.close()
        if going.doubled:
            self.succeed(box)
        return going

    def _advance(self, box: Box, steps: Steps, step: Step, faults: Iterator[Fault]) -> Step:
        """Do one step of a round under the next fault; gives the step after it."""
        if isinstance(step, Work):
            return steps.send(step.run())
        if isinstance(step, Push):
            self.old.append((box.desk.device, step))
        fault = next(faults, "ok")
        if fault == "slow":
            return steps.throw(TooSlow())
        if not self._delivered(box, step, fault):
            raise Lost
        answer = self.server.answer(box.desk.device, step)
        if fault == "slow-done":
            return steps.throw(TooSlow())
        if fault == "answer-lost":
            raise Lost
        return steps.send(answer)

    def _delivered(self, box: Box, step: Step, fault: Fault) -> bool:
        """Whether a message arrives whole; what is cut must leave the server as it was."""
        if fault == "twice":
            self.server.answer(box.desk.device, step)
        if fault == "cut" and isinstance(step, Push):
            before = self.server.ids()
            first = step.parts[0]
            cut = PushPart(
                scope=first.scope, known=first.known, body=first.body[:-3], vouchers=first.vouchers
            )
            try:
                self.server.answer(box.desk.device, Push(parts=[*step.parts[1:], cut]))
            except BadBatch:
                assert self.server.ids() == before
            else:
                raise AssertionError("a cut batch was taken")
            return False
        return fault != "request-lost"

    def replay(self, number: int) -> None:
        """Let an old push arrive again, long after."""
        if self.old:
            device, push = self.old[number % len(self.old)]
            if device in self.server.keys:
                self.server.answer(device, push)

    def succeed(self, box: Box) -> None:
        """Go on under a new id: somebody else goes by the old one, or the disk is an old one."""
        box.desk.device = self._new_device(box.signing)
        box.desk.undoable.clear()
        box.desk.redoable.clear()

    def carry(self, giver: Box, taker: Box, scope: str, order: Sequence[int]) -> None:
        """Take changes of a class to another device on a stick, some of them, in any order."""
        known = [c for c in giver.changes() if c.scope == scope]
        chosen = [known[i % len(known)] for i in order] if known else []
        digests = {row[0]: row[1] for row in giver.store.rows("SELECT id, digest FROM changes")}
        vouchers = self._vouchers(giver, scope, chosen, digests)
        replica = taker.replica
        own = replica.unknown([c for c in chosen if c.device == taker.desk.device])
        doubled = any(replica.is_news(c) for c in own)
        if scope in replica.left():
            return  # it left this device on purpose; the stick is not asked for it
        with taker.store.atomic():
            taker.store.commit(chosen)
            for voucher in vouchers:
                replica.keep_voucher(scope, voucher)
        if doubled:
            self.succeed(taker)

    @staticmethod
    def _vouchers(
        giver: Box, scope: str, chosen: Sequence[Change], digests: dict[str, str]
    ) -> list[Voucher]:
        found, foreign = [], {}
        for device in {c.device for c in chosen}:
            own = list({digests[c.id] for c in chosen if c.device == device})
            signature = giver.sign(scope, device, sorted_digests(own))
            if signature is None:
                foreign.update(dict.fromkeys(own, device))
            else:
                found.append(
                    Voucher(device=device, signature=signature, digests=sorted_digests(own))
                )
        return spelled_out(found + giver.replica.vouchers(scope, foreign), chosen, digests)

    # Disks

    def keep_image(self, box: Box) -> None:
        if box.image is not None:
            box.image.close()
        box.image, box.image_device = _copied(box.store.connection), box.desk.device

    def restore_image(self, box: Box) -> None:
        """Put the older disk in. What stood on the newer one alone is gone, and rightly."""
        old = box.store
        box.desk.store = _store_on(_copied(box.image))
        box.desk.device = box.image_device
        box.desk.undoable.clear()
        box.desk.redoable.clear()
        old.close()
        self._forgive()

    def restore_server(self) -> None:
        self.server.restore_image()
        self._forgive()

    def _forgive(self) -> None:
        """Owe nothing that no disk holds any more."""
        there = self.server.ids().union(*(box.ids() for box in self.boxes))
        self.owed &= there

    # The end

    def settle(self) -> int:
        """Let everybody meet the server until nothing moves; give how many rounds that took."""
        for box in self.boxes:
            for scope in box.replica.left():
                box.replica.rejoin(scope)
        for count in range(1, 40):
            before = self._state()
            for box in self.boxes:
                box.replica.retry()
                self.round(box, iter(()))
            if self._state() == before:
                return count
        raise AssertionError("the sync does not end")

    def _state(self) -> object:
        return (
            [(b.ids(), b.replica.counts(), b.replica.scopes(), b.desk.device) for b in self.boxes],
            self.server.ids(),
        )


def body(change: Change) -> bytes:
    """Write a change so that two devices' copies can be compared."""
    return msgspec.json.encode(change, order="deterministic")
