"""The left rail: the six places of the program."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from desktop.views.ui import Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.press import Press

WIDE, NARROW = 208, 64


class Rail(QFrame):
    """Icon and word for each page; only the icon when there is little room."""

    chosen = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._buttons: dict[str, tuple[QPushButton, str, str]] = {}
        self._group = QButtonGroup(self)
        self.folded = False
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(ui.theme.px(4))
        self._program = Label("", "strong")
        self._rows.addWidget(self._program)
        self._rows.addStretch(1)
        self.dress()

    def add(self, page: str, title: str, icon: str) -> None:
        """Offer a page; ``title`` is a key of the wording."""
        button = Press()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.chosen.emit(page))
        self._group.addButton(button)
        self._rows.insertWidget(self._rows.count() - 1, button)
        self._buttons[page] = (button, title, icon)
        self._dress_button(button, title, icon)

    def mark(self, page: str) -> None:
        """Show which page is open; one that stands not in the rail belongs to the last one."""
        page = page if page in self._buttons else next(reversed(self._buttons), "")
        if page:
            self._buttons[page][0].setChecked(True)

    def fold(self, folded: bool) -> None:
        """Show icons only, or icons and words."""
        if folded != self.folded:
            self.folded = folded
            self.dress()

    def focus(self) -> None:
        """Put the cursor on the open page's button."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def dress(self) -> None:
        """Say everything again in the words and sizes now in use."""
        theme, words = self._ui.theme, self._ui.words
        edge = theme.px(10)
        self._rows.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        self.setFixedWidth(theme.px(NARROW if self.folded else WIDE))
        self.setAccessibleName(words("frame.rail"))
        self._program.setText(words("frame.program"))
        if self.folded:
            self._program.setPixmap(self._ui.icons.pixmap("graduation-cap", "accent", 24))
        self._program.setFixedHeight(theme.px(40))
        for button, title, icon in self._buttons.values():
            self._dress_button(button, title, icon)

    def _dress_button(self, button: QPushButton, title: str, icon: str) -> None:
        text = self._ui.words(title)
        button.setText("" if self.folded else f"  {text}")
        button.setAccessibleName(text)
        button.setToolTip(text if self.folded else "")
        button.setIcon(self._ui.icons.icon(icon, "muted", 22, on="accent"))
        button.setIconSize(QSize(self._ui.theme.px(22), self._ui.theme.px(22)))
        button.setProperty("folded", "true" if self.folded else "false")
        if button.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            button.style().unpolish(button)
            button.style().polish(button)
