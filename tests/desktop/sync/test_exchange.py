from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from desktop.desk import Desk
from desktop.store.replica import Replica
from desktop.sync.exchange import MOST_LOSSES, SLICE, Round, Step, TooSlow, Work
from protocol.chain import digest
from protocol.change import Change
from protocol.log import GENESIS, Point, following, pack
from protocol.wire import Commit, Hello, Limits, Pull, Pulled, PulledPart, Welcome

SCOPE = "class:far"


def change(number: int) -> Change:
    return Change(
        id=f"{number:032x}", scope=SCOPE, entity="attendance", row=f"r{number}",
        set={"mark": {"status": "present"}}, over={}, salt={"mark": "5a"}, n=number,
        author="วินัย", device="far", at="2026-12-01T02:05:00.000+00:00", schema=1, prev="",
    )  # fmt: skip


def commit(changes: Sequence[Change], before: Point = GENESIS) -> Commit:
    point = following(before, ((c.id, digest(c)) for c in changes))
    return Commit(rev=point.rev, hash=point.hash, device="far", at="now", body=pack(changes))


def welcome(tip: Point) -> Welcome:
    return Welcome(
        protocol=1, server="s", person="p", role="facilitator", now="", token="", limits=Limits(),
        scopes={SCOPE: tip},
    )  # fmt: skip


def meet(desk: Desk, tip: Point, part: PulledPart) -> tuple[Round, int]:
    """Let a desk meet a server that has one thing to say; give the round and how often it asked."""
    going = Round(Replica(desk.store), desk.device, lambda *_: None)
    steps, asked = going.run(), 0
    step: Step = next(steps)
    try:
        while True:
            match step:
                case Work():
                    step = steps.send(step.run())
                case Hello():
                    step = steps.send(welcome(tip))
                case Pull():
                    asked += 1
                    step = steps.send(Pulled(parts=[part]))
                case _:
                    raise AssertionError(step)
    except StopIteration:
        return going, asked


def stored(desk: Desk) -> int:
    return int(desk.store.rows("SELECT count(*) FROM changes WHERE scope = ?", (SCOPE,))[0][0])


def test_a_commit_larger_than_a_slice_is_stored_whole_and_then_noted(desk: Desk) -> None:
    large = commit([change(n) for n in range(1, 2 * SLICE + 3)])
    tip = Point(large.rev, large.hash)

    going, asked = meet(desk, tip, PulledPart(scope=SCOPE, tip=tip, commits=[large]))

    assert (going.pulled, stored(desk), asked) == (2 * SLICE + 2, 2 * SLICE + 2, 1)
    assert Replica(desk.store).point(SCOPE) == tip


@pytest.mark.parametrize("size", [3, SLICE + 3])
def test_a_log_that_does_not_follow_is_left_alone(desk: Desk, size: int) -> None:
    good = commit([change(n) for n in range(1, size + 1)])
    false = msgspec.structs.replace(good, hash="0" * 64)
    tip = Point(1, "0" * 64)

    going, asked = meet(desk, tip, PulledPart(scope=SCOPE, tip=tip, commits=[false, false]))

    assert (going.unreadable, stored(desk), asked) == ([SCOPE], 0, 1)


def test_a_commit_that_cannot_be_read_is_left_alone(desk: Desk) -> None:
    good = commit([change(1)])
    cut = msgspec.structs.replace(good, body=good.body[:-1])
    tip = Point(good.rev, good.hash)

    going, asked = meet(desk, tip, PulledPart(scope=SCOPE, tip=tip, commits=[cut]))

    assert (going.unreadable, stored(desk), asked) == ([SCOPE], 0, 1)


def test_what_comes_twice_is_stored_once(desk: Desk) -> None:
    once = commit([change(1)])
    tip = Point(once.rev, once.hash)

    going, asked = meet(desk, tip, PulledPart(scope=SCOPE, tip=tip, commits=[once, once]))

    assert (going.unreadable, stored(desk), asked) == ([], 1, 1)


def test_a_log_that_always_diverges_is_not_asked_for_ever(desk: Desk) -> None:
    tip = Point(5, "f" * 64)

    going, asked = meet(desk, tip, PulledPart(scope=SCOPE, tip=tip, diverged=GENESIS))

    assert (going.unreadable, asked) == ([SCOPE], MOST_LOSSES + 1)


def test_the_pace_halves_to_a_least_and_then_gives_up(desk: Desk) -> None:
    going = Round(Replica(desk.store), desk.device, lambda *_: None)
    steps = going.run()
    next(steps)
    steps.send(welcome(Point(1, "0" * 64)))
    paces = [going.pace.bytes]

    def ask_again() -> None:
        while True:
            steps.throw(TooSlow())
            paces.append(going.pace.bytes)

    with pytest.raises(TooSlow):
        ask_again()

    assert paces == sorted(paces, reverse=True)
    assert paces[-1] < paces[0] / 50
