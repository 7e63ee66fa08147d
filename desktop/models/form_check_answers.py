"""Checks of one answer, be it to a question or in a column of a table.

Each looks at the answer and gives what fills the sentence of its rule, or ``None`` when all is
well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.models.form_answers import LONGEST_TEXT, blank
from desktop.models.form_findings import Asked

Broken = dict[str, object] | None


def filled(_: Asked, answer: object) -> Broken:
    """The question is answered; a box is ticked."""
    return {} if blank(answer) else None


def length(asked: Asked, answer: object) -> Broken:
    """The text has ``least`` to ``most`` characters."""
    n = len(answer) if isinstance(answer, str) else 0
    least, most = asked.whole("least", 0), asked.whole("most", LONGEST_TEXT)
    return None if least <= n <= most else {"n": n, "least": least, "most": most}


def whole(_: Asked, answer: object) -> Broken:
    """The number is whole and not below 0; none at all is fine."""
    number = isinstance(answer, int) and not isinstance(answer, bool) and answer >= 0
    return None if answer is None or number else {}


def only(asked: Asked, answer: object) -> Broken:
    """Something besides ``options`` is chosen, or nothing at all."""
    chosen = answer if isinstance(answer, list) else []
    few = asked.texts("options")
    return {} if chosen and all(each in few for each in chosen) else None


ANSWER_CHECKS: Mapping[str, Callable[[Asked, Any], Broken]] = {
    "filled": filled,
    "length": length,
    "whole": whole,
    "only": only,
}
