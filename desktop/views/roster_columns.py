"""The columns of a class's list, and the flags a person can carry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.importers.bundled import bundled_agencies
from desktop.models.enrolment import Enrolment
from desktop.models.thai import sort_key
from desktop.views.table_model import Column
from desktop.views.theme import Theme
from desktop.views.ui import Ui
from desktop.views.widgets.marks import paint_state

Wish = Literal["all", "walk-in", "withdrawn", "agency"]
WISHES: tuple[Wish, ...] = ("all", "walk-in", "withdrawn", "agency")

_SHAPES = {"walk-in": "late", "withdrawn": "absent", "conflict": "makeup"}


def flag(enrolment: Enrolment) -> str:
    """Name what is to be known of a person before anything else; nothing for most."""
    if enrolment.status != "enrolled":
        return "withdrawn"
    if not enrolment.confirmed:
        return "walk-in"
    return "conflict" if enrolment.conflicts else ""


def chosen(people: Sequence[Enrolment], wish: Wish) -> list[Enrolment]:
    """Give the people a filter chip stands for."""
    match wish:
        case "all":
            return list(people)
        case "agency":
            return [e for e in people if e.person.agency not in _known()]
        case _:
            return [e for e in people if flag(e) == wish]


def columns(ui: Ui) -> tuple[Column, ...]:
    """Describe the columns of the list; seat and name are to be frozen."""
    words, said = ui.words, partial(flag_text, ui)
    return (
        Column("seat", "column.seat", 60, "right", lambda e: words.number(e.seat), _seat),
        Column("name", "people.column.name", 226, sort=lambda e: e.sort, grows=True),
        Column(
            "flag", "people.column.flag", 132, text=said, paint=partial(_paint, ui)
        ),
        Column(
            "agency", "column.agency", 200, text=lambda e: e.person.agency,
            sort=lambda e: sort_key(e.person.agency), tint=_agency_tint,
        ),
        Column("position", "people.column.position", 204, text=_position),
        Column("phone", "column.phone", 134, text=lambda e: words.number(e.person.phone)),
        Column("badge", "column.badge", 132, text=lambda e: e.badge, quiet=True),
    )  # fmt: skip


def flag_text(ui: Ui, enrolment: Enrolment) -> str:
    """Say a person's flag in words."""
    name = flag(enrolment)
    return ui.words(f"people.flag.{name}") if name else ""


def _seat(enrolment: Enrolment) -> int:
    return enrolment.seat


def _position(enrolment: Enrolment) -> str:
    return f"{enrolment.person.position} {enrolment.person.level}".strip()


def _agency_tint(enrolment: Enrolment) -> str:
    return "" if enrolment.person.agency in _known() else "warning-tint"


@cache
def _known() -> frozenset[str]:
    return frozenset(bundled_agencies().names)


def _paint(ui: Ui, painter: QPainter, box: QRectF, enrolment: Enrolment, theme: Theme) -> None:
    if shape := _SHAPES.get(flag(enrolment)):
        inner = box.adjusted(theme.px(4), theme.px(5), -theme.px(4), -theme.px(6))
        paint_state(painter, inner, theme, shape, flag_text(ui, enrolment))
