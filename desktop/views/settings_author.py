"""Under which name this person's entries stand in the history."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop import settings
from desktop.store.membership import membership
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.field import Field


class AuthorCard(Card):
    """Stored as typed; an empty name is not taken, for every entry needs one."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.words("settings.author"))
        self._ui = ui
        self.name = QLineEdit(ui.desk.author, maxLength=120)
        self.name.setObjectName("settings-author")
        self._field = Field(
            ui, ui.words("settings.author_name"), self.name, ui.words("settings.author_help")
        )
        self.rows.addWidget(self._field)
        self.name.textEdited.connect(self._typed)
        self.name.editingFinished.connect(self._keep)
        ui.synced.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """On a server a person has the name they were invited under, and no other."""
        joined = membership(self._ui.desk.store)
        self.name.setReadOnly(joined is not None)
        if joined is not None:
            self.name.setText(joined.person)
            self._field.reassure(self._ui.words("settings.author_joined"))
        elif self.name.text().strip():
            self._field.forgive()

    def _typed(self, text: str) -> None:
        if text.strip():
            self._ui.desk.author = text.strip()
            self._field.forgive()
        else:
            self._field.complain(self._ui.words("settings.author_missing"))

    def _keep(self) -> None:
        desk = self._ui.desk
        if desk.settings.author != desk.author:
            desk.settings.author = desk.author
            settings.save(desk.store.path.parent, desk.settings)
