"""The menu of a heading: its order, and which rows to see."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.views.table_model import TableModel
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Line

MOST = 200


class ColumnMenu(QFrame):
    """Opens under a heading; every tick takes effect at once."""

    def __init__(self, ui: Ui, model: TableModel, column: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._ui = ui
        self._model = model
        self._column = column
        self._ticks: list[tuple[str, QCheckBox]] = []
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = QFrame(self)
        sheet.setObjectName("popup")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self._rows = QVBoxLayout(sheet)
        edge = ui.theme.px(8)
        self._rows.setContentsMargins(edge, edge, edge, edge)
        self._rows.setSpacing(ui.theme.px(4))
        self._add_orders()
        self._rows.addWidget(Line())
        self._add_text()
        self._add_values()
        self._add_clear()

    def open_at(self, where: QPoint) -> None:
        """Show it, ready to type."""
        self.move(where)
        self.show()
        self._text.setFocus()

    def _add_orders(self) -> None:
        words = self._ui.words
        for key, icon, order in (
            ("table.sort_up", "arrow-up", (self._column, False)),
            ("table.sort_down", "arrow-down", (self._column, True)),
            ("table.sort_none", "undo-2", (None, False)),
        ):
            button = Button(self._ui, words(key), "quiet", icon)
            button.clicked.connect(lambda _=False, order=order: self._sort(*order))
            self._rows.addWidget(button)

    def _add_text(self) -> None:
        heading = self._model.headerData(self._column, Qt.Orientation.Horizontal)
        self._text = QLineEdit()
        self._text.setPlaceholderText(self._ui.words("table.filter_text"))
        self._text.setAccessibleName(self._ui.words("table.filter", column=heading))
        chosen = self._model.filters.get(self._column)
        self._text.setText(chosen if isinstance(chosen, str) else "")
        self._text.textChanged.connect(self._typed)
        self._rows.addWidget(self._text)

    def _add_values(self) -> None:
        values = self._model.values(self._column)
        if len(values) > MOST:
            return
        chosen = self._model.filters.get(self._column)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for value in values:
            tick = QCheckBox(value or self._ui.words("table.filter_empty"))
            tick.setChecked(not isinstance(chosen, frozenset) or value in chosen)
            tick.toggled.connect(self._ticked)
            self._ticks.append((value, tick))
            rows.addWidget(tick)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        area.setFixedHeight(min(inside.sizeHint().height(), self._ui.theme.px(260)))
        area.setMinimumWidth(inside.sizeHint().width() + self._ui.theme.px(24))
        self._rows.addWidget(area)

    def _add_clear(self) -> None:
        if self._column in self._model.filters:
            clear = Button(self._ui, self._ui.words("table.filter_clear"), "quiet", "x")
            clear.clicked.connect(self._clear)
            self._rows.addWidget(clear)

    def _sort(self, column: int | None, descending: bool) -> None:
        self._model.sort_by(column, descending)
        self.close()

    def _typed(self, text: str) -> None:
        self._model.filter_by(self._column, text or None)

    def _ticked(self) -> None:
        wanted = frozenset(value for value, tick in self._ticks if tick.isChecked())
        self._model.filter_by(self._column, None if len(wanted) == len(self._ticks) else wanted)

    def _clear(self) -> None:
        self._model.filter_by(self._column, None)
        self.close()
