"""A big button that is one of the answers: its words may break, its mark shows whether it holds."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from desktop.views.ui import Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.press import Press
from desktop.views.widgets.wrap_label import WrapLabel

_MARKS = {
    ("one", True): ("circle-check", "accent"),
    ("one", False): ("circle", "muted"),
    ("many", True): ("square-check", "accent"),
    ("many", False): ("square", "muted"),
}


class Tick(Press):
    """Checked by mouse, Space or Enter; the mark is a ring for one of several, a box for many."""

    def __init__(self, ui: Ui, text: str, many: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self._shape: Literal["one", "many"] = "many" if many else "one"
        self.setCheckable(True)
        self.setProperty("kind", "plain")
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._across = QHBoxLayout(self)
        edge = ui.theme.px(14)
        self._across.setContentsMargins(edge, ui.theme.px(4), edge, ui.theme.px(4))
        self._across.setSpacing(ui.theme.px(12))
        self._mark = Label()
        self.words = WrapLabel(ui, text)
        for widget in (self._mark, self.words):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._across.addWidget(self._mark)
        self._across.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.toggled.connect(self._draw)
        ui.theme.changed.connect(self._draw)
        self._draw()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for all the words, and never less than a finger needs."""
        least = self._ui.theme.target + self._ui.theme.px(4)
        return max(least, self._across.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        """One line where there is room for it."""
        width = self._across.totalSizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(self._ui.theme.px(120), self._ui.theme.target)

    def _draw(self) -> None:
        icon, token = _MARKS[self._shape, self.isChecked()]
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(self._ui.icons.pixmap(icon, token, 22, ratio))
