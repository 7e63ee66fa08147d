"""The answers of a form in little room: a few lines for each section, the rest counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from desktop.exporters.answer_pages import AnswerWords
from desktop.exporters.flow_grid import PAD, Cell, Column, Grid, Row, table
from desktop.exporters.flow_page import Flow
from desktop.exporters.flow_text import CUT, set_lines
from desktop.exporters.thai_text import shape
from desktop.exporters.thai_words import clusters
from desktop.models.forms import Section
from desktop.models.wording import Words

SIZE = 10.5
_SHARES = (0.45, 2.1, 7.45)
_SHOWN = 3  # columns of a table that are told of each row
_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Brief:
    """The answered sections of a form, each with what it says, item by item."""

    words: Words
    told: tuple[tuple[Section, tuple[str, ...]], ...]


def briefly(spoken: AnswerWords) -> Brief:
    """Take what was answered together."""
    told = ((s, tuple(_items(s, spoken))) for s in spoken.form.sections)
    return Brief(spoken.words, tuple((s, items) for s, items in told if items))


def brief_sections(flow: Flow, brief: Brief, lines: int) -> None:
    """Write the sections in about so many lines altogether, shared evenly.

    With fewer lines than sections only the first are written, and how many there are besides.
    """
    shown = brief.told[:lines]
    each, more = divmod(lines, max(1, len(shown)))
    rows = [
        _row(flow, brief.words, section, items, each + (at < more))
        for at, (section, items) in enumerate(shown)
    ]
    if rest := len(brief.told) - len(shown):
        rows.append(Row(("", "", brief.words("paper.more_sections", n=rest))))
    columns = tuple(Column("", share) for share in _SHARES)
    table(flow, Grid(columns, rows, "rows", size=SIZE, least=18))


def _row(flow: Flow, words: Words, section: Section, items: Sequence[str], lines: int) -> Row:
    titled, said = (flow.room * share / sum(_SHARES) - 2 * PAD for share in _SHARES[1:])
    title = set_lines(section.title.text(words.language), titled, SIZE, "SemiBold", most=2)
    return Row(
        (
            Cell(words.number(section.step), "SemiBold"),
            Cell("\n".join(line.text for line in title), "SemiBold"),
            _shortened(items, said, max(lines, len(title)), words),
        )
    )


def _items(section: Section, spoken: AnswerWords) -> Iterator[str]:
    """Say everything of a section, item by item; what nobody answered is left out."""
    several = len(section.fields) > 1
    for asked in section.fields:
        if asked.kind == "table":
            for n, row in spoken.rows(section, asked):
                said = [spoken.said(c, row.get(c.code)) for c in asked.columns[:_SHOWN]]
                first, *more = filter(None, said) if any(said) else [""]
                besides = f" ({', '.join(more)})" if more else ""
                yield " ".join(f"{spoken.words.number(n)}) {first}{besides}".split())
        elif said_once := " ".join(spoken.said(asked, spoken.value(section, asked)).split()):
            label = asked.label.text(spoken.words.language)
            yield f"{label}: {said_once}" if several else said_once


def _shortened(items: Sequence[str], width: float, lines: int, words: Words) -> str:
    """Give as many items as find room in the lines; what is left out is counted."""
    room = width * lines
    reached = list(accumulate(shape(item).width(SIZE) for item in items))
    most = bisect_right(reached, room)  # more than that cannot fit, however it is broken

    def said(count: int) -> str:
        return _joined(items[:count], len(items) - count, words)

    def too_long(count: int) -> bool:
        return len(set_lines(said(count), width, SIZE)) > lines

    if most == len(items) and not too_long(most):
        return said(most)
    fitting = bisect_left(range(1, most + 1), True, key=too_long)
    return said(fitting) if fitting else _cut(items, width, lines, words)


def _cut(items: Sequence[str], width: float, lines: int, words: Words) -> str:
    """Give the beginning of the first item, and how many follow."""
    parts = clusters(items[0])
    reached = list(accumulate(shape(part).width(SIZE) for part in parts))
    most = bisect_right(reached, width * lines)

    def said(count: int) -> str:
        return _joined(["".join(parts[:count]).rstrip() + CUT], len(items) - 1, words)

    def too_long(count: int) -> bool:
        return len(set_lines(said(count), width, SIZE)) > lines

    return said(bisect_left(range(1, most + 1), True, key=too_long))


def _joined(items: Sequence[str], rest: int, words: Words) -> str:
    return _BETWEEN.join([*items, *([words("paper.more", n=rest)] if rest else [])])
