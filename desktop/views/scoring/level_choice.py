"""One level of a criterion to choose: its number, its name, and what it looks like."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.views.ui import Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.press import Press
from desktop.views.widgets.wrap_label import WrapLabel

NAME = 96
"""The room of a level's name: the longest of the shipped ones takes a line."""
ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class Choice(Press):
    """As high as what is laid out in it; the arrows belong to the list it stands in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the list."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Long words take another line."""
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

    def settle(self) -> None:
        """Let the mouse through everything inside; call it when all is laid out."""
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for inner in self.findChildren(QWidget):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def nextCheckState(self) -> None:
        """Pressing asks; only who answers turns it."""


class LevelChoice(Choice):
    """The tick says that it is chosen; colour only repeats it."""

    def __init__(self, ui: Ui, level: int) -> None:
        super().__init__()
        self._ui = ui
        self.level = level
        self.setObjectName("choice")
        self.setProperty("kind", "plain")
        px = ui.theme.px
        across = QHBoxLayout(self)
        across.setContentsMargins(px(12), px(2), px(12), px(3))
        across.setSpacing(px(12))
        number = Label(ui.words.number(level), "section")
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        number.setFixedWidth(px(20))
        middle = Qt.AlignmentFlag.AlignVCenter
        across.addWidget(number, 0, middle)
        self._name = WrapLabel(ui, "", "strong")
        self._name.setFixedWidth(px(NAME))
        self._looks = WrapLabel(ui, "", "small")
        across.addWidget(self._name, 0, middle)
        across.addWidget(self._looks, 1, middle)
        self._tick = Label()
        self._tick.setFixedSize(px(22), px(22))
        across.addWidget(self._tick)
        self.settle()

    def show_level(self, name: str, looks: str, chosen: bool) -> None:
        """Say what the level is called and looks like, and whether it was given."""
        words = self._ui.words
        same = looks == name
        self._name.set_text(name)
        self._looks.set_text("" if same else looks)
        self.setChecked(chosen)
        ratio = self.devicePixelRatioF()
        if chosen:
            self._tick.setPixmap(self._ui.icons.pixmap("check", "accent", 20, ratio))
        else:
            self._tick.clear()
        said = words("panel.level_said", level=self.level, name=name, looks=looks).strip()
        self.setAccessibleName(words("panel.chosen", what=said) if chosen else said)
        self.updateGeometry()
