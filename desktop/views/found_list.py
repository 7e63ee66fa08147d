"""The people a few letters may mean, under the field, each with how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.attendance import Mark
from desktop.models.enrolment import Enrolment
from desktop.views.attendance_words import agency_words, mark_words
from desktop.views.table_paint import draw_tabular
from desktop.views.ui import Ui
from desktop.views.widgets.marks import paint_mark

Found = tuple[Enrolment, Mark]

_ROLE = Qt.ItemDataRole.UserRole
_LINE = 42


class FoundList(QFrame):
    """Never takes the focus: the field moves the choice and takes the person."""

    def __init__(self, ui: Ui, screen: QWidget) -> None:
        super().__init__(screen)
        self._ui = ui
        self._screen = screen
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_FoundPainter(ui, self.list))
        self.list.setAccessibleName(ui.words("attendance.found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[ui.theme.px(6)] * 4)
        rows.addWidget(self.list)
        self.hide()

    def fill(self, found: Sequence[Found]) -> None:
        """List the people, the first chosen; or say that nobody is found."""
        words = self._ui.words
        self.list.clear()
        for person, mark in found:
            said = f"{words.number(person.seat)} {person.name} {mark_words(words, mark)}"
            self._add(said).setData(_ROLE, (person, mark))
        if found:
            self.list.setCurrentRow(0)
        else:
            self._add(words("attendance.nobody_found")).setFlags(Qt.ItemFlag.NoItemFlags)

    def place_under(self, field: QWidget) -> None:
        """Stand under the field, over everything else."""
        theme = self._ui.theme
        corner = field.mapTo(self._screen, field.rect().bottomLeft())
        height = self.list.count() * theme.px(_LINE) + theme.px(14)
        width = max(field.width(), theme.px(560))
        self.setGeometry(corner.x(), corner.y() + theme.px(4), width, height)
        self.show()
        self.raise_()

    def _add(self, said: str) -> QListWidgetItem:
        item = QListWidgetItem(said)
        item.setSizeHint(QSize(0, self._ui.theme.px(_LINE)))
        self.list.addItem(item)
        return item


class _FoundPainter(QStyledItemDelegate):
    """Seat, name and agency in columns, the mark at the right."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, box = self._ui.theme, QRectF(option.rect)
        found: Found | None = index.data(_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if found is not None and option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.token("selection"))
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        inner = box.adjusted(theme.px(8), 0, -theme.px(10), 0)
        if found is None:
            self._text(painter, inner, str(index.data()), "muted")
        else:
            self._person(painter, inner, *found)
        painter.restore()

    def _person(self, painter: QPainter, box: QRectF, person: Enrolment, mark: Mark) -> None:
        theme, words = self._ui.theme, self._ui.words
        painter.setFont(theme.font("body"))
        painter.setPen(theme.token("muted"))
        seat = QRectF(box.left(), box.top(), theme.px(30), box.height())
        draw_tabular(painter, seat, words.number(person.seat))
        said = mark_words(words, mark)
        wide = QFontMetricsF(theme.font("body")).horizontalAdvance(said) + theme.px(24)
        state = QRectF(box.right() - wide, box.top(), wide, box.height())
        side = theme.px(14)
        shape = QRectF(state.left(), state.center().y() - side / 2, side, side)
        colour = theme.token(mark.status.value)
        paint_mark(painter, shape, mark.status.value, colour)
        self._text(painter, state.adjusted(theme.px(21), 0, 0, 0), said, mark.status.value)
        left = seat.right() + theme.px(14)
        middle = (box.right() - left - theme.px(130)) * 0.58
        name = QRectF(left, box.top(), middle, box.height())
        self._text(painter, name, person.name, "ink")
        agency = QRectF(name.right() + theme.px(8), box.top(), 0, box.height())
        agency.setRight(state.left() - theme.px(12))
        self._text(painter, agency, agency_words(words, person), "muted")

    def _text(self, painter: QPainter, box: QRectF, text: str, token: str) -> None:
        font = self._ui.theme.font("body")
        painter.setFont(font)
        painter.setPen(self._ui.theme.token(token))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
