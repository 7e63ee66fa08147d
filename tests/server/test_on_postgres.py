"""The same server on PostgreSQL: where it differs from SQLite, and many at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from protocol import wire
from protocol.change import Change
from protocol.log import ERASURE, GENESIS, Point, following, unpack
from protocol.wire import SeriesAsked, SeriesHeld
from server import tables
from server.app import create_app
from server.database import open_engine, reading
from tests.network.postgres import Postgres
from tests.server.visitors import CLASS, OTHER, Clock, Line, Town, Visitor, name_of, problem

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


@pytest.fixture
def town(postgres: Postgres, clock: Clock, request: pytest.FixtureRequest) -> Iterator[Town]:
    engine = open_engine(postgres.create(request.node.name[:60]))
    tables.metadata.create_all(engine)
    built = Town(engine, create_app(engine, clock=clock), clock)
    yield built
    built.close()
    engine.dispose()


def issue(visitor: Visitor, running: int, scope: str) -> wire.PushPart:
    value = {"series": "BKK", "year": 2569, "running": running}
    return visitor.part([visitor.change(scope, entity="certificate", set={"issue": value})])


def test_a_day_of_work(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS, OTHER)
    wichai = town.visitor("Wichai", "scorer", CLASS)
    changes = malee.changes(3)
    erasure = town.visitor("Anong", "admin")
    file = b"a page"

    tip = malee.push(changes).tip
    again = malee.push(changes)
    waiting = wichai.push(wichai.changes(1), [tip])
    erased = erasure.push(
        [erasure.change(row=changes[0].row, entity=ERASURE, set={"groups": None})], [tip]
    )
    numbers = [
        malee.ask("/v1/push", wire.Push(parts=[issue(malee, 1, scope)]), wire.Pushed).parts[0]
        for scope in (CLASS, OTHER)
    ]
    kept = malee.put(CLASS, name_of(file), file, "at=0")
    taken = malee.ask("/v1/series", SeriesAsked(series="BKK", want="take"), SeriesHeld)

    assert {f.verdict for f in again.fates.values()} == {"duplicate"}
    assert {f.reason for f in waiting.fates.values()} == {"not-your-work"}
    assert erased.fates == {}
    assert [{f.reason for f in n.fates.values()} for n in numbers] == [set(), {"number-taken"}]
    assert kept.status_code == 200
    assert malee.get(f"/v1/blobs/{CLASS}/{name_of(file)}").content == file
    assert (taken.yours, taken.last) == (True, {"2569": 1})
    assert [c.set for c in read(malee)[:3]] == [{}, changes[1].set, changes[2].set]
    assert malee.hello().token


def read(visitor: Visitor, scope: str = CLASS) -> list[Change]:
    point, found = GENESIS, []
    for commit in visitor.pull(scope).commits:
        changes, digests = unpack(scope, commit.body)
        point = following(point, digests.items())
        assert point == Point(commit.rev, commit.hash)
        found += changes
    return found


@pytest.mark.parametrize("text", ["nul\0", "x" * 300])
def test_text_that_no_column_takes_is_a_bad_request(town: Town, text: str) -> None:
    malee = town.visitor("Malee")

    refused = malee.post("/v1/series", {"series": text[:40], "want": "take"})
    stranger = Visitor(town.line, "Stranger").enrol(town.code("Somsri"), label="a\0b")

    assert refused.status_code in (200, 400)
    assert problem(stranger) == (400, "bad-request")


def test_writers_of_crossing_classes_wait_for_each_other_and_none_skips_a_rev(
    town: Town,
) -> None:
    visitors = [town.visitor(f"Person {n}", "facilitator", CLASS, OTHER) for n in range(6)]

    def write(visitor: Visitor) -> set[int]:
        visitor.line = Line(town.app)
        answers = set()
        for _ in range(5):
            parts = [visitor.part(visitor.changes(2, scope)) for scope in (OTHER, CLASS)]
            answers.add(visitor.post("/v1/push", wire.Push(parts=parts)).status_code)
        visitor.line.close()
        return answers

    with ThreadPoolExecutor(6) as pool:
        answers = set().union(*pool.map(write, visitors))

    visitors[0].line = town.line
    assert answers == {200}
    assert len(read(visitors[0])) == len(read(visitors[0], OTHER)) == 60
    with reading(town.engine) as connection:
        revs = connection.execute(
            sa.select(tables.commits.c.rev).where(tables.commits.c.scope == CLASS)
        ).scalars()
        assert sorted(revs) == list(range(1, 31))


def test_many_who_take_a_series_at_once_are_told_one_holder(town: Town) -> None:
    visitors = [town.visitor(f"Person {n}") for n in range(6)]

    def take(visitor: Visitor) -> str:
        visitor.line = Line(town.app)
        asked = SeriesAsked(series="BKK", want="take")
        held = visitor.ask("/v1/series", asked, SeriesHeld)
        visitor.line.close()
        return held.device

    with ThreadPoolExecutor(6) as pool:
        holders = set(pool.map(take, visitors))

    assert len(holders) == 1


def test_odd_values_reach_no_column(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    odd = [
        malee.change(entity="certificate", set={"issue": issue})
        for issue in (
            {"series": "B\0", "year": 2569, "running": 1},
            {"series": "B", "year": 2569, "running": True},
            {"series": "B", "year": 2**40, "running": 1},
        )
    ]
    nul = malee.change(device="d\0")

    fates = malee.push([*odd, nul]).fates

    assert fates == {nul.id: wire.Fate(verdict="rejected", reason="altered")}
