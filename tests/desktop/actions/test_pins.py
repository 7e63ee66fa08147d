from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from desktop.actions.lockout import LOCKED_SECONDS, WRONG
from desktop.actions.pins import pin, try_pin
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.models.thai import thai_digits
from desktop.store import roster

pytestmark = pytest.mark.usefixtures("people")


def person(desk: Desk, of: Class, seat: int = 1) -> Any:
    return next(e for e in roster.enrolments(desk.store, of.id) if e.seat == seat)


def wrong(desk: Desk, whose: Any) -> Refused:
    other = f"{(int(pin(desk, whose)) + 1) % 10_000:04d}"
    with pytest.raises(Refused) as refused:
        try_pin(desk, whose, other)
    return refused.value


def test_the_pin_on_the_card_opens_the_page_in_either_digits(desk: Desk, of: Class) -> None:
    whose = person(desk, of)

    try_pin(desk, whose, pin(desk, whose))
    try_pin(desk, whose, f" {thai_digits(pin(desk, whose))} ")

    assert len(pin(desk, whose)) == 4


@pytest.mark.parametrize("typed", ["", "abc", "12", "123456789"])
def test_what_is_no_pin_is_wrong(desk: Desk, of: Class, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        try_pin(desk, person(desk, of), typed)

    assert refused.value.code == "pin-wrong"


def test_five_wrong_tries_lock_one_person_for_a_minute_also_after_a_restart(
    desk: Desk, of: Class, open_desk: Callable[..., Desk], clock: Any
) -> None:
    whose, neighbour = person(desk, of, 1), person(desk, of, 2)
    said = [wrong(desk, whose) for _ in range(3)]
    again = open_desk()
    said += [wrong(again, whose) for _ in range(2)]

    with pytest.raises(Refused) as locked:
        try_pin(again, whose, pin(again, whose))
    try_pin(again, neighbour, pin(again, neighbour))
    clock.now += timedelta(seconds=LOCKED_SECONDS)
    try_pin(again, whose, pin(again, whose))

    assert [no.code for no in said] == ["pin-wrong"] * (WRONG - 1) + ["pin-locked"]
    assert [no.details.get("left") for no in said[:4]] == [4, 3, 2, 1]
    assert locked.value.code == "pin-locked"
    assert 0 < int(str(locked.value.details["seconds"])) <= LOCKED_SECONDS


def test_after_the_minute_there_are_five_tries_again_and_the_right_pin_forgets_wrong_ones(
    desk: Desk, of: Class, clock: Any
) -> None:
    whose = person(desk, of)
    for _ in range(WRONG):
        wrong(desk, whose)
    clock.now += timedelta(seconds=LOCKED_SECONDS)

    left = wrong(desk, whose).details["left"]
    try_pin(desk, whose, pin(desk, whose))

    assert left == wrong(desk, whose).details["left"] == WRONG - 1


def test_a_clock_that_was_set_back_locks_nobody_out(desk: Desk, of: Class, clock: Any) -> None:
    whose = person(desk, of)
    for _ in range(WRONG):
        wrong(desk, whose)
    clock.now -= timedelta(days=3)

    try_pin(desk, whose, pin(desk, whose))

    assert wrong(desk, whose).code == "pin-wrong"
