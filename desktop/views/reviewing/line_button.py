"""A line of text to be pressed: whole, over as many lines as it needs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.views.ui import Tone, Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.press import Press
from desktop.views.widgets.wrap_label import WrapLabel


class LineButton(Press):
    """An icon and a text that wraps; for remarks and findings, which nobody may cut."""

    def __init__(
        self, ui: Ui, icon: str, text: str, run: Callable[[], object], tone: Tone | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        self.clicked.connect(lambda: run())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        across = QHBoxLayout(self)
        across.setContentsMargins(ui.theme.px(4), ui.theme.px(6), ui.theme.px(4), ui.theme.px(6))
        across.setSpacing(ui.theme.px(8))
        picture = Label()
        ratio = self.devicePixelRatioF()
        picture.setPixmap(ui.icons.pixmap(icon, tone or "muted", 18, ratio))
        self.said = WrapLabel(ui, text)
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.said, 1)
        for inner in self.findChildren(QWidget):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for what is inside."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        """Room for what is inside."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for what is inside, broken into lines."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()
