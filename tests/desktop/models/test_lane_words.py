from __future__ import annotations

import json
from typing import Any

import pytest

from desktop import resources
from desktop.models.lane_shapes import LaneStep
from desktop.models.lane_words import actor_words, box_words, lane_steps, wait_words
from desktop.models.wording import Words


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    return answers


@pytest.fixture(scope="module")
def thai() -> Words:
    return Words("th", resources.catalogue("th"), "thai")


@pytest.fixture(scope="module")
def english() -> Words:
    return Words("en", resources.catalogue("en"))


def test_todays_steps_are_marked_with_what_becomes_of_them(sample: dict[str, Any]) -> None:
    steps = lane_steps(sample, "as_is")

    assert [step.number for step in steps] == [1, 2, 3, 4, 5, 6]
    assert {step.mark for step in steps} == {"changed", "merged", "removed"}
    assert all(step.origins == () for step in steps)


def test_a_step_of_which_nothing_is_said_yet_has_no_mark(sample: dict[str, Any]) -> None:
    steps = lane_steps({"as_is": sample["as_is"]}, "as_is")

    assert {step.mark for step in steps} == {""}


def test_new_steps_name_where_they_come_from(sample: dict[str, Any]) -> None:
    steps = lane_steps(sample, "to_be")

    assert steps[1].mark == "merged"
    assert steps[1].origins == (2, 4)


def test_a_box_says_its_mark_in_a_word(thai: Words) -> None:
    said = box_words(thai, LaneStep(3, "ลงนาม", "ก", work_min=90, sheets=12, mark="new"))

    assert said.number == "๓"
    assert said.mark == "ใหม่"
    assert said.figures == ("๑ ชั่วโมง ๓๐ นาที", "๑๒ แผ่น")


def test_a_merged_box_says_of_what(english: Words) -> None:
    said = box_words(english, LaneStep(1, "sign", "x", mark="merged", origins=(2, 4)))

    assert said.mark == "Merged from 2, 4"
    assert said.figures == ()


def test_a_box_without_a_mark_still_says_where_it_comes_from(english: Words) -> None:
    assert box_words(english, LaneStep(1, "sign", "x", origins=(2,))).mark == "2"


def test_a_wait_is_told_in_days(english: Words) -> None:
    assert wait_words(english, 2880) == "Wait 2 days"


def test_a_lane_without_an_actor_is_named_too(english: Words) -> None:
    assert actor_words(english, "") == "Nobody named"
    assert actor_words(english, "clerk") == "clerk"
