"""The columns of the list of who has sent what."""

from __future__ import annotations

from functools import partial

from desktop.actions.submissions import Overview
from desktop.models.submissions import State
from desktop.models.wording import Words
from desktop.views.reviewing.states import SHAPES, moment, state_words
from desktop.views.table_model import Column
from desktop.views.ui import Ui

_ORDER = tuple(State)


def columns(ui: Ui) -> tuple[Column, ...]:
    """Describe the columns; seat and name are to be frozen."""
    words = ui.words
    return (
        Column("seat", "column.seat", 56, "right", partial(_seat, words), _place),
        Column("name", "results.name", 210, text=lambda o: o.enrolment.name,
               sort=lambda o: o.enrolment.sort, grows=True),
        Column("state", "reviewing.column.state", 148, text=partial(_state, words),
               sort=lambda o: _ORDER.index(o.state), state=lambda o: SHAPES[o.state]),
        Column("sent", "reviewing.column.sent", 216, text=partial(sent_said, ui), sort=_at,
               tint=lambda o: "warning-tint" if is_late(o) else ""),
        Column("receipt", "reviewing.column.receipt", 110, text=partial(_receipt, words)),
        Column("agency", "column.agency", 190, text=lambda o: o.enrolment.person.agency,
               quiet=True),
        Column("comment", "reviewing.column.comment", 300, text=_comment, quiet=True),
    )  # fmt: skip


def is_late(row: Overview) -> bool:
    """Whether the version that counts came after it was due."""
    return row.latest is not None and row.latest.late


def sent_said(ui: Ui, row: Overview) -> str:
    """Say when it was sent, and whether that was late, from paper, or followed by a newer draft."""
    if row.latest is None:
        return ""
    parts = [moment(ui.words, row.latest.at, ui.desk.now())]
    if row.latest.late:
        parts.append(ui.words("reviewing.late"))
    if row.latest.keyed_by and not row.latest.confirmed:
        parts.append(ui.words("reviewing.unconfirmed"))
    if row.draft_newer:
        parts.append(ui.words("reviewing.newer_draft"))
    return " · ".join(parts)


def _seat(words: Words, row: Overview) -> str:
    return words.number(row.enrolment.seat)


def _place(row: Overview) -> int:
    return row.enrolment.seat


def _state(words: Words, row: Overview) -> str:
    return state_words(words, row.state)


def _at(row: Overview) -> str:
    return row.latest.at if row.latest else ""


def _receipt(words: Words, row: Overview) -> str:
    return words.number(row.latest.receipt) if row.latest else ""


def _comment(row: Overview) -> str:
    return row.latest.comment.replace("\n", " ") if row.latest else ""
