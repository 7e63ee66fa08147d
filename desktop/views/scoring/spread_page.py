"""How far the scorers lay apart on the samples, to be looked at and talked about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import panel
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.scoring import Result
from desktop.views.scoring.differences import Differences
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label


class SpreadPage(QWidget):
    """One part for each sample that at least two have scored."""

    left = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        words, px = ui.words, ui.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        back = words("panel.to_list")
        self.back = Button(ui, "", "quiet", "chevron-left", self.left.emit, back)
        self.back.setAccessibleName(back)
        head.addWidget(self.back)
        head.addWidget(Label(words("panel.practice_spread"), "section"))
        head.addStretch(1)
        outer.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(self._area.focusPolicy().NoFocus)
        outer.addWidget(self._area, 1)

    def show_results(self, of: Class, results: Sequence[tuple[Project, Result]]) -> None:
        """Show the samples as they were scored."""
        ui, words = self._ui, self._ui.words
        shown = panel.shown_names(ui.desk, of)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, ui.theme.px(8), 0)
        rows.setSpacing(ui.theme.px(12))
        for project, result in results:
            title = words("panel.project", code=project.code, title=project.title)
            rows.addWidget(Label(title, "section"))
            rows.addWidget(Differences(ui, title, result, shown))
        rows.addStretch(1)
        self._area.setWidget(inside)
        follow_layout(self)
