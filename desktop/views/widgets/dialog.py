"""A question that has to be answered first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.button import Button, Kind
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class Dialog(QDialog):
    """Put inputs into ``dialog.body``; Enter confirms, Esc cancels, the first input has focus.

    ``check`` runs before it closes: what it returns is false while something is still wrong.
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
        edge = ui.theme.px(32)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, ui.theme.px(24), edge, ui.theme.px(24))
        rows.setSpacing(ui.theme.px(16))
        rows.addWidget(Label(title, "section"))
        if text:
            rows.addWidget(WrapLabel(ui, text))
        self.body = QVBoxLayout()
        self.body.setSpacing(ui.theme.px(16))
        rows.addLayout(self.body)
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
        if event.type() == QEvent.Type.LayoutRequest and (layout := self.layout()) is not None:
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return done

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height the words need, and put the cursor into the first input."""
        super().showEvent(event)
        self._fit()
        for position in range(self.body.count()):
            item = self.body.itemAt(position)
            widget = item.widget() if item is not None else None
            if widget is not None and _takes_focus(widget):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.width())
            self.setMinimumHeight(needed)
            self.resize(self.width(), needed)


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusProxy() is not None or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
