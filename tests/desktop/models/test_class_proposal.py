from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.class_proposal import (
    next_number,
    propose_code,
    propose_first_day,
    same_number,
)
from desktop.models.classes import Class


def course(code: str, number: int, first: date = date(2026, 11, 2), year: int = 2570) -> Class:
    return Class(code, code, number, year, "c", "หลักสูตร", "Course", first, first)


def test_the_first_class_is_number_one_with_a_code_of_its_own() -> None:
    assert (next_number([]), propose_code(1, [])) == (1, "T1")


def test_the_next_number_follows_the_greatest() -> None:
    assert next_number([course("T33", 33), course("T34", 34), course("T2", 2)]) == 35


def test_the_code_is_built_like_the_latest_class() -> None:
    known = [course("T33", 33), course("DG-34", 34, date(2026, 11, 9))]

    assert propose_code(35, known) == "DG-35"


def test_a_code_without_its_number_is_no_pattern() -> None:
    known = [course("T33", 33), course("ผู้บริหาร", 34, date(2026, 11, 9))]

    assert propose_code(35, known) == "T35"


def test_a_code_that_is_taken_gets_a_tail() -> None:
    known = [course("T34", 34), course("t34-2", 7)]

    assert propose_code(34, known) == "T34-3"


def test_the_same_number_in_the_same_year_is_found() -> None:
    known = [course("T34", 34), course("U34", 34, year=2569)]

    assert same_number(34, 2569, known) is known[1]
    assert same_number(35, 2570, known) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_first_day_proposed_is_a_monday_to_come(today: date) -> None:
    first = propose_first_day(today)

    assert first.weekday() == 0
    assert timedelta(0) < first - today <= timedelta(7)
