"""Devices that fill in, send and review without having met; everybody ends with the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from desktop.actions import conflicts as disputes
from desktop.actions import submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.conflict_words import say_field
from desktop.models.refusal import Refused
from desktop.models.submissions import State
from desktop.store import driver, typing
from desktop.store import submissions as shelf
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.doctor import examine
from desktop.store.store import Store
from desktop.store.tables import TABLES
from tests.desktop.exercise import carry, exchange, fill, opened

OpenDesk = Callable[..., Desk]

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def other(open_desk: OpenDesk, desk: Desk, of: Class) -> Desk:
    """A second device that knows the class."""
    second = open_desk("other")
    carry(desk, second)
    return second


def keep(desk: Desk, of: Class, section: str, **said: Any) -> None:
    submissions.put_by(desk, submissions.type_in(desk, opened(desk, of), section, said))


def folds(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return {name: store.rows(f"{table.select(name)} ORDER BY id") for name, table in TABLES.items()}


def test_one_page_written_on_two_devices_is_a_conflict_named_after_its_step(
    desk: Desk, other: Desk, of: Class
) -> None:
    keep(desk, of, "define", hmw="ทำอย่างไรให้ไม่ต้องรอ")
    keep(other, of, "define", hmw="ทำอย่างไรให้ไม่ต้องเดินทาง")
    keep(other, of, "suggestion", suggestion="เพิ่มจุดบริการ")

    exchange(desk, other)

    (found,) = disputes.conflicts(desk, of)
    field = say_field(desk.words, found.entity, found.group, found.step)
    assert (field, found.seat) == ("draft, step 3", 1)
    assert {c.shown for c in found.choices} == {"ทำอย่างไรให้ไม่ต้องรอ", "ทำอย่างไรให้ไม่ต้องเดินทาง"}
    assert [c.id for c in disputes.conflicts(other, of)] == [found.id]
    (work,) = shelf.works(desk.store, of.id)
    assert work.conflicts == ("s.define",)
    assert work.answers["suggestion"] == {"suggestion": "เพิ่มจุดบริการ"}


def test_what_arrives_while_somebody_types_is_not_written_over(
    desk: Desk, other: Desk, of: Class
) -> None:
    keep(desk, of, "define", hmw="ของเดิมที่ทั้งสองเครื่องเห็น")
    exchange(desk, other)
    typing_here = submissions.type_in(desk, opened(desk, of), "define", {"hmw": "พิมพ์ที่เครื่องนี้"})
    keep(other, of, "define", hmw="พิมพ์ที่อีกเครื่อง")

    carry(other, desk)
    submissions.put_by(desk, typing_here)
    carry(desk, other)

    assert folds(desk.store) == folds(other.store)
    (found,) = disputes.conflicts(desk, of)
    assert {c.shown for c in found.choices} == {"พิมพ์ที่เครื่องนี้", "พิมพ์ที่อีกเครื่อง"}


def test_typing_on_after_putting_by_disputes_nothing_with_oneself(
    desk: Desk, other: Desk, of: Class
) -> None:
    work = opened(desk, of)
    for hmw in ("หนึ่ง", "สอง", "สาม"):
        submissions.type_in(desk, work, "define", {"hmw": hmw})
        submissions.put_by(desk, work)

    exchange(desk, other)

    assert disputes.conflicts(desk, of) == []
    assert opened(other, of).answers == {"define": {"hmw": "สาม"}}


def test_what_a_backup_brings_back_of_old_typing_is_not_written_over_newer_work(
    desk: Desk, of: Class
) -> None:
    work = submissions.type_in(desk, opened(desk, of), "define", {"hmw": "พิมพ์ค้างในข้อมูลสำรอง"})
    kept = typing.typed(desk.store, work.work_id)
    submissions.type_in(desk, work, "define", {"hmw": "พิมพ์ต่อจนเสร็จ"})
    submissions.put_by(desk, work)
    typing.keep(desk.store, work.work_id, kept, "2026-12-01T02:00:00.000+00:00")

    submissions.put_by(desk, opened(desk, of))

    (found,) = disputes.conflicts(desk, of)
    assert {c.shown for c in found.choices} == {"พิมพ์ค้างในข้อมูลสำรอง", "พิมพ์ต่อจนเสร็จ"}


def test_a_disputed_page_is_settled_by_choosing_and_the_class_can_be_sent_on(
    desk: Desk, other: Desk, of: Class
) -> None:
    keep(desk, of, "define", hmw="ทำอย่างไรให้ไม่ต้องรอ")
    keep(other, of, "define", hmw="ทำอย่างไรให้ไม่ต้องเดินทาง")
    exchange(desk, other)
    (found,) = disputes.conflicts(desk, of)

    disputes.resolve(desk, found.id, "ทำอย่างไรให้ไม่ต้องรอ")
    exchange(desk, other)

    assert disputes.conflicts(other, of) == []
    assert opened(other, of).answers == {"define": {"hmw": "ทำอย่างไรให้ไม่ต้องรอ"}}


def test_two_verdicts_that_differ_are_a_conflict_with_both(
    desk: Desk, other: Desk, of: Class
) -> None:
    version = submissions.submit(desk, fill(desk, of, 2))
    carry(desk, other)
    submissions.review(desk, of, version, "returned", "เพิ่มหลักฐาน")
    submissions.review(other, of, version, "accepted")

    exchange(desk, other)

    (found,) = disputes.conflicts(desk, of)
    assert (found.entity, found.group, found.seat) == ("version", "review", 2)
    assert {c.shown for c in found.choices} == {"returned · เพิ่มหลักฐาน", "accepted"}
    assert say_field(desk.words, found.entity, found.group) == "review"
    assert opened(desk, of, 2).state == opened(other, of, 2).state


def test_two_versions_with_one_number_are_both_kept_and_are_no_conflict(
    desk: Desk, other: Desk, of: Class
) -> None:
    submissions.put_by(desk, fill(desk, of))
    exchange(desk, other)
    for at, suggestion in ((desk, "เปิดช่วงพัก"), (other, "เพิ่มจุดบริการ")):
        submissions.submit(at, fill(at, of, define={"hmw": suggestion * 2}))

    exchange(desk, other)

    assert {c.entity for c in disputes.conflicts(desk, of)} == {"work"}
    assert [v.number for v in opened(desk, of).versions] == [1, 1]
    assert opened(desk, of).versions == opened(other, of).versions
    assert opened(desk, of).state is State.SUBMITTED


def test_long_pages_are_shown_from_where_they_differ(desk: Desk, other: Desk, of: Class) -> None:
    same = "เอกสารแนบท้ายคำขอ " * 30
    keep(desk, of, "suggestion", suggestion=f"{same}ฉบับแรก")
    keep(other, of, "suggestion", suggestion=f"{same}ฉบับหลัง")

    exchange(desk, other)

    shown = {c.shown for c in disputes.conflicts(desk, of)[0].choices}
    assert len(shown) == 2
    assert all(text.startswith("…") and len(text) < 80 for text in shown)


DEEDS = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["type", "put", "submit", "return", "accept", "reopen", "meet", "undo"]),
    st.integers(0, 3),
)


@pytest.fixture
def places(open_desk: OpenDesk, desk: Desk, of: Class, other: Desk) -> list[Desk]:
    """Three devices that all know one draft."""
    third = open_desk("third")
    submissions.put_by(desk, fill(desk, of))
    exchange(desk, other, third)
    return [desk, other, third]


def copies(places: list[Desk]) -> list[Desk]:
    """The same devices once more, each on a copy of its store in memory."""
    found = []
    for desk in places:
        connection = dbapi2.connect(":memory:")
        desk.store.connection.backup(connection)
        driver.harden(connection)
        found.append(
            replace(desk, store=Store(connection, Path(":memory:")), undoable=[], redoable=[])
        )
    return found


def do(desks: list[Desk], of: Class, at: int, deed: str, choice: int) -> None:
    """Do one deed at one device; what has no version yet to be about is left."""
    desk = desks[at]
    work = opened(desk, of)
    said, remark = {"suggestion": f"ข้อ {choice}"}, f"แก้ข้อ {choice}"
    deeds: dict[str, Callable[[], object]] = {
        "type": lambda: submissions.type_in(desk, work, "suggestion", said),
        "put": lambda: submissions.put_by(desk, work),
        "submit": lambda: submissions.submit(desk, work),
        "meet": lambda: carry(desks[(at + choice) % 3], desk),
        "undo": desk.undo,
    }
    if (last := work.latest) is not None:
        deeds |= {
            "return": lambda: submissions.review(desk, of, last, "returned", remark),
            "accept": lambda: submissions.review(desk, of, last, "accepted"),
            "reopen": lambda: submissions.reopen_review(desk, of, last),
        }
    if deed in deeds:
        deeds[deed]()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=25))
def test_whatever_three_devices_do_all_end_with_the_same(
    places: list[Desk], of: Class, deeds: list[tuple[int, str, int]]
) -> None:
    desks = copies(places)
    for at, deed, choice in deeds:
        with suppress(Refused):
            do(desks, of, at, deed, choice)

    exchange(*desks)

    first, *others = (folds(desk.store) for desk in desks)
    assert all(fold == first for fold in others)
    assert [examine(desk.store) for desk in desks] == [[], [], []]
    named = [[c.id for c in disputes.conflicts(desk, of)] for desk in desks]
    assert named[0] == named[1] == named[2]
    for desk in desks:
        desk.store.close()


def test_any_order_of_arrival_folds_to_the_same(
    places: list[Desk], of: Class, tmp_path: Path
) -> None:
    one, two, three = places
    version = submissions.submit(one, opened(one, of))
    carry(one, two)
    submissions.review(two, of, version, "returned", "แก้ข้อ ๑")
    submissions.review(one, of, version, "accepted")
    keep(three, of, "define", hmw="เขียนที่เครื่องที่สาม")
    exchange(*places)
    rows = one.store.rows(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
    changes = [change_from(row) for row in rows]
    parts = [changes[0::3], changes[1::3], changes[2::3]]

    for number, order in enumerate(permutations(range(3))):
        store = Store.open(tmp_path / f"{number}.db")
        for part in order:
            store.commit(parts[part][::-1])
        assert folds(store) == folds(one.store)
        store.close()


def test_the_doctor_finds_nothing_after_all_that(places: list[Desk], of: Class) -> None:
    for desk in places:
        keep(desk, of, "define", hmw=f"เขียนที่ {desk.device}")
    submissions.submit(places[0], opened(places[0], of))

    exchange(*places)

    assert [examine(desk.store) for desk in places] == [[], [], []]
