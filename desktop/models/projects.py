"""A prototype project: what its group fills in, checked as it is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.models.refusal import Refused
from desktop.models.thai import clean
from protocol.change import Json

TEXTS: Mapping[str, tuple[str, ...]] = {
    "story": ("problem", "served", "innovation"),
    "measures": ("before", "after", "benefit"),
}
"""The parts that are texts, with what each holds."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "data": ("dataset", "owner", "user", "class", "basis", "method"),
    "plan": ("activity", "owner", "start", "end", "budget", "indicator", "risk"),
    "tests": ("tester", "on", "result", "change"),
}
"""The parts that are rows, with the columns of each; ``start``, ``end`` and ``on`` are days."""

DAYS = frozenset({"start", "end", "on"})
PARTS = ("title", *TEXTS, *TABLES, "processes")

MOST_TITLE = 200
MOST_LINE = 500
MOST_TEXT = 10_000
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Project:
    """One group's prototype project.

    ``code`` is what people type to name it (P03, calibration samples EX1). ``content`` holds its
    parts as stored: ``story``, ``processes``, ``measures``, ``data``, ``plan``, ``tests``.
    ``order`` is its place among the presentations, 0 while nobody gave one. ``presented_at`` is
    UTC, ISO 8601, empty before; ``seconds`` is how long it took. ``note`` is what the panel agreed
    on. A ``sample`` is for calibrating the panel and counts nowhere else.
    """

    id: str
    code: str
    team: str
    number: int
    title: str = ""
    content: Mapping[str, Json] = field(default_factory=dict)
    order: int = 0
    presented_at: str = ""
    seconds: int = 0
    note: str = ""
    sample: bool = False
    conflicts: tuple[str, ...] = ()

    @property
    def presented(self) -> bool:
        """Whether it was presented."""
        return bool(self.presented_at)

    @property
    def works(self) -> list[str]:
        """The submissions it rests on, by id."""
        return list(self.content.get("processes", {}).get("works", ()))


def project_code(number: int, *, sample: bool = False) -> str:
    """Write a project's code: P03, or EX1 for a sample."""
    return f"EX{number}" if sample else f"P{number:02d}"


def read_part(part: str, value: Json) -> Json:
    """Give a part of a project fit to be stored, cleaned; read again it stays the same.

    Raises :class:`Refused`: ``project-part-unknown``; ``project-unfit`` with ``part``, ``row``
    (from 1, 0 for none) and ``field``; ``project-dates`` where a plan ends before it starts.
    """
    if part not in PARTS:
        raise Refused("project-part-unknown", part=str(part)[:40])
    if part == "title":
        return " ".join(_text(value, MOST_TITLE, part, 0, "title").split("\n"))
    if part in TEXTS:
        return _record(value, TEXTS[part], MOST_TEXT, part, 0)
    if part == "processes":
        return {"works": _ids(value)}
    return _rows(part, value)


def has_shape(part: str, value: Json) -> bool:
    """Whether a stored part can be shown: a record of texts, rows of them, or names of works.

    Another program may have written anything; what it said stays in the changes.
    """
    if part in TABLES:
        return isinstance(value, list) and all(map(_is_record, value))
    if part == "processes":
        works = value.get("works") if isinstance(value, Mapping) else None
        return isinstance(works, list) and all(isinstance(w, str) for w in works)
    return _is_record(value)


def _is_record(value: Json) -> bool:
    return isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values())


def _rows(part: str, value: Json) -> list[dict[str, str]]:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > MOST_ROWS:
        raise Refused("project-unfit", part=part, row=0, field="")
    rows = [_record(row, TABLES[part], MOST_LINE, part, at) for at, row in enumerate(value, 1)]
    kept = [row for row in rows if any(row.values())]
    for at, row in enumerate(kept, 1):
        for name in DAYS & row.keys():
            _check_day(row[name], part, at, name)
        if row.get("start") and row.get("end") and row["end"] < row["start"]:
            raise Refused("project-dates", part=part, row=at)
    return kept


def _record(value: Json, names: Sequence[str], most: int, part: str, row: int) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise Refused("project-unfit", part=part, row=row, field="")
    if unknown := sorted(str(name) for name in value if name not in names):
        raise Refused("project-unfit", part=part, row=row, field=unknown[0][:40])
    return {name: _text(value.get(name, ""), most, part, row, name) for name in names}


def _text(value: Json, most: int, part: str, row: int, name: str) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise Refused("project-unfit", part=part, row=row, field=name)
    lines = (clean(line) for line in value.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


def _check_day(given: str, part: str, row: int, name: str) -> None:
    if not given:
        return
    try:
        read = date.fromisoformat(given)
    except ValueError as error:
        raise Refused("project-unfit", part=part, row=row, field=name) from error
    if read.isoformat() != given:
        raise Refused("project-unfit", part=part, row=row, field=name)


def _ids(value: Json) -> list[str]:
    works = value.get("works") if isinstance(value, Mapping) else None
    if not isinstance(works, list) or not all(isinstance(w, str) and w for w in works):
        raise Refused("project-unfit", part="processes", row=0, field="works")
    return list(dict.fromkeys(works))[:MOST_ROWS]


def owner_is_user(rows: Sequence[Mapping[str, str]], same: Callable[[str, str], bool]) -> int:
    """Give the first row (from 1) of data whose owner and user are one agency, 0 for none.

    ``same(owner, user)`` says whether two agencies are one. Data that stays at home connects
    nobody.
    """
    for at, row in enumerate(rows, 1):
        owner, user = row.get("owner", ""), row.get("user", "")
        if owner and user and same(owner, user):
            return at
    return 0


def in_order(projects: Sequence[Project]) -> list[Project]:
    """Put projects in the order of presentation; who has no place yet comes after, by number."""
    return sorted(projects, key=lambda p: (p.sample, p.order == 0, p.order, p.number, p.id))


def told_apart(projects: Sequence[Project]) -> list[str]:
    """Give the codes of projects; those made apart under one number carry a part of their id."""
    plain = [p.code for p in projects]
    return [p.code if plain.count(p.code) == 1 else f"{p.code}@{p.id[:8]}" for p in projects]
