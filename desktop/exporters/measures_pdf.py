"""What a change saves, as a table: before, after, saved, and the year."""

from __future__ import annotations

from desktop.exporters.flow_grid import CELL, Cell, Column, Grid, Row, table
from desktop.exporters.flow_page import Flow
from desktop.models.durations import show_duration
from desktop.models.form_words import baht_words, count_words
from desktop.models.wording import Words
from desktop.models.workflow import Measures, hours, percent

_UNKNOWN = "–"
_FIGURES = ("steps", "work_min", "wait_min", "sheets", "satang", "trips")


def measures_table(flow: Flow, measures: Measures, words: Words, size: float = CELL) -> None:
    """Write the table; a figure nobody typed is a dash, a loss has its minus and says so."""
    columns = (
        Column(words("paper.measure"), 2.1),
        Column(words("paper.before"), 1.6, "right"),
        Column(words("paper.after"), 1.6, "right"),
        Column(words("paper.saved"), 1.6, "right"),
        Column(words("paper.percent"), 1, "right"),
        Column(words("paper.yearly"), 1.7, "right"),
    )
    rows = [_row(measures, figure, words) for figure in _FIGURES]
    table(flow, Grid(columns, rows, size=size, least=size * 1.75))


def _row(measures: Measures, figure: str, words: Words) -> Row:
    before, after, saved = (
        getattr(totals, figure) for totals in (measures.before, measures.after, measures.saved)
    )
    yearly = getattr(measures.yearly, figure) if measures.yearly else None
    share = percent(before, saved) if before is not None and saved is not None else "-"
    lost = saved is not None and saved < 0
    return Row(
        (
            words(f"paper.figure.{figure}"),
            amount(words, figure, before),
            amount(words, figure, after),
            Cell(amount(words, figure, saved), "SemiBold" if lost else "Regular"),
            _UNKNOWN if share == "-" else words.number(share.replace("-", "−")),
            yearly_words(words, figure, yearly),
        ),
        note=words("paper.lost") if lost else "",
    )


def amount(words: Words, figure: str, value: int | None) -> str:
    """Write one figure of one case with its unit."""
    if value is None:
        return _UNKNOWN
    if figure in ("work_min", "wait_min"):
        return show_duration(words, value, days=figure == "wait_min").replace("-", "−")
    shown = baht_words(words, abs(value)) if figure == "satang" else count_words(words, abs(value))
    return f"{_sign(value)}{shown}"


def yearly_words(words: Words, figure: str, value: int | None) -> str:
    """Write what a year saves; work is told in hours."""
    if value is None:
        return _UNKNOWN
    if figure == "work_min":
        return words("paper.hours", hours=words.number(hours(value).replace("-", "−")))
    return amount(words, figure, value)


def _sign(value: int) -> str:
    return "−" if value < 0 else ""
