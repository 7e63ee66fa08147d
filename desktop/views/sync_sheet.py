"""The outbox: what was put aside, what waits, what was sent, and why nothing moves just now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QWidget

from desktop.models.syncing import SyncState
from desktop.models.wording import Words
from desktop.store import classes as shelf
from desktop.store import outbox
from desktop.store.outbox import Parcel
from desktop.store.series import TAKEN
from desktop.views.class_words import class_title
from desktop.views.place import Place
from desktop.views.sync_words import cause, headline, moment, network_state, next_try
from desktop.views.today_cards import Entry, ListCard
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.wrap_label import WrapLabel

SHOWN = 4
CLASSES = 3
_SETTLES = 200  # milliseconds: many small changes are shown once
_TICK = 1_000
_WIDE = 980


def reason_words(words: Words, fate: str) -> str:
    """Say why the server put something aside, and what to do; ``fate`` is as it was stored."""
    code = fate.partition(":")[2]
    key = f"meeting.reason.{code}"
    return words(key) if words.has(key) else words("meeting.reason.other", code=code)


class SyncSheet(Dialog):
    """Asks again whenever something moves; nothing in it has to be pressed for data to travel."""

    def __init__(self, ui: Ui, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui, parent, words("meeting.sheet.title"), confirm=words("meeting.sheet.now"),
            check=self._press,
        )  # fmt: skip
        self.setObjectName("sync-sheet")
        self.cancel.set_text(words("common.close"))
        self._head()
        self.conflicts = ListCard(ui, words("classes.tab.conflicts"), "")
        self.body.addWidget(self.conflicts)
        self._cards()
        self._tools()
        self._later = QTimer(self, singleShot=True, interval=_SETTLES)
        self._later.timeout.connect(self.refresh)
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._tell)
        ui.synced.connect(self._moved)
        ui.live.changed.connect(self._moved)
        self.refresh()

    def refresh(self) -> None:
        """Ask what is where."""
        store, state = self._ui.desk.store, network_state(self._ui)
        self._tell()
        alone = state.phase == "alone"
        for card in (self.aside, self.ready, self.sent):
            card.setVisible(not alone)
        if not alone:
            self._fill(self.aside, outbox.aside(store))
            self._fill_ready()
            self._fill(self.sent, outbox.sent(store, self._ui.desk.device))
        self._offer_conflicts(outbox.disputed(store))

    def showEvent(self, event: QShowEvent) -> None:
        """Count the seconds to the next try."""
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing any more: the store may be closed next."""
        super().hideEvent(event)
        self._clock.stop()
        self._later.stop()

    def _head(self) -> None:
        ui = self._ui
        self.now = WrapLabel(ui, "", "strong")
        self.why = WrapLabel(ui)
        self.bar = QProgressBar(textVisible=False)
        for widget in (self.now, self.why, self.bar):
            self.body.addWidget(widget)

    def _cards(self) -> None:
        ui, words, px = self._ui, self._ui.words, self._ui.theme.px
        self.aside, self.ready, self.sent = (
            ListCard(ui, words(f"meeting.sheet.{name}"), words(f"meeting.sheet.{name}_none"))
            for name in ("aside", "ready", "sent")
        )
        parent = self.parentWidget()
        wide = parent is None or parent.width() >= px(_WIDE) + px(80)
        sides = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        inside = QWidget()
        across = QBoxLayout(sides, inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(16))
        for card in (self.aside, self.ready, self.sent):
            across.addWidget(card, 1)
        self.body.addWidget(inside)
        self.setMinimumWidth(px(_WIDE) if wide else px(560))

    def _tools(self) -> None:
        """Put what is needed now and then on the left of the buttons."""
        ui, words = self._ui, self._ui.words
        self.export = Button(ui, words("meeting.sheet.export"), "quiet", "usb", self._open_export)
        self.take = Button(
            ui, words("meeting.sheet.import"), "quiet", "folder-open", self._open_import
        )
        self.device = Button(
            ui, words("meeting.sheet.device"), "quiet", "monitor", self._open_device
        )
        for at, button in enumerate((self.export, self.take, self.device)):
            self.buttons.insertWidget(at, button)
            button.setVisible(ui.network is not None)

    def _moved(self, _: object = None) -> None:
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    def _tell(self) -> None:
        """Say how things stand; every second, for the next try comes nearer."""
        words, state, now = self._ui.words, network_state(self._ui), self._ui.desk.now()
        self.now.set_text(headline(words, state, now))
        self.now.set_tone("warning" if state.phase == "trouble" else None)
        said = [cause(words, state), next_try(words, state, now)]
        self.why.set_text("\n".join(filter(None, said)))
        self.why.setVisible(any(said))
        self.bar.setVisible(state.phase == "working" and state.total > 0)
        self.bar.setRange(0, max(1, state.total))
        self.bar.setValue(state.done)
        self.bar.setAccessibleName(self.now.plain())
        self._offer(state)

    def _offer(self, state: SyncState) -> None:
        """Let the one button fit: join while alone, else send now."""
        words = self._ui.words
        alone = state.phase == "alone"
        self.confirm.setVisible(self._ui.network is not None)
        self.confirm.set_text(words("meeting.sheet.join" if alone else "meeting.sheet.now"))
        self.confirm.setEnabled(state.phase != "working")

    def _press(self) -> bool:
        """Begin a round, or join; the sheet stays open to show what comes of it."""
        network = self._ui.network
        if network is None:
            return True
        if network.state().phase == "alone":
            from desktop.views.enrol_dialog import EnrolDialog  # needed once in a device's life

            EnrolDialog(self._ui, self).open()
        else:
            network.sync_now()
        return False

    def _fill_ready(self) -> None:
        """Look closely only at the classes there is room for: a first push may hold hundreds."""
        store = self._ui.desk.store
        scopes = outbox.lively(store)
        self._fill(self.ready, outbox.waiting(store, scopes[:SHOWN]), len(scopes) - SHOWN)

    def _fill(self, card: ListCard, parcels: Sequence[Parcel], classes: int = 0) -> None:
        """List the first parcels, and say how many more there are, of these or other classes."""
        words, now = self._ui.words, self._ui.desk.now()
        left = len(parcels) - SHOWN
        more = [
            words("meeting.sheet.more", n=left) if left > 0 else "",
            words("meeting.sheet.more_classes", n=classes) if classes > 0 else "",
        ]
        card.set_entries(
            [self._entry(parcel, now) for parcel in parcels[:SHOWN]],
            " · ".join(filter(None, more)),
        )

    def _entry(self, parcel: Parcel, now: datetime) -> Entry:
        words = self._ui.words
        kind = f"meeting.entity.{parcel.entity}"
        what = words(kind if words.has(kind) else "meeting.entity.other")
        title = what if parcel.scope == "org" else f"{self._class(parcel.scope)} · {what}"
        parts = [
            words("meeting.item.count", n=parcel.changes),
            words("meeting.item.people", n=parcel.people) if parcel.people else "",
            parcel.author,
            moment(words, datetime.fromisoformat(parcel.at), now),
        ]
        more = " · ".join(filter(None, parts))
        if not parcel.fate:
            return Entry(title, more)
        if parcel.fate == TAKEN:
            more = f"{more}\n{reason_words(words, parcel.fate)}"
            button = words("meeting.sheet.reissue")
            return Entry(title, more, tone="warning", button=button, run=self._reissue)
        return Entry(
            words.number(title), f"{more}\n{reason_words(words, parcel.fate)}", tone="warning"
        )

    def _reissue(self) -> None:
        """Give new numbers to the certificates whose number another desk had given."""
        from desktop.actions.reissue import reissue_taken

        with self._ui.trying():
            n = reissue_taken(self._ui.desk)
            self._ui.say(self._ui.words("meeting.sheet.reissued", n=n))
            self.refresh()

    def _class(self, scope: str) -> str:
        """Name a class; one of which not all has arrived has no name yet."""
        words = self._ui.words
        of = shelf.class_by_id(self._ui.desk.store, scope.partition(":")[2])
        return class_title(words, of) if of is not None else words("meeting.scope.other")

    def _offer_conflicts(self, found: Mapping[str, int]) -> None:
        """Lead to the differences of each class that has any."""
        words = self._ui.words
        entries = [
            Entry(
                words("meeting.sheet.shared") if scope == "org" else self._class(scope),
                words("meeting.sheet.conflicts", n=n),
                tone="warning",
                button=words("meeting.sheet.choose"),
                run=partial(self._choose, scope.partition(":")[2]),
            )
            for scope, n in sorted(found.items(), key=lambda item: -item[1])
        ]
        left = len(entries) - CLASSES
        more = words("meeting.sheet.more", n=left) if left > 0 else ""
        self.conflicts.set_entries(entries[:CLASSES], more)
        self.conflicts.setVisible(bool(entries))

    def _choose(self, class_id: str) -> None:
        """Leave the sheet for the place where one chooses."""
        self.reject()
        if class_id:
            self._ui.go(Place("classes", class_id=class_id, tab="conflicts"))
        else:
            from desktop.views.conflicts_view import SharedConflictsDialog

            SharedConflictsDialog(self._ui, self.parentWidget()).open()

    def _open_device(self) -> None:
        from desktop.views.device_page import DeviceDialog

        DeviceDialog(self._ui, self).open()

    def _open_export(self) -> None:
        from desktop.views.bundle_export import ExportDialog

        ExportDialog(self._ui, self).open()

    def _open_import(self) -> None:
        from desktop.views.bundle_import import ask_bundle

        ask_bundle(self._ui, self)
