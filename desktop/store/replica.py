"""What the store knows of the server's logs: what is to be sent, and up to where it has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import msgspec

from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.store import Store
from protocol.change import Change
from protocol.log import GENESIS, Point
from protocol.wire import Commit, Device, PushedPart, Voucher, spelled_out

_WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes of one scope on their way, in the order they were stored, with digests by id."""

    scope: str
    changes: Sequence[Change]
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is to be sent, and how much the server has put aside (``attention``)."""

    pending: int
    attention: int


class Replica:
    """One store as the counterpart of one server."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def scopes(self) -> dict[str, Point]:
        """Give every scope of this device with the newest point told, or the beginning."""
        told = self.store.rows(
            "SELECT scope, rev, hash FROM points p WHERE rev = "
            "(SELECT max(rev) FROM points WHERE scope = p.scope)"
        )
        here = self.store.rows("SELECT DISTINCT scope FROM changes WHERE rev IS NULL")
        points = {scope: GENESIS for (scope,) in here}
        points.update((scope, Point(rev, hash_)) for scope, rev, hash_ in told)
        return points

    def point(self, scope: str) -> Point:
        """Give the newest point this device was told of a scope; it has all up to there."""
        sql = "SELECT rev, hash FROM points WHERE scope = ? ORDER BY rev DESC LIMIT 1"
        found = self.store.rows(sql, (scope,))
        return Point(*found[0]) if found else GENESIS

    def points(self, scope: str) -> list[Point]:
        """Give all points ever told of a scope, ascending."""
        sql = "SELECT rev, hash FROM points WHERE scope = ? ORDER BY rev"
        return [GENESIS, *(Point(*row) for row in self.store.rows(sql, (scope,)))]

    def counts(self) -> Counts:
        """Count what is pending; what the server put aside is counted apart.

        What was settled here since (``void:``) waits for nothing.
        """
        sql = (
            "SELECT count(CASE WHEN fate = '' THEN 1 END), "
            "count(CASE WHEN fate <> '' AND fate NOT LIKE 'void:%' THEN 1 END) "
            "FROM changes WHERE rev IS NULL"
        )
        return Counts(*self.store.rows(sql)[0])

    def waiting(self) -> dict[str, int]:
        """Give the scopes with changes to send, and how many."""
        sql = "SELECT scope, count(*) FROM changes WHERE rev IS NULL AND fate = '' GROUP BY scope"
        return dict(self.store.rows(sql))

    def pending(self, scope: str, most: int) -> Batch:
        """Give the first changes of a scope to send, at most ``most``."""
        rows = self.store.rows(
            f"SELECT {CHANGE_COLUMNS}, digest FROM changes WHERE scope = ? AND rev IS NULL "
            "AND fate = '' ORDER BY seq LIMIT ?",
            (scope, most),
        )
        return Batch(scope, [change_from(r) for r in rows], {r[0]: r[11] for r in rows})

    def retry(self) -> None:
        """Let what the server put aside be sent once more."""
        with self.store.atomic():
            self.store.connection.execute(
                "UPDATE changes SET fate = '' "
                "WHERE rev IS NULL AND fate <> '' AND fate NOT LIKE 'void:%'"
            )

    def settle(self, batch: Batch, part: PushedPart) -> None:
        """Note what became of a batch.

        Where the log stood just where this device had it, its new end is ours. Otherwise somebody
        else came in between: what was sent stays pending until the pull that follows brings it
        back, so that no point is ever noted with a gap before it.
        """
        aside = {i: f for i, f in part.fates.items() if f.verdict in ("held", "rejected")}
        kept = [c.id for c in batch.changes if c.id not in aside]
        caught_up = part.prior == self.point(batch.scope)
        with self.store.atomic():
            self.store.connection.executemany(
                "UPDATE changes SET fate = ? WHERE id = ? AND rev IS NULL",
                [(f"{f.verdict}:{f.reason}", i) for i, f in aside.items()],
            )
            if caught_up:
                self._mark(kept, part.tip.rev)
                self._note(batch.scope, part.tip)

    def _mark(self, ids: Iterable[str], rev: int) -> None:
        self.store.connection.execute(
            "UPDATE changes SET rev = ?, fate = '' "
            "WHERE rev IS NULL AND id IN (SELECT value FROM json_each(?))",
            (rev, msgspec.json.encode(list(ids)).decode()),
        )

    def _note(self, scope: str, point: Point) -> None:
        if point != GENESIS:
            self.store.connection.execute(
                "INSERT OR REPLACE INTO points VALUES (?, ?, ?)", (scope, point.rev, point.hash)
            )

    def together(self) -> AbstractContextManager[None]:
        """All that happens inside is stored together or not at all."""
        return self.store.atomic()

    def take(self, changes: Sequence[Change], digests: Mapping[str, str], rev: int) -> int:
        """Store some changes of a commit; give how many were new. The point is noted apart."""
        with self.store.atomic():
            new = self.store.commit(changes, digests=digests, rev=rev)
            if new < len(changes):
                self._mark((c.id for c in changes), rev)
        return new

    def advance(
        self, scope: str, commit: Commit, changes: Sequence[Change], digests: Mapping[str, str]
    ) -> None:
        """Note that everything up to a commit is here; the caller checked that it follows."""
        with self.store.atomic():
            self._note(scope, Point(commit.rev, commit.hash))
            for voucher in spelled_out(commit.vouchers, changes, digests):
                self.keep_voucher(scope, voucher)

    def rewind(self, scope: str, to: Point) -> None:
        """Treat everything after a point as never sent: the server has lost or changed it."""
        with self.store.atomic():
            execute = self.store.connection.execute
            execute("DELETE FROM points WHERE scope = ? AND rev > ?", (scope, to.rev))
            execute("UPDATE changes SET rev = NULL WHERE scope = ? AND rev > ?", (scope, to.rev))
            execute("UPDATE blobs SET sent = 0")

    def unknown(self, changes: Sequence[Change]) -> list[Change]:
        """Give those of some changes that are not here."""
        wanted = msgspec.json.encode([c.id for c in changes]).decode()
        sql = "SELECT id FROM changes WHERE id IN (SELECT value FROM json_each(?))"
        known = {row[0] for row in self.store.rows(sql, (wanted,))}
        return [c for c in changes if c.id not in known]

    def keep_voucher(self, scope: str, voucher: Voucher) -> None:
        """Keep a device's word for its changes, to pass it on with them."""
        with self.store.atomic():
            self.store.connection.execute(
                "INSERT OR IGNORE INTO vouchers VALUES (?, ?, ?, ?)",
                (voucher.signature, scope, voucher.device, voucher.digests),
            )

    def vouchers(self, scope: str, wanted: Mapping[str, str]) -> list[Voucher]:
        """Give the vouchers of other devices that name any of these digests. By digest: device."""
        by_device: dict[str, set[str]] = defaultdict(set)
        for digest, device in wanted.items():
            by_device[device].add(digest)
        found = []
        for device, digests in by_device.items():
            sql = "SELECT signature, digests FROM vouchers WHERE scope = ? AND device = ?"
            for signature, raw in self.store.rows(sql, (scope, device)):
                text = raw.hex()
                if any(text[i : i + 64] in digests for i in range(0, len(text), 64)):
                    found.append(Voucher(device=device, signature=signature, digests=raw))
        return found

    def keep_devices(self, devices: Iterable[Device]) -> None:
        """Remember the devices one may meet; nothing is written where all are known as they are."""
        known = self.devices()
        devices = [d for d in devices if known.get(d.id) != d]
        if not devices:
            return
        with self.store.atomic():
            self.store.connection.executemany(
                "INSERT OR REPLACE INTO devices VALUES (?, ?, ?, ?, ?, ?)",
                [(d.id, d.person, d.label, d.key, d.box, int(d.revoked)) for d in devices],
            )

    def devices(self) -> dict[str, Device]:
        """Give the devices known here, by id."""
        rows = self.store.rows("SELECT id, person, label, key, box, revoked FROM devices")
        return {
            r[0]: Device(id=r[0], person=r[1], label=r[2], key=r[3], box=r[4], revoked=bool(r[5]))
            for r in rows
        }

    def left(self) -> dict[str, int]:
        """Give the scopes that left this device, each with the greatest number seen in it."""
        return dict(self.store.rows("SELECT scope, n FROM left_scopes WHERE gone = 1"))

    def note_withdrawn(self, scopes: Collection[str]) -> None:
        """Note the scopes the server shares with this device no more; what is here stays."""
        told = " ".join(sorted(scopes))
        if told != (self.store.key(_WITHDRAWN) or ""):
            self.store.keep_key(_WITHDRAWN, told)

    def withdrawn(self) -> frozenset[str]:
        """Give the scopes here that the server shares with this device no more."""
        return frozenset((self.store.key(_WITHDRAWN) or "").split())

    def is_news(self, change: Change) -> bool:
        """Whether a change of this device, not here, never was: it did not leave with its class."""
        return not self.store.rows("SELECT 1 FROM left_changes WHERE id = ?", (change.id,))

    def leave(self, scope: str) -> None:
        """Take a scope off this device; everything in it must have been sent."""
        with self.store.atomic():
            execute = self.store.connection.execute
            execute(
                "INSERT OR REPLACE INTO left_scopes "
                "SELECT ?, coalesce(max(n), 0), 1 FROM changes WHERE scope = ?",
                (scope, scope),
            )
            execute(
                "INSERT OR IGNORE INTO left_changes SELECT id FROM changes WHERE scope = ?1 "
                "AND device IN (SELECT device FROM tips)",
                (scope,),
            )
            self.store.forget(scope)
            execute("DELETE FROM points WHERE scope = ?", (scope,))
            execute("DELETE FROM vouchers WHERE scope = ?", (scope,))
            execute("UPDATE blobs SET sent = 0")

    def rejoin(self, scope: str) -> None:
        """Let a scope that left this device come back at the next pull."""
        with self.store.atomic():
            self.store.connection.execute(
                "UPDATE left_scopes SET gone = 0 WHERE scope = ?", (scope,)
            )
