"""A line that says the organisation has published a newer rubric than the class scores with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.actions import rubrics
from desktop.models.classes import Class
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel


class NewerRubric(Card):
    """Nobody is moved to another rubric unasked: sheets that are begun keep theirs anyway."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, tone="info")
        self._ui = ui
        self._of: Class | None = None
        edges = self.layout()
        if edges is not None:
            edges.setContentsMargins(*[ui.theme.px(16), ui.theme.px(4)] * 2)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(16))
        self.said = WrapLabel(ui)
        self.use = Button(ui, "", "plain", "check", self._use)
        across.addWidget(self.said, 1, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.use)
        self.rows.addLayout(across)
        self.setVisible(False)

    def show_class(self, of: Class) -> None:
        """Look whether there is a newer version than the class has."""
        self._of = of
        words, desk = self._ui.words, self._ui.desk
        own, newest = rubrics.rubric(desk, of).version, rubrics.versions(desk)[-1].version
        self.setVisible(newest > own)
        self.said.set_text(words("panel.newer", own=own, newest=newest))
        self.use.set_text(words("panel.newer_use", n=newest))
        self.setAccessibleName(self.said.plain())

    def _use(self) -> None:
        of, ui = self._of, self._ui
        if of is None:
            return
        with ui.trying():
            newest = rubrics.versions(ui.desk)[-1]
            rubrics.use(ui.desk, of, newest)
            said = ui.words("panel.newer_used", n=newest.version)
            ui.say(said, undo=lambda: undo(ui))
        self.show_class(of)
