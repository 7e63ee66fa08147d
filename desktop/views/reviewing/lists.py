"""The list of who has sent what, on paper and as text to be read out or sent on."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.actions.submissions import Overview
from desktop.exporters.list_pdf import ListColumn, OfficialList
from desktop.models.classes import Class
from desktop.models.forms import Form
from desktop.models.submissions import State
from desktop.models.wording import Words
from desktop.views.class_words import class_days, class_title
from desktop.views.reviewing.people_columns import sent_said
from desktop.views.reviewing.states import OWING, state_words
from desktop.views.ui import Ui

_TURNS = (State.RETURNED, State.DRAFT, State.BLANK)
"""Who owes something, those first whose work came back."""


def owing(people: Sequence[Overview]) -> list[Overview]:
    """Give those whose turn it is, in the order they are read out."""
    rows = [row for row in people if row.state in OWING]
    return sorted(rows, key=lambda row: (_TURNS.index(row.state), row.enrolment.seat))


def reminder(words: Words, of: Class, form: Form, people: Sequence[Overview], due: str) -> str:
    """Write the reminder as a message: what is asked for, until when, and of whom."""
    lines = [
        words("reviewing.reminder.head", title=form.title.text(words.language),
              of=class_title(words, of)),
        due,
    ]  # fmt: skip
    for state in _TURNS:
        names = [row for row in owing(people) if row.state is state]
        if names:
            lines += ["", words(f"reviewing.reminder.{state.value}", n=len(names))]
            lines += [
                words("reviewing.who", seat=row.enrolment.seat, name=row.enrolment.name)
                for row in names
            ]
    return "\n".join(line for at, line in enumerate(lines) if line or at > 1)


def states_list(ui: Ui, of: Class, form: Form, people: Sequence[Overview]) -> OfficialList:
    """Give the list of states as it is printed."""
    words = ui.words
    return OfficialList(
        title=words("reviewing.list.title"),
        facts=(
            form.title.text(words.language),
            f"{class_title(words, of)} · {class_days(words, of)}",
        ),
        columns=(
            ListColumn(words("column.seat"), 0.9, "centre"),
            ListColumn(words("results.name"), 3.4),
            ListColumn(words("column.agency"), 2.9),
            ListColumn(words("reviewing.column.state"), 1.6, "centre"),
            ListColumn(words("reviewing.column.sent"), 2.6),
            ListColumn(words("reviewing.column.receipt"), 1.5, "centre"),
        ),
        rows=[
            [
                words.number(row.enrolment.seat),
                row.enrolment.name,
                row.enrolment.person.agency,
                state_words(words, row.state),
                sent_said(ui, row),
                words.number(row.latest.receipt) if row.latest else "",
            ]
            for row in people
        ],
        footer=lambda page, pages: words("list.page", page=page, pages=pages),
    )
