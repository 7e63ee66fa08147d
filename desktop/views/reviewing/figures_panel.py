"""Beside the list of a survey, test or evaluation: what all answers say together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.submissions import Overview
from desktop.models.class_summary import FEWEST
from desktop.models.classes import Class
from desktop.models.forms import Answers, Form
from desktop.models.wording import Words
from desktop.views.chart import Chart
from desktop.views.chart_data import Bar, ChartData, Pattern, Series
from desktop.views.reviewing.answer_table import AnswerTable, Heading
from desktop.views.reviewing.figures import Figures, figures, mean_words, texts
from desktop.views.reviewing.gains_card import gains_card, learning
from desktop.views.reviewing.readable import sent
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel

_LOOKS: tuple[tuple[str, Pattern], ...] = (
    ("absent", "cross"), ("late", "slant"), ("unmarked", "hollow"), ("excused", "flat"),
    ("present", "solid"), ("makeup", "dots"),
)  # fmt: skip


class FiguresPanel(QScrollArea):
    """Nothing here carries a name; an evaluation is told from five answers on."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_form(self, of: Class, form: Form, people: Sequence[Overview]) -> None:
        """Count the versions that stand."""
        told = (sent(form, row.latest) for row in people if row.latest is not None)
        answers = [answer for answer in told if answer is not None]
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, self._ui.theme.px(6), 0)
        self._rows.setSpacing(self._ui.theme.px(12))
        self._fill(of, form, answers, len(people))
        self._rows.addStretch(1)
        self.setWidget(inside)

    def _fill(self, of: Class, form: Form, answers: Sequence[Answers], people: int) -> None:
        words = self._ui.words
        head = Card(self._ui, words("reviewing.figures"))
        head.rows.addWidget(
            WrapLabel(self._ui, words("reviewing.figures.answered", n=len(answers), people=people))
        )
        self._rows.addWidget(head)
        few = form.purpose == "evaluation" and len(answers) < FEWEST
        if few or not answers:
            key = "reviewing.figures.few" if few else "reviewing.figures.none"
            head.rows.addWidget(WrapLabel(self._ui, words(key, n=FEWEST), "muted"))
            return
        counted = figures(form, answers)
        if form.purpose == "evaluation":
            counted = [f for f in counted if f.answered >= FEWEST]
        if counted:
            self._chart(form, counted)
            self._table(counted)
        if form.purpose == "test":
            self._gains(of)
        else:
            self._texts(form, answers)

    def _chart(self, form: Form, counted: Sequence[Figures]) -> None:
        words = self._ui.words
        title = words("reviewing.figures.chart")
        card = Card(self._ui, title)
        shown = Chart(self._ui, 260)
        shown.setMinimumWidth(self._ui.theme.px(200))
        shown.set_data(chart(words, form, counted))
        across = QHBoxLayout()
        across.addStretch(1)
        for icon, key, run in (
            ("copy", "results.copy_picture", shown.copy_picture),
            ("table-2", "results.copy_table", shown.copy_table),
        ):
            across.addWidget(Button(self._ui, "", "quiet", icon, run, words(key)))
        card.rows.addWidget(shown)
        card.rows.addLayout(across)
        self._rows.addWidget(card)

    def _table(self, counted: Sequence[Figures]) -> None:
        words = self._ui.words
        card = Card(self._ui, words("reviewing.figures.questions"))
        table = AnswerTable(self._ui, words("reviewing.figures.questions"))
        quiz = any(f.field.kind == "quiz" for f in counted)
        said = "reviewing.figures.right" if quiz else "reviewing.figures.mean"
        heads = [
            Heading(words("reviewing.row"), True),
            Heading(words("reviewing.figures.question")),
            Heading(words(said), True),
        ]
        rows = [
            (words.number(f.number), f.field.label.text(words.language), _result(words, f))
            for f in counted
        ]
        table.set_table(heads, rows)
        card.rows.addWidget(table)
        self._rows.addWidget(card)

    def _gains(self, of: Class) -> None:
        """Compare the tests before and after, once enough people took both."""
        if learned := learning(self._ui.desk, of):
            self._rows.addWidget(gains_card(self._ui, learned))

    def _texts(self, form: Form, answers: Sequence[Answers]) -> None:
        for field, said in texts(form, answers):
            card = Card(self._ui, field.label.text(self._ui.words.language))
            for text in said:
                card.rows.addWidget(WrapLabel(self._ui, f"– {text}"))
            self._rows.addWidget(card)


def _result(words: Words, counted: Figures) -> str:
    if counted.field.kind == "quiz":
        return words("reviewing.figures.of", right=counted.right, n=counted.answered)
    return words.number(mean_words(counted.mean)) if counted.mean is not None else "–"


def chart(words: Words, form: Form, counted: Sequence[Figures]) -> ChartData:
    """Stack the answers of each question: by value, or right and wrong."""
    quiz = [f for f in counted if f.field.kind == "quiz"]
    scales = [f for f in counted if f.field.kind == "scale"]
    shown = quiz or scales or list(counted)
    series = _right_and_wrong(words) if quiz else _values(words, shown)
    bars = tuple(
        Bar(words.number(f.number), _parts(f, len(series)), "", f.field.label.text(words.language))
        for f in shown
    )
    title = form.title.text(words.language)
    return ChartData(title, words("reviewing.figures.question"), series, bars)


def _right_and_wrong(words: Words) -> tuple[Series, ...]:
    return (
        Series("right", words("reviewing.figures.right"), "present", "solid"),
        Series("wrong", words("reviewing.figures.wrong"), "absent", "cross"),
    )


def _values(words: Words, shown: Sequence[Figures]) -> tuple[Series, ...]:
    """Name each step of a scale, or each option by its place."""
    least = shown[0].field.least if shown[0].field.kind == "scale" else 1
    return tuple(
        Series(str(at), words.number(least + at), *_LOOKS[at % len(_LOOKS)])
        for at in range(max(len(f.counts) for f in shown))
    )


def _parts(counted: Figures, series: int) -> tuple[int, ...]:
    if counted.field.kind == "quiz":
        return (counted.right, counted.answered - counted.right)
    return counted.counts + (0,) * (series - len(counted.counts))
