from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.class_summary import (
    Attending,
    Exercise,
    Extra,
    ProjectLine,
    Saving,
    dimensions,
    gains,
    means,
    savings,
    total,
)
from desktop.models.form_json import read_form
from desktop.models.forms import Form, Said
from desktop.models.summary_words import share
from desktop.models.workflow import Measures, Totals


def measures(work: int, sheets: int, satang: int | None, volume: int | None) -> Measures:
    saved = Totals(1, work, 0, sheets, satang)
    before, after = Totals(3, 100, 0, 10), Totals(2, 100 - work, 0, 10 - sheets)
    yearly = None
    if volume is not None:
        money = None if satang is None else satang * volume
        yearly = Totals(volume, work * volume, 0, sheets * volume, money)
    return Measures(before, after, saved, volume, yearly)


def quiz(code: str, objective: str) -> dict[str, Any]:
    options = [
        {"code": "a", "label": {"th": "ก"}, "right": True},
        {"code": "b", "label": {"th": "ข"}},
    ]
    label = {"th": code}
    return {"code": code, "kind": "quiz", "label": label, "options": options,
            "objective": objective}  # fmt: skip


def form(*fields: dict[str, Any], purpose: str = "test") -> Form:
    return read_form(
        {
            "code": "f", "letter": "F", "purpose": purpose, "title": {"th": "แบบ"},
            "sections": [{"code": "page", "title": {"th": "หน้าเดียว"}, "fields": list(fields)}],
        }
    )  # fmt: skip


def test_savings_are_summed_by_agency_and_what_names_no_volume_is_said_apart() -> None:
    works = [
        ("สำนักอนามัย", measures(10, 2, 500, 100)),
        ("สำนักการคลัง", measures(50, 1, None, 10)),
        ("สำนักอนามัย", measures(5, 1, 0, None)),
    ]

    found = savings(works)

    assert found == [
        Saving("สำนักอนามัย", 2, 1, 1_000, 200, 50_000),
        Saving("สำนักการคลัง", 1, 0, 500, 10, 0),
    ]
    assert total(found) == Saving("", 3, 1, 1_500, 210, 50_000)


AGENCIES = st.sampled_from(["ก", "ข", "ค"])


@given(
    st.lists(
        st.tuples(
            AGENCIES,
            st.builds(
                measures,
                st.integers(-50, 50),
                st.integers(-5, 5),
                st.none() | st.integers(-100, 100),
                st.none() | st.integers(0, 1000),
            ),
        )
    )
)
def test_the_total_is_what_all_works_save_together(works: list[tuple[str, Measures]]) -> None:
    whole = total(savings(works))

    counted = [m.yearly for _, m in works if m.yearly is not None]
    assert whole.works == len(works)
    assert whole.uncounted == len(works) - len(counted)
    assert whole.minutes == sum(year.work_min for year in counted)
    assert whole.satang == sum(year.satang or 0 for year in counted)


@pytest.mark.parametrize(("people", "shown"), [(4, 0), (5, 1)])
def test_a_mean_is_shown_from_five_answers_on(people: int, shown: int) -> None:
    asked = form({"code": "venue", "kind": "scale", "label": {"th": "สถานที่"}}, purpose="evaluation")

    found = means(asked, [{"page": {"venue": 4}}] * (people - 1) + [{"page": {"venue": 1}}])

    assert len(found) == shown
    assert all((m.answers, m.mean) == (5, Fraction(17, 5)) for m in found)


def test_a_question_left_open_by_most_is_left_out_of_the_means() -> None:
    asked = form({"code": "venue", "kind": "scale", "label": {"th": "สถานที่"}})

    assert means(asked, [{"page": {"venue": 5}}] * 4 + [{"page": {}}, {}]) == []


def test_gains_are_of_those_who_took_both_tests_by_objective() -> None:
    both = form(quiz("q1", "law"), quiz("q2", "law"), quiz("q3", "mindset"))
    people = [f"p{n}" for n in range(5)]
    before = {who: {"page": {"q1": "b", "q2": "a", "q3": "b"}} for who in [*people, "only before"]}
    after = {who: {"page": {"q1": "a", "q2": "a"}} for who in people}

    found = gains(both, both, before, after)

    assert [(g.objective, g.people, g.before, g.after) for g in found] == [
        ("", 5, Fraction(100, 3), Fraction(200, 3)),
        ("law", 5, Fraction(50), Fraction(100)),
        ("mindset", 5, Fraction(0), Fraction(0)),
    ]
    assert [g.gained for g in found] == [Fraction(100, 3), Fraction(50), Fraction(0)]
    assert found[1].label == Said("หน้าเดียว")


def test_four_people_are_too_few_to_speak_of_a_gain() -> None:
    both = form(quiz("q1", "law"))
    four = {f"p{n}": {"page": {"q1": "a"}} for n in range(4)}

    assert gains(both, both, four, four) == []


def test_a_test_without_questions_gives_no_gain() -> None:
    empty = form({"code": "say", "kind": "text", "label": {"th": "เล่า"}})
    five = {f"p{n}": {"page": {"say": "…"}} for n in range(5)}

    assert gains(empty, empty, five, five) == []


def test_the_three_dimensions_and_the_gate_stand_there_even_without_figures() -> None:
    attending = Attending(10, 0, 12, 8, 7, 0)

    found = {d.code: d.figures for d in dimensions(attending, None, [], None, Extra())}

    assert list(found) == ["D1", "D2", "D3", "D4"]
    assert [(f.done, f.of) for f in found["D1"]] == [(0, 10), (0, 0), (0, 0)]
    assert [f.value for f in found["D2"]] == [None, None]
    assert [(f.code, f.done, f.of) for f in found["D4"]] == [("met", 8, 10)]


def test_the_mean_of_the_projects_is_of_those_that_were_scored() -> None:
    lines = [
        ProjectLine(f"P0{n}", "", n, n < 3, 2, exact, None, None)
        for n, exact in ((1, Fraction(80)), (2, Fraction(7875, 100)), (3, None))
    ]
    exercise = Exercise("workflow", Said("แบบฝึก"), {"draft": 2, "accepted": 3, "blank": 1}, 0)

    found = dimensions(Attending(6, 0, 12, 6, 6, 0), exercise, lines, None, Extra(2, 1, None))

    third = next(d.figures for d in found if d.code == "D3")
    assert [(f.done, f.of, f.value) for f in third] == [
        (2, 3, None),
        (0, None, Fraction(15875, 200)),
    ]
    assert [(f.done, f.of) for f in found[0].figures] == [(3, 6), (2, 3), (1, 3)]


def test_a_share_of_nobody_is_none() -> None:
    assert (share(2, 3), share(0, 0)) == ("66.66", "–")
