"""The small lists of the day: who came last, who is at risk, what is left to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.ui import Tone, Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label, Line
from desktop.views.widgets.pill import Pill
from desktop.views.widgets.thai_breaks import Breaks
from desktop.views.widgets.wrap_label import WrapLabel


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what is said, what more, a state or a tone before it, and where it leads."""

    text: str
    more: str = ""
    state: str = ""
    state_text: str = ""
    tone: Tone | None = None
    button: str = ""
    run: Callable[[], object] | None = None


_ICONS: dict[Tone, str] = {
    "ok": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
    "info": "info",
}


class ListCard(Card):
    """A titled list that says what it means to be empty; ``breaks`` is "spaces" for people."""

    def __init__(self, ui: Ui, title: str, empty: str, breaks: Breaks = "words") -> None:
        super().__init__(ui, title)
        self._ui = ui
        self._empty = empty
        self._breaks = breaks
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.rows.addLayout(self._list)
        self.entries: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry], more: str = "") -> None:
        """Show other lines; ``more`` says how many are not shown."""
        self.entries = list(entries)
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, entry in enumerate(entries):
            if at:
                self._list.addWidget(Line())
            self._list.addWidget(self._line(entry))
        if not entries:
            self._list.addWidget(WrapLabel(self._ui, self._empty, "muted"))
        if more:
            self._list.addWidget(Label(more, "muted"))

    def _line(self, entry: Entry) -> QWidget:
        ui, line = self._ui, QWidget()
        line.setAccessibleName(" ".join(filter(None, [entry.text, entry.state_text, entry.more])))
        line.setMinimumHeight(ui.theme.px(36))
        across = QHBoxLayout(line)
        across.setContentsMargins(0, ui.theme.px(4), 0, ui.theme.px(4))
        across.setSpacing(ui.theme.px(10))
        if entry.tone is not None:
            icon = Label()
            ratio = self.devicePixelRatioF()
            icon.setPixmap(ui.icons.pixmap(_ICONS[entry.tone], entry.tone, 20, ratio))
            across.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addStretch(1)
        told.addWidget(WrapLabel(ui, entry.text, breaks=self._breaks))
        if entry.more:
            told.addWidget(WrapLabel(ui, entry.more, "muted", breaks=self._breaks))
        told.addStretch(1)
        across.addLayout(told, 1)
        if entry.state:
            across.addWidget(Pill(ui, entry.state, entry.state_text))
        if entry.button:
            button = Button(ui, entry.button, "link", run=entry.run)
            button.setAccessibleName(f"{entry.button}: {entry.text}")
            across.addWidget(button)
        return line
