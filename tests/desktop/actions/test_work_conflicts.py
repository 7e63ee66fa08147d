from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.actions import conflicts as disputes
from desktop.actions.rubrics import shipped
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.ids import score_row
from desktop.models.refusal import Refused
from desktop.models.rubric import rubric_to_json
from desktop.store import outbox
from desktop.store.tables import TABLES
from tests.desktop.exercise import carry, exchange, fill, opened

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def other(open_desk: Callable[..., Desk], desk: Desk, of: Class) -> Desk:
    second = open_desk("other")
    carry(desk, second)
    return second


@pytest.mark.parametrize(
    ("entity", "row", "groups", "name"),
    [
        ("team", "t", [{"name": {"number": 1, "name": n}} for n in ("ฟ้า", "เขียว")], "เขียว"),
        (
            "project",
            "p",
            [
                {"who": {"team": "t", "number": 1}, "title": {"title": n}}
                for n in ("จองคิว", "แจ้งเหตุ")
            ],
            "แจ้งเหตุ",
        ),
        (
            "waiver",
            "w",
            [{"grant": {"project": "p", "scorer": "อารี", "reason": n}} for n in ("ก", "ข")],
            "อารี",
        ),
        (
            "project",
            "p",
            [
                {"who": {"team": "t", "number": 1}, "show": {"at": day, "seconds": 60}}
                for day in ("2026-12-01T02:00:00+00:00", "2026-12-01T03:00:00+00:00")
            ],
            "",
        ),
        ("rubric", "r", [{"definition": {"version": 1, "x": n}} for n in (1, 2)], ""),
    ],
)
def test_rows_about_no_person_are_called_by_their_names_everywhere(
    desk: Desk, other: Desk, of: Class, entity: str, row: str, groups: list[Any], name: str
) -> None:
    for at, said in zip((desk, other), groups, strict=True):
        at.commit("step.resolve", [Edit(of.scope, entity, row, said)])
    exchange(desk, other)

    (found,) = disputes.conflicts(desk, of)

    assert (found.entity, found.seat, found.name) == (entity, None, name)
    assert len(found.choices) == 2
    assert all(choice.shown for choice in found.choices)
    assert outbox.disputed(desk.store) == {of.scope: 1}


def test_who_is_in_two_groups_at_once_is_a_conflict_about_that_person(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    for at, team in ((desk, "t1"), (other, "t2")):
        said = {"in": {"enrolment": people[2], "team": team, "pinned": False}}
        at.commit("step.resolve", [Edit(of.scope, "member", "m", said)])
    exchange(desk, other)

    (found,) = disputes.conflicts(desk, of)

    assert (found.entity, found.seat) == ("member", 3)


def test_a_draft_of_a_form_that_nobody_knows_has_no_step(
    desk: Desk, other: Desk, of: Class, people: list[str]
) -> None:
    for at, text in ((desk, "ก"), (other, "ข")):
        said = {"who": {"enrolment": people[0], "form": "from_the_future"}, "s.x": {"y": text}}
        at.commit("step.resolve", [Edit(of.scope, "work", "w", said)])
    exchange(desk, other)

    (found,) = disputes.conflicts(desk, of)

    assert (found.step, found.seat) == (None, 1)


def test_a_draft_of_a_class_that_has_not_come_yet_says_its_step_all_the_same(
    desk: Desk, other: Desk
) -> None:
    scope = f"class:{desk.new_id()}"
    for at, text in ((desk, "ก"), (other, "ข")):
        said = {"who": {"enrolment": "e", "form": "workflow"}, "s.define": {"hmw": text}}
        at.commit("step.resolve", [Edit(scope, "work", "w", said)])
    exchange(desk, other)

    (found,) = disputes.conflicts(desk, None)

    assert (found.step, found.seat) == (3, None)


def test_a_sheet_in_dispute_is_settled_by_nobody_who_wrote_neither_value(
    desk: Desk, other: Desk, of: Class, open_desk: Callable[..., Desk]
) -> None:
    third, row = open_desk("third"), score_row("p", "อารี", 1)
    who = {"project": "p", "scorer": "อารี", "rubric": rubric_to_json(shipped())}
    for at, level in ((desk, 2), (other, 4)):
        said = {"who": who, "c.C1": {"level": level, "note": ""}}
        at.commit("step.resolve", [Edit(of.scope, "score", row, said)])
    exchange(desk, other, third)
    (found,) = disputes.conflicts(third, None)

    with pytest.raises(Refused, match="not-your-sheet"):
        disputes.resolve(third, found.id, "1")
    settled = disputes.resolve(desk, found.id, "1")

    assert settled.value == found.choices[0].value
    assert disputes.conflicts(desk, of) == []


def test_what_waits_to_be_sent_counts_the_people_it_is_about(desk: Desk, of: Class) -> None:
    from desktop.actions import attachments, submissions

    for seat in (1, 2):
        submissions.submit(desk, fill(desk, of, seat))
    attachments.attach(desk, opened(desk, of, 1), "as_is", "a.jpg", b"\xff\xd8\xff\xe0")

    waiting = {p.entity: p.people for p in outbox.waiting(desk.store, [of.scope])}

    assert (waiting["work"], waiting["version"], waiting["attachment"]) == (2, 2, 1)


def test_every_entity_has_its_place_in_the_list_and_its_word() -> None:
    from desktop import resources

    words = resources.catalogue("th")

    assert set(disputes._ORDER) == set(TABLES)
    assert [e for e in TABLES if f"meeting.entity.{e}" not in words] == []
