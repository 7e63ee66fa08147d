from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions import forms, roster, submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.forms import Form
from desktop.models.people import Person
from desktop.store import roster as shelf
from desktop.views.chart import Chart
from desktop.views.reviewing.answer_table import AnswerTable
from desktop.views.reviewing.exercises_view import ExercisesView
from desktop.views.reviewing.figures import figures, mean_words, texts
from desktop.views.widgets.wrap_label import WrapLabel

Open = Callable[[], ExercisesView]


def answers(form: Form, turn: int, good: bool = False) -> dict[str, dict[str, Any]]:
    """Answer everything: scales go round, quizzes are right or take the first that is wrong."""
    given: dict[str, dict[str, Any]] = {}
    for section, field in form.fields():
        here = given.setdefault(section.code, {})
        if field.kind == "scale":
            here[field.code] = field.least + turn % (field.most - field.least + 1)
        elif field.kind == "quiz":
            here[field.code] = next(o.code for o in field.options if o.right is good)
        elif field.kind in ("line", "text"):
            here[field.code] = f"ความเห็น {9 - turn}"
        elif field.kind == "choice":
            here[field.code] = field.options[0].code
    return given


@pytest.fixture
def answered(desk: Desk, of: Class) -> Callable[..., None]:
    """Gives a form out and lets some people answer it."""

    def answer(code: str, count: int, good: bool = False) -> None:
        forms.give(desk, of, code)
        form = forms.form_of(desk, of, code)
        known = shelf.enrolments(desk.store, of.id)
        more = [Person("นาย", f"คน{n}", "ทดสอบ") for n in range(len(known), count)]
        roster.enrol(desk, of, more)
        for turn, person in enumerate(shelf.enrolments(desk.store, of.id)[:count]):
            document = {
                "form": code,
                "form_version": form.version,
                "answers": answers(form, turn, good),
            }
            submissions.import_document(desk, of, person, document)

    return answer


def told(view: ExercisesView) -> str:
    return "\n".join(label.plain() for label in view.figures.findChildren(WrapLabel))


def test_scales_are_counted_by_value_with_their_mean() -> None:
    form = next(f for f in forms.forms_shipped() if f.code == "evaluation")
    given = [answers(form, turn) for turn in range(4)]

    counted = figures(form, given)

    assert counted[0].counts == (1, 1, 1, 1, 0)
    assert counted[0].mean == Fraction(5, 2)
    assert mean_words(Fraction(14, 3)) == "4.66"


def test_free_texts_come_in_the_order_of_their_words_not_of_the_people() -> None:
    form = next(f for f in forms.forms_shipped() if f.code == "evaluation")

    found = texts(form, [answers(form, turn) for turn in range(3)])

    assert found[0][1] == ["ความเห็น 7", "ความเห็น 8", "ความเห็น 9"]


def test_of_an_evaluation_nothing_is_told_below_five_answers(
    show: Open, people: list[str], answered: Callable[..., None]
) -> None:
    answered("evaluation", 4)

    view = show()

    assert view.ui.words("reviewing.figures.few", n=5) in told(view)
    assert view.figures.findChild(Chart) is None
    assert "ความเห็น" not in told(view)


def test_an_evaluation_of_five_is_told_without_a_name_and_never_opened(
    show: Open, desk: Desk, of: Class, people: list[str], answered: Callable[..., None]
) -> None:
    answered("evaluation", 5)
    view = show()

    view.list.opened.emit(view.list.table.rows_model.rows()[0])

    assert view.pages.currentIndex() == 1
    assert not view.list.read.isVisible()
    assert "ความเห็น" in told(view)
    names = [person.name for person in shelf.enrolments(desk.store, of.id)]
    assert not any(name in told(view) for name in names)


def test_a_survey_is_charted_by_question(
    show: Open, people: list[str], answered: Callable[..., None]
) -> None:
    answered("mindset", 3)

    view = show()

    chart = view.figures.findChild(Chart)
    assert chart is not None
    assert sum(chart.data.bars[0].values) == 3
    assert [series.label for series in chart.data.series] == ["๑", "๒", "๓", "๔", "๕"]


def test_two_tests_show_what_was_gained_by_objective(
    show: Open, people: list[str], answered: Callable[..., None]
) -> None:
    answered("pretest", 5)
    answered("posttest", 5, good=True)

    view = show()

    title = view.ui.words("reviewing.figures.gain")
    tables = view.figures.findChildren(AnswerTable)
    gained = next(t.text() for t in tables if t.accessibleName().startswith(title))
    assert gained.splitlines()[1].split("\t") == ["ทุกข้อ", "๐ %", "๑๐๐ %", "+๑๐๐ %"]
    assert len(gained.splitlines()) == 7


def test_a_test_is_read_but_neither_accepted_nor_returned(
    show: Open, people: list[str], answered: Callable[..., None], qtbot: QtBot
) -> None:
    answered("pretest", 2)
    view = show()

    view.read()
    view.desk.verdicts.accept()

    assert view.pages.currentWidget() is view.desk
    assert not view.desk.panel.isVisible()
    assert view.desk.person is not None
    assert view.desk.person.state.value == "submitted"


def test_nobody_has_answered_yet(show: Open, desk: Desk, of: Class, people: list[str]) -> None:
    forms.give(desk, of, "mindset")

    view = show()

    assert view.ui.words("reviewing.figures.none") in told(view)
