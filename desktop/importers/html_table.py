"""Tables inside web pages and XML spreadsheets, which some systems save as .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from desktop.models.sheet import Sheet

_ROWS = {"tr", "row", "ss:row"}
_CELLS = {"td", "th", "cell", "ss:cell"}
_UNSEEN = {"style", "script", "title", "documentproperties", "styles"}
_SMALL_NUMBER = re.compile("[0-9]{1,8}")
_FARTHEST = 20_000  # a row or column number beyond this is no roster's


def looks_like_html(text: str) -> bool:
    """Say whether this is a web page or an XML spreadsheet rather than delimited text."""
    start = text[:20_000].lower()
    return start.lstrip().startswith("<") and any(
        tag in start for tag in ("<table", "<html", "<workbook", "<ss:workbook", "<tr")
    )


def read_html(text: str, name: str) -> Sheet:
    """Read the cells of all tables on the page, one below the other."""
    table = _Table()
    table.feed(text)
    table.close()
    return Sheet(name, [[cell.strip() for cell in row] for row in table.rows])


class _Table(HTMLParser):
    """Collects cells row by row; what a span covers stays empty, so columns keep their places."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.covered: dict[int, int] = {}  # column -> rows still covered from above
        self.unseen = 0
        self.span = 0  # columns of the open cell; 0 when none is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _ROWS:
            self._start_row(_number(facts.get("ss:index")))
        elif tag in _CELLS and self.rows:
            self._start_cell(facts)
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.span and not self.unseen:
            self.rows[-1][-1] += data

    def _start_row(self, number: int) -> None:
        self._end_cell()
        while len(self.rows) < number - 1:
            self.rows.append([])
        self.rows.append([])
        self.covered = {column: rows - 1 for column, rows in self.covered.items() if rows > 1}

    def _start_cell(self, facts: dict[str, str]) -> None:
        self._end_cell()
        row = self.rows[-1]
        while len(row) in self.covered or len(row) < _number(facts.get("ss:index")) - 1:
            row.append("")
        self.span = max(_number(facts.get("colspan")), _number(facts.get("ss:mergeacross")) + 1)
        down = max(_number(facts.get("rowspan")), _number(facts.get("ss:mergedown")) + 1)
        for column in range(len(row), len(row) + self.span) if down > 1 else ():
            self.covered[column] = down
        row.append("")

    def _end_cell(self) -> None:
        if self.span > 1:
            self.rows[-1].extend([""] * min(self.span - 1, 200))
        self.span = 0


def _number(text: str | None) -> int:
    """Read a span or an index; anything odd counts as none."""
    return min(int(text), _FARTHEST) if text and _SMALL_NUMBER.fullmatch(text) else 0
