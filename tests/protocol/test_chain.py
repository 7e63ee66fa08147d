from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.chain import digest, erase, forks, seal
from protocol.change import Change

CHANGE = Change(
    id="c1",
    scope="class:k",
    entity="enrolment",
    row="r1",
    set={"name": {"first": "สมชาย", "last": "ใจดี"}, "note": "x"},
    over={"name": ("c0",)},
    salt={"name": "s1", "note": "s2"},
    n=7,
    author="ปิ่นแก้ว",
    device="d1",
    at="2026-12-01T02:00:00.000+00:00",
    schema=1,
    prev="00",
)

ANOTHER: dict[str, Any] = {
    "id": "c2",
    "scope": "class:l",
    "entity": "attendance",
    "row": "r2",
    "set": {"name": {"first": "สมชาย", "last": "ใจดีมาก"}, "note": "x"},
    "over": {},
    "salt": {"name": "s1", "note": "s3"},
    "n": 8,
    "author": "somebody",
    "device": "d2",
    "at": "2026-12-01T02:00:00.001+00:00",
    "schema": 2,
    "prev": "01",
    "erased": {"gone": "00"},
}


@pytest.mark.parametrize("field", sorted(ANOTHER))
def test_whatever_is_altered_alters_the_digest(field: str) -> None:
    altered = msgspec.structs.replace(CHANGE, **{field: ANOTHER[field]})

    assert digest(altered) != digest(CHANGE)


def test_every_field_of_a_change_is_tried_above() -> None:
    assert set(ANOTHER) == set(Change.__struct_fields__)


def test_the_order_in_which_groups_were_written_does_not_matter() -> None:
    other = msgspec.structs.replace(CHANGE, set=dict(reversed(CHANGE.set.items())))

    assert digest(other) == digest(CHANGE)


@given(st.sets(st.sampled_from(["name", "note", "unknown"])))
def test_erasing_leaves_the_digest_and_nothing_to_read(groups: set[str]) -> None:
    erased = erase(CHANGE, groups)

    assert digest(erased) == digest(CHANGE)
    assert not groups & (erased.set.keys() | erased.salt.keys())
    assert erased.erased.keys() == groups & CHANGE.set.keys()
    assert CHANGE.set.keys() == (erased.set.keys() | erased.erased.keys())


def test_erasing_in_two_goes_is_erasing_at_once() -> None:
    at_once = erase(CHANGE, ["name", "note"])

    in_two = erase(erase(CHANGE, ["name"]), ["name", "note"])

    assert in_two == at_once


def test_a_seal_cannot_be_guessed_from_the_value_alone() -> None:
    assert seal("one salt", "absent") != seal("another salt", "absent")
    assert seal("one salt", "absent") == seal("one salt", "absent")
    assert "สมชาย" not in msgspec.json.encode(erase(CHANGE, ["name"])).decode()


def test_a_device_that_goes_on_from_one_change_twice_is_named() -> None:
    straight = [("a", "one", ""), ("b", "one", "da"), ("c", "two", ""), ("d", "two", "dc")]
    split = [*straight, ("e", "two", "dc")]

    assert forks(straight) == set()
    assert forks(split) == {"two"}
    assert forks([*straight, *straight]) == set()
