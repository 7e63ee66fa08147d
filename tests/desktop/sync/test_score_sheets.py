"""Score sheets on the way: an open one stays at home, a locked one reaches everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop.actions import panel, projects, scoring
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.models.scoring import Sheet
from desktop.store import classes
from desktop.store import scores as shelf
from desktop.store.replica import Replica
from desktop.sync import bundle
from desktop.sync.joining import join
from protocol.log import unpack
from server import tables
from server.database import reading
from tests.desktop.panel_room import EXAMPLE, project, score, set_up
from tests.desktop.sync.conftest import URL, House

SECRET = "ความเห็นที่ยังไม่ล็อก 7431"
Joined = Callable[..., Desk]
Sync = Callable[[Desk], Any]


@pytest.fixture
def chair(joined: Joined, sync: Sync) -> Desk:
    """An admin whose class T1 the server has."""
    desk = joined("Anong", "admin")
    set_up(desk)
    sync(desk)
    return desk


@pytest.fixture
def of(chair: Desk) -> Class:
    return classes.classes(chair.store)[0]


@pytest.fixture
def scorers(joined: Joined, sync: Sync, of: Class) -> list[Desk]:
    """Two who score, each at a device of their own."""
    desks = [joined(name, "scorer", (of.scope,)) for name in ("Malee", "Wichai")]
    for desk in desks:
        sync(desk)
    return desks


def half_done(desk: Desk, of: Class) -> Sheet:
    sheet = scoring.open_sheet(desk, of, project(desk, of), desk.author)
    return scoring.set_level(desk, sheet, "C1", 4, SECRET)


def on_disk(desk: Desk) -> bytes:
    """Everything in a desk's folder, whatever file it is in."""
    folder = desk.store.path.parent
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def in_the_log(house: House, scope: str) -> list[tuple[str, list[str]]]:
    """Row and groups of every score change in the server's log; open ones say nothing more."""
    with reading(house.database) as connection:
        bodies = connection.execute(
            sa.select(tables.commits.c.body).where(tables.commits.c.scope == scope)
        ).scalars()
        changes = [c for body in bodies for c in unpack(scope, body)[0]]
    return [(c.row, sorted(c.set)) for c in changes if c.entity == "score"]


def test_of_an_open_sheet_nothing_but_its_being_there_leaves_its_device(
    house: House, chair: Desk, of: Class, scorers: list[Desk], sync: Sync, tmp_path: Path
) -> None:
    malee, wichai = scorers
    sheet = half_done(malee, of)
    file = tmp_path / "room.wdb"

    for desk in (malee, wichai, chair):
        sync(desk)
    bundle.export(malee, [of.scope], file)
    bundle.bring_in(wichai, file)

    assert in_the_log(house, of.scope) == [(sheet.id, ["who"])]
    assert SECRET.encode() not in Path(house.database.url.database).read_bytes()
    for desk in (wichai, chair):
        (seen,) = shelf.sheets(desk.store, of.id)
        assert (seen.scorer, dict(seen.cells), seen.locked_at) == ("Malee", {}, "")
        assert scoring.with_typed(desk, seen).cells == {}
        assert panel.progress(desk, of)[sheet.project] == {"Malee": "open"}
        assert SECRET.encode() not in on_disk(desk)
    assert SECRET.encode() in on_disk(malee)  # so that the search can find it


def test_the_levels_of_a_locked_one_reach_everybody(
    house: House, chair: Desk, of: Class, scorers: list[Desk], sync: Sync
) -> None:
    malee, wichai = scorers
    half_done(malee, of)
    score(malee, of, "Malee")
    score(wichai, of, "Wichai", (4, 3, 3, 2, 3, 2))

    for desk in (malee, wichai, chair, malee):
        sync(desk)

    totals = [panel.results(desk, of)[0].result for desk in (chair, malee, wichai)]
    assert totals[0] == totals[1] == totals[2]
    assert float(totals[0].exact or 0) == 76.25
    assert [s.scorer for s in totals[0].sheets] == ["Malee", "Wichai"]
    assert totals[0].sheets[0].cells["C1"].note == SECRET
    assert [groups for _, groups in in_the_log(house, of.scope)].count(["who"]) == 2


def test_nobody_changes_anothers_sheet_through_the_server_not_even_an_admin(
    chair: Desk, of: Class, scorers: list[Desk], sync: Sync
) -> None:
    malee, wichai = scorers
    locked = score(malee, of, "Malee")
    sync(malee)
    sync(chair)
    # A program of another make would not ask the rule; it writes the change all the same.
    chair.commit_for_good([Edit(of.scope, "score", locked.id, {"c.C1": {"level": 0, "note": ""}})])

    sync(chair)
    sync(wichai)
    sync(malee)

    assert Replica(chair.store).counts().attention == 1
    for desk in (malee, wichai):
        (seen,) = shelf.sheets(desk.store, of.id)
        assert (seen.levels, seen.conflicts) == (list(EXAMPLE), ())


def test_one_person_at_two_devices_who_locks_twice_is_in_dispute_with_themselves(
    chair: Desk, of: Class, joined: Joined, sync: Sync, house: House, open_desk: Callable[..., Desk]
) -> None:
    first, second = joined("Malee", "scorer", (of.scope,)), open_desk("second laptop")
    code = house.code("Malee", "scorer", (of.scope,))
    asyncio.run(join(second, URL, code, connect=house.connect))
    for desk in (first, second):
        sync(desk)
    score(first, of, "Malee")
    score(second, of, "Malee", (0, 3, 3, 2, 3, 4))

    for desk in (first, second, first, chair):
        sync(desk)

    (seen,) = shelf.sheets(chair.store, of.id)
    assert "c.C1" in seen.conflicts
    assert panel.results(chair, of)[0].result.flags == ("few-sheets", "disputed")
    assert Replica(second.store).counts().attention == 0
    with pytest.raises(Refused, match="not-your-sheet"):
        scoring.check_may_settle(chair, seen.id)
    scoring.check_may_settle(second, seen.id)


def test_groups_projects_and_the_rubric_arrive_with_the_class(
    chair: Desk, of: Class, scorers: list[Desk], sync: Sync
) -> None:
    title = projects.change(chair, of, project(chair, of), "title", "ลดขั้นตอนออกใบอนุญาต")
    projects.present(chair, of, title, 600)
    panel.set_blind(chair, of, on=True)

    for desk in (chair, *scorers):
        sync(desk)

    for desk in scorers:
        assert projects.projects(desk, of) == projects.projects(chair, of)
        assert panel.results(desk, of) == panel.results(chair, of)
        assert panel.blind(desk, of)
