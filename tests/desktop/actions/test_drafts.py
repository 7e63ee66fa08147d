"""A work is kept as it is typed, and put by as one change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.actions import submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.submissions import State
from desktop.store import submissions as shelf
from desktop.store import typing
from tests.desktop.exercise import changes, fill, opened
from tests.desktop.refusals import refusal

OpenDesk = Callable[..., Desk]

OpenDesk = Callable[..., Desk]

pytestmark = pytest.mark.usefixtures("people")


def test_what_is_typed_is_there_after_a_restart_and_is_no_change_yet(
    open_desk: OpenDesk, desk: Desk, of: Class
) -> None:
    before = changes(desk)
    submissions.type_in(desk, opened(desk, of), "define", {"hmw": "ทำอย่างไรให้ผู้มาติดต่อไม่ต้อง"})

    again = open_desk()

    assert changes(again) == before
    assert opened(again, of).answers == {"define": {"hmw": "ทำอย่างไรให้ผู้มาติดต่อไม่ต้อง"}}
    assert opened(again, of).state is State.DRAFT


def test_leaving_a_page_makes_one_change_of_what_was_typed(desk: Desk, of: Class) -> None:
    before = changes(desk)
    work = opened(desk, of)
    for hmw in ("ทำ", "ทำอย่าง", "ทำอย่างไร"):
        work = submissions.type_in(desk, work, "define", {"hmw": hmw})
    work = submissions.type_in(desk, work, "suggestion", {"suggestion": "เปิดช่วงพักกลางวัน"})

    submissions.put_by(desk, work)

    assert changes(desk) == before + 1
    assert typing.typed(desk.store, work.work_id) == {}
    stored = shelf.work(desk.store, work.work_id)
    assert stored is not None
    assert stored.answers == {
        "define": {"hmw": "ทำอย่างไร"},
        "suggestion": {"suggestion": "เปิดช่วงพักกลางวัน"},
    }


def test_putting_by_what_says_nothing_new_changes_nothing(desk: Desk, of: Class) -> None:
    work = submissions.type_in(desk, opened(desk, of), "define", {"hmw": "ทำอย่างไร"})
    submissions.put_by(desk, work)
    before = changes(desk)

    submissions.put_by(desk, opened(desk, of))
    again = submissions.type_in(desk, opened(desk, of), "define", {"hmw": " ทำอย่างไร "})
    blank = submissions.type_in(desk, again, "suggestion", {"suggestion": "  "})
    submissions.put_by(desk, blank)

    assert changes(desk) == before
    assert typing.typed(desk.store, work.work_id) == {}


def test_typed_pages_lie_over_the_stored_ones(desk: Desk, of: Class) -> None:
    work = submissions.type_in(desk, opened(desk, of), "define", {"hmw": "ของเดิม"})
    submissions.put_by(desk, work)

    shown = submissions.type_in(desk, opened(desk, of), "define", {"hmw": "ของใหม่"})

    assert shown.answers == opened(desk, of).answers == {"define": {"hmw": "ของใหม่"}}


def test_putting_by_is_undone_as_one_step(desk: Desk, of: Class) -> None:
    submissions.put_by(desk, fill(desk, of))

    step = desk.undo()

    assert step is not None
    assert step.name == "step.work-keep"
    assert opened(desk, of).answers == {}
    assert opened(desk, of).state is State.BLANK


def test_what_cannot_be_an_answer_stays_as_typed(desk: Desk, of: Class) -> None:
    work = submissions.type_in(desk, opened(desk, of), "process", {"volume_per_year": "หลายครั้ง"})

    no = refusal(lambda: submissions.put_by(desk, work))

    assert no.code == "answer-unfit"
    assert opened(desk, of).answers == {"process": {"volume_per_year": "หลายครั้ง"}}


def test_half_letters_and_control_characters_never_reach_the_store(desk: Desk, of: Class) -> None:
    said = {"process_name": "ออก\x00ใบ\ud800อนุญาต\u200b", "my_role": "ตรวจ\x07คำขอ"}

    submissions.put_by(desk, submissions.type_in(desk, opened(desk, of), "process", said))

    assert opened(desk, of).answers == {
        "process": {"process_name": "ออกใบอนุญาต", "my_role": "ตรวจคำขอ"}
    }
