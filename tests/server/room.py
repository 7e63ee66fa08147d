"""A server's log and people with devices that push to it, without a network."""

from __future__ import annotations

from typing import Self

import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy import Engine

from benchmarks.scale.hands import Hand, Parcel
from protocol.change import Change
from protocol.log import GENESIS, Point
from protocol.wire import PulledPart, PullPart, PushedPart, Role
from server import changelog
from server.batch import read_batch
from server.database import reading, writing
from server.failing import again
from server.rights import Standing

SCOPE = "class:one"
NOW = "2026-12-01T02:05:00+00:00"
MOST = 64_000_000


class Room:
    """People with devices that are all known, and a log they push to."""

    def __init__(self, database: Engine, *roles: Role) -> None:
        self.database = database
        held: tuple[Role, ...] = roles or ("admin", "admin", "admin")
        self.hands = [Hand(number) for number in range(len(held))]
        self._standings = {
            hand.device: (_standing(hand, role), hand.key)
            for hand, role in zip(self.hands, held, strict=True)
        }

    @classmethod
    def of_admins(cls, database: Engine, count: int) -> Self:
        """A room with many who may do everything."""
        everybody: list[Role] = ["admin"] * count
        return cls(database, *everybody)

    def standing_of(self, device: str) -> tuple[Standing, str] | None:
        return self._standings.get(device)

    def push(self, by: Hand, parcel: Parcel, *known: Point) -> PushedPart:
        batch = read_batch(parcel.part(known or (GENESIS,)), MOST)
        who = self._standings[by.device][0]

        def work() -> PushedPart:
            with writing(self.database) as connection:
                return changelog.append(connection, who, batch, self.standing_of, NOW)

        return again(work)

    def pull(self, scope: str, *known: Point, most_bytes: int = MOST) -> PulledPart:
        with reading(self.database) as connection:
            part = PullPart(scope=scope, known=list(known or (GENESIS,)))
            return changelog.after(connection, part, most_bytes)

    def count(self, table: sa.Table) -> int:
        with reading(self.database) as connection:
            query = sa.select(sa.func.count()).select_from(table)
            return int(connection.execute(query).scalar_one())


def _standing(hand: Hand, role: Role) -> Standing:
    names = frozenset({hand.person})
    return Standing(hand.device, hand.person, hand.person, role, frozenset(), names)


def certificate(by: Hand, scope: str, running: int) -> Change:
    """A certificate with a number of the series A."""
    (plain,) = by.marks(scope, 1).changes
    issue = {"series": "A", "year": 2570, "running": running}
    return replace(plain, entity="certificate", set={"issue": issue}, salt={"issue": "0" * 32})


def erasure(by: Hand, change: Change) -> Change:
    """The erasure of the whole row of a change."""
    (plain,) = by.marks(change.scope, 1).changes
    salt = {"groups": "0" * 32}
    return replace(plain, entity="erasure", row=change.row, set={"groups": None}, salt=salt)
