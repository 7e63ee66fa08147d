"""The people of one group as a list: two lines each, picked up by the pointer or by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.models.teams import Member
from desktop.views.ui import Ui

MIME = "application/x-workshop-desk-member"
_ROLE = Qt.ItemDataRole.UserRole
_HIGH = 54
Keys = Callable[[QKeyEvent, str], bool]
"""Looks at a key pressed on a person (by enrolment) and says whether that was for it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A person as the list draws them; ``carried`` while they are being moved by keys."""

    member: Member
    sentence: str
    carried: bool = False


class MemberList(QListWidget):
    """As high as its people; the page around it scrolls. ``moved`` follows the cursor."""

    moved = Signal()
    menu_asked = Signal(str, object)

    def __init__(self, ui: Ui, name: str, keys: Keys) -> None:
        super().__init__()
        self._ui = ui
        self._keys = keys
        self.people: list[Shown] = []
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(ui, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("background: transparent;")  # the card below says where one aims
        self.currentRowChanged.connect(lambda _: self.moved.emit())

    def show_people(self, people: Sequence[Shown]) -> None:
        """List others; the cursor stays on its person, else on its place."""
        if list(people) == self.people:
            return
        kept, at = self.current(), self.currentRow()
        self.people = list(people)
        self.blockSignals(True)
        self.clear()
        for one in self.people:
            item = QListWidgetItem(one.member.name)
            item.setData(_ROLE, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, one.sentence)
            item.setToolTip(one.sentence)
            self.addItem(item)
        self.blockSignals(False)
        self.setFixedHeight(len(self.people) * self._ui.theme.px(_HIGH))
        self.setVisible(bool(self.people))
        if not self.select(kept) and self.people:
            self.setCurrentRow(max(0, min(at, len(self.people) - 1)))

    def select(self, enrolment: str) -> bool:
        """Put the cursor on a person; false where they are not here."""
        ids = [one.member.enrolment for one in self.people]
        if enrolment in ids:
            self.setCurrentRow(ids.index(enrolment))
        return enrolment in ids

    def current(self) -> str:
        """Give the person under the cursor, by enrolment."""
        at = self.currentRow()
        return self.people[at].member.enrolment if 0 <= at < len(self.people) else ""

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Carry the person."""
        data = QMimeData()
        held: Shown = items[0].data(_ROLE)
        data.setData(MIME, held.member.enrolment.encode())
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page look at a key before the list does."""
        person = self.current()
        if not (person and self._keys(event, person)):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come to a person and into view."""
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.people:
            self.setCurrentRow(0)
        self.moved.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for what can be done with the person under the pointer, or under the cursor."""
        item = self.itemAt(event.pos())
        if item is not None and event.reason() == QContextMenuEvent.Reason.Mouse:
            self.setCurrentItem(item)
        if person := self.current():
            corner = self.visualItemRect(self.currentItem()).bottomLeft()
            self.menu_asked.emit(person, self.viewport().mapToGlobal(corner))


class _Painter(QStyledItemDelegate):
    def __init__(self, ui: Ui, parent: MemberList) -> None:
        super().__init__(parent)
        self._ui = ui
        self._list = parent

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self._ui.theme.px(_HIGH))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, box = self._ui.theme, option.rect
        one: Shown = index.data(_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and self._list.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if one.carried or chosen:
            ring = theme.token("accent" if one.carried else "focus")
            painter.setPen(ring)
            painter.setBrush(theme.token("accent-tint" if one.carried else "selection"))
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -2), theme.px(6), theme.px(6))
        self._words(painter, box, one.member)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, member: Member) -> None:
        ui, theme = self._ui, self._ui.theme
        edge, seat = theme.px(8), theme.px(30)
        half = box.top() + box.height() * 27 // 54
        mark = theme.px(24) if member.pinned else 0
        left, width = box.left() + edge + seat, box.width() - 2 * edge - seat - mark
        upper = QRect(left, box.top() + theme.px(3), width, half - box.top())
        lower = QRect(left, half, box.width() - 2 * edge - seat, box.bottom() - half - theme.px(2))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.token("muted"))
        number = QRect(box.left() + edge, upper.top(), seat - theme.px(8), upper.height())
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, ui.words.number(member.seat))
        below = " · ".join(filter(None, (member.agency, member.level)))
        _elided(painter, lower, below)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.token("ink"))
        _elided(painter, upper, member.name)
        if member.pinned:
            picture = ui.icons.pixmap("lock", "accent", 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(
                box.right() - edge - theme.px(16),
                upper.center().y() - theme.px(8),
                picture,
            )


def _elided(painter: QPainter, box: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
