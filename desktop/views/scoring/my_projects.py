"""The projects as one scorer sees them: which are done, which are begun, which come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models.panel import Progress
from desktop.models.projects import Project
from desktop.models.rubric import Rubric
from desktop.models.scoring import Sheet, printed, sheet_score

STATE_OF: dict[Progress, str] = {"none": "unmarked", "open": "late", "locked": "present"}
"""The shape that goes with how far a sheet is: ○ not begun, ◐ begun, ● locked."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A project with the scorer's own sheet on it, the last one where there are corrections."""

    project: Project
    group: str
    sheet: Sheet | None = None

    @property
    def stage(self) -> Progress:
        """How far the scorer is with it."""
        if self.sheet is None:
            return "none"
        return "locked" if self.sheet.locked_at else "open"

    @property
    def done(self) -> int:
        """How many criteria have a level."""
        return 0 if self.sheet is None else sum(x is not None for x in self.sheet.levels)

    def many(self, rubric: Rubric) -> int:
        """How many criteria there are."""
        return len((self.sheet.rubric if self.sheet else rubric).criteria)

    @property
    def total(self) -> str:
        """The sheet's score as it is printed; empty while a level is missing."""
        exact = None if self.sheet is None else sheet_score(self.sheet)
        return "" if exact is None else printed(exact)


def locked(projects: Sequence[Mine]) -> int:
    """Count the projects this scorer is through with."""
    return sum(mine.stage == "locked" for mine in projects)


def next_unscored(projects: Sequence[Mine], after: str = "") -> Mine | None:
    """Give the next project that is not locked, after one and round again to the first."""
    ids = [mine.project.id for mine in projects]
    begin = ids.index(after) + 1 if after in ids else 0
    turned = [*projects[begin:], *projects[:begin]]
    return next((m for m in turned if m.stage != "locked" and m.project.id != after), None)
