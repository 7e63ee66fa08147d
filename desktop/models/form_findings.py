"""What a check says: which rule is not met and where; and what a check is given to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from desktop.models.form_answers import filled_rows
from desktop.models.forms import Answers, Field, Form, Level, Rule, Section


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is not met. ``code`` is the rule's, ``details`` fill its sentence.

    ``row`` counts from 1, 0 = none; ``column`` is the column of the table it is about.
    """

    code: str
    level: Level
    step: int
    section: str
    field: str = ""
    row: int = 0
    details: Mapping[str, object] = dataclass_field(default_factory=dict)
    column: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule, the question it belongs to and all answers.

    ``column`` is set where the rule belongs to a column of the table ``field``.
    """

    form: Form
    answers: Answers
    section: Section
    field: Field
    rule: Rule
    column: Field | None = None

    @property
    def code(self) -> str:
        """The code of the column or, without one, of the question."""
        return (self.column or self.field).code

    @property
    def answer(self) -> object:
        """The answer to the question, ``None`` where there is none."""
        return self.answers.get(self.section.code, {}).get(self.field.code)

    def found(self, row: int = 0, /, **details: object) -> Finding:
        """Say that the rule is not met here."""
        return Finding(
            self.rule.code,
            self.rule.level,
            self.section.step,
            self.section.code,
            self.field.code,
            row,
            details,
            self.column.code if self.column else "",
        )

    def rows(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Go through the rows of the table that have anything in them, counted from 1."""
        return filled_rows(self.answer)

    def at(self, place: str) -> object:
        """Give the answer at ``section.field``."""
        section, _, code = place.partition(".")
        return self.answers.get(section, {}).get(code)

    def text(self, name: str) -> str:
        """Read a value of the rule as text; an edited form may hold anything."""
        given = self.rule.values.get(name)
        return given if isinstance(given, str) else ""

    def texts(self, name: str) -> Sequence[str]:
        """Read a value of the rule as several texts."""
        given = self.rule.values.get(name)
        return [t for t in given if isinstance(t, str)] if isinstance(given, list) else []

    def whole(self, name: str, usual: int) -> int:
        """Read a value of the rule as a whole number."""
        given = self.rule.values.get(name)
        return given if isinstance(given, int) and not isinstance(given, bool) else usual
