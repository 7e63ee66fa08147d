"""How a round is run and how the table reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.sync import run
from benchmarks.sync.dataset import Change
from benchmarks.sync.shaper import Link

THEIRS = [{"push": seconds, "pull": 10.0, "idle": 1.0} for seconds in (30.0, 12.0, 14.0)]
MINE = [{"push": seconds, "pull": 2.5, "idle": 0.5} for seconds in (4.0, 5.0, 1.0)]


class Forgetful:
    """A peer whose fresh device gets all but ``lost`` changes."""

    name = "forgetful"

    def __init__(self, lost: int) -> None:
        self.lost = lost
        self.pushed: Sequence[Change] = ()
        self.deeds: list[str] = []

    def start(self, folder: Path, link: Link | None = None) -> None:
        assert folder.is_dir()
        self.deeds.append("start")

    def push(self, changes: Sequence[Change]) -> float:
        self.pushed = changes
        return 3.0

    def pull_fresh(self) -> tuple[float, int]:
        return 2.0, len(self.pushed) - self.lost

    def idle(self) -> float:
        return 1.0

    def stop(self) -> None:
        self.deeds.append("stop")


def test_a_round_gives_the_seconds_of_every_deed_and_stops_the_peer() -> None:
    peer = Forgetful(lost=0)

    seconds = run.one_round(lambda: peer, 100, None)

    assert seconds == {"push": 3.0, "pull": 2.0, "idle": 1.0}
    assert peer.deeds == ["start", "stop"]


def test_a_fresh_device_that_got_less_than_all_ends_the_run() -> None:
    peer = Forgetful(lost=1)

    with pytest.raises(ValueError, match="pulled 99 of 100"):
        run.one_round(lambda: peer, 100, None)

    assert peer.deeds == ["start", "stop"]


def test_a_bar_says_how_many_times_faster_than_pouchdb_the_medians_are() -> None:
    lines = run.compared({"ours": MINE, "pouchdb": THEIRS}, "sync", run.BARS)

    said = [(line.name, line.ratio, line.bar, line.kept) for line in lines[:2]]

    assert said == [
        ("sync, push, pouchdb", 3.5, 3, True),
        ("sync, pull, pouchdb", 4.0, 5, False),
    ]


def test_a_bar_says_how_many_times_ankis_time_ours_may_take() -> None:
    line = run.compared({"ours": MINE, "anki": THEIRS}, "slow", run.SLOW_BARS)[0]

    assert (line.ratio, line.bar, line.side, line.kept) == (4 / 14, 0.6, "most", True)


def test_without_our_side_the_peers_are_shown_alone() -> None:
    lines = run.compared({"pouchdb": THEIRS}, "sync", run.BARS)

    assert [(line.ours, line.theirs, line.ratio) for line in lines[:1]] == [("–", "14.00 s", None)]
