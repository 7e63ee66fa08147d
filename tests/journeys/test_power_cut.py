"""The power goes at any instant: what was acknowledged is there, what was not is there whole or
not at all, and the doctor finds nothing.

``WORKSHOP_DESK_KILLS`` sets how often; ``scripts/soak`` runs hundreds.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.actions import certificates, classes, opening, roster
from desktop.actions.attendance import Cell, mark_cells
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.people import Person
from desktop.store import attendance as marks
from desktop.store import certificates as register
from desktop.store import classes as shelf
from desktop.store import timetable
from desktop.store.doctor import examine

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")

KILLS = int(os.environ.get("WORKSHOP_DESK_KILLS", "25"))
DAYS = tuple(opening.system_clock().date().replace(year=2026, month=12, day=d) for d in (1, 2, 3))


class Nursery:
    """Lets one child after another work, and kills each at a random instant."""

    def __init__(self, process: subprocess.Popen[str], chance: Random) -> None:
        self.process = process
        self.chance = chance

    def cut(self, deed: str, folder: Path, *, most: int, moment: float) -> list[list[str]]:
        """Kill a child after some deeds and part of a moment more; give all that it said."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{deed} {folder}\n")
        self.process.stdin.flush()
        child = int(self._line()[1])
        patience, said = self.chance.randint(0, most), list[list[str]]()
        while len(said) < patience and said[-1:] != [["rest"]]:
            said.append(self._line())
        until = time.perf_counter() + self.chance.random() * moment
        while time.perf_counter() < until:
            pass
        os.kill(child, signal.SIGKILL)
        while (line := self._line()) != ["dead"]:
            said.append(line)
        return said

    def _line(self) -> list[str]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the worker died of something else"
        return line.split()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    worker = Path(__file__).with_name("worker.py")
    process = subprocess.Popen(
        [sys.executable, worker], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    seed = os.environ.get("WORKSHOP_DESK_SEED", "12")
    with process:
        yield Nursery(process, Random(seed))


def class_of(desk: Desk, code: str, people: int) -> None:
    of = classes.create_class(desk, classes.NewClass(code, 1, DAYS))
    roster.enrol(desk, of, [Person("นาย", f"คนที่{n}", code) for n in range(people)])


def sound(folder: Path) -> Desk:
    desk = opening.open_desk(folder)
    assert examine(desk.store) == []
    return desk


def test_every_acknowledged_mark_is_there_and_no_block_is_there_by_half(
    nursery: Nursery, data_folder: Path
) -> None:
    data_folder.mkdir()
    desk = opening.open_desk(data_folder)
    class_of(desk, "T1", 20)
    desk.store.close()
    known: dict[tuple[str, str], str] = {}
    acknowledged = 0

    for _ in range(KILLS):
        said = nursery.cut("mark", data_folder, most=60, moment=0.004)
        trying: dict[tuple[str, str], str] = {}
        for word, code, seats, status, count in said:
            deed = {(code, seat): f"{status} deed {count}" for seat in seats.split(",")}
            trying = deed
            if word == "done":
                known |= deed
                acknowledged += 1
                trying = {}
        desk = sound(data_folder)
        of = shelf.classes(desk.store)[0]
        there = {
            (code, str(line.seat)): f"{mark.status} {mark.reason}"
            for line in marks.register(desk.store, of.id)
            for code, mark in line.marks.items()
        }
        desk.store.close()
        assert there in (known, known | trying)
        known = there

    assert acknowledged > KILLS


def test_certificates_have_no_gap_and_no_twin_whenever_the_power_went(
    nursery: Nursery, data_folder: Path
) -> None:
    data_folder.mkdir()
    desk = opening.open_desk(data_folder)
    codes = [f"T{n}" for n in range(1, 9)]
    for code in codes:
        class_of(desk, code, 4)
        of = classes.find_class(desk, code)
        sessions = [s for s in timetable.sessions(desk.store, of.id) if s.counts]
        lines = marks.register(desk.store, of.id)
        mark_cells(
            desk, of.id, [Cell(li, s, Mark(Status.PRESENT)) for li in lines for s in sessions]
        )
    desk.store.close()
    issued: dict[str, str] = {}
    pages: dict[str, tuple[str, int]] = {}

    for _ in range(max(8, KILLS // 3)):
        said = nursery.cut("issue", data_folder, most=4, moment=0.15)
        done = {(line[1], line[2]) for line in said if line[0] == "done"}
        desk = sound(data_folder)
        found = {c.enrolment: c for c in register.register(desk.store)}
        for code in codes:
            of = classes.find_class(desk, code)
            here = register.certificates(desk.store, of.id)
            assert len(here) in ((4,) if (code, "issue") in done else (0, 4))
            assert (code, "print") not in done or not certificates.unarchived(desk, of)
        desk.store.close()
        assert issued.items() <= {e: c.number for e, c in found.items()}.items()
        kept = {e: (c.archive, c.page) for e, c in found.items() if c.archive}
        assert pages.items() <= kept.items()
        issued, pages = {e: c.number for e, c in found.items()}, kept

    desk = sound(data_folder)
    for of in shelf.classes(desk.store):
        certificates.issue(desk, of)
        pdf, printed = certificates.print_class(desk, of)
        assert pdf.startswith(b"%PDF")
        assert len(printed) == 4
    numbers = sorted(c.running for c in register.register(desk.store))
    desk.store.close()
    assert numbers == list(range(1, 33))


def test_an_import_is_there_whole_or_not_at_all(nursery: Nursery, data_folder: Path) -> None:
    data_folder.mkdir()
    desk = opening.open_desk(data_folder)
    number = max(8, KILLS // 3)
    for n in range(number):
        classes.create_class(desk, classes.NewClass(f"T{n}", 1, DAYS))
    desk.store.close()
    done: set[str] = set()

    for _ in range(number):
        said = nursery.cut("import", data_folder, most=3, moment=0.06)
        done |= {line[1] for line in said if line[0] == "done"}
        desk = sound(data_folder)
        heads = shelf.headcounts(desk.store)
        counts = {of.code: heads.get(of.id, 0) for of in shelf.classes(desk.store)}
        desk.store.close()
        assert set(counts.values()) <= {0, 38}
        assert all(counts[code] == 38 for code in done)
        done = {code for code, count in counts.items() if count}

    assert done
