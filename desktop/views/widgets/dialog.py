"""A question that has to be answered first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button, Kind
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

_FRAME = 40  # pixels a window manager's title and borders may take


class Dialog(QDialog):
    """Put inputs into ``dialog.body``; Enter confirms, Esc cancels, the first input has focus.

    ``check`` runs before it closes: what it returns is false while something is still wrong.
    Inputs that need more height than the screen has scroll; the buttons always stay in view.
    """

    def __init__(
        self,
        ui: Ui,
        parent: QWidget | None,
        title: str,
        text: str = "",
        confirm: str = "",
        kind: Kind = "primary",
        check: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._check = check
        self.setModal(True)
        self.setWindowTitle(title)
        self.setAccessibleDescription(text)
        self._edge = edge = ui.theme.px(32)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, ui.theme.px(24), edge, ui.theme.px(24))
        rows.setSpacing(ui.theme.px(16))
        rows.addWidget(Label(title, "section"))
        if text:
            rows.addWidget(WrapLabel(ui, text))
        self._scroller = _Scroller(ui)
        self.body = self._scroller.rows
        rows.addWidget(self._scroller)
        rows.addStretch(1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(ui.theme.px(8))
        self.buttons.addStretch(1)
        self.cancel = Button(ui, ui.words("common.cancel"), run=self.reject)
        self.confirm = Button(ui, confirm or ui.words("common.ok"), kind, run=self.accept)
        self.confirm.setDefault(kind != "danger")
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.confirm)
        rows.addSpacing(ui.theme.px(8))
        rows.addLayout(self.buttons)
        self.setMinimumWidth(ui.theme.px(480))

    def accept(self) -> None:
        """Close, unless something is still wrong."""
        if self._check is None or self._check():
            super().accept()

    def event(self, event: QEvent) -> bool:
        """Grow when a message below a field takes another line; Qt would squeeze the rest."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return done

    def setVisible(self, visible: bool) -> None:
        """Take the height the words need before a place on the screen is chosen."""
        if visible and not self.isVisible():
            self.ensurePolished()
            self._grow()
            follow_layout(self)
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor into the first input."""
        super().showEvent(event)
        for position in range(self.body.count()):
            item = self.body.itemAt(position)
            widget = item.widget() if item is not None else None
            if widget is not None and _takes_focus(widget):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _grow(self) -> None:
        """Give the inputs the height they need, as far as the screen has it."""
        layout = self.layout()
        if layout is None:
            return
        self._scroller.widen()
        width = max(self.minimumWidth(), layout.totalMinimumSize().width())
        width = max(width, self.width()) if self.isVisible() or self._is_sized() else width
        around = _height(layout, width) - self._scroller.height_taken
        screen = self.screen().availableGeometry()
        self._scroller.take(width - 2 * self._edge, screen.height() - _FRAME - around)
        needed = around + self._scroller.height_taken
        self.setMinimumHeight(needed)
        if needed > self.height() or not self._is_sized():
            self.resize(width, max(needed, self.height() if self._is_sized() else 0))
        below = self.geometry().bottom() - screen.bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(screen.top(), self.y() - below))

    def _is_sized(self) -> bool:
        return self.testAttribute(Qt.WidgetAttribute.WA_Resized)


class _Scroller(QScrollArea):
    """Holds the inputs, as high as they are wherever there is room."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        inside = QWidget()
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(ui.theme.px(16))
        self._least = ui.theme.px(120)
        self.height_taken = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.setFixedHeight(0)
        inside.installEventFilter(self)

    def take(self, width: int, room: int) -> None:
        """Be as high as the inputs are at a width, but no higher than ``room``."""
        needed = min(self._needed(width), max(room, self._least))
        if needed != self.height_taken:
            self.height_taken = needed
            self.setFixedHeight(needed)

    def widen(self) -> None:
        """Be no narrower than what cannot break."""
        self.setMinimumWidth(self.rows.totalMinimumSize().width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the dialog when an input needs another line."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _needed(self, width: int) -> int:
        return _height(self.rows, width) if self.rows.count() else 0


def _height(layout: QLayout, width: int) -> int:
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusProxy() is not None or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
