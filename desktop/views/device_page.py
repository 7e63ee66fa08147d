"""What is on this device: which classes, how much of each, and what of it nobody else has yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.refusal import Fault, Refused
from desktop.models.wording import Words
from desktop.store import outbox
from desktop.store.outbox import Kept
from desktop.store.replica import Replica
from desktop.views.settings_backups import show_size
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.today_cards import Entry, ListCard
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.wrap_label import WrapLabel

_LEFT = "sync.left"
"""Where the views remember what a class was called that is no longer here."""


class DeviceDialog(Dialog):
    """A class may leave once all of it was sent, and come back when it is wanted again."""

    def __init__(self, ui: Ui, parent: QWidget | None) -> None:
        words, px = ui.words, ui.theme.px
        self._withdrawn: frozenset[str] = frozenset()
        super().__init__(
            ui, parent, words("meeting.kept.title"), words("meeting.kept.text"),
            words("common.close"), kind="plain",
        )  # fmt: skip
        self.cancel.hide()
        self.table = TableView(ui, "kept", self._columns())
        self.table.setAccessibleName(words("meeting.kept.title"))
        self.table.setMinimumHeight(px(200))
        self.table.set_empty(EmptyState(ui, "database", words("meeting.kept.none")))
        self.table.current_changed.connect(lambda _: self._offer())
        self.body.addWidget(self.table)
        self.leave = Button(ui, words("meeting.kept.leave"), run=self.take_off)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        self.total = WrapLabel(ui, "", "muted")
        across.addWidget(self.total, 1)
        across.addWidget(self.leave)
        self.body.addWidget(inside)
        self.said = WrapLabel(ui, "", "strong", "warning")
        self.said.hide()
        self.body.addWidget(self.said)
        self.gone = ListCard(ui, words("meeting.kept.gone"), "")
        self.body.addWidget(self.gone)
        self.setMinimumWidth(px(720))
        ui.synced.connect(self._moved)
        ui.live.changed.connect(self._moved)
        self.refresh()

    def refresh(self) -> None:
        """Ask what is here, and what was here."""
        words, store = self._ui.words, self._ui.desk.store
        self._withdrawn = Replica(store).withdrawn()
        found = outbox.kept(store)
        self.table.set_rows(found)
        size = show_size(words, sum(kept.bytes for kept in found))
        self.total.set_text(words("meeting.kept.total", n=len(found), size=size))
        names = self._names()
        entries = [
            Entry(
                names.get(scope) or words("meeting.scope.other"),
                button=words("meeting.kept.fetch"),
                run=partial(self.fetch, scope),
            )
            for scope in Replica(store).left()
        ]
        self.gone.set_entries(entries)
        self.gone.setVisible(bool(entries))
        self._offer()

    def take_off(self) -> None:
        """Take the chosen class off this device; refused while something of it is unsent."""
        network, chosen = self._ui.network, self.table.current_row()
        if network is None or chosen is None:
            return
        try:
            network.leave_class(chosen.scope)
        except (Refused, Fault) as no:
            self.said.set_text(self._ui.wording.sentence(no))
            self.said.show()
            return
        self.said.hide()
        self._ui.settings[_LEFT] = {**self._names(), chosen.scope: chosen.code}
        self.refresh()

    def fetch(self, scope: str) -> None:
        """Let a class come back."""
        if self._ui.network is not None:
            self._ui.network.fetch_class(scope)
            self.refresh()

    def _names(self) -> Mapping[str, str]:
        known = self._ui.settings.get(_LEFT, {})
        return known if isinstance(known, dict) else {}

    def _moved(self, _: object = None) -> None:
        if self.isVisible():
            self.refresh()

    def _offer(self) -> None:
        """Leaving takes a server that has the class, and a class that is chosen."""
        network = self._ui.network
        joined = network is not None and network.state().membership is not None
        self.leave.setVisible(joined)
        self.leave.setEnabled(self.table.current_row() is not None)

    def _shared(self, kept: Kept) -> str:
        """Say whether the server still takes and gives this class."""
        gone = kept.scope in self._withdrawn
        return self._ui.words("meeting.kept.withdrawn" if gone else "meeting.kept.yours")

    def _columns(self) -> list[Column]:
        words = self._ui.words
        return [
            Column("code", "meeting.kept.class", 110),
            Column("scope", "meeting.kept.shared", 150, text=self._shared),
            Column("people", "meeting.kept.people", 90, "right", _figure(words, "people")),
            Column("changes", "meeting.kept.changes", 110, "right", _figure(words, "changes")),
            Column("unsent", "meeting.kept.unsent", 110, "right", _figure(words, "unsent")),
            Column(
                "bytes", "meeting.kept.size", 110, "right",
                lambda kept: show_size(words, kept.bytes), lambda kept: kept.bytes, quiet=True,
            ),
        ]  # fmt: skip


def _figure(words: Words, key: str) -> Callable[[Kept], str]:
    return lambda kept: words.number(getattr(kept, key))
