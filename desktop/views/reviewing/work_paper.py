"""One person's work as a page to be read, made from the top as it is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.views.ui import Ui

Part = tuple[str, Callable[[], QWidget]]
"""A name to find it by, and what makes it."""

AT_ONCE = 2
"""So many parts fill the first screen; the others follow one a turn, and nobody waits for them."""


class WorkPaper(QScrollArea):
    """Shows parts below each other; ``show_section`` brings one to the top.

    ``made`` tells when the last part is there.
    """

    made = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._made: dict[str, QWidget] = {}
        self._waiting: list[Part] = []
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._make_next)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.words("reviewing.paper"))

    @property
    def whole(self) -> bool:
        """Whether everything has been made."""
        return not self._waiting

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show other parts, from the top."""
        page = QWidget()
        page.resize(self.viewport().size())  # told late, all would be laid out twice
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(0, 0, self._ui.theme.px(8), 0)
        self._rows.setSpacing(self._ui.theme.px(12))
        self._made.clear()
        self._waiting = list(parts)
        for _ in range(min(AT_ONCE, len(parts))):
            self._make()
        self._rows.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().setValue(0)
        if self._waiting:
            self._turn.start()
        else:
            self.made.emit()

    def show_section(self, code: str) -> None:
        """Bring a part to the top of what is in view."""
        while self._waiting:
            self._make_next()
        if (part := self._made.get(code)) is not None:
            page = self.widget()
            if page is not None and (rows := page.layout()) is not None:
                rows.activate()
            self.verticalScrollBar().setValue(part.y())

    def _make_next(self) -> None:
        if self._waiting:
            self._make(self._rows.count() - 1)
        if not self._waiting and self._turn.isActive():
            self._turn.stop()
            self.made.emit()

    def _make(self, at: int = -1) -> None:
        code, make = self._waiting.pop(0)
        part = self._made[code] = make()
        self._rows.insertWidget(at, part)
