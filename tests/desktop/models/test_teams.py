from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.refusal import Refused
from desktop.models.team_builder import build
from desktop.models.team_deal import even_sizes
from desktop.models.teams import (
    Member,
    Proposal,
    Team,
    check_count,
    count_for,
    next_number,
)

LEVELS = ("ปฏิบัติการ", "ชำนาญการ", "ชำนาญการพิเศษ", "ปฏิบัติงาน", "ชำนาญงาน")


def person(seat: int, agency: str = "", level: str = "", *, pinned: bool = False) -> Member:
    return Member(f"e{seat}", seat, f"คนที่ {seat}", agency, level, pinned)


def crowd(count: int, agencies: int, seed: int = 1) -> list[Member]:
    """People of so many agencies and five levels, drawn at random."""
    draw = Random(seed)
    return [
        person(n, f"สำนัก {draw.randrange(agencies)}", draw.choice(LEVELS))
        for n in range(1, count + 1)
    ]


def proposed(people: Sequence[Member], count: int, seed: int = 0, *teams: Team) -> Proposal:
    return build(people, teams, count, seed, str)


def seats(proposal: Proposal) -> list[list[int]]:
    return [[m.seat for m in t.members] for t in proposal.teams]


def excess(groups: Sequence[Sequence[Member]]) -> int:
    """How many people there are beyond two of one agency in a group."""
    crowds = (Counter(m.agency for m in group if m.agency) for group in groups)
    return sum(max(0, n - 2) for counted in crowds for n in counted.values())


def codes(proposal: Proposal) -> list[str]:
    return [reason.code for reason in proposal.reasons]


def least_excess(people: Sequence[Member], count: int, pins: dict[str, int]) -> int:
    """The oracle: the least excess of all even ways to put those who are free into groups."""
    least, more = divmod(len(people), count)
    sizes = sorted([least] * (count - more) + [least + 1] * more)
    free = [p for p in people if p.enrolment not in pins]
    found = []
    for places in product(range(count), repeat=len(free)):
        there = pins | {p.enrolment: at for p, at in zip(free, places, strict=True)}
        groups = [[p for p in people if there[p.enrolment] == at] for at in range(count)]
        if sorted(map(len, groups)) == sizes:
            found.append(excess(groups))
    return min(found)


@given(
    st.lists(st.sampled_from("กขค"), min_size=2, max_size=7), st.integers(1, 3), st.integers(0, 9)
)
def test_no_even_split_crowds_agencies_less(agencies: list[str], count: int, seed: int) -> None:
    people = [person(n, a) for n, a in enumerate(agencies, 1)]
    count = min(count, len(people))

    groups = [t.members for t in proposed(people, count, seed).teams]

    assert excess(groups) == least_excess(people, count, {})


def pinned_class(
    agencies: str, pins: dict[int, int], count: int
) -> tuple[list[Member], list[Team]]:
    """People by one letter of their agency each, some pinned (by seat) in groups."""
    people = [person(n, a, pinned=n in pins) for n, a in enumerate(agencies, 1)]
    return people, [
        Team(f"t{at}", at + 1, "", tuple(p for p in people if pins.get(p.seat) == at))
        for at in range(count)
    ]


def check_least(agencies: str, pins: dict[int, int], count: int, seed: int) -> None:
    people, teams = pinned_class(agencies, pins, count)

    groups = [t.members for t in proposed(people, count, seed, *teams).teams]

    there = {m.seat: at for at, group in enumerate(groups) for m in group}
    sizes = [len(group) for group in groups]
    assert {seat: there[seat] for seat in pins} == pins
    assert max(sizes) - min(sizes) <= 1
    assert excess(groups) == least_excess(people, count, {f"e{n}": at for n, at in pins.items()})


@given(
    st.text("กขคง", min_size=4, max_size=14),
    st.integers(2, 4),
    st.lists(st.integers(0, 4), min_size=14, max_size=14),
    st.integers(0, 99),
)
def test_nor_does_one_that_leaves_the_pinned_where_they_are(
    agencies: str, count: int, wishes: list[int], seed: int
) -> None:
    room = [len(agencies) // count] * count  # so that sizes can be even
    pins: dict[int, int] = {}
    for seat, wish in enumerate(wishes[: len(agencies)], 1):
        if wish < count and room[wish]:
            room[wish] -= 1
            pins[seat] = wish
    for seat in range(1, len(agencies) - 4):  # few enough free to try everything
        if seat not in pins and any(room):
            pins[seat] = max(range(count), key=lambda at: room[at])
            room[pins[seat]] -= 1

    check_least(agencies, pins, count, seed)


@pytest.mark.parametrize(
    ("agencies", "count", "pins", "seed"),
    [
        # Somebody placed before has to move on.
        ("กคกขกกขค", 2, {2: 1, 3: 0, 4: 0, 5: 1, 6: 1, 7: 0}, 65),
        ("กคขขข", 3, {2: 0, 3: 1, 4: 2}, 96),
        ("กคกกคข", 3, {3: 2, 4: 2, 5: 1}, 9),
        # A group has to be the larger one in another's stead.
        ("ขงงกขกงคขกคกค", 4, {1: 1, 2: 3, 3: 0, 4: 3, 5: 3, 6: 2, 7: 1, 8: 1, 10: 0, 11: 2}, 65),
        ("งกคขขคกงขจกคง", 3, {2: 1, 3: 2, 6: 0, 7: 0, 8: 1, 9: 2, 11: 0, 13: 2}, 55),
        ("งจคจจงขกขงจคค", 3, {1: 2, 2: 1, 3: 1, 4: 0, 6: 2, 7: 1, 8: 2, 9: 2, 10: 1}, 22),
    ],
)
def test_a_place_is_found_by_moving_others_on(
    agencies: str, count: int, pins: dict[int, int], seed: int
) -> None:
    check_least(agencies, pins, count, seed)


@given(
    st.lists(st.integers(0, 8), min_size=1, max_size=90),
    st.integers(1, 12),
    st.integers(0, 1000),
)
def test_everybody_is_in_one_group_sizes_are_even_and_two_of_an_agency_are_the_most(
    agencies: list[int], count: int, seed: int
) -> None:
    people = [person(n, f"สำนัก {a}", LEVELS[n % 5]) for n, a in enumerate(agencies, 1)]
    count = min(count, len(people))

    proposal = proposed(people, count, seed)

    sizes = [len(t.members) for t in proposal.teams]
    assert sorted(s for group in seats(proposal) for s in group) == [p.seat for p in people]
    assert max(sizes) - min(sizes) <= 1
    full = Counter(p.agency for p in people)
    crowded = {a for t in proposal.teams for a, n in Counter(m.agency for m in t.members).items()
               if n > 2}  # fmt: skip
    assert crowded == {a for a, n in full.items() if n > 2 * count}
    assert ("agency-too-many" in codes(proposal)) == bool(crowded)


def test_the_same_seed_gives_the_same_groups_and_others_give_others() -> None:
    people = crowd(45, 12)

    drawn = [seats(proposed(people, 8, seed)) for seed in range(20)]

    assert seats(proposed(people, 8, 3)) == drawn[3]
    assert len({str(d) for d in drawn}) == 20


def test_a_usual_class_is_dealt_out_with_nobody_beside_a_colleague() -> None:
    proposal = proposed(crowd(45, 12), 8)

    assert codes(proposal) == ["sizes", "agencies-apart", "levels-even"]
    assert proposal.reasons[0].details == {"n": 45, "teams": 8, "least": 5, "most": 6}


def test_levels_are_mixed_among_people_of_one_agency_too() -> None:
    people = [person(n, "สำนักการคลัง", LEVELS[(n - 1) // 4]) for n in range(1, 21)]

    proposal = proposed(people, 4)

    spread = [Counter(m.level for m in t.members) for t in proposal.teams]
    assert spread == [dict.fromkeys(LEVELS, 1)] * 4
    assert codes(proposal) == ["same-size", "agency-too-many", "levels-even"]


def test_levels_are_mixed_around_those_of_whom_little_is_known() -> None:
    for seed in range(20):
        people = [
            person(n, "สำนักอนามัย" if n % 3 else "", "ชำนาญการ" if n <= 6 else "")
            for n in range(1, 13)
        ]
        Random(seed).shuffle(people)

        proposal = proposed(people, 3, seed)

        assert [sum(m.level != "" for m in t.members) for t in proposal.teams] == [2, 2, 2]


def test_a_class_is_grouped_before_anybody_notices() -> None:
    people, taken = crowd(45, 12), []
    for seed in range(5):
        begun = time.perf_counter()
        proposed(people, 8, seed)
        taken.append(time.perf_counter() - begun)

    assert min(taken) < 0.05


def test_even_five_thousand_people_take_some_seconds_at_most() -> None:
    people = crowd(5_000, 80)
    begun = time.process_time()

    proposal = proposed(people, 700)

    assert time.process_time() - begun < 15
    assert excess([t.members for t in proposal.teams]) == 0


def test_the_pinned_stay_and_groups_keep_their_numbers_and_names() -> None:
    people = [person(n, "สำนักการคลัง", pinned=n in (1, 5)) for n in range(1, 10)]
    teams = (
        Team("t-a", 1, "", (people[1],)),
        Team("t-b", 4, "ม่วง", (people[0], people[4])),
        Team("t-c", 5, "", (people[2],)),
    )

    proposal = proposed(people, 4, 0, *teams)

    assert [(t.team, t.number, t.name) for t in proposal.teams] == [
        ("t-a", 1, ""), ("t-b", 4, "ม่วง"), ("t-c", 5, ""), ("", 2, ""),
    ]  # fmt: skip
    assert {1, 5} <= {m.seat for m in proposal.teams[1].members}
    assert proposal.reasons[-1].details == {"n": 2}


def test_groups_with_pinned_people_go_on_before_others_do() -> None:
    people = [person(1, pinned=True), person(2), person(3)]
    teams = (Team("t-a", 1, "", (people[1],)), Team("t-b", 2, "", (people[0],)))

    proposal = proposed(people, 1, 0, *teams)

    assert [(t.team, len(t.members)) for t in proposal.teams] == [("t-b", 3)]


def test_fewer_groups_than_hold_pinned_people_are_refused() -> None:
    people = [person(1, pinned=True), person(2, pinned=True), person(3)]
    teams = (Team("t-a", 1, "", (people[0],)), Team("t-b", 2, "", (people[1],)))

    with pytest.raises(Refused, match="team-pins-many"):
        proposed(people, 1, 0, *teams)


def test_pins_that_crowd_a_group_are_named_as_the_cause() -> None:
    people = [person(n, "สำนักอนามัย" if n < 5 else "", pinned=n < 4) for n in range(1, 9)]
    teams = (Team("t-a", 1, "", tuple(people[:3])), Team("t-b", 2))

    proposal = proposed(people, 2, 0, *teams)

    (told,) = [r.details for r in proposal.reasons if r.code == "agency-pins"]
    assert told == {"agency": "สำนักอนามัย", "n": 4, "teams": 2, "most": 3}


def test_pins_that_overfill_a_group_leave_the_others_even() -> None:
    people = [person(n, pinned=n < 6) for n in range(1, 10)]
    teams = (Team("t-a", 1, "", tuple(people[:5])),)

    proposal = proposed(people, 3, 0, *teams)

    assert [len(t.members) for t in proposal.teams] == [5, 2, 2]
    assert "pins-uneven" in codes(proposal)


def test_people_of_unknown_agencies_crowd_nobody() -> None:
    proposal = proposed([person(n) for n in range(1, 10)], 2)

    assert codes(proposal) == ["sizes", "no-agencies", "no-levels"]


@pytest.mark.parametrize(
    ("pinned", "people", "sizes", "more"),
    [
        ([0, 0, 0], 9, [3, 3, 3], 0),
        ([0, 0, 0], 10, [3, 3, 3], 1),
        ([4, 0, 0], 10, [3, 3, 3], 1),
        ([4, 4, 0], 10, [4, 4, 2], 0),
        ([9, 0, 0], 12, [9, 1, 1], 1),
        ([5, 3, 0], 8, [5, 3, 0], 0),
    ],
)
def test_sizes_are_as_even_as_pins_allow(
    pinned: list[int], people: int, sizes: list[int], more: int
) -> None:
    assert even_sizes(pinned, people) == (sizes, more)


def test_counts_that_make_no_groups_are_refused() -> None:
    told = []
    for people, count in ((5, 0), (5, 6), (0, 1)):
        with pytest.raises(Refused) as refused:
            check_count(people, count)
        told.append(refused.value.code)

    assert told == ["team-count-unfit"] * 3
    assert check_count(5, 5) == 5


def test_a_size_says_how_many_groups_that_makes() -> None:
    assert [count_for(45, 6), count_for(48, 6), count_for(0, 6), count_for(5, 9)] == [8, 8, 1, 1]
    with pytest.raises(Refused, match="team-size-unfit"):
        count_for(5, 0)


def test_a_new_group_takes_the_least_free_number() -> None:
    assert next_number([]) == 1
    assert next_number([Team("a", 1), Team("b", 3), Team("c", 1)]) == 2
