"""The sheet itself: criteria under each other, the levels of one open, by keys or by mouse."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.models.rubric import TOP, Rubric
from desktop.models.scoring import Cell
from desktop.views.scoring.criterion_head import CriterionHead
from desktop.views.scoring.level_choice import LevelChoice
from desktop.views.scoring.level_keys import level_of, wants_note
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.label import Label

PAUSE = 600
"""Milliseconds without a key after which a note is kept."""
LONGEST = 2_000


class RubricPane(QScrollArea):
    """0 to 4 give the open criterion a level, N goes to its note, the arrows to another.

    It shows what it is told and asks for the rest: ``given`` with the criterion's code and the
    level, ``noted`` with its note. ``filled`` says that no criterion is left.
    """

    given = Signal(str, int)
    noted = Signal(str, str)
    filled = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._rubric: Rubric | None = None
        self._cells: Mapping[str, Cell] = {}
        self._locked = False
        self._noting = ""
        self.at = 0
        self.heads: list[CriterionHead] = []
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.keep_note)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, ui.theme.px(8), 0)
        self._rows.setSpacing(ui.theme.px(2))
        self.setWidget(inside)
        self._open = self._levels()

    def show_sheet(
        self, rubric: Rubric, cells: Mapping[str, Cell], locked: bool, at: int | None = None
    ) -> None:
        """Show a sheet; ``at`` opens a criterion, else the one open stays so."""
        if rubric != self._rubric:
            self._rubric = rubric
            self._build(rubric)
        self._cells, self._locked = cells, locked
        if at is not None:
            self.at, self._noting = at, ""
        self.at = min(self.at, len(self.heads) - 1)
        self._show()

    def first_open(self) -> int | None:
        """Give the first criterion without a level."""
        codes = [head.criterion.code for head in self.heads]
        return next((at for at, code in enumerate(codes) if self._cell(code).level is None), None)

    def go(self, at: int) -> None:
        """Open another criterion, with the cursor on it."""
        self.keep_note()
        self.at = at % len(self.heads)
        self._show()
        self.heads[self.at].setFocus(Qt.FocusReason.TabFocusReason)

    def keep_note(self) -> None:
        """Ask for what was typed beside the open criterion to be kept, if it is new."""
        self._pause.stop()
        if not self.heads or self._locked:
            return
        code, typed = self._code(), self.note.text().strip()
        if typed != self._cell(code).note:
            self.noted.emit(code, typed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Lose no note to whoever turns the page."""
        self.keep_note()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Score by keys; whatever is none of ours goes on."""
        level = level_of(event)
        if level is not None and not event.isAutoRepeat():
            self._give(level)
        elif wants_note(event):
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(self.note)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right) and self.heads:
            self.go(self.at + 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left) and self.heads:
            self.go(self.at - 1)
        else:
            super().keyPressEvent(event)

    def _give(self, level: int) -> None:
        """Give the open criterion a level and go on to the next."""
        if not self.heads or self._locked:
            return
        self.keep_note()
        self.given.emit(self._code(), level)
        if self._cell(self._code()).level != level:
            return  # it was refused, and said why
        if self.at + 1 < len(self.heads):
            self.go(self.at + 1)
        elif (first := self.first_open()) is not None:
            self.go(first)
        else:
            self.filled.emit()

    def _build(self, rubric: Rubric) -> None:
        for head in self.heads:
            head.hide()
            head.deleteLater()
        self._rows.removeWidget(self._open)
        while self._rows.takeAt(0) is not None:
            pass
        self.heads = []
        for at, criterion in enumerate(rubric.criteria):
            head = CriterionHead(self._ui, criterion)
            head.clicked.connect(partial(self.go, at))
            self.heads.append(head)
            self._rows.addWidget(head)
            head.show()  # a layout would show it only at the next turn; till then it takes no focus
        self._rows.addStretch(1)
        self.at = 0

    def _levels(self) -> QWidget:
        """Make the levels and the note, moved below whichever criterion is open."""
        ui, px = self._ui, self._ui.theme.px
        opened = QWidget()
        rows = QVBoxLayout(opened)
        rows.setContentsMargins(px(24), 0, 0, px(8))
        rows.setSpacing(px(4))
        self.levels = [LevelChoice(ui, level) for level in range(TOP, -1, -1)]
        for choice in self.levels:
            choice.clicked.connect(partial(self._give, choice.level))
            rows.addWidget(choice)
        self.note = QLineEdit(maxLength=LONGEST)
        self.note.textEdited.connect(lambda: self._pause.start())
        self.note.editingFinished.connect(self.keep_note)
        said = Label(ui.words("panel.note"))
        said.setBuddy(self.note)
        self.note.setAccessibleName(said.text())
        across = QHBoxLayout()
        across.setSpacing(px(8))
        across.addWidget(said)
        across.addWidget(self.note, 1)
        rows.addSpacing(px(2))
        rows.addLayout(across)
        return opened

    def _show(self) -> None:
        rubric = self._rubric
        if rubric is None:
            return
        words = self._ui.words
        for at, head in enumerate(self.heads):
            head.show_cell(self._cell(head.criterion.code), rubric, at == self.at)
        criterion, cell = rubric.criteria[self.at], self._cell(self._code())
        looks = [said.text(words.language) for said in criterion.levels]
        for choice in self.levels:
            said = looks[choice.level] if choice.level < len(looks) else ""
            name = rubric.levels[choice.level].text(words.language)
            choice.show_level(name, said, choice.level == cell.level)
            choice.setEnabled(not self._locked)
        self._show_note(cell)
        self._place_levels()

    def _show_note(self, cell: Cell) -> None:
        """Show the note, unless somebody is typing it just now."""
        self.note.setReadOnly(self._locked)
        if self._noting != self._code() or not self._pause.isActive():
            self._noting = self._code()
            if self.note.text().strip() != cell.note:
                self.note.setText(cell.note)

    def _place_levels(self) -> None:
        if self._rows.indexOf(self._open) != self.at + 1:
            self._rows.removeWidget(self._open)
            self._rows.insertWidget(self.at + 1, self._open)
            self._open.show()
            follow_layout(self)
        QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        if self.heads:
            self.ensureWidgetVisible(self._open, 0, 0)
            self.ensureWidgetVisible(self.heads[self.at], 0, 0)

    def _code(self) -> str:
        return self.heads[self.at].criterion.code

    def _cell(self, code: str) -> Cell:
        return self._cells.get(code, Cell())
