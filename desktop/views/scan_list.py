"""The last ten who came in, each with its way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions.scanning import Arrival
from desktop.views.attendance_words import mark_words, moment_words
from desktop.views.popup_frame import PopupFrame
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.pill import Pill

KEPT = 10


class ScanList(PopupFrame):
    """Newest first; taking one back closes the list, so that nobody takes back two by haste."""

    def __init__(
        self,
        ui: Ui,
        parent: QWidget,
        arrivals: Sequence[Arrival],
        take_back: Callable[[Arrival], object],
    ) -> None:
        super().__init__(ui, parent, ui.words("attendance.last_scans"))
        self._take_back = take_back
        self.buttons: list[Button] = []
        if not arrivals:
            self.rows.addWidget(Label(ui.words("attendance.no_scans"), "muted"))
        for arrival in arrivals:
            self.rows.addLayout(self._line(arrival))

    def _line(self, arrival: Arrival) -> QHBoxLayout:
        ui, words, person = self.ui, self.ui.words, arrival.person
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(12))
        time = Label(moment_words(words, arrival.seen, ui.desk.now()), "muted")
        time.setMinimumWidth(ui.theme.px(64))
        name = Label(person.name if person else "")
        name.setMinimumWidth(ui.theme.px(240))
        state = Pill(ui, arrival.after.status.value, mark_words(words, arrival.after))
        undo = Button(ui, words("common.undo"), "quiet", "undo-2")
        undo.setAccessibleName(f"{words('common.undo')} {name.text()}")
        undo.clicked.connect(lambda: self._undo(arrival))
        self.buttons.append(undo)
        across.addWidget(time)
        across.addWidget(name, 1)
        across.addWidget(Label(arrival.session.code, "muted"))
        across.addWidget(state)
        across.addWidget(undo)
        return across

    def _undo(self, arrival: Arrival) -> None:
        self.close()
        self._take_back(arrival)
