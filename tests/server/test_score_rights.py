"""Nobody writes another's score sheet: the first to begin it is its owner, whatever their role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.change import Change
from protocol.wire import Role
from server import sheets, tables
from server.database import reading
from server.rights import Standing
from tests.server.visitors import CLASS, OTHER, Town, Visitor

SHEET = "row-of-a-sheet"


@pytest.fixture
def judge(town: Town) -> Visitor:
    """A scorer of a class that somebody brought before."""
    anong = town.visitor("Anong", "admin")
    anong.push(anong.changes(1, CLASS))
    return town.visitor("Malee", "scorer", CLASS)


def begun(by: Visitor, scorer: str | None = None, row: str = SHEET, **more: Any) -> Change:
    who = {"project": "p", "scorer": by.name if scorer is None else scorer, "number": 1}
    return by.change(more.pop("scope", CLASS), entity="score", row=row, set={"who": who, **more})


def locked(by: Visitor, row: str = SHEET, level: int = 4) -> Change:
    said = {"c.C1": {"level": level, "note": ""}, "lock": {"at": "2026-12-03T04:00:00Z"}}
    return by.change(CLASS, entity="score", row=row, set=said)


def reasons(by: Visitor, changes: Sequence[Change], **more: Any) -> list[str]:
    fates = by.push(changes, **more).fates
    return [fates[c.id].reason if c.id in fates else "taken" for c in changes]


def test_a_scorer_begins_and_locks_a_sheet(judge: Visitor) -> None:
    assert reasons(judge, [begun(judge)]) == ["taken"]
    assert reasons(judge, [locked(judge)]) == ["taken"]


@pytest.mark.parametrize("role", ["admin", "facilitator", "scorer"])
def test_nobody_else_writes_it_whatever_their_role(town: Town, judge: Visitor, role: Role) -> None:
    other = town.visitor("Wichai", role, CLASS)
    reasons(judge, [begun(judge)])

    mine, theirs = locked(judge), locked(other, level=0)

    assert reasons(other, [begun(other), theirs]) == ["not-your-sheet"] * 2
    assert reasons(judge, [mine]) == ["taken"]
    assert b"lock" not in town_log(town, theirs.id)


def town_log(town: Town, change: str) -> bytes:
    """What the log holds of a change: nothing, if it was held."""
    with reading(town.engine) as connection:
        found = connection.execute(sa.select(tables.ids.c.id).where(tables.ids.c.id == change))
        return b"lock" if found.first() else b""


def test_what_is_held_is_held_alone(town: Town, judge: Visitor) -> None:
    other = town.visitor("Wichai", "scorer", CLASS)
    reasons(judge, [begun(judge)])

    told = reasons(other, [begun(other, row="own"), locked(other), locked(other, row="own")])

    assert told == ["taken", "not-your-sheet", "taken"]


def test_a_sheet_keyed_in_by_a_facilitator_is_theirs(town: Town, judge: Visitor) -> None:
    facilitator = town.visitor("Somsri", "facilitator", CLASS)

    assert reasons(facilitator, [begun(facilitator, "กรรมการ ก")]) == ["taken"]
    assert reasons(judge, [locked(judge)]) == ["not-your-sheet"]


def test_a_scorer_begins_sheets_in_their_own_name_only(judge: Visitor) -> None:
    assert reasons(judge, [begun(judge, "Somebody Else")]) == ["not-your-sheet"]
    assert reasons(judge, [begun(judge, " MALEE ")]) == ["taken"]


def test_another_device_of_the_same_person_goes_on(town: Town, judge: Visitor) -> None:
    reasons(judge, [begun(judge)])
    second = town.visitor("Malee", "scorer", CLASS)

    assert reasons(second, [locked(second)]) == ["taken"]


def test_whose_it_is_is_judged_by_who_wrote_it_not_by_who_brought_it(
    town: Town, judge: Visitor
) -> None:
    carrier = town.visitor("Prasert", "facilitator", CLASS)
    first = begun(judge)
    voucher = judge.part([first]).vouchers

    told = reasons(carrier, [first], vouchers=voucher)

    assert told == ["taken"]
    assert reasons(carrier, [locked(carrier)]) == ["not-your-sheet"]
    assert reasons(judge, [locked(judge)]) == ["taken"]


def test_sheets_of_one_name_in_two_classes_are_two(town: Town, judge: Visitor) -> None:
    anong = town.visitor("Suda", "admin")

    assert reasons(judge, [begun(judge)]) == ["taken"]
    assert reasons(anong, [begun(anong, scope=OTHER)]) == ["taken"]


def test_sending_again_is_harmless(judge: Visitor) -> None:
    first = begun(judge)
    reasons(judge, [first])

    assert reasons(judge, [first]) == [""]  # a duplicate


@pytest.mark.parametrize(
    ("entity", "told"),
    [
        ("score", ("taken", "taken", "taken", "not-your-work")),
        ("waiver", ("taken", "not-your-work", "not-your-work", "not-your-work")),
        ("project", ("taken", "taken", "not-your-work", "not-your-work")),
        ("member", ("taken", "taken", "not-your-work", "not-your-work")),
        ("rubric", ("taken", "taken", "not-your-work", "not-your-work")),
        ("version", ("taken", "taken", "not-your-work", "not-your-work")),
    ],
)
@pytest.mark.usefixtures("judge")
def test_each_role_writes_what_is_its_own(town: Town, entity: str, told: tuple[str, ...]) -> None:
    roles: tuple[Role, ...] = ("admin", "facilitator", "scorer", "viewer")
    visitors = [town.visitor(f"A {role}", role, CLASS) for role in roles]

    answers = [reasons(v, [v.change(CLASS, entity=entity)])[0] for v in visitors]

    assert tuple(answers) == told


def test_changes_of_no_sheets_ask_the_database_nothing(connection: Connection) -> None:
    assert sheets.claim(connection, CLASS, []) == set()


def test_two_who_begin_one_sheet_in_one_parcel_are_told_apart(connection: Connection) -> None:
    one, two = (
        Standing(d, f"person {d}", d, "facilitator", frozenset({CLASS}), frozenset({d}))
        for d in ("one", "two")
    )
    change = Visitor.__new__(Visitor)
    change.n, change.prev, change.name, change.device = 0, "", "one", "one"
    first, second = begun(change), begun(change)

    assert sheets.claim(connection, CLASS, [(first, one), (second, two)]) == {second.id}
