"""One criterion of a rubric to edit: its name, its weight, and below what each level looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.forms import NOTHING, Said
from desktop.models.rubric import TOP, Criterion, Rubric
from desktop.views.scoring.said_fields import SaidLines, SaidTexts
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label, Line
from desktop.views.widgets.number_field import NumberField
from desktop.views.widgets.wrap_label import WrapLabel


@dataclass(frozen=True, slots=True)
class Asks:
    """What an editor may ask for; each is told the place of the criterion first."""

    change: Callable[[int, Criterion], object]
    describe: Callable[[int, int, Said], object]
    move: Callable[[int, int], object]
    remove: Callable[[int], object]


class CriterionEditor(QWidget):
    """A line with everything that is edited often; the levels fold out below it."""

    def __init__(self, ui: Ui, rubric: Rubric, at: int, asks: Asks, fixed: bool) -> None:
        super().__init__()
        self._ui = ui
        self._rubric = rubric
        self._at = at
        self._asks = asks
        self._fixed = fixed
        self.criterion = rubric.criteria[at]
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(ui.theme.px(8))
        self._rows.addLayout(self._line())
        self.looks: list[SaidTexts] = []
        self._levels: QWidget | None = None
        self._rows.addWidget(Line())

    def _line(self) -> QHBoxLayout:
        ui, words, criterion = self._ui, self._ui.words, self.criterion
        name = words("panel.criterion_name", code=criterion.code)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        code = Label(criterion.code, "strong")
        code.setMinimumWidth(ui.theme.px(32))
        self.name = SaidLines(ui, criterion.name, name, self._named, self._fixed)
        self.weight = NumberField(ui, 0, 100, criterion.weight)
        self.weight.setAccessibleName(words("panel.weight_of", code=criterion.code))
        self.weight.setFixedWidth(ui.theme.px(92))
        self.weight.setEnabled(not self._fixed)
        self.weight.valueChanged.connect(self._weighed)
        said = words("panel.levels_of", code=criterion.code)
        self.fold = Button(ui, "", "quiet", "chevron-down", self.unfold, said)
        self.fold.setCheckable(True)
        across.addWidget(code)
        across.addWidget(self.name, 1)
        across.addWidget(Label(words("panel.weight_label"), "muted"))
        across.addWidget(self.weight)
        across.addWidget(self.fold)
        for widget in self._moves() if not self._fixed else ():
            across.addWidget(widget)
        return across

    def _moves(self) -> list[Button]:
        ui, words, code = self._ui, self._ui.words, self.criterion.code
        move, last = self._asks.move, len(self._rubric.criteria) - 1
        self.up = Button(
            ui, "", "quiet", "arrow-up", partial(move, self._at, -1),
            words("panel.move_up", code=code),
        )  # fmt: skip
        self.down = Button(
            ui, "", "quiet", "arrow-down", partial(move, self._at, 1),
            words("panel.move_down", code=code),
        )  # fmt: skip
        self.remove = Button(
            ui, "", "quiet", "trash-2", partial(self._asks.remove, self._at),
            words("panel.remove", what=code),
        )  # fmt: skip
        self.up.setEnabled(self._at > 0)
        self.down.setEnabled(self._at < last)
        self.remove.setEnabled(last > 0)
        return [self.up, self.down, self.remove]

    def unfold(self) -> None:
        """Show what the levels look like, or fold them away; made at the first look."""
        if self._levels is None:
            self._levels = self._pages()
            self._rows.insertWidget(1, self._levels)
            self._levels.show()
            follow_layout(self)
            unfolded = True
        else:
            unfolded = not self._levels.isVisible()
            self._levels.setVisible(unfolded)
        self.fold.setChecked(unfolded)
        self.fold.set_icon("chevron-up" if unfolded else "chevron-down")

    def _pages(self) -> QWidget:
        ui, words = self._ui, self._ui.words
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(ui.theme.px(40), 0, 0, ui.theme.px(8))
        rows.setSpacing(ui.theme.px(4))
        for level in range(TOP, -1, -1):
            name = words(
                "panel.level", level=level, name=self._rubric.levels[level].text(words.language)
            )
            known = self.criterion.levels
            said = known[level] if level < len(known) else NOTHING
            about = f"{self.criterion.code} {name}"
            page = SaidTexts(ui, said, about, partial(self._described, level), self._fixed)
            across = QHBoxLayout()
            across.setSpacing(ui.theme.px(8))
            label = WrapLabel(ui, name, "strong")
            label.setFixedWidth(ui.theme.px(108))
            across.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(page, 1)
            rows.addLayout(across)
            self.looks.append(page)
        return inside

    def _named(self, said: Said) -> None:
        self.criterion = replace(self.criterion, name=said)
        self._asks.change(self._at, self.criterion)

    def _weighed(self, weight: int) -> None:
        self.criterion = replace(self.criterion, weight=weight)
        self._asks.change(self._at, self.criterion)

    def _described(self, level: int, said: Said) -> None:
        known = (*self.criterion.levels, *[NOTHING] * (TOP + 1 - len(self.criterion.levels)))
        self.criterion = replace(self.criterion, levels=(*known[:level], said, *known[level + 1 :]))
        self._asks.describe(self._at, level, said)
