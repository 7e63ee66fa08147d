"""Above a work: whose it is, where it stands, and the way to the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.actions.submissions import Overview
from desktop.models.submissions import Version
from desktop.views.reviewing.states import SHAPES, moment, state_words
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.pill import Pill

Run = Callable[[], object]
LARGE = 1.2
"""Above this scale buttons say less, so that the name stays whole."""


class DeskHead(QWidget):
    """One line, so that the work begins as high as possible."""

    def __init__(self, ui: Ui, leave: Run, back: Run, on: Run, unread: Run) -> None:
        super().__init__()
        self._ui = ui
        words = ui.words
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        said = words("reviewing.leave")
        brief = ui.theme.scale > LARGE
        self.leave = Button(
            ui, "" if brief else said, "quiet", "chevron-left", leave, f"{said} (Esc)"
        )
        self.name = ElidedLabel("", "section")
        self.pill = Pill(ui)
        self.facts = ElidedLabel()
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._brief = ui.theme.scale > LARGE
        self.back = Button(ui, "", "plain", "chevron-up", back, words("reviewing.previous_tip"))
        self.on = Button(ui, "", "plain", "chevron-down", on, words("reviewing.next_tip"))
        self.unread = Button(
            ui, "", "plain", "arrow-right", unread, words("reviewing.next_unread_tip")
        )
        for widget in (self.leave, self.name, self.pill):
            across.addWidget(widget)
        across.addWidget(self.facts, 1)
        for button in (self.back, self.on, self.unread):
            across.addWidget(button)

    def show_row(self, row: Overview, version: Version | None, unread: int) -> None:
        """Name somebody's work, and say how many still wait to be read."""
        words, person = self._ui.words, row.enrolment
        self.name.setText(words("reviewing.who", seat=person.seat, name=person.name))
        self.pill.set_state(SHAPES[row.state], state_words(words, row.state))
        parts = [words.number(version.receipt) if version else ""]
        if version is not None:
            parts.append(moment(words, version.at, self._ui.desk.now()))
            parts.append(words("reviewing.late") if version.late else "")
        parts.append(person.person.agency)
        self.facts.setText(" · ".join(filter(None, parts)))
        said = words("reviewing.next_unread", n=unread)
        self.unread.set_text(words.number(unread) if self._brief else said)
        self.unread.setAccessibleName(said)
        self.unread.setEnabled(unread > 0)
