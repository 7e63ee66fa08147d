"""Stores to measure with: filled through the same actions as people fill theirs."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from desktop import resources
from desktop.actions import classes, demo, opening, roster
from desktop.models.people import Person
from desktop.models.timetable import working_days
from desktop.store import driver
from desktop.store.tables import TABLES


def filled(folder: Path, *, classes_of: int, people: int) -> None:
    """Fill a folder: a lively class that runs today, and many more with their rosters."""
    cast: dict[str, Any] = json.loads(resources.read("demo", "people.json"))
    chance = Random(34)
    desk = opening.open_desk(folder)
    demo.fill(desk, 1, 45)
    for number in range(1, classes_of + 1):
        first = date(2026, 1, 5) + timedelta(days=number % 300)
        of = classes.create_class(
            desk, classes.NewClass(f"B{number}", number, working_days(first, 3))
        )
        roster.enrol(desk, of, [person(chance, cast) for _ in range(people)])
    desk.undoable.clear()
    desk.store.close()


def person(chance: Random, cast: dict[str, Any]) -> Person:
    """Invent somebody."""
    return Person(
        "นาง",
        chance.choice(cast["women"]),
        chance.choice(cast["surnames"]),
        chance.choice(cast["positions"]),
        agency="สำนักการศึกษา",
        phone=f"08{chance.randrange(10**8):08d}",
    )


def bare_table(path: Path, entity: str) -> tuple[Any, str]:
    """Make a database with one of our tables and nothing else, under our pragmas."""
    database = driver.connect(path)
    database.table(entity).create({"id": str, **TABLES[entity].columns}, pk="id")
    return database.conn, TABLES[entity].upsert(entity)
