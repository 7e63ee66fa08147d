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
from desktop.store.change_cells import CHANGE_COLUMNS, INSERT, body_of, cells_of, change_from
from desktop.store.driver import Connection
from desktop.store.table import folded, storable
from desktop.store.tables import TABLES
from desktop.store.versions import NAMES, applied
from protocol.chain import digest
from protocol.change import Change
from protocol.log import ERASURE, erasures, without

if TYPE_CHECKING:
    from sqlite_utils import Database

_CHANGE_OF_C = ", ".join(f"c.{name}" for name in CHANGE_COLUMNS.split(", "))


Place = tuple[str, str]
"""Where a row is: its scope and its id."""


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


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
        rev: int | None = None,
    ) -> int:
        """Store changes and refold their rows, durably, in one transaction; then announce.

        Changes already known are passed over, so repeating is harmless. ``fresh`` promises that
        no row among them had changes before; ``digests`` spares working them out again, by id.
        ``rev`` is where the server's log has them; without it they are still to be sent. What an
        erasure names is taken out, whichever of the two came first. Gives how many were new.
        """
        reckoned = digests or {}
        with self.atomic():
            new = list(changes) if fresh else self._unknown(changes)
            new, erased = self._erased(new)
            older = erased if fresh else erased | self._older(new)
            lines = [(*cells_of(c, reckoned.get(c.id) or digest(c)), rev) for c in new]
            self.connection.executemany(INSERT, lines)
            self._refold(new, older)
            self._touched.update(c.entity for c in new)
            return len(new)

    def _unknown(self, changes: Sequence[Change]) -> list[Change]:
        sql = "SELECT id FROM changes WHERE id IN (SELECT value FROM json_each(?))"
        known = {r[0] for r in self.connection.execute(sql, (_json([c.id for c in changes]),))}
        return list({c.id: c for c in changes if c.id not in known}.values())

    def _erased(self, new: list[Change]) -> tuple[list[Change], set[Place]]:
        """Take out what erasures, new or known, name; give the rows erased among those stored."""
        known = self.connection.execute(
            f"SELECT {CHANGE_COLUMNS} FROM changes WHERE entity = '{ERASURE}'"
        ).fetchall()
        fresh = [c for c in new if c.entity == ERASURE]
        if not known and not fresh:
            return new, set()
        gone = _by_scope([*map(change_from, known), *fresh])
        places = {(c.scope, c.row) for c in fresh}
        self.connection.executemany("DELETE FROM typing WHERE row = ?", [(r,) for _, r in places])
        for change in map(change_from, self._placed(places)):
            self._overwrite(without(change, gone[change.scope]))
        return [without(c, gone.get(c.scope, {})) for c in new], places

    def _overwrite(self, change: Change) -> None:
        self.connection.execute(
            "UPDATE changes SET body = ? WHERE id = ?", (body_of(change), change.id)
        )
        self._touched.add(change.entity)

    def _older(self, changes: Sequence[Change]) -> set[Place]:
        """Give those rows of some changes, by scope and id, that have others already."""
        places = list({(c.scope, c.row) for c in changes})
        sql = (
            "SELECT value ->> 0, value ->> 1 FROM json_each(?) w WHERE EXISTS "
            "(SELECT 1 FROM changes WHERE scope = w.value ->> 0 AND row = w.value ->> 1)"
        )
        return set(self.connection.execute(sql, (_json(places),)).fetchall())

    def _refold(self, changes: Sequence[Change], older: set[Place]) -> None:
        """Fold the rows of new changes; what is stored is read only of those older than these."""
        histories = self._grouped(c for c in changes if (c.scope, c.row) not in older)
        if older:
            for entity, rows in self.histories(older).items():
                histories[entity].update(rows)
        for entity, rows in histories.items():
            if entity in TABLES:
                self.cache(entity, rows)

    def histories(self, places: Iterable[Place]) -> dict[str, dict[str, list[Change]]]:
        """Give all changes of some rows, by entity and row, in the order they were stored."""
        return self._grouped(map(change_from, self._placed(places)))

    def _placed(self, places: Iterable[Place]) -> list[tuple[Any, ...]]:
        sql = (
            f"SELECT {_CHANGE_OF_C} FROM json_each(?) w JOIN changes c "
            "ON c.scope = w.value ->> 0 AND c.row = w.value ->> 1 ORDER BY c.seq"
        )
        return list(self.connection.execute(sql, (_json(list(places)),)).fetchall())

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
            cells = table.cells_of(folded(row_id, changes))
            if cells is not None:
                live.append(cells)
            else:
                gone.append((row_id,))
        if live:
            try:
                self.connection.executemany(table.upsert(entity), live)
            except driver.UNBINDABLE:
                gone += [(cells[0],) for cells in live if not storable(cells)]
                self.connection.executemany(table.upsert(entity), [c for c in live if storable(c)])
        if gone:
            self.connection.executemany(f"DELETE FROM {entity} WHERE id = ?", gone)

    def forget(self, scope: str) -> None:
        """Delete a scope's changes and what they fold to; the caller made sure others have them."""
        with self.atomic():
            rows = self.rows("SELECT DISTINCT entity, row FROM changes WHERE scope = ?", (scope,))
            self.connection.execute("DELETE FROM changes WHERE scope = ?", (scope,))
            self.connection.execute("DELETE FROM typing WHERE scope = ?", (scope,))
            for entity, row in rows:
                if entity in TABLES:
                    self.connection.execute(f"DELETE FROM {entity} WHERE id = ?", (row,))
                self._touched.add(entity)

    def refold(self, entities: Iterable[str] = TABLES) -> None:
        """Empty the caches of some entities, or all, and fold their changes again."""
        with self.atomic():
            for entity in entities:
                self.connection.execute(f"DELETE FROM {entity}")
                rows = self.connection.execute(
                    f"SELECT {CHANGE_COLUMNS} FROM changes WHERE entity = ? ORDER BY seq", (entity,)
                )
                for histories in self._grouped(map(change_from, rows)).values():
                    self.cache(entity, histories)

    def next_n(self, scope: str) -> int:
        """Give the next Lamport number of a scope, also of one that left and came back."""
        sql = (
            "SELECT max(coalesce((SELECT max(n) FROM changes WHERE scope = ?1), 0), "
            "coalesce((SELECT n FROM left_scopes WHERE scope = ?1), 0)) + 1"
        )
        return int(self.rows(sql, (scope,))[0][0])

    def tip(self, device: str) -> str:
        """Give the digest of the last change a device made here, ``""`` before its first.

        It is kept apart: changes of this device may leave with a class, and come back later than
        others that were made after them.
        """
        found = self.rows("SELECT digest FROM tips WHERE device = ?", (device,))
        return str(found[0][0]) if found else ""

    def keep_tip(self, device: str, last: str) -> None:
        """Note the digest of the last change a device made, together with that change."""
        self.connection.execute("INSERT OR REPLACE INTO tips VALUES (?, ?)", (device, last))

    def find_tip(self, device: str) -> None:
        """Note anew where a device's chain ends, after its changes came back from elsewhere."""
        sql = (
            "SELECT digest FROM changes c WHERE device = ?1 AND NOT EXISTS "
            "(SELECT 1 FROM changes WHERE device = ?1 AND prev = c.digest) ORDER BY seq DESC"
        )
        if found := self.rows(sql, (device,)):
            self.keep_tip(device, str(found[0][0]))

    def key(self, name: str) -> str | None:
        """Give a value kept beside the changes: device id, secret keys."""
        found = self.rows("SELECT value FROM keys WHERE name = ?", (name,))
        return str(found[0][0]) if found else None

    def keep_key(self, name: str, value: str) -> None:
        """Keep a value beside the changes."""
        with self.atomic():
            self.connection.execute("INSERT OR REPLACE INTO keys VALUES (?, ?)", (name, value))

    def drop_keys(self, prefix: str) -> None:
        """Forget the values kept under names that begin so."""
        with self.atomic():
            self.connection.execute(
                "DELETE FROM keys WHERE substr(name, 1, ?) = ?", (len(prefix), prefix)
            )

    def keep_blob(self, sha256: str, data: bytes) -> None:
        """Keep a file by its SHA-256; keeping it twice is harmless."""
        with self.atomic():
            self.connection.execute(
                "INSERT OR IGNORE INTO blobs (sha256, data) VALUES (?, ?)", (sha256, data)
            )

    def blob(self, sha256: str) -> bytes | None:
        """Give a kept file."""
        found = self.rows("SELECT data FROM blobs WHERE sha256 = ?", (sha256,))
        return bytes(found[0][0]) if found else None


def _by_scope(erasing: Iterable[Change]) -> dict[str, dict[str, set[str] | None]]:
    """Give what erasures take out, by scope: none reaches beyond its own."""
    scopes: dict[str, list[Change]] = defaultdict(list)
    for change in erasing:
        scopes[change.scope].append(change)
    return {scope: erasures(changes) for scope, changes in scopes.items()}
