"""Who is scoring at this device: asked once, and shown from then on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.agency_field import AgencyField
from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field

LONGEST = 120


class ScorerDialog(Dialog):
    """A name and an agency; on a server the name is the one somebody was invited under."""

    def __init__(
        self,
        ui: Ui,
        name: str,
        agency: str,
        fixed: bool,
        keep: Callable[[str, str], object],
        parent: QWidget | None,
    ) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("panel.who_title"),
            words("panel.who_text"),
            words("panel.who_confirm"),
            check=self._keep,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._kept = keep
        self.name = QLineEdit(name, maxLength=LONGEST)
        self.name.setReadOnly(fixed)
        key = "panel.who_joined" if fixed else "panel.who_help"
        self._named = Field(ui, words("panel.scorer"), self.name, words(key))
        self.name.textEdited.connect(lambda _: self._named.forgive())
        self.agency = AgencyField(ui, agency)
        self.body.addWidget(self._named)
        self.body.addWidget(self.agency)
        self.setMinimumWidth(ui.theme.px(560))

    def _keep(self) -> bool:
        name = " ".join(self.name.text().split())
        if not name:
            self._named.complain(self._ui.words("panel.scorer_missing"))
            self.name.setFocus()
            return False
        self._kept(name, self.agency.text().strip())
        return True
