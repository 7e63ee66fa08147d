"""8,000 rows read, cleaned, checked and stored, against bare calamine and one bulk insert.

Ours is the whole action behind the command ``import-roster``, the backup before it left out and
told apart: find the header, split names, match agencies, test numbers, look for duplicates, make
a chained change a person, fold and store. Theirs reads the same file with python-calamine and
puts the cells as they stand into one table of our shape, under the same pragmas.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from python_calamine import CalamineWorkbook

from benchmarks.report import Line, interleaved, shown, timed
from benchmarks.stores import bare_table
from desktop.actions import classes, opening, roster_import, safety
from desktop.actions.roster import enrol

BAR = 4.0
REPEATS = 5
FILE = Path(__file__).parent.parent / "tests" / "data" / "rosters" / "07_all_8000.xlsx"
DAYS = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))


def lines() -> list[Line]:
    """Measure."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        mine, other = interleaved(
            lambda: ours(folder), lambda: theirs(folder), repeats=REPEATS, warm_up=1
        )
        backup = timed(lambda: safety.back_up(folder / "1", opening.system_clock().astimezone()))
    note = f"median of {REPEATS}; a backup of the full store takes {shown(backup)} more"
    return [Line("import", shown(mine), shown(other), mine / other, BAR, note=note)]


def ours(folder: Path) -> float:
    """Import into a class of a new store."""
    place = folder / str(len(list(folder.glob("[0-9]*"))) + 1)
    place.mkdir()
    desk = opening.open_desk(place)
    of = classes.create_class(desk, classes.NewClass("T1", 1, DAYS, capacity=10_000))

    def bring_in() -> None:
        reviewed = roster_import.review_sheet(desk, of, roster_import.open_file(FILE))
        enrol(desk, of, reviewed.accepted)

    seconds = timed(bring_in)
    desk.store.close()
    return seconds


def theirs(folder: Path) -> float:
    """Read and insert, nothing else."""
    path = folder / f"bare{len(list(folder.glob('bare*.db')))}.db"
    bare, insert = bare_table(path, "enrolment")
    width = insert.count("?")

    def bring_in() -> None:
        rows = CalamineWorkbook.from_path(FILE).get_sheet_by_index(0).to_python()
        bare.execute("BEGIN")
        bare.executemany(
            insert,
            [
                (str(number), *map(str, row), *[""] * width)[:width]
                for number, row in enumerate(rows)
            ],
        )
        bare.execute("COMMIT")

    seconds = timed(bring_in)
    bare.close()
    return seconds
