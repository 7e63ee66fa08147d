"""Answers on paper: each section with its questions, its tables and what the program computes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.exporters.flow_grid import Column, Grid, Row, beginning, facts, table
from desktop.exporters.flow_page import Flow
from desktop.exporters.measures_pdf import measures_table
from desktop.exporters.thai_text import Align
from desktop.models.form_answers import blank
from desktop.models.form_words import answer_words
from desktop.models.forms import Answers, Field, Form, Kind, Section
from desktop.models.wording import Words
from desktop.models.workflow import measure

NOTHING = "–"
BLOCK = 90.0  # points of a table or of figures that stand together with what they are called

NAME = 24.0  # points that the name of a block takes

_NUMBER = 22.0
_LEAST: Mapping[Kind, float] = {
    "line": 82, "text": 92, "table": 84, "count": 46, "baht": 66, "duration": 90, "date": 60,
    "choice": 66, "choices": 76, "yes": 36, "mapping": 52, "scale": 40,
}  # fmt: skip
_FIRST = 1.5  # the first column says what a row is about, so it is that much wider
_BLOCKS: frozenset[Kind] = frozenset({"table", "picture"})
_RIGHT: frozenset[Kind] = frozenset({"count", "baht"})


class AnswerWords:
    """Writes the answers of one form in words; rows of other tables by their number."""

    def __init__(self, form: Form, answers: Answers, words: Words) -> None:
        self.form = form
        self.words = words
        self._answers = answers

    def said(self, asked: Field, value: object) -> str:
        """Give an answer in words, empty where there is none; a row's papers one a line."""
        if blank(value):
            return ""
        if asked.kind == "table" and isinstance(value, list):
            return "\n".join(self._within(asked, row) for row in value if not blank(row))
        if asked.kind == "mapping" and isinstance(value, list):
            numbers = self._numbers(asked.of)
            known = sorted(numbers[row] for row in value if row in numbers)
            return ", ".join(map(self.words.number, known))
        return answer_words(self.words, asked, value)

    def _within(self, table: Field, row: Mapping[str, Any]) -> str:
        """Say a row of a table in a table: its first column, the others in brackets."""
        first, *others = table.columns
        more = [
            f"{column.label.text(self.words.language)} {said}"
            for column in others
            if (said := self.said(column, row.get(column.code)))
        ]
        name = self.said(first, row.get(first.code))
        return f"{name} ({', '.join(more)})" if more else name

    def rows(self, section: Section, asked: Field) -> list[tuple[int, Mapping[str, Any]]]:
        """Give the filled rows of a table with their numbers."""
        rows = self._answers.get(section.code, {}).get(asked.code) or ()
        return [(n, row) for n, row in enumerate(rows, 1) if not blank(row)]

    def value(self, section: Section, asked: Field) -> object:
        """Give what was filled in."""
        return self._answers.get(section.code, {}).get(asked.code)

    def _numbers(self, of: str) -> dict[str, int]:
        section, _, code = of.partition(".")
        rows = self._answers.get(section, {}).get(code) or ()
        return {row["id"]: n for n, row in enumerate(rows, 1)}


def section_pages(flow: Flow, form: Form, section: Section, answers: Answers, words: Words) -> None:
    """Write one section whole: questions side by side with answers, then its tables."""
    spoken = AnswerWords(form, answers, words)
    keep = _room_for(flow, section, section.fields[0], spoken) if section.fields else 0
    flow.heading(section.title.text(words.language), words.number(section.step), keep)
    pairs: list[tuple[str, str]] = []
    for asked in section.fields:
        if asked.kind in _BLOCKS:
            _pairs(flow, pairs)
            _block(flow, form, section, asked, answers, spoken)
        else:
            value = spoken.value(section, asked)
            said = (
                answer_words(words, asked, value) if value is False else spoken.said(asked, value)
            )
            pairs.append((asked.label.text(words.language), said or NOTHING))
    _pairs(flow, pairs)


def _room_for(flow: Flow, section: Section, asked: Field, spoken: AnswerWords) -> float:
    """Give the room in which a question begins, so that no name stands alone at a page's end."""
    if asked.kind not in _BLOCKS:
        return BLOCK / 2
    if asked.kind != "table" or not (rows := spoken.rows(section, asked)):
        return BLOCK
    return NAME + beginning(flow, answer_grid(asked, rows[:1], spoken, flow.room))


def _pairs(flow: Flow, pairs: list[tuple[str, str]]) -> None:
    if pairs:
        facts(flow, pairs)
        pairs.clear()


def _block(
    flow: Flow, form: Form, section: Section, asked: Field, answers: Answers, spoken: AnswerWords
) -> None:
    """Write a table, or what the program computes."""
    words = spoken.words
    if asked.kind == "picture" and form.computes != "workflow":
        return
    flow.need(_room_for(flow, section, asked, spoken))
    flow.paragraph(asked.label.text(words.language), weight="SemiBold")
    if asked.kind == "picture":
        measures_table(flow, measure(answers), words)
    elif rows := spoken.rows(section, asked):
        table(flow, answer_grid(asked, rows, spoken, flow.room))
    else:
        flow.paragraph(NOTHING)


def answer_grid(
    asked: Field,
    rows: Sequence[tuple[int, Mapping[str, Any]]],
    spoken: AnswerWords,
    room: float,
) -> Grid:
    """Set a table of answers; what has no room as a column is said in a line below its row."""
    words, language = spoken.words, spoken.words.language
    shown = fitting(asked.columns, room)
    below = asked.columns[len(shown) :]
    columns = (
        Column(words("paper.row"), _NUMBER, "centre"),
        *(
            Column(c.label.text(language), width, _align(c))
            for c, width in zip(shown, _widths(shown), strict=True)
        ),
    )
    printed = [
        Row(
            (words.number(n), *(spoken.said(c, row.get(c.code)) for c in shown)),
            note=" · ".join(_notes(below, row, spoken)),
        )
        for n, row in rows
    ]
    return Grid(columns, printed)


def _notes(columns: Sequence[Field], row: Mapping[str, Any], spoken: AnswerWords) -> Iterator[str]:
    for column in columns:
        if said := spoken.said(column, row.get(column.code)):
            yield f"{column.label.text(spoken.words.language)}: {said}"


def fitting(columns: Sequence[Field], room: float) -> Sequence[Field]:
    """Give so many of the first columns as find room side by side."""
    left, fits = room - _NUMBER, 0
    for width in _widths(columns):
        left -= width
        if left < 0:
            break
        fits += 1
    return columns[: max(1, fits)]


def _widths(columns: Sequence[Field]) -> list[float]:
    return [_LEAST.get(c.kind, 60) * (_FIRST if n == 0 else 1) for n, c in enumerate(columns)]


def _align(column: Field) -> Align:
    return "right" if column.kind in _RIGHT else "left"
