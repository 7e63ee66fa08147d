from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.actions.forms import forms_shipped
from desktop.models.form_json import form_to_json, read_form
from desktop.models.forms import Form, Option, Rule, Said
from desktop.models.refusal import Refused
from desktop.views.reviewing import form_draft
from desktop.views.reviewing.form_draft import Place


def shipped(code: str) -> Form:
    return next(form for form in forms_shipped() if form.code == code)


@pytest.mark.parametrize("form", forms_shipped(), ids=lambda form: form.code)
def test_every_shipped_form_may_be_saved_as_it_is(form: Form) -> None:
    form_draft.check_draft(form, form)


def test_a_new_page_stands_behind_the_one_looked_at_and_the_steps_count_on() -> None:
    form, place = form_draft.add_section(shipped("swot"), Place(0), Said("หน้าใหม่", "New"))

    assert place == Place(1)
    assert form.sections[1].title.th == "หน้าใหม่"
    steps = [section.step for section in form.sections]
    assert steps == list(range(steps[0], steps[0] + len(steps)))


def test_a_new_question_can_be_read_again_as_it_was_written() -> None:
    form, place = form_draft.add_field(shipped("swot"), Place(0), "choice", Said("เลือก", "Choose"))
    options = (Option("a", Said("หนึ่ง")), Option("b", Said("สอง")))
    form = form_draft.change(form, place, options=options)

    form_draft.check_draft(form)

    assert read_form(form_to_json(form)) == form


def test_moving_and_removing_keep_the_others_as_they_are() -> None:
    form = shipped("swot")
    moved, place = form_draft.move(form, Place(0), 1)
    back, _ = form_draft.move(moved, place, -1)
    short, after = form_draft.remove(form, Place(1))

    assert [s.code for s in moved.sections[:2]] == [s.code for s in reversed(form.sections[:2])]
    assert back == form
    assert (len(short.sections), after) == (len(form.sections) - 1, Place(0))


def test_a_question_moves_within_its_page_and_no_farther() -> None:
    form = shipped("evaluation")
    at = next(n for n, s in enumerate(form.sections) if len(s.fields) > 1)

    up, place = form_draft.move(form, Place(at, 0), -1)
    down, there = form_draft.move(form, Place(at, 0), 1)

    assert (up, place) == (form, Place(at, 0))
    assert down.sections[at].fields[1] == form.sections[at].fields[0]
    assert there == Place(at, 1)


def test_an_answer_can_be_asked_for_and_no_longer() -> None:
    form, place = form_draft.add_field(shipped("swot"), Place(0), "line", Said("ชื่อ", "Name"))

    asked = form_draft.require(form, place, True)
    free = form_draft.require(asked, place, False)

    field = form_draft.field_at(asked, place)
    assert field is not None
    assert form_draft.required(field)
    assert free == form


def test_a_column_is_called_otherwise() -> None:
    form = shipped("workflow")
    at = next(p for p in form_draft.places(form) if _is(form, p, "as_is.steps"))

    changed = form_draft.change_column(form, at, 0, label=Said("ทำอะไร", "What"))

    field = form_draft.field_at(changed, at)
    assert field is not None
    assert field.columns[0].label.th == "ทำอะไร"
    form_draft.check_draft(changed, form)


@pytest.mark.parametrize("place", ["as_is.steps", "process.volume_per_year", "to_be.removed"])
def test_what_the_arithmetic_needs_cannot_be_taken_out(place: str) -> None:
    form = shipped("workflow")
    at = next(p for p in form_draft.places(form) if _is(form, p, place))
    short, _ = form_draft.remove(form, at)

    with pytest.raises(Refused) as refused:
        form_draft.check_draft(short, form)

    assert refused.value.code in ("form-lacks", "form-names-missing")


def test_a_rule_that_names_what_is_gone_is_refused_with_both_names() -> None:
    form = shipped("workflow")
    at = next(p for p in form_draft.places(form) if _is(form, p, "ideate.no_tech"))
    short, _ = form_draft.remove(form, at)

    with pytest.raises(Refused) as refused:
        form_draft.check_draft(short)

    assert refused.value.code == "form-names-missing"
    assert refused.value.details["name"] == "ideate.no_tech"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"label": Said("", "Only English")}, "form-text-missing"),
        ({"kind": "choice"}, "form-options-missing"),
        ({"kind": "scale", "least": 5, "most": 5}, "form-scale-bounds"),
        (
            {"kind": "quiz", "options": (Option("a", Said("ก")), Option("b", Said("ข")))},
            "form-quiz-right",
        ),
        ({"rules": (Rule("nonsense", "x.y"),)}, "form-unfit"),
    ],
)
def test_what_would_break_is_refused_with_its_place(changes: dict[str, object], code: str) -> None:
    form, place = form_draft.add_field(shipped("swot"), Place(0), "line", Said("ชื่อ", "Name"))
    broken = form_draft.change(form, place, **changes)

    with pytest.raises(Refused) as refused:
        form_draft.check_draft(broken)

    assert refused.value.code == code
    assert refused.value.details["where"]


def test_the_form_itself_is_no_page() -> None:
    form = shipped("swot")

    assert form_draft.remove(form, Place()) == (form, Place())
    assert form_draft.move(form, Place(), 1) == (form, Place())
    assert form_draft.add_field(form, Place(), "line", Said("ก")) == (form, Place())
    assert form_draft.require(form, Place(), True) == form
    assert form_draft.change_column(form, Place(), 0) == form
    assert form_draft.change(form, Place(), title=Said("ใหม่")) == replace(form, title=Said("ใหม่"))


def _is(form: Form, place: Place, name: str) -> bool:
    section, field = form_draft.section_at(form, place), form_draft.field_at(form, place)
    return field is not None and section is not None and f"{section.code}.{field.code}" == name
