"""What is done in the register: each wish of the grid becomes marks, a sheet or a block."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.models.attendance import Mark, Status
from desktop.models.scan import proposed_minutes
from desktop.models.timetable import Session
from desktop.views.attendance_grid import AttendanceGrid
from desktop.views.attendance_sheet import Sheet, to_make_up
from desktop.views.history_panel import HistoryPanel
from desktop.views.mark_popover import MarkPopover
from desktop.views.marking import Marking, write_block
from desktop.views.place import Place
from desktop.views.scanner import Scanner
from desktop.views.ui import Ui


class GridWork:
    """Serves the grid it is attached to; ``sheet`` gives what is known of the class now.

    What opens over the screen is given to the scanner, so that a card is read there too.
    """

    def __init__(
        self, ui: Ui, screen: QWidget, scanner: Scanner, sheet: Callable[[], Sheet | None]
    ) -> None:
        self._ui = ui
        self._screen = screen
        self._scanner = scanner
        self._sheet = sheet
        self.marking = Marking(ui)
        self.grid: AttendanceGrid | None = None

    def attach(self, grid: AttendanceGrid) -> None:
        """Serve this grid from now on."""
        self.grid = grid
        grid.stated.connect(self.state)
        grid.repeated.connect(self.repeat)
        grid.detailed.connect(self.open_cell)
        grid.asked_history.connect(self.open_history)
        grid.copied.connect(self.copy)
        grid.pasted.connect(self.paste)

    def state(self, status: Status) -> None:
        """Set a state in the selected cells; one cell alone moves the cursor down."""
        grid, sheet = self.grid, self._sheet()
        places = grid.cells() if grid is not None else []
        if grid is None or sheet is None or not places:
            return
        several = [row for row, _ in places if len(to_make_up(row)) > 1]
        if status is Status.MAKEUP and several:
            self._ask_which_session(alone=len(places) == 1)
        elif self.marking.state(sheet, places, status) and len(places) == 1:
            grid.go_down()

    def repeat(self) -> None:
        """Set again what was set last."""
        grid, sheet = self.grid, self._sheet()
        if grid is None or sheet is None:
            return
        places = grid.cells()
        if self.marking.repeat(sheet, places) and len(places) == 1:
            grid.go_down()

    def open_cell(self, press: Status | None = None) -> None:
        """Open the cell under the cursor, with a state pressed where one is given.

        Of a cell in dispute, the question is opened instead.
        """
        grid = self.grid
        here = grid.current() if grid is not None else None
        if grid is None or here is None:
            return
        row, session = here
        if press is None and session.code in row.disputed:
            place = Place("classes", row.person.class_id, "conflicts", row.person.id)
            self._ui.go(place)
            return
        minutes = proposed_minutes(session, self._ui.desk.now())
        popover = MarkPopover(self._ui, self._screen, row, session, minutes)
        popover.marked.connect(lambda mark: self._mark_person(row.person.id, session, mark))
        popover.asked_history.connect(self.open_history)
        self._scanner.watch(popover)
        box = grid.visualRect(grid.currentIndex())
        corner = grid.viewport().mapToGlobal(box.bottomLeft() + QPoint(0, 2))
        popover.open_at(corner, self._screen)
        if press is not None:
            popover.press(press)

    def open_history(self) -> None:
        """Show who changed the cell under the cursor, and when."""
        here = self.grid.current() if self.grid is not None else None
        if here is not None:
            row, session = here
            panel = HistoryPanel(self._ui, self._screen)
            panel.show(row.person.class_id, row.person.id, session.id)

    def copy(self) -> None:
        """Copy the selected block for a spreadsheet."""
        if self.grid is not None:
            block = write_block(self._ui.words, self.grid.cells())
            QGuiApplication.clipboard().setText(block)

    def paste(self) -> None:
        """Enter a block from a spreadsheet, from the first selected cell down and right."""
        grid, sheet = self.grid, self._sheet()
        if grid is None or sheet is None:
            return
        row, column = grid.corner()
        columns = range(max(column, 0), grid.register.chance)
        sessions = [s for c in columns if (s := grid.register.session_at(c)) is not None]
        block = QGuiApplication.clipboard().text()
        self.marking.paste(sheet, block, grid.register.rows[max(row, 0) :], sessions)

    def _ask_which_session(self, alone: bool) -> None:
        if alone:
            self.open_cell(Status.MAKEUP)
        else:
            self._ui.say(self._ui.words("attendance.makeup_one_by_one"), "warning")

    def _mark_person(self, enrolment: str, session: Session, mark: Mark) -> None:
        """Mark somebody as they stand now: the cell may have been opened a while ago."""
        sheet = self._sheet()
        rows = sheet.rows if sheet is not None else ()
        row = next((row for row in rows if row.person.id == enrolment), None)
        if sheet is not None and row is not None:
            self.marking.put(sheet, [(row, session, mark)])
