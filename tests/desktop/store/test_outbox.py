from __future__ import annotations

from datetime import date

from desktop.actions.attendance import mark
from desktop.actions.classes import NewClass, create_class, find_session
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.ids import attendance_row
from desktop.store import outbox
from desktop.store.store import Store
from protocol.change import Change


def note(store: Store, sql: str, *given: object) -> None:
    with store.atomic():
        store.connection.execute(sql, given)


def present(desk: Desk, of: Class, who: str, session: str = "S02") -> None:
    mark(desk, find_session(desk, of, session), who, Mark(Status.PRESENT))


def test_what_waits_is_grouped_and_people_are_counted_once(
    desk: Desk, of: Class, people: list[str]
) -> None:
    for session in ("S02", "S03"):
        present(desk, of, people[0], session)
    present(desk, of, people[1])

    newest = outbox.waiting(desk.store, [of.scope])[0]

    assert (newest.scope, newest.entity, newest.author) == (
        of.scope, "attendance", "author of desk",
    )  # fmt: skip
    assert (newest.changes, newest.people, newest.fate) == (3, 2, "")


def test_what_was_put_aside_waits_no_longer(desk: Desk, of: Class, people: list[str]) -> None:
    note(desk.store, "UPDATE changes SET fate = 'held:not-your-class' WHERE entity = 'enrolment'")

    kinds = {parcel.entity for parcel in outbox.waiting(desk.store, [of.scope])}
    [kept_back] = outbox.aside(desk.store)

    assert "enrolment" not in kinds
    assert (kept_back.changes, kept_back.people, kept_back.fate) == (4, 4, "held:not-your-class")


def test_what_was_sent_is_told_apart_by_when_the_server_took_it(
    desk: Desk, of: Class, people: list[str]
) -> None:
    note(desk.store, "UPDATE changes SET rev = 1")
    present(desk, of, people[0])
    note(desk.store, "UPDATE changes SET rev = 2 WHERE rev IS NULL")
    present(desk, of, people[1])

    newest, *older = outbox.sent(desk.store, desk.device, 3)

    assert (newest.entity, newest.changes, newest.people) == ("attendance", 1, 1)
    assert len(older) == 2
    assert outbox.sent(desk.store, "somebody else") == []


def test_disputes_are_counted_by_class(desk: Desk, of: Class, people: list[str]) -> None:
    present(desk, of, people[0])
    before = outbox.disputed(desk.store)
    row = attendance_row(find_session(desk, of, "S02").id, people[0])
    rivals = [
        Change(
            id=letter * 32, scope=of.scope, entity=entity, row=where, set=values, over={},
            salt=dict.fromkeys(values, "0" * 32), n=1, author="Winai", device="ee" * 8,
            at="2026-12-01T02:00:00+00:00", schema=1, prev="",
        )
        for letter, entity, where, values in (
            ("e", "attendance", row, {"mark": {"status": "absent"}}),
            ("f", "class", of.id, {"place": {"venue": "B", "capacity": 9, "facilitators": ""}}),
        )
    ]  # fmt: skip

    desk.store.commit(rivals)

    assert before == {}
    assert outbox.disputed(desk.store) == {of.scope: 2}


def test_classes_are_listed_with_what_they_hold(desk: Desk, of: Class, people: list[str]) -> None:
    note(desk.store, "UPDATE changes SET rev = 1")
    present(desk, of, people[0])

    [kept] = outbox.kept(desk.store)

    assert (kept.scope, kept.code, kept.people, kept.unsent) == (of.scope, "T12", 4, 1)
    assert kept.changes > 5
    assert kept.bytes > 250 * kept.changes


def test_the_class_changed_last_comes_first(desk: Desk, of: Class, people: list[str]) -> None:
    later = create_class(
        desk, NewClass("T13", 13, tuple(date(2026, 12, day) for day in (14, 15, 16)))
    )
    before = outbox.lively(desk.store)[0]
    present(desk, of, people[0])

    assert (before, outbox.lively(desk.store)[0]) == (later.scope, of.scope)
