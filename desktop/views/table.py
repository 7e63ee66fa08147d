"""A list that behaves like the spreadsheet its reader comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.views.table_filter import ColumnMenu
from desktop.views.table_model import Column, Index, Row, TableModel
from desktop.views.table_paint import CellPainter, Header
from desktop.views.table_widths import fitted
from desktop.views.ui import Ui

_PER_PIXEL = QAbstractItemView.ScrollMode.ScrollPerPixel
_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_BAR = Qt.ScrollBarPolicy.ScrollBarAsNeeded


class TableView(QTableView):
    """Rows of anything under columns described as data; the first ``frozen`` stay in view.

    ``name`` is under which its column widths are remembered in the settings. A click on a
    heading sorts, a right click or Alt+Down opens its menu.
    """

    selected = Signal(int)
    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self,
        ui: Ui,
        name: str,
        columns: Sequence[Column],
        frozen: int = 0,
        sentence: Callable[[Row], str] | None = None,
        whole_rows: bool = True,
    ) -> None:
        super().__init__()
        self.ui = ui
        self.name = name
        self.rows_model = TableModel(ui, columns, sentence)
        self._frozen_count = frozen
        self._empty: QWidget | None = None
        self._frozen: QTableView | None = None
        self._fitting = False
        self.setObjectName("table")
        self.setModel(self.rows_model)
        self._behave(self, whole_rows)
        self.setAccessibleName(ui.words("table.name"))
        if frozen:
            self._frozen = self._make_frozen(whole_rows)
        self._restore_widths()
        self._listen()
        self.dress()
        ui.theme.changed.connect(self.dress)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current cell stays where it was."""
        at = self.currentIndex()
        kept = (at.row(), at.column())
        self.rows_model.set_rows(rows)
        if kept[0] >= 0 and self.rows_model.rowCount():
            self.go_to(min(kept[0], self.rows_model.rowCount() - 1), kept[1])
        self._fit()
        self._show_empty()

    def selected_rows(self) -> list[Row]:
        """Give the selected rows, from top to bottom."""
        chosen = {index.row() for index in self.selectedIndexes()}
        return [self.rows_model.row(at) for at in sorted(chosen)]

    def current_row(self) -> Row | None:
        """Give the row the cursor is in."""
        at = self.currentIndex().row()
        return self.rows_model.row(at) if 0 <= at < self.rows_model.rowCount() else None

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the cursor into a cell and bring it into view."""
        index = self.rows_model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def set_empty(self, widget: QWidget) -> None:
        """Show this in place of the rows while there are none."""
        if self._empty is not None:
            self._empty.deleteLater()
        self._empty = widget
        widget.setParent(self.viewport())
        self._show_empty()

    def copied(self) -> str:
        """Give the selected block as a spreadsheet takes it."""
        chosen = self.selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen}, key=self._place_of)
        return "\n".join(
            "\t".join(_one_cell(self._said(row, column)) for column in columns) for row in rows
        )

    def paste(self, block: str) -> None:
        """Enter a block from a spreadsheet, from the cursor down and right."""
        start = self.currentIndex()
        for down, line in enumerate(block.rstrip("\n").split("\n")):
            for right, text in enumerate(line.split("\t")):
                index = self.rows_model.index(start.row() + down, start.column() + right)
                if index.isValid():
                    self.rows_model.setData(index, text.strip())

    def dress(self) -> None:
        """Take row heights from the theme, and repaint."""
        for view in self._views():
            view.verticalHeader().setDefaultSectionSize(self.ui.theme.row)
            view.viewport().update()
        self._place_frozen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves down, F2 edits, Ctrl+C and Ctrl+V carry blocks."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_menu(self.currentIndex().column())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frozen columns and the empty state in their places."""
        super().resizeEvent(event)
        self._fit()
        self._place_frozen()
        self._show_empty()
        if event.oldSize().height() < self.ui.theme.row:
            self.scrollTo(self.currentIndex())

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, out from under the frozen columns."""
        if not index.isValid() or self.viewport().height() < self.ui.theme.row:
            return
        if index.column() < self._frozen_count:
            index = self.rows_model.index(index.row(), self._frozen_count)
        super().scrollTo(index, hint)
        hidden = self._frozen_width() - self.visualRect(index).left()
        if self._frozen is not None and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _enter(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        row = self.current_row()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and row is not None:
            self.opened.emit(row)
        elif self.state() != QAbstractItemView.State.EditingState:
            self.go_to(min(at.row() + 1, self.rows_model.rowCount() - 1), at.column())

    def _behave(self, view: QTableView, whole_rows: bool) -> None:
        view.setItemDelegate(CellPainter(self.ui, self.rows_model, view))
        view.setHorizontalHeader(Header(self.ui, self.rows_model, view))
        view.verticalHeader().hide()
        view.verticalHeader().setMinimumSectionSize(1)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(_PER_PIXEL)
        view.setVerticalScrollMode(_PER_PIXEL)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        if whole_rows:
            view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def _make_frozen(self, whole_rows: bool) -> QTableView:
        frozen = QTableView(self)
        frozen.setObjectName("frozen")
        frozen.setModel(self.rows_model)
        self._behave(frozen, whole_rows)
        frozen.setSelectionModel(self.selectionModel())
        frozen.setHorizontalScrollBarPolicy(_NO_BAR)
        frozen.setVerticalScrollBarPolicy(_NO_BAR)
        frozen.setFocusProxy(self)
        for column in range(self._frozen_count, len(self.rows_model.columns)):
            frozen.setColumnHidden(column, True)
        self.verticalScrollBar().valueChanged.connect(frozen.verticalScrollBar().setValue)
        frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        return frozen

    def _listen(self) -> None:
        self.selectionModel().selectionChanged.connect(self._count)
        self.selectionModel().currentChanged.connect(self._moved)
        self.rows_model.modelReset.connect(self._show_empty)
        self.rows_model.refused.connect(self.ui.refuse)
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.doubleClicked.connect(self._double)
        for view in self._views():
            head = view.horizontalHeader()
            head.sectionClicked.connect(self._sort)
            head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            head.customContextMenuRequested.connect(self._menu_asked)
        if self._frozen is not None:
            self._frozen.doubleClicked.connect(self._double)
            self._frozen.horizontalHeader().sectionResized.connect(self._frozen_resized)

    def _views(self) -> list[QTableView]:
        return [self] if self._frozen is None else [self, self._frozen]

    def showEvent(self, event: QShowEvent) -> None:
        """Tell the foot of the window what is selected here."""
        super().showEvent(event)
        self._count()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is selected out of sight is nobody's concern."""
        super().hideEvent(event)
        self.ui.selected.emit(0)

    def _count(self) -> None:
        count = len({index.row() for index in self.selectedIndexes()})
        self.selected.emit(count)
        if self.isVisible():
            self.ui.selected.emit(count if count > 1 else 0)

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.current_row())

    def _double(self, index: QModelIndex) -> None:
        if self.rows_model.columns[index.column()].edit is None:
            self.opened.emit(self.rows_model.row(index.row()))

    def _sort(self, column: int) -> None:
        now = self.rows_model.sorted
        kept = self.current_row()
        if now == (column, True):
            self.rows_model.sort_by(None)
        else:
            self.rows_model.sort_by(column, now == (column, False))
        if kept is not None:
            self.go_to(self.rows_model.rows().index(kept), column)

    def _menu_asked(self, where: QPoint) -> None:
        head = self.sender()
        assert isinstance(head, Header)
        self._open_menu(head.logicalIndexAt(where), head)

    def _open_menu(self, column: int, head: Header | None = None) -> None:
        if column < 0:
            return
        view = self._frozen if self._frozen is not None and column < self._frozen_count else self
        bar = head or view.horizontalHeader()
        corner = QPoint(bar.sectionViewportPosition(column), bar.height())
        ColumnMenu(self.ui, self.rows_model, column, self.window()).open_at(bar.mapToGlobal(corner))

    def _resized(self, column: int, _before: int, width: int) -> None:
        if self._fitting:
            return
        widths: dict[str, int] = self.ui.settings.setdefault(f"table.{self.name}", {})
        widths[self.rows_model.columns[column].key] = round(width / self.ui.theme.scale)
        if self._frozen is not None and column < self._frozen_count:
            self._frozen.setColumnWidth(column, width)
            self._place_frozen()

    def _frozen_resized(self, column: int, _before: int, width: int) -> None:
        self.setColumnWidth(column, width)

    def _restore_widths(self) -> None:
        known: dict[str, int] = self.ui.settings.get(f"table.{self.name}", {})
        for at, column in enumerate(self.rows_model.columns):
            width = self.ui.theme.px(known.get(column.key, column.width))
            for view in self._views():
                view.setColumnWidth(at, width)
        self.horizontalHeader().setStretchLastSection(True)

    def _fit(self) -> None:
        """Share the room anew, unless a person has said how wide the column is to be."""
        columns, known = self.rows_model.columns, self.ui.settings.get(f"table.{self.name}", {})
        if any(column.grows and column.key in known for column in columns):
            return
        px = self.ui.theme.px
        widths = [
            0 if self.isColumnHidden(at) else px(known.get(column.key, column.width))
            for at, column in enumerate(columns)
        ]
        room, rows = self.viewport().width(), self.rows_model.all_rows()
        self._fitting = True
        for at, width in enumerate(fitted(columns, widths, rows, room, self.ui.theme)):
            if columns[at].grows and width:
                for view in self._views():
                    view.setColumnWidth(at, width)
        self._fitting = False
        self._place_frozen()

    def _frozen_width(self) -> int:
        return sum(self.columnWidth(column) for column in range(self._frozen_count))

    def _place_frozen(self) -> None:
        if self._frozen is None:
            return
        head, body = self.horizontalHeader().geometry(), self.viewport().geometry()
        height = head.height() + body.height()
        self._frozen.setGeometry(body.left(), head.top(), self._frozen_width(), height)
        self._frozen.raise_()

    def _show_empty(self) -> None:
        bare = self.rows_model.rowCount() == 0
        if self._frozen is not None:
            self._frozen.setVisible(not bare)
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(bare)
            self.setHorizontalScrollBarPolicy(_NO_BAR if bare else _BAR)

    def _place_of(self, column: int) -> int:
        return self.horizontalHeader().visualIndex(column)

    def _said(self, row: int, column: int) -> str:
        return self.rows_model.columns[column].say(self.rows_model.row(row))

    def select_all_rows(self) -> None:
        """Select every row in view."""
        self.selectAll()

    def select_row(self, at: int) -> None:
        """Select one row and put the cursor into it."""
        index = self.rows_model.index(at, 0)
        self.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )


def _one_cell(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")
