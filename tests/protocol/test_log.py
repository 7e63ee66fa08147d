from __future__ import annotations

import zlib
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.chain import digest, erase
from protocol.change import Change
from protocol.log import (
    GENESIS,
    BadBatch,
    Point,
    erasures,
    following,
    ladder,
    pack,
    unpack,
    without,
)

SCOPE = "class:1"


def change(number: int = 1, **other: Any) -> Change:
    fields: dict[str, Any] = {
        "id": f"{number:032x}",
        "scope": SCOPE,
        "entity": "attendance",
        "row": "r1",
        "set": {"mark": {"status": "present"}},
        "over": {},
        "salt": {"mark": "5a"},
        "n": number,
        "author": "สมศรี",
        "device": "d1",
        "at": "2026-12-01T02:05:00.000+00:00",
        "schema": 1,
        "prev": "",
    }
    return Change(**fields | other)


texts = st.text(max_size=6)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def batches(draw: st.DrawFn) -> list[Change]:
    made: list[Change] = []
    for number in range(draw(st.integers(0, 6))):
        groups = draw(st.dictionaries(texts, values, max_size=3))
        chained = bool(made) and draw(st.booleans())
        made.append(
            change(
                number + 1,
                set=groups,
                salt=dict.fromkeys(groups, "5a"),
                over={g: tuple(draw(st.lists(texts, max_size=2))) for g in groups},
                prev=digest(made[-1]) if chained else draw(texts),
                device=draw(st.sampled_from(["d1", "d2"])),
            )
        )
    return made


@given(batches())
def test_a_batch_comes_out_as_it_went_in_with_its_digests(changes: list[Change]) -> None:
    body = pack(changes)

    read, digests = unpack(SCOPE, body)

    assert read == changes
    assert digests == {c.id: digest(c) for c in changes}


def test_known_digests_give_the_same_batch() -> None:
    first = change(1)
    changes = [first, change(2, prev=digest(first))]

    packed = pack(changes, {c.id: digest(c) for c in changes})

    assert packed == pack(changes)


def test_an_erased_change_keeps_its_digest_on_the_wire() -> None:
    whole = change(1)
    gone = erase(whole, ["mark"])

    [read], digests = unpack(SCOPE, pack([gone]))

    assert read.set == {}
    assert digests[read.id] == digest(whole)


@given(batches(), st.data())
def test_a_batch_cut_anywhere_is_refused_whole(changes: list[Change], data: st.DataObject) -> None:
    body = pack(changes)
    cut = data.draw(st.integers(0, len(body) - 1))

    with pytest.raises(BadBatch):
        unpack(SCOPE, body[:cut])


@pytest.mark.parametrize(
    "plain",
    [b"\xc1", msgspec.msgpack.encode({"a": 1}), msgspec.msgpack.encode([["id"]]),
     msgspec.msgpack.encode([[1, 2, 3, {}, {}, {}, 1, "a", "d", "t", 1]]),
     msgspec.msgpack.encode([["i", "e", "r", {"g": 1}, {}, {}, 1, "a", "d", "t", 1]]),
     msgspec.msgpack.encode([["i", "e", "r", {}, {}, {}, 2**60, "a", "d", "t", 1]]),
     msgspec.msgpack.encode(
         [["i", "e", "r", {"g": msgspec.msgpack.Ext(5, b"")}, {}, {"g": "s"}, 1, "a", "d", "t", 1]]
     )],
    ids=["no message", "no list", "too short", "wrong kinds", "a value without its salt",
         "a number nobody counts to", "a kind that is not JSON's"],
)  # fmt: skip
def test_what_is_no_batch_is_refused(plain: bytes) -> None:
    body = zlib.compress(plain)

    with pytest.raises(BadBatch, match="unreadable"):
        unpack(SCOPE, body)


def test_what_follows_a_batch_is_refused() -> None:
    body = pack([change()]) + b"more"

    with pytest.raises(BadBatch, match="unreadable"):
        unpack(SCOPE, body)


def test_a_batch_that_would_swell_is_refused() -> None:
    body = zlib.compress(b"\x00" * 1_000_000)

    with pytest.raises(BadBatch, match="too-large"):
        unpack(SCOPE, body, most_bytes=1_000)


def test_a_point_follows_from_everything_before_it() -> None:
    first = following(GENESIS, [("a", "1"), ("b", "2")])
    other = following(GENESIS, [("b", "2"), ("a", "1")])

    second = following(first, [("c", "3")])

    assert (first.rev, second.rev) == (1, 2)
    assert len({first.hash, other.hash, second.hash, following(other, [("c", "3")]).hash}) == 4


@given(st.integers(0, 200))
def test_a_ladder_begins_at_the_newest_and_grows_sparser(count: int) -> None:
    points = [Point(rev, f"h{rev}") for rev in range(count)]

    rungs = ladder(points)

    revs = [p.rev for p in rungs]
    assert revs[:1] == ([count - 1] if count else [])
    assert [a - b for a, b in pairwise(revs)] == [2**i for i in range(len(revs) - 1)]
    assert len(rungs) <= 9


def erasing(row: str, groups: list[str] | None) -> Change:
    return change(9, id=f"e-{row}-{groups}", entity="erasure", row=row, set={"groups": groups},
                  salt={"groups": "5a"})  # fmt: skip


def test_erasures_of_a_row_add_up_and_all_is_all() -> None:
    found = erasures(
        [erasing("a", ["x"]), erasing("a", ["y"]), erasing("b", ["x"]), erasing("b", None),
         erasing("b", ["z"]), change()]
    )  # fmt: skip

    assert found == {"a": {"x", "y"}, "b": None}


def test_an_erasure_takes_out_what_it_names_and_leaves_itself() -> None:
    spoken = change(1, set={"mark": 1, "note": 2}, salt={"mark": "s", "note": "t"})
    taking = erasing("r1", ["note"])

    left = without(spoken, {"r1": {"note"}})
    bare = without(spoken, {"r1": None})

    assert (left.set, bare.set) == ({"mark": 1}, {})
    assert {digest(left), digest(bare)} == {digest(spoken)}
    assert without(taking, {"r1": None}) == taking
    assert without(spoken, {"other": None}) == spoken
