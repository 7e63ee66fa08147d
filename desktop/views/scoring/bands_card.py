"""What a total is called, what a level is called, and from where scorers should talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.forms import Said
from desktop.models.rubric import TOP, Band, Rubric
from desktop.views.scoring.rubric_draft import (
    MOST,
    add_band,
    remove_band,
    with_band,
    with_level_name,
)
from desktop.views.scoring.said_fields import SaidLines
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.row import Row
from desktop.views.widgets.wrap_label import WrapLabel

Change = Callable[[Rubric], object]


class BandsCard(Card):
    """The bands of results: from how many points, and what that is called."""

    def __init__(self, ui: Ui, draft: Callable[[], Rubric], change: Change, fixed: bool) -> None:
        words = ui.words
        super().__init__(ui, words("panel.bands"))
        self._ui = ui
        self._draft = draft
        self._change = change
        self._fixed = fixed
        self.rows.addWidget(WrapLabel(ui, words("panel.bands_help"), "muted"))
        self._list = QVBoxLayout()
        self._list.setSpacing(ui.theme.px(4))
        self.rows.addLayout(self._list)
        self.add = Button(ui, words("panel.add_band"), "plain", "plus", self._add)
        self.add.setVisible(False)
        across = QHBoxLayout()
        across.addWidget(self.add)
        across.addStretch(1)
        self.rows.addLayout(across)
        self.fill()

    def fill(self) -> None:
        """Show the bands as they stand."""
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        bands = self._draft().bands
        for at, band in enumerate(bands):
            self._list.addWidget(self._line(at, band))
        self.add.setVisible(not self._fixed and len(bands) < MOST)

    def _line(self, at: int, band: Band) -> QWidget:
        ui, words = self._ui, self._ui.words
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        least = NumberField(ui, 0, 100, band.least)
        least.setAccessibleName(words("panel.band_least", n=at + 1))
        least.setFixedWidth(ui.theme.px(92))
        least.setEnabled(not self._fixed)
        least.valueChanged.connect(partial(self._set_least, at))
        name = words("panel.band_name", n=at + 1)
        across.addWidget(Label(words("panel.from"), "muted"))
        across.addWidget(least)
        across.addWidget(
            SaidLines(ui, band.name, name, partial(self._set_name, at), self._fixed), 1
        )
        if not self._fixed:
            remove = Button(
                ui, "", "quiet", "trash-2", partial(self._remove, at),
                words("panel.remove", what=name),
            )  # fmt: skip
            across.addWidget(remove)
        return line

    def _set_least(self, at: int, least: int) -> None:
        draft = self._draft()
        self._change(with_band(draft, at, replace(draft.bands[at], least=least)))

    def _set_name(self, at: int, said: Said) -> None:
        draft = self._draft()
        self._change(with_band(draft, at, replace(draft.bands[at], name=said)))

    def _add(self) -> None:
        self._change(add_band(self._draft()))
        self.fill()

    def _remove(self, at: int) -> None:
        self._change(remove_band(self._draft(), at))
        self.fill()


class LevelsCard(Card):
    """What the levels 4 to 0 are called, the same for all criteria."""

    def __init__(self, ui: Ui, draft: Callable[[], Rubric], change: Change, fixed: bool) -> None:
        words = ui.words
        super().__init__(ui, words.number(words("panel.level_names")))
        for level in range(TOP, -1, -1):
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(ui.theme.px(8))
            number = Label(words.number(level), "strong")
            number.setMinimumWidth(ui.theme.px(24))
            across.addWidget(number)

            def named(said: Said, level: int = level) -> None:
                change(with_level_name(draft(), level, said))

            name = words("panel.level_name", level=level)
            across.addWidget(SaidLines(ui, draft().levels[level], name, named, fixed), 1)
            self.rows.addWidget(line)


class LimitsCard(Card):
    """How many sheets a project should have, and how far apart scorers may be."""

    def __init__(self, ui: Ui, draft: Callable[[], Rubric], change: Change, fixed: bool) -> None:
        words = ui.words
        super().__init__(ui, words("panel.limits"))
        now = draft()
        self.sheets = NumberField(ui, 1, 20, now.least_sheets)
        self.levels = NumberField(ui, 1, TOP, now.gap_levels)
        self.points = NumberField(ui, 1, 100, now.gap_total)
        fields = [
            Field(ui, words("panel.least_sheets"), self.sheets, words("panel.least_sheets_help")),
            Field(ui, words("panel.gap_levels"), self.levels, words("panel.gap_levels_help")),
            Field(ui, words("panel.gap_total"), self.points, words("panel.gap_total_help")),
        ]
        self.rows.addWidget(Row(ui, *fields))
        for number, name in (
            (self.sheets, "least_sheets"),
            (self.levels, "gap_levels"),
            (self.points, "gap_total"),
        ):
            number.setEnabled(not fixed)

            def limited(value: int, name: str = name) -> None:
                change(replace(draft(), **{name: value}))  # type: ignore[arg-type]

            number.valueChanged.connect(limited)
