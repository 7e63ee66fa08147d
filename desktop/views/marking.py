"""What the keys and the popover want becomes marks: one step, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from desktop import resources
from desktop.actions import attendance
from desktop.actions.attendance import Cell
from desktop.models.attendance import UNMARKED, Mark, Status
from desktop.models.mark_words import mark_text, read_words, state_words
from desktop.models.refusal import Refused
from desktop.models.scan import proposed_minutes
from desktop.models.timetable import Session
from desktop.models.wording import Words
from desktop.views.attendance_sheet import Row, Sheet, to_make_up
from desktop.views.ui import Ui
from desktop.views.undoing import undo

Place = tuple[Row, Session]


class Marking:
    """Marks cells of one class through the actions; a refusal is said and changes nothing."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self.last: Mark | None = None

    def state(self, sheet: Sheet, places: Sequence[Place], status: Status) -> bool:
        """Set one state in every selected cell; say whether it was done."""
        now = self._ui.desk.now()
        return self.put(sheet, [(r, s, propose(status, r, s, now)) for r, s in places])

    def repeat(self, sheet: Sheet, places: Sequence[Place]) -> bool:
        """Set again what was set last; present when nothing was yet."""
        wanted = self.last or Mark(Status.PRESENT)
        return self.put(sheet, [(row, session, wanted) for row, session in places])

    def put(self, sheet: Sheet, wanted: Sequence[tuple[Row, Session, Mark]]) -> bool:
        """Set marks as one step."""
        done = False
        with self._ui.trying():
            attendance.mark_cells(
                self._ui.desk, sheet.of.id, [Cell(r.line, s, mark) for r, s, mark in wanted]
            )
            done = True
        if done and wanted and wanted[-1][2] is not UNMARKED:
            self.last = wanted[-1][2]
        return done

    def all_remaining(self, session: Session) -> None:
        """Mark everybody still unmarked as present, and say how many that were."""
        with self._ui.trying():
            count = attendance.mark_remaining(self._ui.desk, session, Mark(Status.PRESENT))
            if count:
                self._say(self._ui.words("attendance.marked_all", n=count))

    def copy_previous(self, session: Session) -> None:
        """Carry the session before over to who is unmarked, and say how many that were."""
        with self._ui.trying():
            count = attendance.copy_previous(self._ui.desk, session)
            if count:
                self._say(self._ui.words("attendance.copied", n=count))

    def paste(
        self, sheet: Sheet, block: str, rows: Sequence[Row], sessions: Sequence[Session]
    ) -> None:
        """Enter a block from a spreadsheet over these people and sessions, and say how many."""
        with self._ui.trying():
            wanted = read_block(block, rows, sessions)
            if wanted and self.put(sheet, wanted):
                self._say(self._ui.words("attendance.pasted", n=len(wanted)))

    def _say(self, text: str) -> None:
        self._ui.say(text, undo=partial(undo, self._ui))


def propose(status: Status, row: Row, session: Session, now: datetime) -> Mark:
    """Give a state what most likely belongs to it."""
    match status:
        case Status.LATE:
            return Mark(status, minutes=proposed_minutes(session, now))
        case Status.MAKEUP:
            missed = to_make_up(row)
            return Mark(status, of=missed[0] if len(missed) == 1 else "")
        case Status.UNMARKED:
            return UNMARKED
        case _:
            return Mark(status)


def read_block(
    block: str, rows: Sequence[Row], sessions: Sequence[Session]
) -> list[tuple[Row, Session, Mark]]:
    """Read a block; an empty cell leaves what is there, an unknown word refuses the whole."""
    known = state_words(resources.catalogue("th"), resources.catalogue("en"))
    wanted = []
    for at, line in enumerate(block.replace("\r\n", "\n").rstrip("\n").split("\n")):
        for across, text in enumerate(line.split("\t")):
            if not text.strip():
                continue
            if at >= len(rows) or across >= len(sessions):
                raise Refused("block-too-large", rows=len(rows), columns=len(sessions))
            mark = read_words(text, known)
            if mark is None:
                who, session = rows[at].person.name, sessions[across].code
                raise Refused("mark-unreadable", row=at + 1, name=who, session=session, text=text)
            wanted.append((rows[at], sessions[across], mark))
    return wanted


def write_block(words: Words, places: Sequence[Place]) -> str:
    """Write the selected cells as a spreadsheet takes them."""
    codes = list(dict.fromkeys(s.code for s in sorted((s for _, s in places), key=_order)))
    lines: dict[str, dict[str, str]] = {}
    for row, session in places:
        lines.setdefault(row.person.id, {})[session.code] = mark_text(words, row.mark_in(session))
    return "\n".join("\t".join(line.get(code, "") for code in codes) for line in lines.values())


def _order(session: Session) -> tuple[object, str]:
    return session.on, session.start.zfill(5)
