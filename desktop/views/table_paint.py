"""How a cell and a heading are drawn: hairlines, a clear selection, digits in columns."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views.table_model import Column, TableModel
from desktop.views.ui import Ui
from desktop.views.widgets.marks import paint_state

_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_CENTRE = Qt.AlignmentFlag.AlignVCenter
_ALIGN = {
    "left": _CENTRE | Qt.AlignmentFlag.AlignLeft,
    "right": _CENTRE | Qt.AlignmentFlag.AlignRight,
    "centre": _CENTRE | Qt.AlignmentFlag.AlignHCenter,
}


class CellPainter(QStyledItemDelegate):
    """Paints cells from their columns' descriptions, by the theme alone."""

    def __init__(self, ui: Ui, model: TableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._model = model
        self.current_row_ring = True

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw ground, content, hairline and ring."""
        column, row = self._model.columns[index.column()], self._model.row(index.row())
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        theme = self._ui.theme
        painter.save()
        painter.fillRect(box, theme.token("selection" if selected else "surface"))
        if column.tint is not None and not selected and (tint := column.tint(row)):
            painter.fillRect(box, theme.token(tint))
        painter.setFont(theme.font("body"))
        self._content(painter, QRectF(box), column, row, selected)
        painter.setPen(QPen(theme.token("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.token("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every row is as high as the theme says."""
        return QSize(0, self._ui.theme.row)

    def _content(
        self, painter: QPainter, box: QRectF, column: Column, row: object, selected: bool
    ) -> None:
        theme = self._ui.theme
        if column.paint is not None:
            column.paint(painter, box, row, theme)
            return
        text = column.say(row)
        if column.state is not None:
            inner = box.adjusted(theme.px(4), theme.px(5), -theme.px(4), -theme.px(6))
            paint_state(painter, inner, theme, column.state(row), text, tinted=not selected)
            return
        inner = box.adjusted(theme.px(12), 0, -theme.px(12), 0)
        quiet = column.quiet and not selected
        painter.setPen(theme.token("muted" if quiet else "ink"))
        if column.align == "right" and any(digit in text for digit in _THAI_DIGITS):
            draw_tabular(painter, inner, text)
            return
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _ALIGN[column.align], shown)


def draw_tabular(painter: QPainter, box: QRectF, text: str) -> None:
    """Draw a number flush right, every Thai digit as wide as the widest.

    The bundled face has tabular Arabic digits and no feature for the Thai ones.
    """
    metrics = QFontMetricsF(painter.font())
    widest = max(metrics.horizontalAdvance(digit) for digit in _THAI_DIGITS)
    right = box.right()
    for sign in reversed(text):
        width = widest if sign in _THAI_DIGITS else metrics.horizontalAdvance(sign)
        right -= width
        cell = QRectF(right, box.top(), width, box.height())
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, sign)


class Header(QHeaderView):
    """Headings that show the sort and the filter, and open the menu of both."""

    def __init__(self, ui: Ui, model: TableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._ui = ui
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(ui.theme.px(40))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def sizeHint(self) -> QSize:
        """As high as a row."""
        return QSize(super().sizeHint().width(), self._ui.theme.row)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw the heading, muted, with its marks on the right."""
        theme = self._ui.theme
        painter.save()
        painter.fillRect(rect, theme.token("surface"))
        inner = rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        mark = self._mark(logicalIndex)
        column = self._model.columns[logicalIndex]
        if mark:
            side = theme.px(16)
            right = column.align == "right"
            left = inner.left() if right else inner.right() - side
            picture = self._ui.icons.pixmap(mark, "accent", 16, self.devicePixelRatioF())
            painter.drawPixmap(left, rect.center().y() - side // 2, picture)
            room = side + theme.px(4)
            inner.adjust(room if right else 0, 0, 0 if right else -room, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.token("muted"))
        text = str(self._model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _ALIGN[column.align], shown)
        painter.setPen(QPen(theme.token("thumb"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _mark(self, column: int) -> str:
        if column in self._model.filters:
            return "list-filter"
        if self._model.sorted is not None and self._model.sorted[0] == column:
            return "arrow-down" if self._model.sorted[1] else "arrow-up"
        return ""
