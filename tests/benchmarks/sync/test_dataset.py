"""The marks every side gets."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.sync import dataset


def test_the_marks_are_those_of_178_classes_of_45_people_in_ten_sessions() -> None:
    marks = dataset.changes()

    classes = Counter(mark["class"] for mark in marks)
    people = {(mark["class"], mark["enrolment"]) for mark in marks}

    assert len(marks) == 80_000
    assert (len(classes), max(classes.values())) == (178, 450)
    assert len(people) == 178 * 45


def test_the_marks_come_out_alike_every_time_and_the_few_begin_the_many() -> None:
    few, again, more = dataset.changes(500), dataset.changes(500), dataset.changes(900)

    assert few == again == more[:500]


def test_every_mark_has_a_row_of_its_own() -> None:
    rows = {dataset.row_id(mark) for mark in dataset.changes(2_000)}

    assert len(rows) == 2_000


def test_minutes_are_said_of_those_who_came_late_only() -> None:
    marks = dataset.changes(2_000)

    assert all((mark["minutes"] > 0) == (mark["status"] == "late") for mark in marks)


def test_more_marks_than_there_are_is_an_error() -> None:
    with pytest.raises(ValueError, match="80100"):
        dataset.changes(80_101)
