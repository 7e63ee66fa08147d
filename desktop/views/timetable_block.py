"""One session on the timetable, to be read at a glance and pressed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.models.timetable import Session
from desktop.views.class_words import hours
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

# State: the word's colour and the ground of the block.
_GROUNDS = {"planned": "surface", "moved": "warning-tint", "cancelled": "paper"}
_EDGES = {"planned": "line", "moved": "warning", "cancelled": "thumb"}
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class _Struck(WrapLabel):
    """A title that no longer holds."""

    def _face(self) -> QFont:
        font = QFont(super()._face())  # the theme shares its fonts
        font.setStrikeOut(True)
        return font


class SessionBlock(QAbstractButton):
    """Time, code, title and quiet codes; ``names`` gives the full names for the tooltips."""

    def __init__(self, ui: Ui, session: Session, names: Mapping[str, str]) -> None:
        super().__init__()
        self._ui = ui
        self.session = session
        self._names = names
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        px = ui.theme.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(14), px(8), px(14), px(8))
        rows.setSpacing(0)
        rows.addLayout(self._top())
        rows.addWidget(self._title())
        if session.note:
            rows.addWidget(WrapLabel(ui, session.note, "small", self._tone()))
        rows.addStretch(1)
        rows.addLayout(self._foot())
        self.setAccessibleName(self._sentence())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in ARROWS:
            event.ignore()  # Qt would take them for Tab; the days know where they lead
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet it stands on, with a clear ring when it has the cursor."""
        theme, state = self._ui.theme, self.session.state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        edge = theme.token("focus" if self.hasFocus() else _EDGES[state])
        dashed = state == "cancelled" and not self.hasFocus()
        line = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, width, line))
        ground = "hover" if self.underMouse() and state != "moved" else _GROUNDS[state]
        painter.setBrush(theme.token(ground))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, theme.px(8), theme.px(8))
        painter.end()

    def _tone(self) -> Tone | None:
        return "warning" if self.session.state == "moved" else None

    def _top(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(self._ui.theme.px(8))
        across.addWidget(Label(hours(self._ui.words, self.session), "muted"))
        if self.session.state != "planned":
            word = self._ui.words(f"classes.session.{self.session.state}")
            label = Label(word, "small", self._tone())
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            across.addWidget(label)
        across.addStretch(1)
        across.addWidget(Label(self.session.code, "muted"))
        return across

    def _title(self) -> WrapLabel:
        title = self.session.title(self._ui.words.language)
        if self.session.state == "cancelled":
            label: WrapLabel = _Struck(self._ui, title, "strong")
            label.setEnabled(False)
            return label
        return WrapLabel(self._ui, title, "strong")

    def _foot(self) -> QHBoxLayout:
        """Say the module, the codes of what is covered, and the mode where it is not the room."""
        session, names = self.session, self._names
        across = QHBoxLayout()
        across.setSpacing(self._ui.theme.px(10))
        across.addWidget(ElidedLabel(names.get(session.module, session.module)), 1)
        if session.mode != "ONSITE":
            mode = self._ui.words(f"classes.mode.{session.mode.lower()}")
            across.addWidget(Label(mode, "small"))
        for codes in (session.topics, session.activities):
            if codes:
                label = Label(" ".join(codes), "muted")
                label.setToolTip("\n".join(f"{c}  {names.get(c, '')}" for c in codes))
                across.addWidget(label)
        return across

    def _sentence(self) -> str:
        words, session = self._ui.words, self.session
        parts = [session.code, session.title(words.language), hours(words, session)]
        if session.state != "planned":
            parts += [words(f"classes.session.{session.state}"), session.note]
        return ", ".join(filter(None, parts))
