"""Runs the comparison: every side in turn, round by round, and the medians as a table.

``python -m benchmarks.sync.run [PEER ...] [--rounds N] [--size N] [--slow-size N]``, a size of 0
leaves that part out. Our own side is ``Ours`` of ``benchmarks.sync.ours``; where that is not yet
written, the peers are measured alone.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Line, shown, table
from benchmarks.sync.anki.peer import Anki
from benchmarks.sync.dataset import ALL, SOME, changes
from benchmarks.sync.morango.peer import Morango
from benchmarks.sync.peer import Peer
from benchmarks.sync.pouch.peer import Pouch
from benchmarks.sync.shaper import Link

OURS = "ours"
ROUNDS = 3
PEERS: dict[str, Callable[[], Peer]] = {
    "pouchdb": Pouch,
    "pouchdb-1000": partial(Pouch, batch=1000),
    "anki": Anki,
    "anki-whole": partial(Anki, whole=True),
    "morango": Morango,
}
DEEDS = ("push", "pull", "idle")
NEAR = ("pouchdb", "pouchdb-1000", "anki", "morango")
FAR = ("anki",)
"""Whom we meet on the loopback and over the slow line, where nobody names others."""

LINE = Link()
ONE_ROUND_TRIP = 1.5
"""An empty sync takes one round trip and some work, but never two."""


BARS = {
    ("pouchdb", "push"): 3.0,
    ("pouchdb", "pull"): 5.0,
    ("morango", "push"): 15.0,
    ("morango", "pull"): 25.0,
    ("anki", "push"): 3.0,
}
SLOW_BARS = {("anki", "push"): 0.6, ("anki", "pull"): 0.6}
"""How many times Anki's time ours may be, how many times as fast as any other it must be."""

Round = dict[str, float]
"""The seconds of every deed of one side in one round."""
Rounds = dict[str, list[Round]]
Bars = dict[tuple[str, str], float]


def sides(names: Iterable[str]) -> dict[str, Callable[[], Peer]]:
    """Give what to start, ours first and always, where it is there."""
    known = dict(PEERS)
    if importlib.util.find_spec("benchmarks.sync.ours") is not None:
        known = {OURS: importlib.import_module("benchmarks.sync.ours").Ours, **known}
    return {name: known[name] for name in (OURS, *names) if name in known}


def one_round(make: Callable[[], Peer], size: int, link: Link | None) -> Round:
    """Start a side in a folder of its own, push, pull, idle, stop.

    Raises ValueError when the fresh device did not get every change.
    """
    with TemporaryDirectory() as place:
        peer = make()
        try:
            peer.start(Path(place), link)
            push = peer.push(changes(size))
            pull, count = peer.pull_fresh()
            idle = peer.idle()
        finally:
            peer.stop()
    if count != size:
        raise ValueError(f"{peer.name} pulled {count} of {size}")
    return {"push": push, "pull": pull, "idle": idle}


def measured(names: Sequence[str], size: int, link: Link | None, rounds: int) -> Rounds:
    """Measure all sides in turn, so that a busy minute of the machine meets them alike."""
    done: Rounds = {name: [] for name in sides(names)}
    for number in range(1, rounds + 1):
        for name, make in sides(names).items():
            one = one_round(make, size, link)
            done[name].append(one)
            said = ", ".join(f"{deed} {shown(one[deed])}" for deed in DEEDS)
            print(f"{number} of {rounds}: {name}, {size:,}: {said}", file=sys.stderr, flush=True)
    return done


def compared(rounds: Rounds, what: str, bars: Bars) -> list[Line]:
    """Give a line for every peer and deed; without ours, the peers' figures only."""
    return [
        _line(rounds, peer, deed, what, bars.get((peer, deed)))
        for peer in rounds
        for deed in DEEDS
        if peer != OURS
    ]


def lines(
    names: Sequence[str] = (), rounds: int = ROUNDS, size: int = ALL, slow_size: int = SOME
) -> list[Line]:
    """Measure on the loopback, then over the slow line."""
    found: list[Line] = []
    if size:
        near = measured(names or NEAR, size, None, rounds)
        found += compared(near, f"sync {size:,}", BARS)
    if slow_size:
        far = measured(names or FAR, slow_size, LINE, rounds)
        said = (
            f"sync {slow_size:,} over {LINE.round_trip * 1000:.0f} ms, {LINE.rate / 1e6:g} Mbit/s"
        )
        found += compared(far, said, SLOW_BARS)
        if OURS in far:
            found.append(_round_trip(_median(far[OURS], "idle")))
    return found


def _line(rounds: Rounds, peer: str, deed: str, what: str, bar: float | None) -> Line:
    name, taken = f"{what}, {deed}, {peer}", [one[deed] for one in rounds[peer]]
    theirs, note = _median(rounds[peer], deed), f"theirs {shown(min(taken))} to {shown(max(taken))}"
    if OURS not in rounds:
        return Line(name, "–", shown(theirs), note=note)
    ours = _median(rounds[OURS], deed)
    said, note = (shown(ours), shown(theirs)), f"median of {len(taken)}, {note}"
    if peer.startswith("anki"):
        return Line(name, *said, ours / theirs, bar, "most", note)
    return Line(name, *said, theirs / ours, bar, "least", note)


def _round_trip(idle: float) -> Line:
    return Line(
        "sync of nothing, in round trips",
        shown(idle),
        shown(LINE.round_trip),
        idle / LINE.round_trip,
        ONE_ROUND_TRIP,
        note="theirs is the line itself",
    )


def _median(rounds: list[Round], deed: str) -> float:
    return statistics.median(one[deed] for one in rounds)


def main(rounds: int = ROUNDS) -> int:
    """Print the table; exit status 1 when a bar was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync.run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="PEER", help=f"{OURS}, {', '.join(PEERS)}")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--size", type=int, default=ALL, help="changes on the loopback")
    parser.add_argument("--slow-size", type=int, default=SOME, help="changes over the slow line")
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.names) - {OURS, *PEERS}):
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(PEERS)}")
    found = lines(chosen.names, chosen.rounds, chosen.size, chosen.slow_size)
    print(table(found))
    return 0 if all(line.kept for line in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
