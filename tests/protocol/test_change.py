from __future__ import annotations

from random import Random
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from protocol.chain import erase
from protocol.change import Change, Field, fold, heads

GROUPS = ("mark", "note", "something-from-a-later-version")
VALUES = st.sampled_from([None, "present", "late", {"status": "late", "minutes": 5}, [1, 2]])


def change(
    number: str, n: int = 1, over: dict[str, tuple[str, ...]] | None = None, /, **sets: Any
) -> Change:
    return Change(
        id=number,
        scope="class:c",
        entity="attendance",
        row="r",
        set=sets,
        over=over or {},
        salt={group: f"salt-{number}-{group}" for group in sets},
        n=n,
        author="ปิ่นแก้ว",
        device="d",
        at="2026-12-01T02:00:00.000+00:00",
        schema=1,
        prev="",
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of one row as several people may have made them, each knowing some of the rest."""
    made: list[Change] = []
    for number in range(draw(st.integers(1, 8))):
        groups = draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=3, unique=True))
        sets, over = {}, {}
        for group in groups:
            earlier = [c.id for c in made if group in c.set or group in c.erased]
            sets[group] = draw(VALUES)
            over[group] = tuple(i for i in earlier if draw(st.booleans()))
        new = change(f"{draw(st.integers(0, 99)):02d}-{number}", draw(st.integers(1, 5)))
        new = msgspec.structs.replace(new, set=sets, over=over, salt=dict.fromkeys(sets, "salt"))
        made.append(erase(new, groups[:1]) if draw(st.integers(0, 5)) == 0 else new)
    return made


@given(histories(), st.randoms(use_true_random=False), st.data())
def test_any_order_and_any_repetition_folds_to_the_same(
    made: list[Change], chance: Random, data: st.DataObject
) -> None:
    again = made + [c for c in made if data.draw(st.booleans())]
    chance.shuffle(again)

    assert fold(again) == fold(made)


@given(histories(), st.data())
def test_two_devices_agree_however_the_changes_were_split_between_them(
    made: list[Change], data: st.DataObject
) -> None:
    here = [c for c in made if data.draw(st.booleans())]
    there = [c for c in made if c not in here or data.draw(st.booleans())]

    assert fold(here + there) == fold(there + here) == fold(made)


@given(histories())
def test_heads_are_exactly_the_changes_nobody_covers(made: list[Change]) -> None:
    for group in GROUPS:
        touching = [c for c in made if group in c.set or group in c.erased]
        uncovered = {
            c.id
            for c in touching
            if not any(c.id in o.over.get(group, ()) and c.n < o.n for o in touching)
        }

        found = heads(made, group)

        assert {c.id for c in found} == uncovered
        assert [(c.n, c.id) for c in found] == sorted(((c.n, c.id) for c in found), reverse=True)


@given(histories())
def test_the_value_shown_is_the_greatest_head_and_only_differing_heads_are_rivals(
    made: list[Change],
) -> None:
    folded = fold(made)

    for group, field in folded.items():
        shown, *others = heads(made, group)
        assert field.change == shown
        assert field.value == shown.set.get(group)
        assert field.rivals == tuple(c for c in others if c.set.get(group) != field.value)


@given(histories())
def test_covering_every_head_settles_every_conflict(made: list[Change]) -> None:
    seen = {group: tuple(c.id for c in heads(made, group)) for group in fold(made)}
    settling = msgspec.structs.replace(
        change("zz", 9), set=dict.fromkeys(seen, "settled"), over=seen
    )

    folded = fold([*made, settling])

    assert all(f == Field("settled", settling) for f in folded.values())


@given(histories())
def test_what_this_version_does_not_know_travels_untouched(made: list[Change]) -> None:
    sent = msgspec.json.encode(made)

    received = msgspec.json.decode(sent, type=list[Change])

    assert fold(received) == fold(made)
    assert msgspec.json.encode(received) == sent


def test_two_who_say_the_same_do_not_disagree() -> None:
    here, there = change("a", 2, mark="present"), change("b", 1, mark="present")

    field = fold([here, there])["mark"]

    assert field == Field("present", here)


def test_two_who_say_different_things_are_both_kept() -> None:
    here, there = change("a", 1, mark="present"), change("b", 1, mark="absent")

    field = fold([here, there])["mark"]

    assert (field.value, field.change, field.rivals) == ("absent", there, (here,))


def test_a_conflict_in_one_group_leaves_the_others_alone() -> None:
    first = change("a", 1, mark="present", note="เดินทางไกล")
    second = change("b", 2, mark="absent")

    folded = fold([first, second])

    assert folded["note"] == Field("เดินทางไกล", first)
    assert folded["mark"].rivals == (first,)


def test_covering_one_group_does_not_cover_another() -> None:
    first = change("a", 1, mark="present", note="x")
    second = change("b", 2, {"mark": ("a",)}, mark="late", note="y")

    folded = fold([first, second])

    assert folded["mark"].rivals == ()
    assert folded["note"].rivals == (first,)


def test_an_erased_value_is_gone_whether_it_stands_alone_or_was_received_twice() -> None:
    erased = erase(change("a", 1, mark="present", name="ใครสักคน"), ["name"])

    assert fold([erased]) == fold([erased, erased])
    assert fold([erased])["name"].value is None


def test_a_row_without_changes_holds_nothing() -> None:
    assert fold([]) == {}
    assert heads([], "mark") == ()


def test_changes_that_cover_each_other_in_a_circle_do_not_hide_all_of_themselves() -> None:
    one = change("a", 3, {"mark": ("b",)}, mark="present")
    two = change("b", 3, {"mark": ("a",)}, mark="late")

    assert [c.id for c in heads([one, two], "mark")] == ["b", "a"]
