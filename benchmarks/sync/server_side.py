"""What stands behind the server: PostgreSQL against the embedded one, and a million changes.

The database is thrown away afterwards; the tests' own PostgreSQL serves here too.
"""

from __future__ import annotations

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Line, shown
from benchmarks.scale.filling import fill
from benchmarks.sync.dataset import ALL, changes
from benchmarks.sync.ours import Ours
from server.database import open_engine
from tests.network.postgres import Postgres

FEW = 1_000
CLASSES = 2_222
"""As many classes as have a million changes, 450 each."""


def lines(rounds: int = 3, size: int = ALL) -> list[Line]:
    """Measure both databases in turn, then a server that holds a million beside an empty one."""
    return [*_databases(rounds, size), _grown(rounds)]


def _databases(rounds: int, size: int) -> list[Line]:
    embedded: list[tuple[float, float]] = []
    postgres: list[tuple[float, float]] = []
    with Postgres() as database:
        for number in range(rounds):
            embedded.append(_round(Ours(), size))
            postgres.append(_round(Ours(database.create(f"bench{number}")), size))
    return [
        _line(f"sync {size:,}, {deed}, PostgreSQL against embedded", postgres, embedded, at, 2.5)
        for at, deed in enumerate(("push", "pull"))
    ]


def _grown(rounds: int) -> Line:
    empty: list[tuple[float, float]] = []
    grown: list[tuple[float, float]] = []
    for _ in range(rounds):
        empty.append((_push_few(0), 0))
        grown.append((_push_few(CLASSES), 0))
    return _line(f"push of {FEW:,} onto 1,000,000 against onto none", grown, empty, 0, 1.5)


def _round(peer: Ours, size: int) -> tuple[float, float]:
    with TemporaryDirectory() as place:
        try:
            peer.start(Path(place))
            push = peer.push(changes(size))
            pull, count = peer.pull_fresh()
        finally:
            peer.stop()
    if count != size:
        raise ValueError(f"pulled {count} of {size}")
    return push, pull


def _push_few(classes: int) -> float:
    with TemporaryDirectory() as place:
        peer = Ours(own=True)
        try:
            peer.start(Path(place))
            if classes:
                engine = open_engine(f"sqlite:///{Path(place) / 'server' / 'server.db'}")
                fill(engine, 0, classes)
                engine.dispose()
            return peer.push(changes(FEW))
        finally:
            peer.stop()


def _line(
    name: str,
    ours: list[tuple[float, float]],
    theirs: list[tuple[float, float]],
    at: int,
    bar: float,
) -> Line:
    mine, other = (statistics.median(each[at] for each in side) for side in (ours, theirs))
    note = f"median of {len(ours)}"
    return Line(name, shown(mine), shown(other), mine / other, bar, "most", note)
