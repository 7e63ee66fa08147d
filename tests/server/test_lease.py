from __future__ import annotations

from typing import Literal

from protocol.wire import SeriesAsked, SeriesHeld
from server import accounts
from server.database import writing
from tests.server.visitors import CLASS, Town, Visitor, problem

Want = Literal["look", "take", "take-over", "release"]


def ask(visitor: Visitor, want: Want = "look") -> SeriesHeld:
    return visitor.ask("/v1/series", SeriesAsked(series="BKK", want=want), SeriesHeld)


def test_the_first_who_takes_a_series_has_it_and_the_second_learns_whose_it_is(
    town: Town,
) -> None:
    malee, piti = town.visitor("Malee"), town.visitor("Piti")
    free = ask(piti)

    taken, again, late = ask(malee, "take"), ask(malee, "take"), ask(piti, "take")

    assert (free.yours, free.device) == (False, "")
    assert taken.yours
    assert again == taken
    assert (late.yours, late.device, late.person) == (False, malee.device, "Malee")


def test_a_released_series_is_free(town: Town) -> None:
    malee, piti = town.visitor("Malee"), town.visitor("Piti")
    ask(malee, "take")

    not_theirs = ask(piti, "release")
    released, again = ask(malee, "release"), ask(malee, "release")

    assert not_theirs.device == malee.device
    assert released.device == again.device == ""
    assert ask(piti, "take").yours


def test_an_admin_takes_over(town: Town) -> None:
    malee, anong = town.visitor("Malee"), town.visitor("Anong", "admin")
    ask(malee, "take")

    taken, again = ask(anong, "take-over"), ask(anong, "take-over")

    assert taken == again
    assert taken.yours
    assert not ask(malee).yours


def test_a_free_series_may_be_taken_over_by_anybody_who_gives_numbers(town: Town) -> None:
    assert ask(town.visitor("Malee"), "take-over").yours


def test_ones_own_other_desk_may_be_taken_over_from(town: Town) -> None:
    desk, laptop = town.visitor("Malee"), town.visitor("Malee")
    ask(desk, "take")

    assert ask(laptop, "take-over").yours


def test_somebody_elses_may_not(town: Town) -> None:
    malee, piti = town.visitor("Malee"), town.visitor("Piti")
    ask(malee, "take")

    refused = piti.post("/v1/series", SeriesAsked(series="BKK", want="take-over"))

    assert problem(refused) == (403, "forbidden")
    assert ask(malee).yours


def test_the_series_of_a_desk_that_was_shut_out_is_free(town: Town) -> None:
    malee, piti, wichai = (town.visitor(name) for name in ("Malee", "Piti", "Wichai"))
    ask(malee, "take")
    with writing(town.engine) as connection:
        accounts.revoke(connection, malee.device, town.clock())

    assert ask(piti, "take").yours
    assert not ask(wichai, "take").yours


def test_the_last_number_of_each_year_is_told(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    numbers = [("BKK", 2568, 9), ("BKK", 2569, 1), ("BKK", 2569, 4), ("CNX", 2569, 7)]
    malee.push(
        [
            malee.change(
                entity="certificate",
                set={"issue": {"series": series, "year": year, "running": running}},
            )
            for series, year, running in numbers
        ]
    )

    assert ask(malee, "take").last == {"2568": 9, "2569": 4}
