"""One project and one scorer's sheet on it, side by side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions import scoring
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.rubric import Rubric
from desktop.models.scoring import Sheet
from desktop.views.scoring.beside import Beside
from desktop.views.scoring.level_keys import level_of, wants_note
from desktop.views.scoring.lock_dialog import LockDialog
from desktop.views.scoring.my_projects import Mine
from desktop.views.scoring.reason_dialog import ReasonDialog
from desktop.views.scoring.rubric_pane import RubricPane
from desktop.views.scoring.scorer import Scorer
from desktop.views.scoring.sheet_foot import SheetFoot
from desktop.views.scoring.sheet_head import SheetHead
from desktop.views.scoring.stop_card import StopCard
from desktop.views.scoring.work_page import Told, WorkPage
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card


class SheetPage(QWidget):
    """The first level begins the sheet; every level is kept at once, and only here until locked.

    ``changed`` after every level, lock and correction: the list shows something else now.
    """

    changed = Signal()
    waived = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._of: Class | None = None
        self._scorer: Scorer | None = None
        self._rubric: Rubric | None = None
        self.mine: Mine | None = None
        self.sheet: Sheet | None = None
        self.blind = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(8))
        self.head = SheetHead(ui)
        self.stop = StopCard(ui, self._asked_waiver)
        self.work = WorkPage(ui)
        self.pane = RubricPane(ui)
        self.beside = Beside(ui, _framed(ui, self.work), _framed(ui, self.pane))
        self.head.tools.addWidget(self.beside.toggle)
        self.foot = SheetFoot(ui)
        rows.addWidget(self.head)
        rows.addWidget(self.stop)
        rows.addWidget(self.beside, 1)
        rows.addWidget(self.foot)
        self.pane.given.connect(self._give)
        self.pane.noted.connect(self._note)
        self.pane.filled.connect(self.foot.focus_lock)
        self.foot.lock.clicked.connect(lambda: self.ask_lock())
        self.foot.correct.clicked.connect(lambda: self._ask_correction())

    def show_project(
        self, of: Class, scorer: Scorer, mine: Mine, rubric: Rubric, told: Callable[[], Told]
    ) -> None:
        """Open a project; the cursor goes to the first criterion without a level."""
        self.head.show_scorer(scorer.name)
        another = self.mine is None or self.mine.project.id != mine.project.id
        self.pane.keep_note()
        self._of, self._scorer, self._rubric = of, scorer, rubric
        self.mine, self.sheet = mine, mine.sheet
        if another:
            self.work.show_project(told())
            self.beside.show_sheet()
            self.stop.hide()
        self._show(at=0 if another else None)
        if another:
            follow_layout(self)
            first = self.pane.first_open()
            self.pane.go(first or 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Score by keys while reading the work, too."""
        if self.work.hasFocus() and (level_of(event) is not None or wants_note(event)):
            self.pane.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def close_project(self) -> None:
        """Keep what is typed, and have nothing open any more."""
        self.pane.keep_note()
        self.mine = self.sheet = None

    def ask_lock(self) -> None:
        """Ask before what cannot be undone, naming the project."""
        self.pane.keep_note()
        if self.mine is None or self.sheet is None or not self.sheet.complete:
            return
        if self.sheet.locked_at:
            return
        dialog = LockDialog(self._ui, self.mine.project, self.sheet, self.window())
        dialog.accepted.connect(self._lock)
        dialog.open()

    def _lock(self) -> None:
        of, sheet, mine, ui = self._of, self.sheet, self.mine, self._ui
        if of is None or sheet is None or mine is None:
            return
        with ui.trying():
            self.sheet = scoring.lock(ui.desk, of, sheet)
            ui.say(ui.words("panel.locked", code=mine.project.code))
            self._show()
            self.changed.emit()
            self.head.focus_next()

    def _give(self, code: str, level: int) -> None:
        self._write(code, level, None)

    def _note(self, code: str, note: str) -> None:
        if self.sheet is None and not note:
            return
        known = self.sheet.cells.get(code) if self.sheet is not None else None
        self._write(code, known.level if known is not None else None, note)

    def _write(self, code: str, level: int | None, note: str | None) -> None:
        """Begin the sheet if this is its first word, and keep what is said; or say why not."""
        ui, mine, of, scorer = self._ui, self.mine, self._of, self._scorer
        if mine is None or of is None or scorer is None:
            return
        try:
            if self.sheet is None:
                self.sheet = scoring.open_sheet(
                    ui.desk, of, mine.project, scorer.name, scorer.agency
                )
            self.sheet = scoring.set_level(ui.desk, self.sheet, code, level, note)
        except (Refused, Fault) as no:
            self.stop.show_no(no, mine.project.code, self.blind)
            return
        self.stop.hide()
        self._show()
        self.changed.emit()

    def _show(self, at: int | None = None) -> None:
        mine, rubric, sheet = self.mine, self._rubric, self.sheet
        if mine is None or rubric is None:
            return
        locked = sheet is not None and bool(sheet.locked_at)
        cells = sheet.cells if sheet is not None else {}
        self.pane.show_sheet(sheet.rubric if sheet is not None else rubric, cells, locked, at)
        self.foot.show_sheet(sheet, self._ui.desk.now() if sheet is not None else None)

    def _ask_correction(self) -> None:
        mine = self.mine
        if mine is None or self.sheet is None:
            return
        words = self._ui.words
        ReasonDialog(
            self._ui,
            words("panel.correct_title", code=mine.project.code),
            words("panel.correct_text"),
            words("panel.correct"),
            self._correct,
            self.window(),
        ).open()

    def _correct(self, reason: str) -> None:
        if self._of is None or self.sheet is None:
            return
        self.sheet = scoring.correct(self._ui.desk, self._of, self.sheet, reason)
        self._show(at=0)
        self.changed.emit()
        self.pane.go(0)

    def _asked_waiver(self) -> None:
        if self.mine is not None:
            self.waived.emit(self.mine.project.id)


def _framed(ui: Ui, inside: QWidget) -> Card:
    card = Card(ui, fill=True)
    edge = ui.theme.px(16)
    layout = card.layout()
    if layout is not None:
        layout.setContentsMargins(edge, ui.theme.px(10), ui.theme.px(8), ui.theme.px(10))
    card.rows.addWidget(inside, 1)
    return card
