"""What each column of a foreign sheet means, chosen right above it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.models.roster_header import Columns
from desktop.models.roster_words import FIELDS
from desktop.views.table import TableView
from desktop.views.ui import Ui
from desktop.views.widgets.label import Label


class MappingBar(QWidget):
    """Drop-downs that keep their places over the columns of ``table``, from column ``first`` on.

    ``headings`` are those of the sheet, by their column there. ``changed`` tells that column and
    its new field; an empty field is "not used".
    """

    changed = Signal(int, str)

    def __init__(
        self,
        ui: Ui,
        table: TableView,
        frozen: int,
        first: int,
        headings: Mapping[int, str],
    ) -> None:
        super().__init__()
        self._ui = ui
        self._table = table
        self._frozen = frozen
        self._first = first
        self._clip = QWidget(self)
        self._label = Label(ui.words("import.mapping"), "muted")
        self._label.setParent(self)
        self.boxes: dict[int, QComboBox] = {}
        for column, heading in headings.items():
            self.boxes[column] = self._box(column, heading)
        self.setFixedHeight(ui.theme.target + ui.theme.px(8))
        table.horizontalHeader().sectionResized.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(self.place)

    def show_columns(self, columns: Columns) -> None:
        """Show what the columns mean now."""
        for column, box in self.boxes.items():
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(columns.fields.get(column, ""))))
            box.blockSignals(False)
            box.setProperty("unused", column not in columns.fields)

    def place(self) -> None:
        """Stand over the columns wherever they are now, never over the frozen ones."""
        table, gap = self._table, self._ui.theme.px(4)
        begin = sum(map(table.columnWidth, range(self._frozen))) + table.viewport().x()
        self._clip.setGeometry(begin, 0, max(0, self.width() - begin), self.height())
        self._label.setGeometry(
            self._ui.theme.px(12), 0, begin - self._ui.theme.px(16), self.height()
        )
        for at, box in enumerate(self.boxes.values(), self._first):
            left = table.columnViewportPosition(at) + table.viewport().x() - begin
            width = table.columnWidth(at)
            box.setGeometry(QRect(left + gap, gap, width - 2 * gap, self._ui.theme.target))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the table's width."""
        super().resizeEvent(event)
        self.place()

    def _box(self, column: int, heading: str) -> QComboBox:
        words = self._ui.words
        box = _Choice(self._clip)
        box.addItem(words("import.unused"), "")
        for field in FIELDS:
            box.addItem(words(f"roster.field.{field}"), field)
        box.setAccessibleName(words("import.column_means", heading=heading or column + 1))
        box.currentIndexChanged.connect(lambda _at: self.changed.emit(column, box.currentData()))
        box.setStyleSheet(f"padding: 0 0 0 {self._ui.theme.px(10)}px")  # columns are narrow
        box.view().setMinimumWidth(self._ui.theme.px(220))
        return box


class _Choice(QComboBox):
    """Leaves the wheel to the table: nobody should change a meaning by scrolling past."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
