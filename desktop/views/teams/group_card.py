"""One group as a card: its name, its people, and a place to drop somebody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.teams.member_list import MIME, Keys, MemberList, Shown
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class GroupCard(QFrame):
    """``dropped`` carries a person's enrolment; ``menu_asked`` asks what can be done with it.

    The card of those in no group has no menu. ``aim`` marks it as where somebody would land.
    """

    dropped = Signal(str)
    menu_asked = Signal()

    def __init__(self, ui: Ui, keys: Keys, team: str = "") -> None:
        super().__init__()
        self._ui = ui
        self.team = team
        self.setObjectName("card")
        self.setAcceptDrops(True)
        rows = QVBoxLayout(self)
        px = ui.theme.px
        rows.setContentsMargins(px(8), px(8), px(8), px(8))
        rows.setSpacing(px(4))
        head = QHBoxLayout()
        head.setContentsMargins(px(8), 0, 0, 0)
        head.setSpacing(px(8))
        self.title = ElidedLabel("", "strong")
        self.count = Label("", "muted")
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        self.more = Button(ui, "", "quiet", "ellipsis", self.menu_asked.emit)
        head.addWidget(self.more)
        if not team:
            self.more.hide()
            self.count.setMinimumHeight(self.more.sizeHint().height())
        rows.addLayout(head)
        self.crowd = WrapLabel(ui, "", "muted")
        self.crowd.set_tone("warning")
        rows.addLayout(_indented(self.crowd, px(8)))
        self.list = MemberList(ui, "", keys)
        rows.addWidget(self.list)
        self.bare = WrapLabel(ui, "", "muted")
        rows.addLayout(_indented(self.bare, px(8)))
        rows.addStretch(1)
        self.crowd.hide()

    def show_group(
        self, name: str, count: str, people: Sequence[Shown], crowd: str, bare: str
    ) -> None:
        """Show a group: ``crowd`` warns of too many from one agency, ``bare`` stands for nobody."""
        words = self._ui.words
        self.title.setText(name)
        self.count.setText(count)
        self.setAccessibleName(f"{name} {count}")
        self.list.setAccessibleName(words("teams.people_of", team=name))
        self.more.setToolTip(words("teams.more_of", team=name))
        self.more.setAccessibleName(words("teams.more_of", team=name))
        self.list.show_people(people)
        self.crowd.set_text(crowd)
        self.crowd.setVisible(bool(crowd))
        self.bare.set_text(bare)
        self.bare.setVisible(not people)
        self.list.setVisible(bool(people))

    def aim(self, aimed: bool) -> None:
        """Mark it as the place where somebody is about to be put."""
        tone: Tone | None = "ok" if aimed else None
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take people only."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.aim(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They go elsewhere."""
        self.aim(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put a person here."""
        self.aim(False)
        event.acceptProposedAction()
        self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode())


def _indented(widget: QWidget, edge: int) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setContentsMargins(edge, 0, edge, 0)
    across.addWidget(widget)
    return across
