"""One attendance mark through the action layer, durable, against a bare SQLite commit of the row.

Both sides write to the same disk with the same pragmas (``synchronous=FULL``, WAL) through the
same driver. Ours finds the person's line, asks the rule, makes a chained change, stores it,
refolds the row from its history and keeps the way back; theirs writes one row. The store holds
some 50,000 changes already, and the class some of the marks, which are changed.
"""

from __future__ import annotations

from itertools import count, product
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Line, interleaved, shown, timed
from benchmarks.stores import bare_table, filled
from desktop.actions import attendance, opening
from desktop.models.attendance import Mark, Status
from desktop.store import attendance as marks
from desktop.store import classes, timetable

BAR = 5.0
REPEATS = 400
CHANGES = 50_000
WANTED = Mark(Status.LATE, 7)


def lines() -> list[Line]:
    """Measure."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        filled(folder, classes_of=CHANGES // 200, people=200)
        return [_measure(folder)]


def _measure(folder: Path) -> Line:
    desk = opening.open_desk(folder)
    of = classes.classes(desk.store)[0]
    sessions = [s for s in timetable.sessions(desk.store, of.id) if s.counts]
    people = [line.enrolment for line in marks.register(desk.store, of.id)]
    places = product(sessions, people)
    bare, insert = bare_table(folder / "bare.db", "attendance")
    row = ["", of.id, sessions[0].id, "", "late", None, "", "", "", "", "", "[]"]
    numbers = count()

    def ours() -> float:
        session, who = next(places)
        return timed(lambda: attendance.mark(desk, session, who, WANTED))

    def theirs() -> float:
        row[0] = f"0193a5f0-0000-7000-8000-{next(numbers):012d}"

        def write() -> None:
            bare.execute("BEGIN")
            bare.execute(insert, row)
            bare.execute("COMMIT")

        return timed(write)

    mine, other = interleaved(ours, theirs, repeats=REPEATS, warm_up=50)
    stored = desk.store.rows("SELECT count(*) FROM changes")[0][0]
    desk.store.close()
    bare.close()
    note = f"median of {REPEATS}, {stored:,} changes stored"
    return Line("mark", shown(mine), shown(other), mine / other, BAR, note=note)
