"""A short sentence at the foot of the window, with the way back beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.views.ui import Message, Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label

STAYS = 8_000

_ICONS = {"ok": "circle-check", "warning": "triangle-alert", "danger": "circle-x", "info": "info"}


class Toast(QFrame):
    """Shows one message at a time over ``window``; it waits while the pointer is on it."""

    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(window)
        self._ui = ui
        self._message: Message | None = None
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()
        across = QHBoxLayout(self)
        across.setContentsMargins(ui.theme.px(16), 0, ui.theme.px(4), 0)
        across.setSpacing(ui.theme.px(12))
        self._icon = Label()
        self._words = Label()
        self.undo = Button(ui, "", run=self._take_back)
        across.addWidget(self._icon)
        across.addWidget(self._words)
        across.addWidget(self.undo)
        self._clock = QTimer(self, singleShot=True, interval=STAYS)
        self._clock.timeout.connect(self.hide)
        window.installEventFilter(self)
        ui.said.connect(self.show_message)

    def show_message(self, message: Message) -> None:
        """Show a message in place of the one before."""
        self._message = message
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._ui.icons.pixmap(_ICONS[message.tone], "on-tip", 20, ratio))
        self._words.setText(message.text)
        self.setAccessibleName(message.text)
        self.undo.set_text(self._ui.words("common.undo"))
        self.undo.setVisible(message.undo is not None)
        self.show()
        self.raise_()
        self._place()
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while somebody reads."""
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._clock.start()
        super().leaveEvent(event)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None or not self.isVisible():
            return
        self.adjustSize()
        left = (window.width() - self.width()) // 2
        # Over the status line and the margin above it: never over a page's buttons.
        self.move(left, window.height() - self.height() - self._ui.theme.px(2))

    def _take_back(self) -> None:
        self.hide()
        if self._message is not None and self._message.undo is not None:
            self._message.undo()
