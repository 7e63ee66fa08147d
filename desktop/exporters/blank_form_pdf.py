"""Any form as an empty sheet to fill in by hand, with the same step numbers as on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from desktop.exporters.flow_grid import Column, Grid, Row, table
from desktop.exporters.flow_page import BODY, LEADING, RISE, SIDE, SMALL, Flow, dotted, tick_box
from desktop.exporters.flow_text import set_lines
from desktop.exporters.page import MUTED, About
from desktop.exporters.thai_text import shape
from desktop.models.forms import Field, Form, Kind, Section
from desktop.models.wording import Words

WRITING = 26.0  # between two lines to write on
ROW = 34.0  # of a table: two lines of handwriting
LINES: Mapping[Kind, int] = {"line": 1, "text": 3, "mapping": 1}
FEW_ROWS, MORE_ROWS = 4, 7
TICK = 17.0
BOX = 26.0  # between two numbers of a scale
SHORT = 150.0
TOO_WIDE = 640.0  # for standing paper, where columns may still be a fifth narrower

_WIDE: Mapping[Kind, float] = {
    "line": 96, "text": 110, "table": 110, "count": 52, "baht": 62, "duration": 60, "date": 70,
    "choice": 70, "choices": 80, "yes": 60, "mapping": 58,
}  # fmt: skip

Ask: TypeAlias = Callable[["_Blank", Field], None]


def render_blank(form: Form, words: Words, course: str = "", held: str = "") -> bytes:
    """Print a form to be filled in by hand; what the program computes is left out."""
    return _Blank(form, words, course, held).run()


class _Blank:
    """One empty form on its way to paper."""

    def __init__(self, form: Form, words: Words, course: str, held: str) -> None:
        self._form, self._words, self._language = form, words, words.language
        self._title = form.title.text(self._language)
        about = About(self._title, "", course)
        said = words("paper.blank_version", version=form.version)
        foot = f"{self._title} · {said}"
        self._flow = Flow(about, lambda n, of: (foot, words("list.page", page=n, pages=of)))
        self._flow.title(self._title, *filter(None, (course, held)))

    def run(self) -> bytes:
        self._who()
        if about := self._form.about.text(self._language):
            self._flow.paragraph(about, colour=MUTED)
        for section in self._form.sections:
            self._section(section)
        return self._flow.save()

    def _who(self) -> None:
        """Leave room for name, seat and agency."""
        words, flow = self._words, self._flow
        asked = ((words("paper.name"), 0.72), (words("paper.seat"), 0.28))
        for line in (asked, ((words("paper.agency"), 1.0),)):
            x = SIDE
            for label, share in line:
                self._labelled(label, x, share * flow.room - 8)
                x += share * flow.room
            flow.top -= WRITING
        flow.space(4)

    def _labelled(self, label: str, x: float, width: float) -> None:
        shaped = shape(label)
        self._flow.line(x, self._flow.top, shaped, BODY)
        begin = x + shaped.width(BODY) + 6
        self._flow.put(dotted(begin, x + width, self._flow.top - BODY * RISE - 2))

    def _section(self, section: Section) -> None:
        asked = [f for f in section.fields if f.kind != "picture"]
        if not asked:
            return
        self._flow.turn(landscape=any(self._is_wide(f) for f in asked))
        title = section.title.text(self._language)
        self._flow.heading(title, self._words.number(section.step), keep=90)
        if said := section.help.text(self._language):
            self._flow.paragraph(said, size=SMALL, colour=MUTED)
            self._flow.space(4)
        for one in asked:
            _ASK[one.kind](self, one)
            self._flow.space(5)

    def _is_wide(self, asked: Field) -> bool:
        return asked.kind == "table" and sum(_widths(asked.columns)) > TOO_WIDE

    def _label(self, asked: Field, below: float = WRITING) -> None:
        """Write a question and what helps to answer it, together with room for the answer."""
        flow = self._flow
        lines = set_lines(asked.label.text(self._language), flow.room, BODY, "SemiBold")
        flow.need(len(lines) * BODY * LEADING + below + SMALL * LEADING)
        for line in lines:
            flow.line(SIDE, flow.top, line, BODY)
            flow.top -= BODY * LEADING
        if said := asked.help.text(self._language):
            flow.paragraph(said, size=SMALL, colour=MUTED)

    def written(self, asked: Field) -> None:
        """Ask for a text: lines to write on."""
        self._label(asked, WRITING * LINES[asked.kind])
        for _ in range(LINES[asked.kind]):
            self._flow.need(WRITING)
            self._flow.top -= WRITING
            self._flow.put(dotted(SIDE, SIDE + self._flow.room, self._flow.top + 4))

    def counted(self, asked: Field) -> None:
        """Ask for a number: a short line behind the question, with the unit."""
        label = asked.label.text(self._language)
        flow = self._flow
        unit = shape(_unit(asked, self._words))
        width = flow.room - SHORT - unit.width(BODY) - 12
        lines = set_lines(label, width, BODY, "SemiBold")
        flow.need(len(lines) * BODY * LEADING + 10)
        flow.top -= 6
        for line in lines:
            flow.line(SIDE, flow.top, line, BODY)
            flow.top -= BODY * LEADING
        begin = SIDE + lines[-1].width(BODY) + 8 if lines else SIDE
        level = flow.top + BODY * LEADING - BODY * RISE - 2
        flow.put(dotted(begin, begin + SHORT, level))
        flow.line(begin + SHORT + 6, flow.top + BODY * LEADING, unit, BODY)
        if said := asked.help.text(self._language):
            flow.paragraph(said, size=SMALL, colour=MUTED)

    def chosen(self, asked: Field) -> None:
        """Ask to tick one or several, in two columns where they are short."""
        self._label(asked, TICK * 2)
        labels = [option.label.text(self._language) for option in asked.options]
        half = self._flow.room / 2
        short = all(shape(label).width(BODY) < half - 24 for label in labels)
        together = 2 if short and asked.kind != "quiz" else 1
        for at in range(0, len(labels), together):
            self._ticks(labels[at : at + together], self._flow.room / together)

    def _ticks(self, labels: Sequence[str], width: float) -> None:
        flow = self._flow
        columns = [set_lines(label, width - 24, BODY) for label in labels]
        high = max((len(lines) for lines in columns), default=1) * BODY * LEADING
        flow.need(high)
        for place, lines in enumerate(columns):
            x = SIDE + place * width
            flow.put(tick_box(x + 2, flow.top - BODY * RISE - 1))
            for n, line in enumerate(lines):
                flow.line(x + 18, flow.top - n * BODY * LEADING, line, BODY)
        flow.top -= high

    def agreed(self, asked: Field) -> None:
        """Ask for a tick before a statement."""
        self._flow.need(30)
        self._ticks([asked.label.text(self._language)], self._flow.room)
        if said := asked.help.text(self._language):
            self._flow.paragraph(said, size=SMALL, colour=MUTED, indent=18)

    def scaled(self, asked: Field) -> None:
        """Ask for a number on a scale: the statement on the left, numbered boxes on the right."""
        flow = self._flow
        steps = range(asked.least, asked.most + 1)
        numbers = len(steps) * BOX
        lines = set_lines(asked.label.text(self._language), flow.room - numbers - 10, BODY)
        high = max(len(lines) * BODY * LEADING, 22)
        flow.need(high)
        for n, line in enumerate(lines):
            flow.line(SIDE, flow.top - n * BODY * LEADING, line, BODY)
        x = SIDE + flow.room - numbers
        for step in steps:
            flow.put(tick_box(x + 12, flow.top - BODY * RISE - 1))
            flow.line(x + 9, flow.top, shape(self._words.number(step)), BODY, "right")
            x += BOX
        flow.top -= high

    def dated(self, asked: Field) -> None:
        """Ask for a day."""
        self._label(asked, 0)
        self._flow.top -= 4
        self._flow.paragraph(self._words("paper.date_blank"))

    def tabled(self, asked: Field) -> None:
        """Ask for rows: an empty table, of more rows on lying paper."""
        language = self._language
        self._label(asked, ROW * 3)
        count = max(_asked_rows(asked), MORE_ROWS if self._is_wide(asked) else FEW_ROWS)
        columns = (
            Column(self._words("paper.row"), 24, "centre"),
            *(
                Column(column.label.text(language), width)
                for column, width in zip(asked.columns, _widths(asked.columns), strict=True)
            ),
        )
        blank = [""] * len(asked.columns)
        rows = [Row((self._words.number(n), *blank)) for n in range(1, count + 1)]
        table(self._flow, Grid(columns, rows, size=10.5, least=ROW))
        for column in asked.columns:
            if column.options:
                said = " / ".join(o.label.text(language) for o in column.options)
                label = column.label.text(language)
                self._flow.paragraph(f"{label}: {said}", size=SMALL, colour=MUTED)

    def nothing(self, asked: Field) -> None:
        """Leave out what the program computes."""


def _widths(columns: Sequence[Field]) -> list[float]:
    return [_WIDE.get(column.kind, 70) * (1.4 if n == 0 else 1) for n, column in enumerate(columns)]


def _unit(asked: Field, words: Words) -> str:
    return "" if asked.kind == "count" else words(f"paper.unit.{asked.kind}")


def _asked_rows(asked: Field) -> int:
    """Give how many rows a table must have at least."""
    return max((int(rule.values.get("least", 0)) for rule in asked.rules), default=0)


_ASK: Mapping[Kind, Ask] = {
    "line": _Blank.written,
    "text": _Blank.written,
    "mapping": _Blank.written,
    "count": _Blank.counted,
    "baht": _Blank.counted,
    "duration": _Blank.counted,
    "date": _Blank.dated,
    "choice": _Blank.chosen,
    "choices": _Blank.chosen,
    "quiz": _Blank.chosen,
    "yes": _Blank.agreed,
    "scale": _Blank.scaled,
    "table": _Blank.tabled,
    "picture": _Blank.nothing,
}
