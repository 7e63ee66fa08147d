"""Works at a desk until it is killed, saying what it tries before each deed and what is done after.

Run as a script it keeps a nursery: everything is loaded once, and for each line read (``deed
folder``) a child is forked that works and never ends by itself. The pipe says ``born PID``,
``try ...``, ``done ...``, ``rest`` and, once the child is dead and buried, ``dead``.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from desktop.actions import attendance, certificates, opening, roster_import
from desktop.actions.attendance import Cell
from desktop.desk import Desk
from desktop.exporters import archive_pdf, certificate_pdf
from desktop.models.attendance import Mark, Status
from desktop.store import attendance as marks
from desktop.store import classes, timetable

ROSTER = Path(__file__).parent.parent / "data" / "rosters" / "02_official_letter.xlsx"
LOADED = (archive_pdf, certificate_pdf)  # before the first child, so that none has to
STATUSES = (Status.PRESENT, Status.ABSENT, Status.LATE, Status.EXCUSED)
BLOCK = 5


def say(*words: object) -> None:
    """Say a line at once: what is in a buffer when the power goes was never said."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def mark(desk: Desk) -> None:
    """Mark one person after another, and now and then five at once."""
    of = classes.classes(desk.store)[0]
    sessions = [s for s in timetable.sessions(desk.store, of.id) if s.counts]
    lines = marks.register(desk.store, of.id)
    turns = cycle((s, i) for s in sessions for i in range(0, len(lines), BLOCK))
    count = sum(1 for line in lines for _ in line.marks)
    for session, at in turns:
        count += 1
        wanted = Mark(STATUSES[count % len(STATUSES)], reason=f"deed {count}")
        several = lines[at : at + (BLOCK if count % 3 == 0 else 1)]
        said = (session.code, ",".join(str(li.seat) for li in several), wanted.status, count)
        say("try", *said)
        if len(several) == 1:
            attendance.mark(desk, session, several[0].enrolment, wanted)
        else:
            now = {li.enrolment: li for li in marks.register(desk.store, of.id)}
            cells = [Cell(now[li.enrolment], session, wanted) for li in several]
            attendance.mark_cells(desk, of.id, cells)
        say("done", *said)


def issue(desk: Desk) -> None:
    """Issue and print class after class, those that are done already too."""
    for of in classes.classes(desk.store):
        say("try", of.code, "issue")
        certificates.issue(desk, of)
        say("done", of.code, "issue")
        say("try", of.code, "print")
        certificates.print_class(desk, of)
        say("done", of.code, "print")


def bring_in(desk: Desk) -> None:
    """Import a roster into class after class that has nobody yet."""
    full = classes.headcounts(desk.store)
    for of in classes.classes(desk.store):
        if of.id not in full:
            say("try", of.code)
            roster_import.import_file(desk, of, ROSTER)
            say("done", of.code)


DEEDS: dict[str, Callable[[Desk], None]] = {"mark": mark, "issue": issue, "import": bring_in}


def live(deed: str, folder: str) -> None:
    """Be the child."""
    say("born", os.getpid())
    desk = opening.open_desk(Path(folder))
    DEEDS[deed](desk)
    say("rest")
    while True:
        signal.pause()


def orders() -> Iterator[tuple[str, str]]:
    """Read what to do next, line by line."""
    for line in sys.stdin:
        deed, folder = line.rstrip("\n").split(" ", 1)
        yield deed, folder


def main() -> None:
    """Keep the nursery until nobody asks any more."""
    for deed, folder in orders():
        child = os.fork()
        if not child:
            try:
                live(deed, folder)
            finally:
                os._exit(1)  # only a bug comes here: the parent of the test must not go on as two
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()
