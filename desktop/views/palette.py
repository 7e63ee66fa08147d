"""Find anything, do anything: one line, one list, no mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.views.ui import Ui
from desktop.views.widgets.label import Line

MOST = 60
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was found: what it is called, what it is, and what Enter does."""

    title: str
    hint: str = ""
    icon: str = ""
    shortcut: str = ""
    run: Callable[[], object] = lambda: None


Provider = Callable[[str], Sequence[Entry]]


class Palette(QDialog):
    """Asks every provider at each letter; commands are always among them, last."""

    def __init__(self, ui: Ui, window: QWidget, providers: Sequence[Provider]) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._ui = ui
        self._window = window
        self._providers = (*providers, self._commands)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(ui.words("frame.palette"))
        self._entries = _Entries()
        self.entry = QLineEdit()
        self.entry.setPlaceholderText(ui.words("frame.palette_hint"))
        self.entry.setAccessibleName(ui.words("frame.palette_hint"))
        self.entry.textChanged.connect(self.search)
        self.entry.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(ui.words("frame.palette"))
        self.list.setModel(self._entries)
        self.list.setItemDelegate(_EntryPainter(ui, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self._lay_out()
        self.search("")

    def open_over(self) -> None:
        """Show it over the middle of the window, ready to type."""
        window = self._window
        width = min(self._ui.theme.px(640), window.width() - 32)
        height = min(self._ui.theme.px(480), window.height() - 96)
        self.resize(width, height)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + self._ui.theme.px(64))
        self.show()
        self.entry.setFocus()

    def search(self, query: str) -> None:
        """Show what matches."""
        found = [entry for provider in self._providers for entry in provider(query.strip())]
        if not found:
            found = [Entry(self._ui.words("frame.palette_nothing"), icon="info")]
        self._entries.show(found[:MOST])
        self._select(0)

    def found(self) -> list[Entry]:
        """Give what is listed now."""
        return self._entries.entries

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter reach the list while the cursor stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = self.list.currentIndex().row()
            match event.key():
                case Qt.Key.Key_Down:
                    self._select(at + 1)
                case Qt.Key.Key_Up:
                    self._select(at - 1)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._run(at)
                case _:
                    return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        theme = self._ui.theme
        sheet = QFrame()
        sheet.setObjectName("palette")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(8))
        rows.setSpacing(theme.px(4))
        self.entry.setTextMargins(theme.px(8), 0, theme.px(8), 0)
        rows.addWidget(self.entry)
        rows.addWidget(Line())
        rows.addWidget(self.list, 1)

    def _select(self, at: int) -> None:
        if count := len(self._entries.entries):
            self.list.setCurrentIndex(self._entries.index(at % count, 0))

    def _run(self, at: int) -> None:
        entry = self._entries.entries[at]
        self.close()
        entry.run()

    def _commands(self, query: str) -> list[Entry]:
        """Find commands; those of the window itself (sizes, undo) come after what is done here."""
        words, wanted = self._ui.words, query.casefold()
        known = sorted(self._ui.commands.listed(), key=lambda each: "." not in each.key)
        return [
            Entry(words(each.title), "", each.icon, each.shortcut, each.run)
            for each in known
            if each.key != "palette" and wanted in words(each.title).casefold()
        ]


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.hint, entry.shortcut) if part)
        return entry if role == Qt.ItemDataRole.UserRole else None


class _EntryPainter(QStyledItemDelegate):
    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self._ui.theme.row)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        theme = self._ui.theme
        box = QRectF(option.rect)
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.token("selection"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), theme.px(6), theme.px(6))
        inner = box.adjusted(theme.px(12), 0, -theme.px(12), 0)
        if entry.icon:
            ratio = painter.device().devicePixelRatioF()
            picture = self._ui.icons.pixmap(entry.icon, "ink" if selected else "muted", 20, ratio)
            top = round(box.center().y()) - theme.px(20) // 2
            painter.drawPixmap(round(inner.left()), top, picture)
        inner.setLeft(inner.left() + theme.px(32))
        self._words(painter, inner, entry, bool(selected))
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, entry: Entry, selected: bool) -> None:
        theme = self._ui.theme
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(theme.font("small"))
        painter.setPen(theme.token("ink" if selected else "muted"))
        painter.drawText(box, right, entry.shortcut or entry.hint)
        used = painter.fontMetrics().horizontalAdvance(entry.shortcut or entry.hint)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.token("ink"))
        room = int(box.width()) - used - theme.px(16)
        shown = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, left, shown)
