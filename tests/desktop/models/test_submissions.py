"""Where a work stands, what its receipt says, and what a review may do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.refusal import Refused
from desktop.models.submissions import (
    State,
    Version,
    Work,
    check_review,
    digest_of,
    document,
    in_order,
    latest,
    pin_of,
    receipt,
    state,
)

WORK = Work(
    "w", "c", "e", "workflow", {"process": {"process_name": "เสนอแผน"}}, "2019-01-24T02:00Z"
)
FIRST = Version("v1", "c", "w", "e", "workflow", 1, "A-0031", {"answers": {"a": {}}}, "d", "t")


@pytest.mark.parametrize(
    ("work", "versions", "stands"),
    [
        (None, [], State.BLANK),
        (replace(WORK, answers={"process": {}}), [], State.BLANK),
        (WORK, [], State.DRAFT),
        (WORK, [FIRST], State.SUBMITTED),
        (None, [FIRST], State.SUBMITTED),
        (WORK, [replace(FIRST, verdict="returned")], State.RETURNED),
        (WORK, [replace(FIRST, verdict="accepted")], State.ACCEPTED),
        (WORK, [replace(FIRST, verdict="accepted", published=True)], State.PUBLISHED),
        (WORK, [replace(FIRST, published=True)], State.SUBMITTED),
        (
            WORK,
            [replace(FIRST, id="v2", number=2), replace(FIRST, verdict="returned")],
            "submitted",
        ),
    ],
)
def test_a_work_stands_where_its_latest_version_stands(
    work: Work | None, versions: list[Version], stands: State
) -> None:
    assert state(work, versions) == stands


def test_two_versions_of_one_number_are_kept_in_a_fixed_order() -> None:
    other = replace(FIRST, id="v0")
    later = replace(FIRST, id="a", number=2)

    assert (
        in_order([later, FIRST, other]) == in_order([other, later, FIRST]) == [other, FIRST, later]
    )
    assert latest([later, FIRST]) == later
    assert latest([]) is None


def test_a_receipt_names_form_seat_and_version() -> None:
    assert receipt("A", 31, 1) == "A-0031"
    assert receipt("A", 31, 2) == "A-0031/2"


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 9999), st.integers(1, 50))))
def test_no_two_versions_share_a_receipt(sent: list[tuple[str, int, int]]) -> None:
    assert len({receipt(*each) for each in sent}) == len(set(sent))


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    one = document("workflow", 1, {"process": {"a": 1, "b": 2}})
    other = {"answers": {"process": {"b": 2, "a": 1}}, "form_version": 1, "form": "workflow"}

    assert digest_of(one) == digest_of(other)
    assert digest_of(one) != digest_of(document("workflow", 2, {"process": {"a": 1, "b": 2}}))


def test_a_version_gives_its_answers() -> None:
    assert FIRST.answers == {"a": {}}
    assert replace(FIRST, document={}).answers == {}


def test_who_returns_a_work_says_why() -> None:
    with pytest.raises(Refused) as caught:
        check_review(FIRST, "returned", "  ")

    assert caught.value.code == "review-without-comment"
    check_review(FIRST, "returned", "ยังไม่มีเวลาในขั้นตอน")
    check_review(FIRST, "accepted", "")


def test_what_is_published_is_not_returned() -> None:
    shown = replace(FIRST, verdict="accepted", published=True)

    with pytest.raises(Refused) as caught:
        check_review(shown, "returned", "ขอแก้อีกนิด")

    assert caught.value.code == "review-published"
    check_review(replace(shown, published=False), "returned", "ขอแก้อีกนิด")


def test_a_pin_is_the_same_on_every_device_and_hardly_anybody_shares_one() -> None:
    pins = {pin_of("class", f"seat-{n}") for n in range(200)}

    assert pin_of("class", "seat-1") == "3615"
    assert all(len(pin) == 4 and pin.isdecimal() for pin in pins)
    assert len(pins) > 190


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ([1], {}),
        ({}, {}),
        ({"answers": [1]}, {}),
        ({"answers": {"a": {"x": 1}, "b": 3}}, {"a": {"x": 1}}),
    ],
)
def test_a_document_of_another_shape_holds_what_can_be_read(said: Any, answers: object) -> None:
    assert replace(FIRST, document=said).answers == answers
