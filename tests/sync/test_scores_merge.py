"""Three scorers on three devices: whatever the order of arrival, the same union of sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.actions import panel, projects, scoring
from desktop.actions.conflicts import conflicts, resolve
from desktop.actions.opening import words_for
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.store import scores as shelf
from tests.desktop.panel_room import EXAMPLE, set_up
from tests.sync.machine import server
from tests.sync.world import Box, World

LEVELS = st.lists(st.integers(0, 4), min_size=6, max_size=6)
BOX = st.integers(0, 2)
DEEDS = st.one_of(
    st.tuples(st.just("score"), BOX, st.sampled_from(["P01", "P02"]), LEVELS),
    st.tuples(st.just("begin"), BOX, st.sampled_from(["P01", "P02"]), LEVELS),
    st.tuples(st.just("sync"), BOX, st.none(), st.none()),
    st.tuples(st.just("stick"), BOX, BOX, st.lists(st.integers(0, 200), min_size=20, max_size=60)),
)


@dataclass
class Panel:
    """A world with a class on three devices, and what each scorer locked, by sheet."""

    world: World
    of: Class
    locked: dict[tuple[str, str, int], list[int]]

    def box(self, number: int) -> Box:
        return self.world.boxes[number]

    def write(self, box: Box, deed: Any) -> Any:
        """Do something at a device, and let the world know what was made."""
        made: list[Any] = []
        self.world._write(box, lambda: made.append(deed()))
        return made[0]


@pytest.fixture
def world() -> Iterator[World]:
    yield (made := World(server()))
    made.close()


def gathered(world: World) -> Panel:
    for _ in range(3):
        world.new_box().desk.words = words_for("en", "arabic")
    first = world.boxes[0]
    of: list[Class] = []
    world._write(first, lambda: of.append(set_up(first.desk)))
    for box in world.boxes:
        world.round(box, iter(()))
    return Panel(world, of[0], {})


def do(room: Panel, deed: tuple[Any, ...]) -> None:
    kind, number, what, values = deed
    box = room.box(number)
    match kind:
        case "score":
            score(room, number, what, values)
        case "begin":
            begin(room, number, what, values)
        case "sync":
            room.world.round(box, iter(()))
        case "stick" if what != number:
            room.world.carry(box, room.box(what), room.of.scope, values)


def score(room: Panel, number: int, code: str, levels: list[int]) -> None:
    desk, scorer = room.box(number).desk, f"judge-{number}"
    project = projects.find_project(desk, room.of, code)

    def deed() -> Any:
        return scoring.score_whole(desk, room.of, project, scorer, levels, reason="ฟังคำตอบแล้ว")

    sheet = room.write(room.box(number), deed)
    room.locked[code, scorer, sheet.number] = levels


def begin(room: Panel, number: int, code: str, levels: list[int]) -> None:
    """Fill in some of a sheet, or of a correction, and leave it open."""
    desk = room.box(number).desk
    project = projects.find_project(desk, room.of, code)

    def deed() -> None:
        sheet = scoring.open_sheet(desk, room.of, project, f"judge-{number}")
        if sheet.locked_at:
            sheet = scoring.correct(desk, room.of, sheet, "ฟังคำตอบแล้ว")
        scoring.set_level(desk, sheet, "C1", levels[0])

    room.write(room.box(number), deed)


def shown(box: Box, of: Class) -> list[Any]:
    """All that people see of scores at a device."""
    found = panel.results(box.desk, of)
    return [
        (s.project.code, s.result.exact, s.rank, s.result.flags, s.result.spread,
         [(x.scorer, x.number, x.levels) for x in s.result.sheets])
        for s in found
    ]  # fmt: skip


def total(room: Panel, code: str) -> Fraction | None:
    """The oracle: the mean over scorers of what each locked last."""
    last: dict[str, list[int]] = {}
    for (on, scorer, _), levels in sorted(room.locked.items()):
        if on == code:
            last[scorer] = levels
    weights = (20, 20, 20, 15, 15, 10)
    quarters = [
        sum(w * n for w, n in zip(weights, levels, strict=True)) for levels in last.values()
    ]
    return Fraction(sum(quarters), 4 * len(quarters)) if quarters else None


@given(st.lists(DEEDS, min_size=4, max_size=14))
def test_the_same_union_of_sheets_is_everywhere_whatever_the_order(deeds: list[Any]) -> None:
    world = World(server())
    try:
        room = gathered(world)
        for deed in deeds:
            do(room, deed)

        world.settle()

        seen = [shown(box, room.of) for box in world.boxes]
        assert seen[0] == seen[1] == seen[2]
        assert [row[1] for row in seen[0]] == [total(room, "P01"), total(room, "P02")]
        for box in world.boxes:
            ids = {p.id: p.code for p in projects.projects(box.desk, room.of)}
            found = [s for s in shelf.sheets(box.desk.store, room.of.id) if s.locked_at]
            assert {(ids[s.project], s.scorer, s.number): s.levels for s in found} == room.locked
            assert not any(s.conflicts for s in found)
            assert box.replica.counts().attention == 0
    finally:
        world.close()


def test_one_scorers_two_sheets_of_one_number_are_disputed_and_listed(world: World) -> None:
    room = gathered(world)
    one, two, chair = world.boxes
    for box, levels in ((one, EXAMPLE), (two, (0, *EXAMPLE[1:]))):
        project = projects.find_project(box.desk, room.of, "P01")

        def deed(box: Box = box, levels: Any = levels, project: Any = project) -> object:
            return scoring.score_whole(box.desk, room.of, project, "judge-a", levels)

        room.write(box, deed)

    everything = list(range(500))
    for giver, taker in ((one, two), (two, one), (one, chair)):
        world.carry(giver, taker, room.of.scope, everything)

    for box in world.boxes:
        (sheet,) = shelf.sheets(box.desk.store, room.of.id)
        assert "c.C1" in sheet.conflicts
        assert "disputed" in panel.results(box.desk, room.of)[0].result.flags
        listed = [c.group for c in conflicts(box.desk, room.of) if c.entity == "score"]
        assert "c.C1" in listed
    assert shown(one, room.of) == shown(two, room.of) == shown(chair, room.of)


def test_a_dispute_is_over_once_its_scorer_corrects_the_sheet(world: World) -> None:
    room = gathered(world)
    one, two, _ = world.boxes
    for number, first in ((0, 4), (1, 0)):
        desk = room.box(number).desk
        project = projects.find_project(desk, room.of, "P01")
        room.write(
            room.box(number),
            lambda d=desk, p=project, n=first: scoring.score_whole(
                d, room.of, p, "judge-a", (n, *EXAMPLE[1:])
            ),
        )
    world.carry(two, one, room.of.scope, list(range(500)))
    flags = [panel.results(one.desk, room.of)[0].result.flags]

    project = projects.find_project(one.desk, room.of, "P01")
    mine = next(
        box for box in (one, two)
        if scoring.is_mine(box.desk, shelf.sheets(one.desk.store, room.of.id)[0])
    )  # fmt: skip
    if mine is two:
        world.carry(one, two, room.of.scope, list(range(500)))
    room.write(
        mine,
        lambda: scoring.score_whole(
            mine.desk, room.of, project, "judge-a", EXAMPLE, reason="กรอกสองเครื่อง"
        ),
    )
    world.carry(mine, one if mine is two else two, room.of.scope, list(range(500)))
    flags += [panel.results(box.desk, room.of)[0].result.flags for box in (one, two)]

    assert "disputed" in flags[0]
    assert [f for f in flags[1:] if "disputed" in f] == []


def test_of_two_who_keyed_in_one_sheet_the_server_takes_the_first(world: World) -> None:
    room = gathered(world)
    one, two, chair = world.boxes
    for box, first in ((one, 4), (two, 0)):
        project = projects.find_project(box.desk, room.of, "P01")
        room.write(
            box,
            lambda b=box, p=project, n=first: scoring.score_whole(
                b.desk, room.of, p, "judge-a", (n, *EXAMPLE[1:])
            ),
        )

    for box in (one, two, chair, two):
        world.round(box, iter(()))

    (sheet,) = shelf.sheets(chair.desk.store, room.of.id)
    assert (sheet.levels, sheet.conflicts, sheet.device) == (list(EXAMPLE), (), one.desk.device)
    assert two.replica.counts().attention > 0
    with pytest.raises(Refused, match="not-your-sheet"):
        scoring.correct(chair.desk, room.of, sheet, "แก้")


def test_a_dispute_is_settled_by_those_whose_values_they_are(world: World) -> None:
    room = gathered(world)
    one, two, chair = world.boxes
    for box, first in ((one, 4), (two, 0)):
        project = projects.find_project(box.desk, room.of, "P01")
        room.write(
            box,
            lambda b=box, p=project, n=first: scoring.score_whole(
                b.desk, room.of, p, "judge-a", (n, *EXAMPLE[1:])
            ),
        )
    everything = list(range(500))
    for giver, taker in ((one, two), (two, one), (one, chair)):
        world.carry(giver, taker, room.of.scope, everything)

    (asked,) = [c for c in conflicts(chair.desk, room.of) if c.group == "c.C1"]
    with pytest.raises(Refused, match="not-your-sheet"):
        resolve(chair.desk, asked.id, "1")
    for conflict in [c for c in conflicts(one.desk, room.of) if c.entity == "score"]:
        room.write(one, lambda c=conflict: resolve(one.desk, c.id, "1"))
    world.carry(one, chair, room.of.scope, everything)

    (sheet,) = shelf.sheets(chair.desk.store, room.of.id)
    assert sheet.conflicts == ()
    assert conflicts(chair.desk, room.of) == []
