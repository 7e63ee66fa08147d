"""Who changed what, when and on which device: of one cell, or of one person."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.attendance import read_mark
from desktop.models.conflict_words import say_field, say_value
from desktop.models.wording import Words
from desktop.store import history, roster, timetable
from desktop.store.conflicts import labels
from desktop.store.history import Event
from desktop.views.attendance_words import date_words, mark_words
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.label import Label


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as people read it."""

    when: str
    session: str
    old: str
    new: str
    who: str
    device: str


class HistoryPanel(QDialog):
    """Newest first. ``HistoryPanel(ui).show(class_id, enrolment_id, session_id)`` opens it."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent or QApplication.activeWindow())
        self._ui = ui
        self._labels: dict[str, str] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(ui.words("attendance.history"))
        self.setMinimumSize(ui.theme.px(880), ui.theme.px(440))
        edge = ui.theme.px(24)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(edge, ui.theme.px(20), edge, ui.theme.px(20))
        self._rows.setSpacing(ui.theme.px(12))
        self._title = Label("", "section")
        self._rows.addWidget(self._title)
        self.table = TableView(ui, "history", self._columns())
        self.table.setAccessibleName(ui.words("attendance.history"))
        self.table.set_empty(EmptyState(ui, "history", ui.words("attendance.history_none")))
        self._rows.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(ui, ui.words("common.close"), run=self.close))
        self._rows.addLayout(foot)

    def show(self, class_id: str = "", enrolment_id: str = "", session_id: str = "") -> None:
        """Open the history of a person's cell, or without a session of all that is theirs."""
        store, words = self._ui.desk.store, self._ui.words
        person = roster.enrolment(store, enrolment_id)
        code = next((s.code for s in timetable.sessions(store, class_id) if s.id == session_id), "")
        name = person.name if person else ""
        self._title.setText(" · ".join(part for part in (name, code) if part))
        self._labels = labels(store)
        events = history.history(store, class_id, enrolment_id) if enrolment_id else []
        wanted = [e for e in events if not code or (e.entity == "attendance" and e.session == code)]
        self.table.set_rows([self._entry(words, e) for e in reversed(wanted)])
        if wanted:
            self.table.go_to(0)
        super().show()

    def _columns(self) -> list[Column]:
        return [
            Column("when", "attendance.history.when", 216),
            Column("session", "attendance.history.what", 96),
            Column("old", "attendance.history.old", 130, quiet=True),
            Column("new", "attendance.history.new", 150),
            Column("who", "attendance.history.who", 110),
            Column("device", "attendance.history.device", 110, quiet=True),
        ]

    def _entry(self, words: Words, event: Event) -> Entry:
        here = event.device == self._ui.desk.device
        known = self._labels.get(event.device, event.device[:8])
        device = words("attendance.history.here") if here else known
        return Entry(
            date_words(words, event.at),
            event.session or _subject(words, event),
            _value(words, event.entity, event.group, event.old),
            _value(words, event.entity, event.group, event.new),
            event.author,
            device,
        )


def _subject(words: Words, event: Event) -> str:
    """Name what changed where it was no mark: a field of the person, or of what is theirs."""
    if event.entity != "enrolment":
        return say_field(words, event.entity, event.group)
    known = words.has(f"attendance.history.group.{event.group}")
    return words(f"attendance.history.group.{event.group if known else 'other'}")


def _value(words: Words, entity: str, group: str, value: object) -> str:
    """Say a stored value: a mark in full, a person's fields one after the other."""
    if group == "mark":
        return mark_words(words, read_mark(value if isinstance(value, dict) else None))
    if entity != "enrolment":
        return say_value(words, entity, group, value) if value else ""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if isinstance(part, str) and part)
    return "" if value is None else str(value)
