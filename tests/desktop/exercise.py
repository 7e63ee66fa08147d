"""The exercise filled in by an invented person, and stores that exchange what they know."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from desktop import resources
from desktop.actions import submissions
from desktop.actions.submissions import Opened
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.submissions import Version
from desktop.store import roster
from desktop.store.change_cells import CHANGE_COLUMNS, change_from

SAMPLE: Mapping[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))


def document(**sections: Any) -> dict[str, Any]:
    """A whole document that keeps every rule; sections given stand instead of its own."""
    found: dict[str, Any] = copy.deepcopy(dict(SAMPLE))
    found["answers"] |= sections
    return found


def answers(**sections: Any) -> dict[str, dict[str, Any]]:
    """The answers of :func:`document`."""
    found: dict[str, dict[str, Any]] = document(**sections)["answers"]
    return found


def opened(desk: Desk, of: Class, seat: int = 1, code: str = "workflow") -> Opened:
    """The work of the person on a seat, open."""
    person = next(e for e in roster.enrolments(desk.store, of.id) if e.seat == seat)
    return submissions.open_work(desk, of, person, code)


def fill(desk: Desk, of: Class, seat: int = 1, **sections: Any) -> Opened:
    """Type the whole exercise in for the person on a seat."""
    work = opened(desk, of, seat)
    for section, said in answers(**sections).items():
        work = submissions.type_in(desk, work, section, said)
    return work


def sent(desk: Desk, of: Class, seat: int = 1, **sections: Any) -> Version:
    """Type the whole exercise in for the person on a seat, and send it."""
    return submissions.submit(desk, fill(desk, of, seat, **sections))


def changes(desk: Desk) -> int:
    """How many changes a desk's store holds."""
    return int(desk.store.rows("SELECT count(*) FROM changes")[0][0])


def carry(source: Desk, target: Desk) -> None:
    """Bring everything one desk knows to another."""
    rows = source.store.rows(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
    target.store.commit([change_from(r) for r in rows])


def exchange(*desks: Desk) -> None:
    """Let all desks know what any of them knows."""
    for source in desks:
        for target in desks:
            if source is not target:
                carry(source, target)
