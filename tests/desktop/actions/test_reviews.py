"""What was sent is looked at, returned, accepted, published."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.actions import submissions
from desktop.actions.pins import pin
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.submissions import State
from desktop.store import submissions as shelf
from tests.desktop.exercise import fill, opened, sent
from tests.desktop.refusals import refusal

OpenDesk = Callable[..., Desk]

pytestmark = pytest.mark.usefixtures("people")


def test_a_paper_form_is_marked_until_its_owner_confirms_it_by_pin(desk: Desk, of: Class) -> None:
    version = submissions.submit(desk, fill(desk, of), keyed_by="มานะ")
    person = opened(desk, of).enrolment
    right = pin(desk, person)
    wrong = f"{(int(right) + 1) % 10_000:04d}"

    no = refusal(lambda: submissions.confirm(desk, of, version, wrong))
    before = (version.keyed_by, version.confirmed)
    submissions.confirm(desk, of, version, right)
    submissions.confirm(desk, of, shelf.versions(desk.store, of.id)[0], right)

    assert no.code == "pin-wrong"
    assert before == ("มานะ", False)
    (kept,) = shelf.versions(desk.store, of.id)
    assert (kept.keyed_by, kept.confirmed, kept.digest) == ("มานะ", True, version.digest)
    assert kept.document == version.document


def test_the_class_is_seen_at_a_glance_in_the_order_of_seats(desk: Desk, of: Class) -> None:
    submissions.review(desk, of, sent(desk, of, 4), "accepted")
    submissions.review(desk, of, sent(desk, of, 3), "returned", "แก้ขั้นที่ ๑")
    fill(desk, of, 3, suggestion={"suggestion": "แก้แล้ว"})
    submissions.put_by(desk, opened(desk, of, 3))
    submissions.put_by(desk, fill(desk, of, 2))

    found = submissions.overview(desk, of, "workflow")

    assert [(o.enrolment.seat, o.state, o.draft_newer) for o in found] == [
        (1, State.BLANK, False),
        (2, State.DRAFT, False),
        (3, State.RETURNED, True),
        (4, State.ACCEPTED, False),
    ]
    assert found[2].latest is not None
    assert found[2].latest.comment == "แก้ขั้นที่ ๑"


def test_who_returns_a_work_says_why(desk: Desk, of: Class) -> None:
    version = sent(desk, of)

    no = refusal(lambda: submissions.review(desk, of, version, "returned", "  "))

    assert no.code == "review-without-comment"


def test_a_verdict_is_taken_back_and_undone(desk: Desk, of: Class) -> None:
    version = sent(desk, of)
    submissions.review(desk, of, version, "accepted", checklist={"own_work": True})
    (accepted,) = shelf.versions(desk.store, of.id)

    submissions.reopen_review(desk, of, accepted)
    reopened = opened(desk, of)
    submissions.reopen_review(desk, of, reopened.versions[0])
    desk.undo()

    assert (accepted.verdict, dict(accepted.checklist)) == ("accepted", {"own_work": True})
    assert reopened.state is State.SUBMITTED
    assert opened(desk, of).state is State.ACCEPTED


def test_only_accepted_work_of_those_who_consented_is_published(desk: Desk, of: Class) -> None:
    private = sent(desk, of, 1, review={"no_personal_data": True, "library_ok": False})
    shared = sent(desk, of, 2, review={"no_personal_data": True, "library_ok": True})
    early = refusal(lambda: submissions.publish(desk, of, shared))
    for version in (private, shared):
        submissions.review(desk, of, version, "accepted")
    private, shared = shelf.versions(desk.store, of.id)

    no = refusal(lambda: submissions.publish(desk, of, private))
    submissions.publish(desk, of, shared)

    assert (early.code, no.code) == ("publish-unaccepted", "publish-no-consent")
    assert opened(desk, of, 2).state is State.PUBLISHED
    (published,) = opened(desk, of, 2).versions
    assert (
        refusal(lambda: submissions.reopen_review(desk, of, published)).code == "review-published"
    )
    assert (
        refusal(lambda: submissions.review(desk, of, published, "returned", "x")).code
        == "review-published"
    )
    submissions.unpublish(desk, of, published)
    assert opened(desk, of, 2).state is State.ACCEPTED


def test_remarks_are_offered_again_the_most_used_first(desk: Desk, of: Class) -> None:
    said = {1: "เพิ่มหลักฐาน", 2: "ระบุเวลา", 3: "ระบุเวลา"}
    for seat, comment in said.items():
        submissions.review(desk, of, sent(desk, of, seat), "returned", comment)

    assert submissions.remarks(desk, of) == ["ระบุเวลา", "เพิ่มหลักฐาน"]


def test_work_of_somebody_whose_row_is_gone_cannot_be_confirmed(desk: Desk, of: Class) -> None:
    version = submissions.submit(desk, fill(desk, of), keyed_by="มานะ")
    desk.commit(
        "step.person", [Edit(of.scope, "enrolment", version.enrolment, {"life": "removed"})]
    )

    no = refusal(lambda: submissions.confirm(desk, of, version, "0000"))

    assert no.code == "no-such-person"
