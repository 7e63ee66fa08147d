"""The store: keeps changes, and keeps every row the fold of its changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from desktop.models.refusal import Fault
from desktop.store import driver
from desktop.store.driver import Connection
from desktop.store.tables import TABLES, folded
from desktop.store.versions import NAMES, applied
from protocol.chain import digest
from protocol.change import Change

if TYPE_CHECKING:
    from sqlite_utils import Database

_body = msgspec.json.Encoder().encode
CHANGE_COLUMNS = "id, scope, entity, row, n, author, device, at, schema, prev, body"
_INSERT = (
    "INSERT INTO changes (id, scope, entity, row, n, author, device, at, schema, prev, body, "
    "digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Body(msgspec.Struct, frozen=True):
    """What a change says, as stored in one cell."""

    set: dict[str, Any]
    over: dict[str, tuple[str, ...]]
    salt: dict[str, str]
    erased: dict[str, str] = {}


_read_body = msgspec.json.Decoder(Body).decode


class Store:
    """One SQLite file. Used by one thread; announces the kinds of rows each commit touched.

    Beware: ``on_commit`` does not keep its owner alive; give it a real method of an object that
    somebody owns.
    """

    def __init__(self, connection: Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self.on_commit: Callable[[frozenset[str]], None] | None = None
        self._depth = 0
        self._touched: set[str] = set()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        key: str | None = None,
        before_migrating: Callable[[], object] | None = None,
    ) -> Self:
        """Open or create a store and bring it up to this version.

        ``before_migrating`` is called when an older store is about to change (a backup goes
        there). Raises :class:`Fault`: ``store-newer`` leaves the file as it was.
        """
        connection = driver.link(path, key, settle=False)
        try:
            known = applied(connection)
            if not set(known) <= set(NAMES):
                raise Fault("store-newer")
            driver.harden(connection)
            store = cls(connection, path)
            if len(known) < len(NAMES):
                if known and before_migrating:
                    before_migrating()
                store._grow()
        except driver.DatabaseError as error:
            connection.close()
            raise driver.fault(error, path) from error
        except Fault:
            connection.close()
            raise
        return store

    @cached_property
    def db(self) -> Database:
        """The store as sqlite-utils sees it: for transactions, and for growing.

        Made at the first write or in an idle moment before: loading the library takes longer
        than all the questions a window asks to open.
        """
        return driver.database(self.connection)

    def prepare(self) -> None:
        """Load what writing needs, so that the first mark is as quick as the others."""
        _ = self.db

    def _grow(self) -> None:
        """Bring an older or an empty file up to this version."""
        db = self.db
        from desktop.store.migrations import migrations

        migrations.apply(db)

    def close(self) -> None:
        """Close the file; the store is not used afterwards."""
        self.connection.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing: what happens inside is committed together, durably, or not at all.

        The outermost block announces what was touched, once it is on the disk.
        """
        self._depth += 1
        try:
            with self.db.atomic():
                yield
        except driver.DatabaseError as error:
            self._touched.clear()
            raise driver.fault(error, self.path) from error
        except BaseException:
            self._touched.clear()
            raise
        finally:
            self._depth -= 1
        if self._depth == 0 and self._touched:
            kinds = frozenset(self._touched)
            self._touched.clear()
            if self.on_commit is not None:
                self.on_commit(kinds)

    def rows(self, sql: str, parameters: Sequence[object] | None = None) -> list[tuple[Any, ...]]:
        """Answer a question; only the files of this room ask."""
        try:
            cursor = self.connection.execute(sql, tuple(parameters or ()))
            return list(cursor.fetchall())
        except driver.DatabaseError as error:
            raise driver.fault(error, self.path) from error

    def commit(
        self,
        changes: Sequence[Change],
        *,
        digests: Mapping[str, str] | None = None,
        fresh: bool = False,
    ) -> None:
        """Store changes and refold their rows, durably, in one transaction; then announce.

        Changes already known are passed over, so repeating is harmless. ``fresh`` promises that
        no row among them had changes before; ``digests`` spares working them out again, by id.
        """
        reckoned = digests or {}
        with self.atomic():
            new = list(changes) if fresh else self._unknown(changes)
            self.connection.executemany(
                _INSERT, [_cells(c, reckoned.get(c.id) or digest(c)) for c in new]
            )
            self._refold(new, fresh=fresh)
            self._touched.update(c.entity for c in new)

    def _unknown(self, changes: Sequence[Change]) -> list[Change]:
        known = {r[0] for r in self._among("SELECT id FROM changes", "id", [c.id for c in changes])}
        return list({c.id: c for c in changes if c.id not in known}.values())

    def _among(self, select: str, column: str, values: Iterable[str]) -> list[tuple[Any, ...]]:
        wanted = msgspec.json.encode(list(values)).decode()
        sql = f"{select} WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY seq"
        return list(self.connection.execute(sql, (wanted,)).fetchall())

    def _refold(self, changes: Sequence[Change], *, fresh: bool) -> None:
        histories = self._grouped(changes) if fresh else self.histories({c.row for c in changes})
        for entity, rows in histories.items():
            if entity in TABLES:
                self.cache(entity, rows)

    def histories(self, rows: Iterable[str]) -> dict[str, dict[str, list[Change]]]:
        """Give all changes of some rows, by entity and row, in the order they were stored."""
        found = self._among(f"SELECT {CHANGE_COLUMNS} FROM changes", "row", rows)
        return self._grouped(map(change_from, found))

    @staticmethod
    def _grouped(changes: Iterable[Change]) -> dict[str, dict[str, list[Change]]]:
        by_entity: dict[str, dict[str, list[Change]]] = defaultdict(lambda: defaultdict(list))
        for change in changes:
            by_entity[change.entity][change.row].append(change)
        return by_entity

    def cache(self, entity: str, rows: Mapping[str, Sequence[Change]]) -> None:
        """Store the folds of some rows in their entity's table."""
        table, live, gone = TABLES[entity], [], []
        for row_id, changes in rows.items():
            row = folded(row_id, changes)
            if table.has(row):
                live.append(table.line(row))
            else:
                gone.append((row_id,))
        if live:
            self.connection.executemany(table.upsert(entity), live)
        if gone:
            self.connection.executemany(f"DELETE FROM {entity} WHERE id = ?", gone)

    def refold(self) -> None:
        """Empty every cache and fold all changes again."""
        with self.atomic():
            for entity in TABLES:
                self.connection.execute(f"DELETE FROM {entity}")
            rows = self.connection.execute(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
            for entity, histories in self._grouped(map(change_from, rows)).items():
                if entity in TABLES:
                    self.cache(entity, histories)

    def next_n(self, scope: str) -> int:
        """Give the next Lamport number of a scope."""
        sql = "SELECT coalesce(max(n), 0) + 1 FROM changes WHERE scope = ?"
        return int(self.rows(sql, (scope,))[0][0])

    def tip(self, device: str) -> str:
        """Give the digest of a device's last change, ``""`` before its first."""
        sql = "SELECT digest FROM changes WHERE device = ? ORDER BY seq DESC LIMIT 1"
        found = self.rows(sql, (device,))
        return str(found[0][0]) if found else ""

    def key(self, name: str) -> str | None:
        """Give a value kept beside the changes: device id, secret keys."""
        found = self.rows("SELECT value FROM keys WHERE name = ?", (name,))
        return str(found[0][0]) if found else None

    def keep_key(self, name: str, value: str) -> None:
        """Keep a value beside the changes."""
        with self.atomic():
            self.connection.execute("INSERT OR REPLACE INTO keys VALUES (?, ?)", (name, value))

    def keep_blob(self, sha256: str, data: bytes) -> None:
        """Keep a file by its SHA-256; keeping it twice is harmless."""
        with self.atomic():
            self.connection.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (sha256, data))

    def blob(self, sha256: str) -> bytes | None:
        """Give a kept file."""
        found = self.rows("SELECT data FROM blobs WHERE sha256 = ?", (sha256,))
        return bytes(found[0][0]) if found else None


def _cells(c: Change, digested: str) -> tuple[Any, ...]:
    body = _body({"set": c.set, "over": c.over, "salt": c.salt, "erased": c.erased})
    return (
        c.id, c.scope, c.entity, c.row, c.n, c.author, c.device, c.at, c.schema, c.prev,
        body.decode(), digested,
    )  # fmt: skip


def change_from(row: Sequence[Any]) -> Change:
    """Read a change from its cells, in the order the store selects them."""
    body = _read_body(row[10])
    return Change(
        id=row[0],
        scope=row[1],
        entity=row[2],
        row=row[3],
        set=body.set,
        over=body.over,
        salt=body.salt,
        n=row[4],
        author=row[5],
        device=row[6],
        at=row[7],
        schema=row[8],
        prev=row[9],
        erased=body.erased,
    )
