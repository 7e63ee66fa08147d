"""One criterion in a line: what it is, what it weighs, and the level it was given."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.models.rubric import Criterion, Rubric
from desktop.models.scoring import Cell
from desktop.views.scoring.level_choice import Choice
from desktop.views.ui import Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class CriterionHead(Choice):
    """Pressing it opens its levels; ● says that it has one, ○ that it has none."""

    def __init__(self, ui: Ui, criterion: Criterion) -> None:
        super().__init__()
        self._ui = ui
        self.criterion = criterion
        self.setProperty("kind", "quiet")
        words, px = ui.words, ui.theme.px
        self._title = criterion.name.text(words.language)
        across = QHBoxLayout(self)
        across.setContentsMargins(px(8), px(4), px(8), px(4))
        across.setSpacing(px(8))
        top = Qt.AlignmentFlag.AlignVCenter
        across.addWidget(Label(criterion.code, "strong"), 0, top)
        across.addWidget(WrapLabel(ui, self._title, "strong"), 1, top)
        across.addWidget(Label(words("panel.weight", n=criterion.weight), "muted"), 0, top)
        self._given = Label("", "strong")
        across.addWidget(self._given, 0, top)
        self.settle()

    def show_cell(self, cell: Cell, rubric: Rubric, opened: bool) -> None:
        """Say the level that was given, and whether the levels are open below."""
        words = self._ui.words
        self.setChecked(opened)
        if cell.level is None:
            said, name = f"○ {words('panel.no_level')}", words("panel.no_level")
        else:
            name = words(
                "panel.level",
                level=cell.level,
                name=rubric.levels[cell.level].text(words.language),
            )
            said = f"● {name}"
        self._given.setText(said)
        self._given.set_tone(None if cell.level is None else "ok")
        weight = words("panel.weight", n=self.criterion.weight)
        self.setAccessibleName(f"{self.criterion.code} {self._title}, {weight}, {name}")
