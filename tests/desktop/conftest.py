"""Desks at real stores, and a class with people at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.actions import classes, opening, roster
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.people import Person

MORNING = datetime(2026, 12, 1, 2, 5, tzinfo=UTC)
DAYS = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))


class Clock:
    """A clock that goes on by a second at every look; tests may set it."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_desk(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Desk]]:
    """Opens a desk in a folder of the test, by name; all are closed afterwards."""
    opened: list[Desk] = []

    def sit_down(name: str = "desk") -> Desk:
        folder = tmp_path / name
        opening.prepare_folder(folder)
        opened.append(opening.open_desk(folder, language="en", clock=clock))
        opened[-1].author = f"author of {name}"
        return opened[-1]

    yield sit_down
    for desk in opened:
        desk.store.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk()


@pytest.fixture
def folder(desk: Desk) -> Path:
    """The data folder of the desk."""
    return desk.store.path.parent


@pytest.fixture
def of(desk: Desk) -> Class:
    """A class over three days in December 2026, nobody in it."""
    return classes.create_class(desk, classes.NewClass("T12", 12, DAYS, venue="ห้องประชุม ๑"))


@pytest.fixture
def people(desk: Desk, of: Class) -> list[str]:
    """Four people in the class, as the ids of their enrolments in seat order."""
    from desktop.store import roster as shelf

    names = [("นาย", "สมชาย", "ใจดี"), ("นางสาว", "ปิ่นแก้ว", "น้ำทิพย์"), ("นาง", "ญาณิศา", "ณ อยุธยา"),
             ("พ.จ.อ.", "วุฒิชัย", "ศรีสุข")]  # fmt: skip
    roster.enrol(desk, of, [Person(t, f, s, agency="สำนักงานเขตบางรัก") for t, f, s in names])
    return [e.id for e in shelf.enrolments(desk.store, of.id)]
