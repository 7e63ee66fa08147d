"""The headings of the register: which session when, and which one is being taken."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop.models.timetable import Session
from desktop.views.attendance_model import SEAT, AttendanceModel
from desktop.views.attendance_words import session_hours
from desktop.views.ui import Ui

HEIGHT, COMPACT = 52, 36


class RegisterHeader(QHeaderView):
    """Two lines over a session, code and hours; a click makes it the session being taken."""

    def __init__(self, ui: Ui, model: AttendanceModel, grid: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._ui = ui
        self._model = model
        self.compact = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def sizeHint(self) -> QSize:
        """Room for two lines."""
        return QSize(
            super().sizeHint().width(), self._ui.theme.px(COMPACT if self.compact else HEIGHT)
        )

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one heading."""
        theme = self._ui.theme
        session = self._model.session_at(logicalIndex)
        here = session is not None and session.code == self._model.current
        painter.save()
        painter.fillRect(rect, theme.token("accent-tint" if here else "surface"))
        if session is not None:
            self._session(painter, rect, session, here)
        else:
            self._plain(painter, rect, logicalIndex)
        painter.setPen(QPen(theme.token("thumb"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if here:
            bar = QRect(rect.left(), rect.bottom() - theme.px(3) + 1, rect.width(), theme.px(3))
            painter.fillRect(bar, theme.token("accent"))
        painter.restore()

    def _plain(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = self._ui.theme
        edge = theme.px(12)
        inner = rect.adjusted(edge, 0, -edge, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.token("muted"))
        side = Qt.AlignmentFlag.AlignRight if section == SEAT else Qt.AlignmentFlag.AlignLeft
        text = str(self._model.headerData(section, Qt.Orientation.Horizontal))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | side, text)

    def _session(self, painter: QPainter, rect: QRect, session: Session, here: bool) -> None:
        theme = self._ui.theme
        inner = rect.adjusted(theme.px(14), theme.px(4), -theme.px(4), -theme.px(5))
        half = inner.height() if self.compact else inner.height() // 2
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.token("accent" if here else "ink"))
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, session.code)
        if self.compact:
            return
        painter.setFont(theme.font("small"))
        painter.setPen(theme.token("muted"))
        low = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        painter.drawText(low, Qt.AlignmentFlag.AlignVCenter, self._under(session, here))

    def _under(self, session: Session, here: bool) -> str:
        if not session.counts:
            return self._ui.words("attendance.cancelled_short")
        hours = session_hours(self._ui.words, session)
        return hours if here else hours.partition("–")[0]
