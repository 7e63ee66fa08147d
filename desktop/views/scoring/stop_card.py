"""Why somebody cannot score here, beside what they tried, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.actions.roles import role
from desktop.models.refusal import Fault, Refused
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel


class StopCard(Card):
    """Own agency: who may waive it does so here, everybody else is told whom to ask."""

    def __init__(self, ui: Ui, waive: Callable[[], object]) -> None:
        super().__init__(ui, tone="warning")
        self._ui = ui
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*[ui.theme.px(16), ui.theme.px(6)] * 2)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(16))
        self.said = WrapLabel(ui, "", "strong")
        self.waive = Button(ui, ui.words("panel.waive_ask"), "plain", "square-pen", waive)
        across.addWidget(self.said, 1, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.waive)
        self.rows.addLayout(across)
        self.setVisible(False)

    def show_no(self, no: Refused | Fault, code: str, blind: bool = False) -> None:
        """Say why, and how to go on; ``blind`` tells nothing of who is in the group."""
        ui, words = self._ui, self._ui.words
        own = no.code == "own-agency"
        may = role(ui.desk) in ("", "admin")
        hidden = own and blind
        said = words("panel.own_blind", code=code) if hidden else ui.wording.sentence(no)
        if own and not may:
            said = f"{said} {words('panel.waive_whom', code=code)}"
        self.said.set_text(f"▲ {said}")
        self.setAccessibleName(said)
        self.waive.setVisible(own and may)
        self.show()
