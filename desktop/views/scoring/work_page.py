"""A project to read while it is scored: nothing on it can be changed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.models.dates import show_date
from desktop.models.projects import DAYS, TABLES, TEXTS
from desktop.models.wording import Words
from desktop.views.teams.project_form import choice_words
from desktop.views.ui import Ui
from desktop.views.widgets.label import Line
from desktop.views.widgets.wrap_label import WrapLabel

NAMING = {"data": "dataset", "plan": "activity", "tests": "tester"}
"""Of each table the column that names a row; the others are told after it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader is told of a project: who made it only where that may be known."""

    title: str
    makers: str = ""
    works: tuple[str, ...] = ()
    content: Mapping[str, Any] | None = None


class WorkPage(QScrollArea):
    """Headings and paragraphs; parts nobody filled in say so once, at the end."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the arrows read on
        self.setAccessibleName(ui.words("panel.work"))

    def show_project(self, told: Told) -> None:
        """Show another project, from its top."""
        ui, words = self._ui, self._ui.words
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, ui.theme.px(16), ui.theme.px(16))
        rows.setSpacing(ui.theme.px(2))
        rows.addWidget(WrapLabel(ui, told.title or words("panel.untitled"), "section"))
        if told.makers:
            rows.addWidget(WrapLabel(ui, told.makers, "muted"))
        parts = list(parts_of(told, words))
        for heading, paragraphs in parts:
            rows.addSpacing(ui.theme.px(10))
            rows.addWidget(WrapLabel(ui, heading, "strong"))
            for paragraph in paragraphs:
                rows.addWidget(WrapLabel(ui, paragraph))
        if not parts:
            rows.addSpacing(ui.theme.px(10))
            rows.addWidget(WrapLabel(ui, words("panel.nothing_written"), "muted"))
        missing = missing_of(told, words)
        if parts and missing:
            rows.addSpacing(ui.theme.px(16))
            rows.addWidget(Line())
            said = words("panel.not_written", parts=words("panel.and").join(missing))
            rows.addWidget(WrapLabel(ui, said, "muted"))
        rows.addStretch(1)
        self.setWidget(inside)
        self.verticalScrollBar().setValue(0)


def parts_of(told: Told, words: Words) -> Iterator[tuple[str, Sequence[str]]]:
    """Give each part that says something: its heading and its paragraphs."""
    content = told.content or {}
    for code in TEXTS["story"]:
        if text := _field(content, "story", code):
            yield words(f"panel.part.{code}"), [text]
    if told.works:
        yield words("panel.part.processes"), told.works
    figures = [
        words("panel.fact", name=words(f"panel.measure.{code}"), said=words.number(said))
        for code in TEXTS["measures"]
        if (said := _field(content, "measures", code))
    ]
    if figures:
        yield words("panel.part.measures"), figures
    for code in TABLES:
        lines = [line for row in _rows(content, code) if (line := _line(code, row, words))]
        if lines:
            yield words(f"panel.part.{code}"), lines


def missing_of(told: Told, words: Words) -> list[str]:
    """Name the parts nobody wrote anything in."""
    said = {heading for heading, _ in parts_of(told, words)}
    codes = (*TEXTS["story"], "processes", "measures", *TABLES)
    return [name for code in codes if (name := words(f"panel.part.{code}")) not in said]


def _line(table: str, row: Mapping[str, Any], words: Words) -> str:
    naming = NAMING[table]
    told = [
        words("panel.fact", name=words(f"panel.fact.{code}"), said=_said(code, said, words))
        for code in TABLES[table]
        if code != naming
        and (text := str(row.get(code) or "").strip())
        and (said := choice_words(words, table, code, text))
    ]
    return " · ".join(filter(None, [words.number(str(row.get(naming) or "").strip()), *told]))


def _said(code: str, text: str, words: Words) -> str:
    if code not in DAYS:
        return words.number(text)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return show_date(day, words.language, words.digits, "short")


def _field(content: Mapping[str, Any], part: str, code: str) -> str:
    value = content.get(part)
    return str(value.get(code) or "").strip() if isinstance(value, Mapping) else ""


def _rows(content: Mapping[str, Any], part: str) -> list[Mapping[str, Any]]:
    value = content.get(part)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
