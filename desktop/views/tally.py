"""How many are here, late, on leave, away, not checked: large figures that filter when pressed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.views.attendance_sheet import FILTERS, Filter
from desktop.views.theme import Theme
from desktop.views.ui import Ui
from desktop.views.warning_mark import paint_warning
from desktop.views.widgets.marks import paint_mark

_HIDDEN_AT_ZERO = ("makeup",)
_TOKENS: Mapping[Filter, str] = {"all": "ink", "edge": "warning", "lost": "danger"}
_HEIGHT = 52


class TallyButton(QAbstractButton):
    """A shape and a figure over a word; pressed, only these people are shown."""

    def __init__(self, ui: Ui, wanted: Filter) -> None:
        super().__init__()
        self._ui = ui
        self.wanted: Filter = wanted
        self.count = 0
        own = wanted in ("all", "edge", "lost")
        self._compact = False
        self._word = ui.words(f"attendance.filter.{wanted}" if own else f"state.{wanted}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Say how many there are now."""
        self.count = count
        self.setAccessibleName(f"{self._word} {self._ui.words.number(count)}")
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show the figure alone; the word goes to the tooltip."""
        self._compact = compact
        self.setToolTip(self._word if compact else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        theme = self._ui.theme
        if self._compact:
            wide = QFontMetricsF(theme.font("section")).horizontalAdvance(self._figure())
            return QSize(round(wide) + theme.px(44), theme.target)
        word = QFontMetricsF(theme.font("small")).horizontalAdvance(self._word)
        figure = QFontMetricsF(theme.font("section")).horizontalAdvance(self._figure())
        wide = max(word, figure + theme.px(22))
        return QSize(round(max(wide + theme.px(22), theme.px(56))), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, shape, figure and word."""
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, theme)
        colour = theme.token(_TOKENS.get(self.wanted, self.wanted))
        inner = QRectF(self.rect()).adjusted(theme.px(11), theme.px(3), -theme.px(4), -theme.px(4))
        split = inner.height() * (1.0 if self._compact else 0.55)
        top = QRectF(inner.left(), inner.top(), inner.width(), split)
        self._shape(painter, top, colour)
        painter.setFont(theme.font("section"))
        painter.setPen(colour if self.count else theme.token("muted"))
        left = 0 if self.wanted == "all" else theme.px(21)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top.adjusted(left, 0, 0, 0), middle, self._figure())
        if self._compact:
            painter.end()
            return
        painter.setFont(theme.font("small"))
        painter.setPen(theme.token("ink" if self.isChecked() else "muted"))
        low = QRectF(inner.left(), inner.top() + split, inner.width(), inner.height() - split)
        painter.drawText(low, middle, self._word)
        painter.end()

    def _figure(self) -> str:
        return self._ui.words.number(self.count)

    def _ground(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(QPen(theme.token("focus"), 2))
        elif self.isChecked():
            painter.setPen(QPen(theme.token("accent"), 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(theme.token("selection"))
        elif self.underMouse():
            painter.setBrush(theme.token("hover"))
        painter.drawRoundedRect(box, theme.px(8), theme.px(8))

    def _shape(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        theme = self._ui.theme
        if self.wanted == "all":
            return
        side = theme.px(14)
        place = QRectF(box.left(), box.center().y() - side / 2, side, side)
        if self.wanted == "edge":
            paint_warning(painter, place, colour)
        else:
            shape = "absent" if self.wanted == "lost" else self.wanted
            paint_mark(painter, place, shape, colour)


class Tally(QWidget):
    """The figures of one session in a row, one of them pressed."""

    filtered = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(2))
        self._group = QButtonGroup(self)
        self.buttons: dict[Filter, TallyButton] = {}
        for wanted in FILTERS:
            button = TallyButton(ui, wanted)
            button.clicked.connect(lambda _=False, f=wanted: self.filtered.emit(f))
            self.buttons[wanted] = button
            self._group.addButton(button)
            across.addWidget(button)
        self.choose("all")

    def choose(self, wanted: Filter) -> None:
        """Press one."""
        self.buttons[wanted].setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Take little height."""
        for button in self.buttons.values():
            button.set_compact(compact)

    def show_counts(self, counts: Mapping[Filter, int]) -> None:
        """Say the figures of now."""
        for wanted, button in self.buttons.items():
            button.set_count(counts[wanted])
            if wanted in _HIDDEN_AT_ZERO:
                button.setVisible(bool(counts[wanted]))
