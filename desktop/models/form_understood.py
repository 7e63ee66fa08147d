"""What of a half-typed form can be reckoned with: all that its answers could be read as."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from desktop.models.form_answers import Filled, read_answers
from desktop.models.forms import Answers, Form
from desktop.models.refusal import Refused


def understood(form: Form, answers: Answers) -> Filled:
    """Read what is being typed, leaving out each answer that is not understood yet.

    A time typed as ``1.5`` days waits for the kind of day; until then it counts for nothing.
    """
    return _sift(form, answers)[0]


def not_understood(form: Form, answers: Answers) -> list[Refused]:
    """Give why each answer that is not understood yet was refused, and where it stands."""
    return _sift(form, answers)[1]


def _sift(form: Form, answers: Answers) -> tuple[Filled, list[Refused]]:
    sections = {code: dict(said) for code, said in answers.items() if isinstance(said, Mapping)}
    left: dict[str, Any] = deepcopy(sections)
    refused: list[Refused] = []
    while True:
        try:
            return read_answers(form, left), refused
        except Refused as no:
            refused.append(no)
            _leave_out(left, no)


def _leave_out(answers: dict[str, Any], no: Refused) -> None:
    """Take out what was refused: a cell, else the answer, else the section."""
    section, field = str(no.details["section"]), str(no.details["field"])
    row, column = no.details["row"], str(no.details["column"])
    said = answers[section]
    if isinstance(row, int) and row and column:
        said[field][row - 1].pop(column.partition(".")[0])
    elif field in said:
        del said[field]
    else:
        del answers[section]
