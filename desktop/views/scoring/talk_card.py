"""One criterion the scorers see differently: what each saw, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.models.rubric import Criterion, Rubric
from desktop.models.scoring import Cell, Sheet
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

ACROSS = 3
"""So many levels stand beside each other before they go on below."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One level of a criterion, and who gave it with which note."""

    level: int
    said: tuple[tuple[str, str], ...]


def opinions(sheets: Sequence[Sheet], names: Sequence[str], code: str) -> list[Opinion]:
    """Gather who gave which level, the highest first; ``names`` go with the sheets."""
    by_level: dict[int, list[tuple[str, str]]] = {}
    for sheet, name in zip(sheets, names, strict=True):
        cell = sheet.cells.get(code, Cell())
        if cell.level is not None:
            by_level.setdefault(cell.level, []).append((name, cell.note))
    return [Opinion(level, tuple(by_level[level])) for level in sorted(by_level, reverse=True)]


class TalkCard(Card):
    """Says which criterion and which levels, with what each level looks like and the notes."""

    def __init__(
        self, ui: Ui, rubric: Rubric, criterion: Criterion, found: Sequence[Opinion]
    ) -> None:
        super().__init__(ui, tone="warning")
        self._ui = ui
        self._rubric = rubric
        self._criterion = criterion
        words = ui.words
        levels = words("panel.or").join(words.number(o.level) for o in reversed(found))
        title = words(
            "panel.talk_about",
            code=criterion.code,
            name=criterion.name.text(words.language),
            levels=levels,
        )
        self.setAccessibleName(title)
        self.rows.addWidget(WrapLabel(ui, f"▲ {title}", "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(ui.theme.px(24))
        grid.setVerticalSpacing(ui.theme.px(8))
        across = min(len(found), ACROSS)
        for at, opinion in enumerate(found):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(self._column(opinion), at // ACROSS, at % ACROSS, top)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        self.rows.addLayout(grid)

    def _column(self, opinion: Opinion) -> QWidget:
        ui, words = self._ui, self._ui.words
        language = words.language
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(2))
        name = self._rubric.levels[opinion.level].text(language)
        rows.addWidget(Label(words("panel.level", level=opinion.level, name=name), "section"))
        known = self._criterion.levels
        looks = known[opinion.level].text(language) if opinion.level < len(known) else ""
        if looks and looks != name:
            rows.addWidget(WrapLabel(ui, looks))
        for who, note in opinion.said:
            said = words("panel.noted", who=who, note=note) if note else who
            rows.addWidget(WrapLabel(ui, said, "strong" if note else "body"))
        return column
