from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop import settings
from desktop.actions import classes, kiosk, opening
from desktop.actions.lockout import LOCKED_SECONDS
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.refusal import Refused

CODE = "4321"


class Clock:
    """A clock the test turns."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = opening.open_desk(tmp_path, language="th", clock=clock)
    yield desk
    desk.store.close()


@pytest.fixture
def of(desk: Desk) -> Class:
    days = tuple(date(2026, 11, day) for day in (20, 21, 22))
    return classes.create_class(desk, classes.NewClass("T34", 34, days))


def test_there_is_no_way_in_without_a_code(desk: Desk, of: Class) -> None:
    with pytest.raises(Refused, match="staff-code-missing"):
        kiosk.enter(desk, of)

    assert kiosk.shown_class(desk) is None


def test_the_next_start_knows_the_mode_and_its_class_and_no_file_holds_the_code(
    desk: Desk, of: Class, tmp_path: Path
) -> None:
    kiosk.set_code(desk, CODE)
    kiosk.enter(desk, of)

    again = settings.load(tmp_path).kiosk

    assert (again.on, again.class_id) == (True, of.id)
    assert CODE not in (tmp_path / "settings.json").read_text().replace(again.code, "")
    assert kiosk.shown_class(desk) == of


def test_a_closed_class_has_nothing_to_fill_in(desk: Desk, of: Class) -> None:
    kiosk.set_code(desk, CODE)
    classes.close_class(desk, of)

    with pytest.raises(Refused, match="class-closed"):
        kiosk.enter(desk, of)


def test_the_right_code_leads_out_and_nothing_is_left_to_undo(desk: Desk, of: Class) -> None:
    kiosk.set_code(desk, CODE)
    kiosk.enter(desk, of)
    assert desk.undoable

    kiosk.try_code(desk, CODE)
    kiosk.leave(desk)

    assert kiosk.shown_class(desk) is None
    assert not desk.undoable


def test_five_wrong_codes_make_everybody_wait_a_minute_also_after_a_restart(
    desk: Desk, of: Class, tmp_path: Path, clock: Clock
) -> None:
    kiosk.set_code(desk, CODE)
    said = []
    for _ in range(5):
        with pytest.raises(Refused) as refused:
            kiosk.try_code(desk, "9999")
        said.append((refused.value.code, refused.value.details))

    again = opening.open_desk(tmp_path, clock=clock)
    with pytest.raises(Refused, match="staff-code-locked"):
        kiosk.try_code(again, CODE)
    clock.time += timedelta(seconds=LOCKED_SECONDS)
    kiosk.try_code(again, CODE)
    again.store.close()

    assert said == [
        *(("staff-code-wrong", {"left": left}) for left in (4, 3, 2, 1)),
        ("staff-code-locked", {"seconds": 60}),
    ]


def test_after_the_wait_wrong_codes_are_counted_anew(desk: Desk, clock: Clock) -> None:
    kiosk.set_code(desk, CODE)
    for _ in range(5):
        with pytest.raises(Refused):
            kiosk.try_code(desk, "9999")
    clock.time += timedelta(seconds=LOCKED_SECONDS)

    with pytest.raises(Refused) as refused:
        kiosk.try_code(desk, "9999")

    assert refused.value.details == {"left": 4}


def test_a_clock_set_back_makes_nobody_wait_for_days(desk: Desk, clock: Clock) -> None:
    kiosk.set_code(desk, CODE)
    for _ in range(5):
        with pytest.raises(Refused):
            kiosk.try_code(desk, "9999")
    clock.time -= timedelta(days=3)

    kiosk.try_code(desk, CODE)

    assert kiosk.has_code(desk)


def test_a_forgotten_code_is_forgotten_and_the_mode_left(desk: Desk, of: Class) -> None:
    kiosk.set_code(desk, CODE)
    kiosk.enter(desk, of)

    kiosk.forget(desk)

    assert not kiosk.has_code(desk)
    assert kiosk.shown_class(desk) is None
