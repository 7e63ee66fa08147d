"""A roster reviewed before anything is stored: who comes in, who does not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from desktop.models.agencies import Agencies
from desktop.models.citizen import differ_plainly
from desktop.models.people import Person
from desktop.models.roster_cells import Edits, read_cells
from desktop.models.roster_header import Columns
from desktop.models.roster_people import Problem, read_people
from desktop.models.sheet import Sheet
from desktop.models.titles import Titles

Fate = Literal["accepted", "duplicate", "rejected", "skipped"]

IN_CLASS = 0  # the "row" that a duplicate of somebody already in the class repeats


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of one row of the sheet, numbered as the spreadsheet numbers it."""

    number: int
    fate: Fate
    person: Person
    problems: tuple[Problem, ...] = ()
    duplicate_of: int | None = None  # the first row of the same person, or IN_CLASS


@dataclass(frozen=True, slots=True)
class Review:
    """Every row that is not blank, in the order of the sheet."""

    rows: tuple[Row, ...]

    def of(self, fate: Fate) -> list[Row]:
        """Give the rows of one fate."""
        return [row for row in self.rows if row.fate == fate]

    @property
    def accepted(self) -> list[Person]:
        """The people who come in, in the order of the roster."""
        return [row.person for row in self.rows if row.fate == "accepted"]


_NAMELESS = (Problem("name_missing", "name"),)
_NOBODY = Person()


def review(
    sheet: Sheet,
    columns: Columns,
    agencies: Agencies,
    titles: Titles,
    citizen_key: bytes,
    *,
    edits: Edits | None = None,
    present: Sequence[Person] = (),
) -> Review:
    """Decide the fate of every row below the header.

    ``edits`` are what a person corrected in the preview, ``present`` those already in the class:
    a second import of the same file accepts nobody. Blank rows are left out.
    """
    cells = read_cells(sheet, columns, edits or {})
    known = _Known(present, cells["citizen_id"], columns.data_row)
    rows = []
    read = read_people(sheet, columns, agencies, titles, citizen_key, cells)
    for number, (kind, person, problems) in enumerate(read, columns.data_row):
        if kind == "person":
            first = known.meet(person, number)
            if first is None:
                rows.append(Row(number, "accepted", person, problems))
            else:
                rows.append(Row(number, "duplicate", person, problems, first))
        elif kind == "nameless":
            rows.append(Row(number, "rejected", person, _NAMELESS))
        elif kind == "aside":
            rows.append(Row(number, "skipped", _NOBODY))
    return Review(tuple(rows))


def as_outcome(reviewed: Review) -> dict[str, Any]:
    """Report a review as the command line prints it; ``of`` 0 means already in the class."""
    return {
        "accepted": len(reviewed.accepted),
        "warnings": [
            {"row": row.number, "code": problem.code}
            for row in reviewed.of("accepted")
            for problem in row.problems
        ],
        "duplicates": [
            {"row": row.number, "of": row.duplicate_of} for row in reviewed.of("duplicate")
        ],
        "rejected": [
            {"row": row.number, "code": problem.code}
            for row in reviewed.of("rejected")
            for problem in row.problems
        ],
    }


class _Known:
    """Everybody met so far, by citizen number and by name and agency."""

    def __init__(self, present: Sequence[Person], typed: Sequence[str], data_row: int) -> None:
        self.typed = typed  # the citizen numbers as they stand in the rows, right or wrong
        self.data_row = data_row
        self.by_number: dict[str, int] = {}
        self.by_name: dict[str, list[tuple[int, str]]] = {}
        for person in present:
            self._remember(person, self._name(person), IN_CLASS)

    def meet(self, person: Person, row: int) -> int | None:
        """Give the first row of the same person, or remember this one as new.

        Two people with one name and different numbers are two people, unless one of the numbers
        is wrong and looks like the other mistyped.
        """
        number = person.citizen_hash
        if number and number in self.by_number:
            return self.by_number[number]
        name = self._name(person)
        for earlier, other in self.by_name.get(name, ()):
            if not (number and other) and not self._numbers_differ(earlier, row):
                return earlier
        self._remember(person, name, row)
        return None

    def _remember(self, person: Person, name: str, row: int) -> None:
        if person.citizen_hash:
            self.by_number[person.citizen_hash] = row
        self.by_name.setdefault(name, []).append((row, person.citizen_hash))

    def _numbers_differ(self, earlier: int, row: int) -> bool:
        if earlier == IN_CLASS:
            return False
        return differ_plainly(self.typed[earlier - self.data_row], self.typed[row - self.data_row])

    @staticmethod
    def _name(person: Person) -> str:
        return f"{person.first}{person.last}|{person.agency}".replace(" ", "").lower()
