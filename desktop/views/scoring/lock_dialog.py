"""The one question before a sheet is locked: it names the project and what was given."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.models.projects import Project
from desktop.models.scoring import Sheet, printed, sheet_score
from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.wrap_label import WrapLabel


class LockDialog(Dialog):
    """Accepted, the sheet may be locked."""

    def __init__(self, ui: Ui, project: Project, sheet: Sheet, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("panel.lock_title", code=project.code),
            confirm=words("panel.lock_confirm", code=project.code),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        exact = sheet_score(sheet)
        total = words.number("–" if exact is None else printed(exact))
        said = [
            WrapLabel(ui, project.title or words("panel.untitled"), "strong"),
            WrapLabel(
                ui, words("panel.lock_what", total=total, scorer=sheet.scorer), breaks="spaces"
            ),
            WrapLabel(ui, words("panel.lock_text")),
        ]
        for line in said:
            self.body.addWidget(line)
        self.body.setSpacing(ui.theme.px(4))
        self.setAccessibleDescription(" ".join(line.plain() for line in said))
        self.setMinimumWidth(ui.theme.px(540))
