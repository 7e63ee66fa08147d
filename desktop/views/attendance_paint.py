"""How the register is drawn: shape, word and colour in every cell, and a calm ring."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.models.attendance import Mark, Status
from desktop.models.timetable import Session
from desktop.views.attendance_model import AGENCY, NAME, SEAT, AttendanceModel
from desktop.views.attendance_sheet import Row
from desktop.views.attendance_words import (
    agency_words,
    chance_words,
    mark_words,
    short_words,
)
from desktop.views.table_paint import draw_tabular
from desktop.views.theme import Role, Theme
from desktop.views.ui import Ui
from desktop.views.warning_mark import paint_corner, paint_warning
from desktop.views.widgets.marks import paint_mark, paint_state

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MARK, _EDGE, _GAP = 14, 12, 7


class RegisterPainter(QStyledItemDelegate):
    """Paints every cell of the register; ``grid`` says where the cursor is."""

    def __init__(self, ui: Ui, model: AttendanceModel, grid: QTableView) -> None:
        super().__init__(grid)
        self._ui = ui
        self._model = model
        self._grid = grid

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every row is as high as the theme says."""
        return QSize(0, self._ui.theme.row)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw ground, content, hairline and ring."""
        theme, box = self._ui.theme, option.rect
        row, session = self._model.rows[index.row()], self._model.session_at(index.column())
        state: QStyle.StateFlag = option.state
        chosen = session is not None and bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, theme.token(self._ground(index.row(), session, chosen)))
        if session is not None:
            self._mark(painter, box, row, session)
        else:
            self._fact(painter, box, row, index.column())
        painter.setPen(QPen(theme.token("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        current = self._grid.currentIndex()
        if session is not None and (index.row(), index.column()) == (
            current.row(),
            current.column(),
        ):
            _ring(painter, box, theme, strong=self._grid.hasFocus())
        painter.restore()

    def _ground(self, row: int, session: Session | None, chosen: bool) -> str:
        if chosen:
            return "selection"
        here = session is not None and session.code == self._model.current
        return "hover" if here or row == self._grid.currentIndex().row() else "surface"

    def _mark(self, painter: QPainter, box: QRect, row: Row, session: Session) -> None:
        theme, mark = self._ui.theme, row.mark_in(session)
        painter.setFont(theme.font("body"))
        if not session.counts:
            painter.setPen(theme.token("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
            return
        inner = QRectF(box).adjusted(theme.px(4), theme.px(5), -theme.px(4), -theme.px(6))
        if mark.status is Status.UNMARKED:
            side = theme.px(_MARK)
            ring = QRectF(inner.left() + theme.px(10), inner.center().y() - side / 2, side, side)
            here = session.code == self._model.current
            paint_mark(painter, ring, "unmarked", theme.token("unmarked" if here else "thumb"))
        else:
            text = self._fitting(mark, inner.width() - theme.px(10 + _MARK + _GAP + 6))
            paint_state(painter, inner, theme, mark.status.value, text)
        if session.code in row.disputed:
            paint_corner(painter, QRectF(box), theme.px(12), theme.token("warning"))

    def _fitting(self, mark: Mark, width: float) -> str:
        words, metrics = self._ui.words, QFontMetricsF(self._ui.theme.font("body"))
        full, short = mark_words(words, mark), short_words(words, mark)
        if metrics.horizontalAdvance(full) <= width:
            return full
        return metrics.elidedText(short, Qt.TextElideMode.ElideRight, width)

    def _fact(self, painter: QPainter, box: QRect, row: Row, column: int) -> None:
        theme = self._ui.theme
        inner = QRectF(box).adjusted(theme.px(_EDGE), 0, -theme.px(_EDGE), 0)
        if column == SEAT:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.token("muted"))
            draw_tabular(painter, inner, self._ui.words.number(row.person.seat))
        elif column == NAME:
            self._name(painter, inner, row)
        elif column == AGENCY:
            self._text(painter, inner, agency_words(self._ui.words, row.person), "small", "muted")
        else:
            self._chance(painter, inner, row)

    def _name(self, painter: QPainter, box: QRectF, row: Row) -> None:
        theme = self._ui.theme
        if not row.person.confirmed:
            tag = self._ui.words("attendance.walk_in")
            metrics = QFontMetricsF(theme.font("small"))
            room = metrics.horizontalAdvance(tag) + theme.px(4)
            side = QRectF(box.right() - room, box.top(), room, box.height())
            self._text(painter, side, tag, "small", "warning")
            box = box.adjusted(0, 0, -room - theme.px(8), 0)
        self._text(painter, box, row.person.name, "body", "ink")

    def _chance(self, painter: QPainter, box: QRectF, row: Row) -> None:
        theme, text = self._ui.theme, chance_words(self._ui.words, row)
        token = _chance_token(row)
        side = theme.px(_MARK)
        place = QRectF(box.left(), box.center().y() - side / 2, side, side)
        if row.lost:
            paint_mark(painter, place, "absent", theme.token(token))
        elif row.on_edge:
            paint_warning(painter, place, theme.token(token))
        elif row.reached:
            self._tick(painter, place)
        self._text(
            painter,
            box.adjusted(side + theme.px(_GAP), 0, 0, 0),
            text,
            "strong" if row.lost or row.on_edge else "body",
            token,
        )

    def _tick(self, painter: QPainter, place: QRectF) -> None:
        ratio = self._grid.devicePixelRatioF()
        picture = self._ui.icons.pixmap("check", "ok", _MARK + 2, ratio)
        painter.drawPixmap(place.topLeft(), picture)

    def _text(self, painter: QPainter, box: QRectF, text: str, role: Role, token: str) -> None:
        font = self._ui.theme.font(role)
        painter.setFont(font)
        painter.setPen(self._ui.theme.token(token))
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, shown)


def _chance_token(row: Row) -> str:
    if row.lost:
        return "danger"
    if row.on_edge:
        return "warning"
    return "ok" if row.reached else "ink"


def _ring(painter: QPainter, box: QRect, theme: Theme, strong: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.token("focus" if strong else "edge"), 2))
    inner = QRectF(box).adjusted(1.5, 1.5, -1.5, -2.5)
    painter.drawRoundedRect(inner, theme.px(7), theme.px(7))
