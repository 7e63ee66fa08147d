"""A form as data: its sections and fields, their rules, and every text in two languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from desktop.models.wording import Language

Kind = Literal[
    "line", "text", "count", "baht", "duration", "date", "choice", "choices", "yes", "scale",
    "quiz", "table", "mapping", "picture",
]  # fmt: skip
"""What a field takes.

``line`` and ``text`` take text (one line, many), ``count`` a whole number of at least 0, ``baht``
money in satang, ``duration`` whole minutes, ``date`` an ISO day, ``choice`` an option's code,
``choices`` a list of them, ``yes`` true or false, ``scale`` a whole number between ``least`` and
``most`` of its field, ``quiz`` an option's code of which one is right, ``table`` a list of rows
(objects with an ``id`` and the columns), ``mapping`` a list of ids of rows of another table.
``picture`` shows what the program computes and takes nothing.
"""
KINDS: frozenset[Kind] = frozenset(get_args(Kind))

Level = Literal["hard", "soft"]
LEVELS: frozenset[Level] = frozenset(get_args(Level))
Purpose = Literal["exercise", "reflection", "survey", "evaluation", "test"]
PURPOSES: frozenset[Purpose] = frozenset(get_args(Purpose))

Answers = Mapping[str, Mapping[str, Any]]
"""What somebody filled in: by section, by field."""


@dataclass(frozen=True, slots=True)
class Said:
    """One text in both languages."""

    th: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.th or self.en)

    def text(self, language: Language) -> str:
        """Give the text in ``language``, in the other one where it is missing."""
        return (self.th or self.en) if language == "th" else (self.en or self.th)

    def to_json(self) -> dict[str, str]:
        """Give it as the data a form keeps."""
        return {"th": self.th, "en": self.en}


NOTHING = Said()


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from; ``right`` matters in a quiz alone."""

    code: str
    label: Said
    right: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Something asked of the answers. ``kind`` names the check of ``form_check``.

    ``code`` names the rule for machines, unique in its form; ``values`` are what the check needs
    (``least``, ``most`` ...). ``say`` is the sentence for people; empty means the usual one of its
    kind. A hard rule keeps the form from being sent, a soft one only warns.
    """

    kind: str
    code: str
    level: Level = "hard"
    values: Mapping[str, Any] = field(default_factory=dict)
    say: Said = NOTHING


@dataclass(frozen=True, slots=True)
class Field:
    """One question, or one column of a table.

    ``most`` and ``least`` bound a scale; ``of`` names the table (``section.field``) a mapping
    refers to; ``objective`` says which objective a quiz question measures.
    """

    code: str
    kind: Kind
    label: Said
    help: Said = NOTHING
    example: Said = NOTHING
    options: tuple[Option, ...] = ()
    columns: tuple[Field, ...] = ()
    rules: tuple[Rule, ...] = ()
    least: int = 1
    most: int = 5
    of: str = ""
    objective: str = ""

    def option(self, code: str) -> Option | None:
        """Give the option of a code."""
        return next((o for o in self.options if o.code == code), None)

    def column(self, code: str) -> Field | None:
        """Give the column of a code."""
        return next((c for c in self.columns if c.code == code), None)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a form. ``step`` is the number people see and messages name, from 0."""

    code: str
    step: int
    title: Said
    help: Said = NOTHING
    fields: tuple[Field, ...] = ()

    def field(self, code: str) -> Field | None:
        """Give the field of a code."""
        return next((f for f in self.fields if f.code == code), None)


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form in one version.

    ``letter`` begins its receipt numbers. ``computes`` names the arithmetic that goes with it:
    ``workflow``, or nothing.
    """

    code: str
    version: int
    letter: str
    purpose: Purpose
    title: Said
    about: Said
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...] = ()
    computes: str = ""

    def section(self, code: str) -> Section | None:
        """Give the section of a code."""
        return next((s for s in self.sections if s.code == code), None)

    def fields(self) -> Iterator[tuple[Section, Field]]:
        """Go through all questions in order."""
        for section in self.sections:
            for asked in section.fields:
                yield section, asked


def rules_of(form: Form) -> Iterator[Rule]:
    """Go through all rules of a form: of its fields, of their columns, and of the whole."""
    for _, asked in form.fields():
        yield from asked.rules
        for column in asked.columns:
            yield from column.rules
    yield from form.rules
