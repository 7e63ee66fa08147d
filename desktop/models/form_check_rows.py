"""Checks of one row of a table, asked by a rule of one of its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from desktop.models.dates import fiscal_year
from desktop.models.form_answers import blank
from desktop.models.form_check_answers import Broken
from desktop.models.form_findings import Asked
from desktop.models.thai import clean

Row = Mapping[str, Any]


def order(asked: Asked, row: Row) -> Broken:
    """The day in the first of ``columns`` is not after the one in the second."""
    days = [day for code in asked.texts("columns") if (day := _day(row, code))]
    return {} if any(a > b for a, b in pairwise(days)) else None


def differs(asked: Asked, row: Row) -> Broken:
    """No two of ``columns`` say the same."""
    said = [
        clean(row[code]).casefold()
        for code in asked.texts("columns")
        if isinstance(row.get(code), str) and row[code]
    ]
    return {} if len(set(said)) < len(said) else None


def far_end(asked: Asked, row: Row) -> Broken:
    """What begins in fiscal year ``year`` (B.E.) or before ends there, and within ``months``.

    ``start`` names the column it begins in. What begins after the phase is held to the months
    alone: in a later year the warning would come with every plan, and nobody would read it.
    """
    year, months = asked.whole("year", 9999), asked.whole("months", 9999)
    start, end = _day(row, asked.text("start")), _day(row, asked.code)
    if end is None:
        return None
    begun = start or end
    far = fiscal_year(begun) <= year < fiscal_year(end) or _months_after(begun, end) > months
    return {"year": year, "months": months} if far else None


def filled_when(asked: Asked, row: Row) -> Broken:
    """The cell is filled where ``column`` is one of ``among``."""
    matters = row.get(asked.text("column")) in asked.texts("among")
    return {} if matters and blank(row.get(asked.code)) else None


def _day(row: Row, code: str) -> date | None:
    try:
        return date.fromisoformat(row.get(code) or "")
    except (TypeError, ValueError):
        return None


def _months_after(start: date, end: date) -> int:
    """Count months, a begun one as a whole one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months + (end.day > start.day)


ROW_CHECKS: Mapping[str, Callable[[Asked, Row], Broken]] = {
    "order": order,
    "differs": differs,
    "far_end": far_end,
    "filled_when": filled_when,
}
