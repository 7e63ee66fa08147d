from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from desktop.models.conflicts import (
    Choice,
    Conflict,
    choose,
    clock_off,
    conflict_id,
    meant,
    moment,
    origin,
    rivals,
)
from desktop.models.refusal import Refused
from protocol.change import Change

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def change(name: str, n: int, value: Any, *over: str, device: str = "d", at: str = "") -> Change:
    return Change(
        id=name, scope="class:c", entity="attendance", row="r", set={"mark": value},
        over={"mark": over}, salt={"mark": "s"}, n=n, author=f"of {name}", device=device,
        at=at or f"2026-12-01T09:00:{n:02d}.000+00:00", schema=1, prev="",
    )  # fmt: skip


def of(*choices: tuple[str, Any, str]) -> Conflict:
    made = tuple(Choice(i, value, shown, "a", "d", "") for i, value, shown in choices)
    return Conflict("id", "class:c", "attendance", "r", "mark", 1, "name", "S01", made)


MARKS = of(
    ("aabbccdd01", {"status": "present"}, "มา"),
    ("aabbccdd02", {"status": "late", "minutes": 5}, "สาย 5"),
    ("1234567890", {"status": "late", "minutes": 9}, "สาย 9"),
)


def test_the_id_of_a_conflict_tells_scope_row_and_group_apart() -> None:
    ids = {conflict_id(*parts) for parts in permutations(("a", "b", "ab"))}

    assert len(ids) == 6
    assert {len(i) for i in ids} == {12}
    assert conflict_id("a", "b", "ab") == conflict_id("a", "b", "ab")


def test_equal_values_count_once_with_the_earliest_word_and_covered_ones_not_at_all() -> None:
    history = [
        change("old", 1, {"status": "absent"}),
        change("b", 3, {"status": "late"}, "old"),
        change("c", 2, {"status": "present"}),
        change("a", 4, {"status": "present"}),
    ]

    found = {tuple(c.id for c in rivals(order, "mark")) for order in permutations(history)}

    assert found == {("c", "b")}


def test_a_question_put_again_is_answered_by_those_who_spoke_first() -> None:
    here, there = change("a", 1, {"status": "present"}, device="x"), change("b", 1, None)
    chosen = change("r", 2, None, "a", "b")
    back = [
        change("u", 3, {"status": "present"}, "r", at="2026-12-01T10:00"),
        change("v", 4, None, "r", at="2026-12-01T10:00"),
    ]
    known = {c.id: c for c in (here, there, chosen, *back)}

    assert [origin(head, back, known, "mark") for head in back] == [here, there]
    assert origin(back[0], back[:1], known, "mark") == back[0]


def test_a_choice_among_several_is_answered_by_the_one_that_said_the_same() -> None:
    first, second = change("a", 1, "one"), change("b", 2, "two")
    chosen = change("r", 3, "one", "a", "b", "not here")
    back = [change(i, 4 + n, said, "r", at="10:00") for n, (i, said) in
            enumerate((("u", "two"), ("v", "three")))]  # fmt: skip
    known = {c.id: c for c in (first, second, chosen, *back)}

    assert [origin(head, back, known, "mark") for head in back] == [second, back[1]]


def test_heads_written_together_that_bring_nothing_back_speak_for_themselves() -> None:
    twins = [change(i, 1, i, at="2026-12-01T10:00") for i in "ab"]

    assert [origin(t, twins, {t.id: t for t in twins}, "mark") for t in twins] == twins


@pytest.mark.parametrize(
    ("given", "id_"),
    [
        ("aabbccdd01", "aabbccdd01"), ("1", "aabbccdd01"), ("3", "1234567890"),
        ("present", "aabbccdd01"), ("มา", "aabbccdd01"), (" สาย 9 ", "1234567890"),
        ("1234", "1234567890"), ("AABBCCDD02", "aabbccdd02"),
    ],
)  # fmt: skip
def test_a_choice_is_found_by_id_number_word_or_beginning(given: str, id_: str) -> None:
    assert choose(MARKS, given).id == id_


@pytest.mark.parametrize("given", ["late", "aabb", "123", "4", "0", "", "None", "-1"])
def test_a_choice_that_is_not_clear_is_refused(given: str) -> None:
    with pytest.raises(Refused, match="no-such-choice"):
        choose(MARKS, given)


def test_a_field_of_one_word_is_chosen_by_it() -> None:
    found = of(("aaaa", "closed", "ปิดแล้ว"), ("bbbb", None, "เปิดอยู่"))

    assert choose(found, "closed").id == "aaaa"
    assert choose(found, "เปิดอยู่").id == "bbbb"


@pytest.mark.parametrize(
    ("given", "found"),
    [("abcdef012345", "abcdef012345"), ("ABCDEF", "abcdef012345"), ("abcd", ""), ("ffff", ""),
     ("abc", ""), ("", "")],
)  # fmt: skip
def test_an_id_may_be_cut_as_long_as_it_is_clear(given: str, found: str) -> None:
    assert meant(["abcdef012345", "abcd00000000"], given) == found


@pytest.mark.parametrize(
    ("at", "later", "begun", "off"),
    [
        (NOW, None, None, False),
        (NOW, NOW + timedelta(seconds=1), NOW - timedelta(days=9), False),
        (NOW, NOW, NOW, False),
        (NOW, NOW - timedelta(seconds=1), NOW, True),
        (NOW + timedelta(hours=25), None, None, True),
        (NOW + timedelta(hours=23), None, None, False),
        (NOW - timedelta(days=9), None, NOW, True),
        (NOW, None, NOW + timedelta(hours=23), False),
        (NOW, None, NOW + timedelta(days=400), False),
    ],
)
def test_a_clock_is_off_that_goes_back_runs_ahead_or_was_there_before_the_class(
    at: datetime, later: datetime | None, begun: datetime | None, off: bool
) -> None:
    texts = [at.isoformat(), *(t.isoformat() if t else "" for t in (later, begun))]

    assert clock_off(texts[0], texts[1], texts[2], NOW) is off


def test_a_time_that_is_none_is_off_and_one_without_a_zone_is_utc() -> None:
    assert clock_off("yesterday", "", "", NOW)
    assert moment("yesterday") is None
    assert moment("2026-12-01T09:00:00") == NOW
