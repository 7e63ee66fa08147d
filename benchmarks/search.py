"""The type-ahead over 100,000 names, letter by letter, against a bare SQLite LIKE scan.

Run: ``python -m benchmarks.search``.

Invented names are typed one letter at a time, as somebody at the door would, Thai and with tone
marks left out now and then. Ours answers from the index the window uses; the other side is
``SELECT ... WHERE search LIKE '%...%' LIMIT`` over the same keys in memory, with no ranking at
all. Both are asked the same letters in the same run; the time to build the index is told apart.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.report import Line, shown
from desktop.models.search import NameIndex
from desktop.models.thai import search_key

TARGET = 0.015
"""Seconds a keystroke may take, median."""

LIMIT = 200
STARTS = [
    "กนก",
    "กิตติ",
    "เกษ",
    "จันทร์",
    "จิรา",
    "ชล",
    "ณัฐ",
    "ดวง",
    "ธน",
    "ธัญ",
    "นภา",
    "นันท์",
    "ปิ่น",
    "ประ",
    "พงษ์",
    "พร",
    "พิมพ์",
    "ภัทร",
    "มณี",
    "รัตน์",
    "วรรณ",
    "วิ",
    "ศิริ",
    "ศุภ",
    "สม",
    "สุ",
    "สุดา",
    "อร",
    "อัญ",
]
MIDDLES = [
    "กร",
    "กานต์",
    "เกียรติ",
    "แก้ว",
    "ใจ",
    "ชัย",
    "ชนก",
    "ณี",
    "ดา",
    "ทิพย์",
    "ธร",
    "นันท์",
    "นารถ",
    "นุช",
    "พงศ์",
    "พร",
    "ภา",
    "มล",
    "ยา",
    "รัตน์",
    "ลักษณ์",
    "วดี",
    "วรรณ",
    "วุฒิ",
    "ศักดิ์",
    "ศรี",
    "สิทธิ์",
    "หญิง",
    "อร",
]
SURNAME_ENDS = [
    "กุล",
    "วงศ์",
    "ทอง",
    "สุข",
    "ศรี",
    "งาม",
    "เจริญ",
    "รัตน์",
    "พานิช",
    "สวัสดิ์",
    "มณี",
    "ชัย",
    "ดี",
    "เลิศ",
    "สกุล",
    "พันธุ์",
    "มงคล",
    "ไพศาล",
    "นาค",
    "ธรรม",
]


@dataclass(frozen=True, slots=True)
class Result:
    """How long one side took for each keystroke, in seconds."""

    name: str
    median: float
    slowest: float
    build: float


def names(count: int) -> list[tuple[str, str]]:
    """Invent first names and surnames, most of them different."""
    chance = Random(34)
    firsts = [a + b for a in STARTS for b in MIDDLES]
    lasts = [a + b + c for a in STARTS for b in MIDDLES for c in SURNAME_ENDS]
    return [(chance.choice(firsts), chance.choice(lasts)) for _ in range(count)]


def keystrokes(people: Sequence[tuple[str, str]], count: int) -> list[str]:
    """Type some of the names letter by letter: first names, surnames, and names nobody has."""
    chance = Random(7)
    typed: list[str] = []
    while len(typed) < count:
        first, last = chance.choice(people)
        word = chance.choice([first, last, f"{first} {last[:3]}", search_key(first), f"ฮ{last}"])
        typed += [word[: at + 1] for at in range(len(word))]
    return typed[:count]


def time_each(ask: Callable[[str], object], typed: Sequence[str]) -> list[float]:
    """Time every keystroke by itself."""
    took = []
    for query in typed:
        start = time.perf_counter()
        ask(query)
        took.append(time.perf_counter() - start)
    return took


def measure_ours(people: Sequence[tuple[str, str]], typed: Sequence[str]) -> Result:
    """Build the index and type."""
    entries = [(str(at), f"{search_key(a)} {search_key(b)}") for at, (a, b) in enumerate(people)]
    start = time.perf_counter()
    index = NameIndex(entries)
    build = time.perf_counter() - start
    took = time_each(lambda query: index.find(query, LIMIT), typed)
    return Result("ours", statistics.median(took), max(took), build)


def measure_like(people: Sequence[tuple[str, str]], typed: Sequence[str]) -> Result:
    """Fill a table with the same keys and scan it."""
    start = time.perf_counter()
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, search TEXT)")
        rows = ((search_key(f"{a} {b}"),) for a, b in people)
        base.executemany("INSERT INTO person (search) VALUES (?)", rows)
        build = time.perf_counter() - start

        def ask(query: str) -> list[tuple[int]]:
            sql = "SELECT id FROM person WHERE search LIKE ? LIMIT ?"
            return base.execute(sql, (f"%{search_key(query)}%", LIMIT)).fetchall()

        took = time_each(ask, typed)
    base.close()
    return Result("LIKE scan", statistics.median(took), max(took), build)


def run(count: int = 100_000, typed: int = 600) -> list[Result]:
    """Measure both sides in one run."""
    people = names(count)
    letters = keystrokes(people, typed)
    return [measure_ours(people, letters), measure_like(people, letters)]


def lines() -> list[Line]:
    """Measure for the table: the bar is on the time itself, which the ratio restates."""
    ours, like = run()
    note = f"a keystroke, median; {TARGET * 1000:.0f} ms at most; index built in {ours.build:.2f} s"
    slow = ours.median / TARGET
    return [
        Line("search, LIKE scan", shown(ours.median), shown(like.median),
             ours.median / like.median, note=note),
        Line("search, bar", shown(ours.median), shown(TARGET), slow, 1.0, note="of 15 ms"),
    ]  # fmt: skip


def main() -> int:
    """Print the table; exit status 1 when a keystroke takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--keystrokes", type=int, default=600)
    chosen = parser.parse_args()
    results = run(chosen.names, chosen.keystrokes)
    ours = results[0]
    print(f"{chosen.names} names on {platform.machine()}, Python {platform.python_version()}")
    for one in results:
        print(
            f"{one.name:<10}{one.median * 1000:8.3f} ms median {one.slowest * 1000:8.3f} ms at most"
            f"{one.build * 1000:8.1f} ms to build   ours is {one.median / ours.median:5.2f}x"
        )
    return 0 if ours.median < TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
