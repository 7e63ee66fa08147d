"""What a class learned between the test before and the test after, objective by objective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from desktop.actions.submissions import overview
from desktop.desk import Desk
from desktop.models.class_summary import Gain, gains
from desktop.models.classes import Class
from desktop.models.forms import Answers
from desktop.models.wording import Words
from desktop.store.forms import running
from desktop.views.reviewing.answer_table import AnswerTable, Heading
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card

TESTS = ("pretest", "posttest")


def learning(desk: Desk, of: Class) -> Sequence[Gain]:
    """Compare the two tests of a class; nothing while one of them was not given out."""
    known = {kept.form.code: kept.form for kept in running(desk.store, of.id)}
    if any(code not in known for code in TESTS):
        return []
    before, after = (_answers(desk, of, code) for code in TESTS)
    return gains(known[TESTS[0]], known[TESTS[1]], before, after)


def _answers(desk: Desk, of: Class, code: str) -> Mapping[str, Answers]:
    rows = overview(desk, of, code)
    return {row.enrolment.id: row.latest.answers for row in rows if row.latest is not None}


def gains_card(ui: Ui, learned: Sequence[Gain]) -> Card:
    """Make a card of it: right before, right after, and the difference."""
    words = ui.words
    title = words("reviewing.figures.gain")
    card = Card(ui, title)
    table = AnswerTable(ui, title)
    keys = ("objective", "before", "after", "gained")
    heads = [Heading(words(f"reviewing.figures.{key}"), key != "objective") for key in keys]
    rows = [
        [
            gain.label.text(words.language) or words("reviewing.figures.all"),
            _percent(words, gain.before),
            _percent(words, gain.after),
            _percent(words, gain.gained, sign=True),
        ]
        for gain in learned
    ]
    table.set_table(heads, rows)
    card.rows.addWidget(table)
    return card


def _percent(words: Words, share: Fraction, *, sign: bool = False) -> str:
    whole = abs(share.numerator) // share.denominator
    before = "-" if share < 0 else "+" if sign and whole else ""
    return words.number(f"{before}{whole} %")
