"""What the panel agreed on about a project: typed here, kept when one leaves it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QPlainTextEdit

from desktop.actions import panel
from desktop.actions.waivers import check_note
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.store import typing
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.card import Card
from desktop.views.widgets.field import Field

PAUSE = 600
"""Milliseconds without a key after which what is typed is kept."""
_ROW, _PART = "consensus.", "note"


class ConsensusCard(Card):
    """Every pause keeps what is typed on this device; leaving the page makes one change of it."""

    def __init__(self, ui: Ui) -> None:
        words = ui.words
        super().__init__(ui)
        self._ui = ui
        self._of: Class | None = None
        self._project: Project | None = None
        self._filling = False
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._keep_here)
        self.note = QPlainTextEdit()
        self.note.textChanged.connect(self._typed)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(ui.theme.px(110))
        self.note.installEventFilter(self)
        self._field = Field(ui, words("panel.consensus"), self.note, words("panel.consensus_help"))
        self.rows.addWidget(self._field)

    def show_project(self, of: Class, project: Project) -> None:
        """Show what was agreed; what is being typed just now stays."""
        another = self._project is None or self._project.id != project.id
        self._of, self._project = of, project
        typed = typing.typed(self._ui.desk.store, _ROW + project.id).get(_PART)
        said = typed if isinstance(typed, str) else project.note
        if (another or not self.note.hasFocus()) and self.note.toPlainText() != said:
            self._filling = True
            self.note.setPlainText(said)
            self._filling = False

    def keep(self) -> None:
        """Make one change of what was typed, if it says something else."""
        self._pause.stop()
        of, project, ui = self._of, self._project, self._ui
        if of is None or project is None:
            return
        with ui.trying():
            said = check_note(self.note.toPlainText())
            if said == project.note:
                typing.drop(ui.desk.store, _ROW + project.id)
                return
            panel.consensus(ui.desk, of, project, said)
            typing.drop(ui.desk.store, _ROW + project.id)
            self._project = replace(project, note=said)
            ui.say(ui.words("panel.consensus_kept", code=project.code), undo=lambda: undo(ui))

    def _typed(self) -> None:
        if not self._filling:
            self._pause.start()

    def _keep_here(self) -> None:
        """Keep what is typed on this device alone."""
        if self._project is not None and self._of is not None:
            said, now = self.note.toPlainText(), self._ui.desk.now()
            row, at = _ROW + self._project.id, now.isoformat(timespec="milliseconds")
            typing.keep(self._ui.desk.store, row, {_PART: said}, at, scope=self._of.scope)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the note when the cursor leaves it."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)
