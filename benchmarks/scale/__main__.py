"""How a server fares as it holds ever more classes: ``python -m benchmarks.scale``. Linux only.

Prints, for each number of classes, what one hello, push and pull cost. ``--database-url`` takes an
empty PostgreSQL database on this machine; without it the embedded database is measured.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.scale.asking import Cost, Line, measure
from benchmarks.scale.filling import devices_for, fill
from benchmarks.scale.hands import MARKS, Hand
from server.database import default_url, open_engine, reading
from server.migrations import bring_up_to_date

LINES = 8
"""Devices that ask at the same time."""
HEAD = (
    f"{'classes':>8} {'changes':>11} {'devices':>8} {'database':>9} {'processes':>9} {'asked':>6} "
    f"{'per s':>8} {'server ms':>10} {'db ms':>7} {'in B':>8} {'out B':>8}"
)
_ASKS = {"hello": Line.hello, "push": Line.push, "pull": Line.pull}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--database-url")
    parser.add_argument("--classes", type=int, nargs="+", default=[178, 2_222, 8_000])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seconds", type=float, default=5.0)
    asked = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database_url or default_url(Path(folder))
        engine = open_engine(url)
        bring_up_to_date(engine)
        before = 0
        for classes in sorted(asked.classes):
            fill(engine, before, classes)
            for processes in asked.processes:
                _measure(engine, url, Path(folder), classes, processes, asked.seconds)
            before = classes
        engine.dispose()
    return 0


def _measure(
    engine: Engine, url: str, folder: Path, classes: int, processes: int, seconds: float
) -> None:
    with ExitStack() as stack:
        servers = [stack.enter_context(_server(folder, url)) for _ in range(processes)]
        step = max(1, devices_for(classes) // LINES)
        numbers = range(0, min(LINES, devices_for(classes)) * step, step)
        lot = classes * 16 + processes  # nobody marks what is marked already
        lines = [
            Line(Hand(n, lot), servers[at % processes][1], classes) for at, n in enumerate(numbers)
        ]
        for line in lines:
            stack.callback(line.close)
            line.open()
        pids, database = [pid for pid, _ in servers], _database(engine)
        for name, ask in _ASKS.items():
            cost = measure(lines, ask, seconds, pids, database)
            _tell(engine, classes, processes, name, cost)


def _tell(engine: Engine, classes: int, processes: int, name: str, cost: Cost) -> None:
    print(
        f"{classes:>8,} {classes * MARKS:>11,} {devices_for(classes):>8,} {_size(engine):>6.0f} MB "
        f"{processes:>9} {name:>6} {cost.per_second:>8.0f} {cost.server_ms:>10.2f} "
        f"{cost.database_ms:>7.2f} {cost.bytes_in:>8.0f} {cost.bytes_out:>8.0f}",
        flush=True,
    )


@contextmanager
def _server(folder: Path, url: str) -> Iterator[tuple[int, str]]:
    words = [sys.executable, "-m", "server", "--data", str(folder), "--database-url", url]
    process = subprocess.Popen(
        [*words, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield process.pid, process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def _database(engine: Engine) -> list[int]:
    """Give the process that all others of a PostgreSQL descend from, if there is one."""
    if engine.dialect.name == "sqlite":
        return []
    with reading(engine) as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    return [int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])]


def _size(engine: Engine) -> float:
    """Give the size of the database in millions of bytes."""
    ask = "SELECT pg_database_size(current_database())"
    if engine.dialect.name == "sqlite":
        ask = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    with reading(engine) as connection:
        return float(connection.exec_driver_sql(ask).scalar_one()) / 1e6


if __name__ == "__main__":
    raise SystemExit(main())
