"""A work is sent as a version that never changes, or taken in from a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from desktop.actions import classes, forms, submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.submissions import State, digest_of
from desktop.store import submissions as shelf
from tests.desktop.exercise import answers, changes, document, fill, opened, sent
from tests.desktop.refusals import refusal

OpenDesk = Callable[..., Desk]

SAMPLE_VERSION = document()["form_version"]

pytestmark = pytest.mark.usefixtures("people")


def test_a_work_is_sent_as_a_version_with_receipt_and_digest(desk: Desk, of: Class) -> None:
    version = sent(desk, of, 3)

    assert (version.number, version.late, version.confirmed) == (1, False, True)
    assert version.receipt.endswith("-0003")
    assert version.document == document()
    assert version.digest == digest_of(document())
    assert opened(desk, of, 3).state is State.SUBMITTED
    assert opened(desk, of, 3).answers == answers()


def test_a_form_that_was_not_given_out_is_frozen_in_the_class_when_it_is_sent(
    desk: Desk, of: Class
) -> None:
    sent(desk, of)

    kept = forms.given_out(desk, of, "workflow")

    assert kept is not None
    assert kept.given


def test_a_broken_rule_is_named_with_its_step_and_in_words(desk: Desk, of: Class) -> None:
    work = fill(desk, of, define={"hmw": "สั้น"})

    no = refusal(lambda: submissions.submit(desk, work))

    assert no.code == "form-broken"
    assert (no.details["step"], no.details["section"], no.details["field"]) == (3, "define", "hmw")
    assert no.details["rule"]
    assert no.details["sentence"]
    assert shelf.versions(desk.store, of.id) == []
    assert opened(desk, of).answers == answers(define={"hmw": "สั้น"})


def test_findings_are_those_of_the_work_as_it_lies_open(desk: Desk, of: Class) -> None:
    work = fill(desk, of, define={"hmw": "สั้น"})

    found = submissions.findings(work)

    assert [f.section for f in found if f.level == "hard"] == ["define"]


def test_the_same_again_is_not_sent_twice(desk: Desk, of: Class) -> None:
    sent(desk, of)

    no = refusal(lambda: submissions.submit(desk, opened(desk, of)))

    assert no.code == "nothing-new"
    assert len(shelf.versions(desk.store, of.id)) == 1


def test_what_was_returned_is_sent_again_as_the_second_version_and_the_first_stays(
    desk: Desk, of: Class
) -> None:
    first = sent(desk, of)
    submissions.review(desk, of, first, "returned", "เพิ่มหลักฐานในขั้นที่ ๒")

    second = sent(desk, of, suggestion={"suggestion": "เพิ่มจุดบริการ"})

    assert (second.number, second.receipt) == (2, f"{first.receipt}/2")
    known = shelf.versions_of(desk.store, first.work)
    assert [v.number for v in known] == [1, 2]
    assert known[0].document == first.document
    assert opened(desk, of).state is State.SUBMITTED


def test_what_was_accepted_is_not_sent_again(desk: Desk, of: Class) -> None:
    submissions.review(desk, of, sent(desk, of), "accepted")
    work = fill(desk, of, suggestion={"suggestion": "อีกข้อหนึ่ง"})

    no = refusal(lambda: submissions.submit(desk, work))

    assert no.code == "already-accepted"
    assert opened(desk, of).answers["suggestion"] == {"suggestion": "อีกข้อหนึ่ง"}


@pytest.mark.parametrize(("hour", "late"), [(0, False), (23, True)])
def test_what_comes_after_the_end_of_the_session_it_was_due_in_is_late(
    desk: Desk, of: Class, clock: Any, hour: int, late: bool
) -> None:
    forms.give(desk, of, "workflow", "S01")
    session = classes.find_session(desk, of, "S01")
    there = datetime(session.on.year, session.on.month, session.on.day, hour).astimezone()
    clock.now = there.astimezone(UTC)

    version = sent(desk, of)

    assert version.late is late
    due = opened(desk, of).due_session
    assert due is not None
    assert due.code == "S01"


def test_nothing_is_late_for_a_session_that_was_cancelled(
    desk: Desk, of: Class, clock: Any
) -> None:
    forms.give(desk, of, "workflow", "S01")
    classes.cancel_session(desk, of, classes.find_session(desk, of, "S01"))
    clock.now = datetime(2027, 1, 1, tzinfo=UTC)

    assert sent(desk, of).late is False


def test_sending_is_undone_as_one_step_and_the_draft_stays(desk: Desk, of: Class) -> None:
    sent(desk, of)

    step = desk.undo()

    assert step is not None
    assert step.name == "step.submit"
    assert opened(desk, of).versions == []
    assert opened(desk, of).answers == answers()
    assert desk.redo() is not None
    assert len(opened(desk, of).versions) == 1


def test_a_closed_class_refuses_every_deed_and_keeps_what_was_typed(desk: Desk, of: Class) -> None:
    version = sent(desk, of)
    work = submissions.type_in(desk, opened(desk, of), "define", {"hmw": "พิมพ์ก่อนปิดรุ่น"})
    classes.close_class(desk, of)
    deeds: list[Callable[[], object]] = [
        lambda: submissions.type_in(desk, work, "define", {"hmw": "x"}),
        lambda: submissions.put_by(desk, work),
        lambda: submissions.submit(desk, work),
        lambda: submissions.review(desk, of, version, "accepted"),
        lambda: submissions.reopen_review(desk, of, version),
        lambda: submissions.publish(desk, of, version),
        lambda: submissions.unpublish(desk, of, version),
        lambda: submissions.confirm(desk, of, version, "0000"),
        lambda: submissions.import_document(desk, of, work.enrolment, document()),
    ]

    assert {refusal(deed).code for deed in deeds} == {"class-closed"}
    assert opened(desk, of).answers["define"] == {"hmw": "พิมพ์ก่อนปิดรุ่น"}


def test_a_document_is_stored_exactly_and_sent_as_one_step(desk: Desk, of: Class) -> None:
    person = opened(desk, of).enrolment

    version = submissions.import_document(desk, of, person, document())

    assert version is not None
    assert submissions.document_of(version) == document()
    assert submissions.document_of(opened(desk, of)) == document()
    desk.undo()
    assert opened(desk, of).answers == {}
    assert opened(desk, of).versions == []


def test_a_document_replaces_the_draft_which_stands_in_the_history(desk: Desk, of: Class) -> None:
    person = opened(desk, of).enrolment
    submissions.type_in(desk, opened(desk, of), "define", {"hmw": "ที่พิมพ์ค้างไว้ก่อนหน้านี้"})
    whole = document()
    del whole["answers"]["suggestion"]
    submissions.put_by(
        desk, submissions.type_in(desk, opened(desk, of), "suggestion", {"suggestion": "เดิม"})
    )

    version = submissions.import_document(desk, of, person, whole)

    assert version is not None
    assert opened(desk, of).answers == whole["answers"]
    desk.undo()
    assert opened(desk, of).answers == {
        "define": {"hmw": "ที่พิมพ์ค้างไว้ก่อนหน้านี้"},
        "suggestion": {"suggestion": "เดิม"},
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([], "document-unfit"),
        ({}, "document-unfit"),
        (document() | {"form": 3}, "document-unfit"),
        (document() | {"form_version": True}, "document-unfit"),
        (document() | {"answers": []}, "document-unfit"),
        (document() | {"more": 1}, "document-unfit"),
        (document() | {"form": "nothing"}, "no-such-form"),
        (document() | {"form": "swot"}, "document-other-form"),
        (document() | {"form_version": 99}, "document-other-version"),
        (document(define={"hmw": 3}), "answer-unfit"),
        (document(nowhere={}), "answer-unfit"),
        (document(define={"hmw": "สั้น"}), "form-broken"),
    ],
)
def test_a_document_that_does_not_fit_is_refused_and_nothing_is_stored(
    desk: Desk, of: Class, data: Any, code: str
) -> None:
    person = opened(desk, of).enrolment
    submissions.type_in(desk, opened(desk, of), "define", {"hmw": "ที่พิมพ์ค้างไว้"})
    before = changes(desk)
    form = "workflow" if code == "document-other-form" else ""

    no = refusal(lambda: submissions.import_document(desk, of, person, data, form=form))

    assert no.code == code
    assert changes(desk) == before
    assert opened(desk, of).answers == {"define": {"hmw": "ที่พิมพ์ค้างไว้"}}


def test_a_draft_is_taken_in_without_asking_the_rules(desk: Desk, of: Class) -> None:
    person = opened(desk, of).enrolment
    begun = {
        "form": "workflow",
        "form_version": SAMPLE_VERSION,
        "answers": {"define": {"hmw": "สั้น"}},
    }

    version = submissions.import_document(desk, of, person, begun, draft=True)

    assert version is None
    assert opened(desk, of).state is State.DRAFT
    assert submissions.document_of(opened(desk, of)) == begun


def test_a_draft_taken_in_twice_changes_nothing_the_second_time(desk: Desk, of: Class) -> None:
    person = opened(desk, of).enrolment
    submissions.import_document(desk, of, person, document(), draft=True)
    before = changes(desk)

    submissions.import_document(desk, of, person, document(), draft=True)

    assert changes(desk) == before
