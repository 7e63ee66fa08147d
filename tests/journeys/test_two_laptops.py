"""Two facilitators, the same class, days without a network: as the README tells it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.journeys.places import Hall, Laptop
from tests.network.proxy import FaultProxy

WORD = "แม่น้ำเจ้าพระยา"
NOTHING = {"pushed": 0, "pulled": 0, "held": 0, "conflicts": 0, "still_pending": 0}
NUMBERS = count(1)
"""Of classes: the journeys share a server."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with Hall(tmp_path_factory.mktemp("hall")) as serving:
        yield serving


@pytest.fixture
def code() -> str:
    return f"T{next(NUMBERS)}"


@pytest.fixture
def first(tmp_path: Path, code: str) -> Laptop:
    return Laptop(tmp_path / "first", code=code)


@pytest.fixture
def second(tmp_path: Path, code: str) -> Laptop:
    return Laptop(tmp_path / "second", code=code)


def mark_differently(first: Laptop, second: Laptop) -> None:
    """Mark a sheet twice: seat 1 differently, seats 2 and 3 alike, the others on one side."""
    first.mark("S01", "present", 1, 2, 3, 4)
    second.mark("S01", "absent", 1)
    second.mark("S01", "present", 2, 3)
    second.mark("S02", "excused", 5)


def settle(laptop: Laptop, value: str) -> None:
    """Settle the one open conflict in favour of a value."""
    (open_,) = laptop.conflicts()
    choice = next(c["id"] for c in open_["choices"] if c["value"] == value)
    laptop.value("resolve", open_["id"], choice)


def why(laptop: Laptop) -> str:
    """Why the first person gets no certificate yet."""
    return " ".join(laptop.value("eligibility", laptop.code)[0]["reasons"])


def assert_agreed(first: Laptop, second: Laptop) -> None:
    assert first.sheet() == second.sheet()
    assert first.changes() == second.changes()
    assert set(first.changes().values()) == {1}
    assert first.history() == second.history()
    assert [first.conflicts(), second.conflicts()] == [[], []]
    assert first.is_well()
    assert second.is_well()


def test_two_data_folders_and_a_server_as_processes_agree_in_the_end(tmp_path: Path) -> None:
    apart = ("class-new", "enrol", "sync", "resolve")
    first, second = Laptop(tmp_path / "first", *apart), Laptop(tmp_path / "second", *apart)
    with Hall(tmp_path / "server") as hall:
        first.fill()
        joined = first.value("enrol", hall.url, hall.invite("สมศรี"))
        second.value("enrol", hall.url, hall.invite("มานะ"))
        sent = first.value("sync")
        fetched = second.value("sync")
        mark_differently(first, second)
        rounds = [laptop.value("sync") for laptop in (first, second, first, second)]
        seen = [laptop.conflicts() for laptop in (first, second)]
        open_to = [why(laptop) for laptop in (first, second)]
        settle(second, "absent")
        last = [laptop.value("sync") for laptop in (second, first)]
        log = hall.log(first.scope())
        listed = {d["person"] for d in hall.devices()}
        stopped = hall.stop()

    assert joined == {"url": hall.url, "person": "สมศรี", "role": "facilitator"}
    assert sent["pushed"] == fetched["pulled"] > 38
    assert [(r["pushed"], r["pulled"]) for r in rounds] == [(4, 0), (4, 4), (0, 4), (0, 0)]
    assert [r["conflicts"] for r in rounds] == [0, 1, 1, 1]
    assert seen[0] == seen[1]
    assert all("Two devices disagree" in reasons for reasons in open_to)
    assert "disagree" not in why(first)
    (conflict,) = seen[0]
    assert (conflict["seat"], conflict["session"]) == (1, "S01")
    assert {(c["author"], c["value"]) for c in conflict["choices"]} == {
        ("สมศรี", "present"),
        ("มานะ", "absent"),
    }
    assert [(r["pushed"], r["pulled"], r["conflicts"]) for r in last] == [(1, 0, 0), (0, 1, 0)]
    assert first.status("S01", 1) == second.status("S01", 1) == "absent"
    assert_agreed(first, second)
    assert {e["author"] for e in first.history()} >= {"สมศรี", "มานะ"}
    assert len(log.ids) == len(set(log.ids))
    assert listed == {"สมศรี", "มานะ"}
    assert stopped == 0


def test_equal_marks_are_no_conflict_and_an_empty_round_brings_nothing(
    hall: Hall, first: Laptop, second: Laptop
) -> None:
    first.fill()
    first.value("enrol", hall.url, hall.invite("สมศรี"))
    second.value("enrol", hall.url, hall.invite("มานะ"))
    first.value("sync")
    second.value("sync")
    first.mark("S01", "present", "all")
    second.mark("S01", "present", "all")

    rounds = [laptop.value("sync") for laptop in (first, second, first, second)]

    assert [r["conflicts"] for r in rounds] == [0, 0, 0, 0]
    assert rounds[3] == NOTHING
    assert_agreed(first, second)


@pytest.mark.parametrize("lock", ["signed", "passphrase", "recipients"])
def test_a_stick_is_enough(first: Laptop, second: Laptop, tmp_path: Path, lock: str) -> None:
    stick = tmp_path / "stick.wdx"
    word = WORD if lock == "passphrase" else ""
    first.fill()
    second.value("class-new", "other", "--start", "2026-12-01")
    carry(second, first, stick, code="other")  # so that each knows the other's device
    carry(first, second, stick)
    mark_differently(first, second)
    to = {name: device(laptop) for name, laptop in (("first", first), ("second", second))}

    def there(name: str) -> list[str]:
        return ["--to", to[name]] if lock == "recipients" else []

    kinds = [
        carry(first, second, stick, *there("second"), word=word),
        carry(second, first, stick, *there("first"), word=word),
    ]
    seen = [laptop.conflicts() for laptop in (first, second)]
    settle(first, "present")
    carry(first, second, stick, *there("second"), word=word)
    again = second.value("bundle-import", stick, passphrase=word)

    assert kinds == [lock, lock]
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1
    assert again["new"] == 0
    assert_agreed(first, second)


def carry(
    here: Laptop, there: Laptop, stick: Path, *to: str, word: str = "", code: str = ""
) -> str:
    """Carry a class from one laptop to another; gives how the file was locked."""
    made = here.value("bundle-export", code or here.code, stick, *to, passphrase=word)
    would = there.value("bundle-import", stick, "--dry-run", passphrase=word)
    done = there.value("bundle-import", stick, passphrase=word)
    assert {k: would[k] for k in ("new", "known", "marks", "differ")} == {
        k: done[k] for k in ("new", "known", "marks", "differ")
    }
    return str(made["kind"])


def device(laptop: Laptop) -> str:
    with laptop.opened() as desk:
        return desk.device


def test_who_met_by_stick_before_meets_at_the_server_without_a_second_copy(
    hall: Hall, first: Laptop, second: Laptop, tmp_path: Path
) -> None:
    stick = tmp_path / "stick.wdx"
    first.fill()
    carry(first, second, stick)
    mark_differently(first, second)
    carry(second, first, stick)

    first.value("enrol", hall.url, hall.invite("สมศรี"))
    second.value("enrol", hall.url, hall.invite("มานะ"))
    rounds = [laptop.value("sync") for laptop in (second, first, second, first)]
    settle(second, "absent")
    second.value("sync")
    last = first.value("sync")
    log = hall.log(first.scope())

    assert [r["still_pending"] for r in rounds] == [0, 0, 0, 0]
    assert [r["held"] for r in rounds] == [0, 0, 0, 0]
    assert last["pulled"] == 1
    assert_agreed(first, second)
    scope = first.scope()
    with first.opened() as desk:
        here = [i for (i,) in desk.store.rows("SELECT id FROM changes WHERE scope = ?", (scope,))]
    assert sorted(log.ids) == sorted(here)


def test_a_class_that_comes_back_by_stick_was_never_sent_twice(
    hall: Hall, first: Laptop, second: Laptop, tmp_path: Path
) -> None:
    stick = tmp_path / "stick.wdx"
    first.fill()
    first.value("enrol", hall.url, hall.invite("สมศรี"))
    second.value("enrol", hall.url, hall.invite("มานะ"))
    first.value("sync")
    second.value("sync")
    first.mark("S01", "late", 7)

    carry(first, second, stick)  # the second brings it to the server before its author does
    brought = second.value("sync")
    own = first.value("sync")

    assert brought["pushed"] == 1
    assert (own["held"], own["still_pending"]) == (0, 0)
    log = hall.log(first.scope())
    assert len(log.ids) == len(set(log.ids))
    assert_agreed(first, second)


def test_a_device_that_is_shut_out_keeps_its_work_and_is_told_calmly(
    hall: Hall, first: Laptop, second: Laptop
) -> None:
    first.fill()
    first.value("enrol", hall.url, hall.invite("สมศรี"))
    second.value("enrol", hall.url, hall.invite("มานะ"))
    first.value("sync")
    second.value("sync")
    second.mark("S01", "present", 1)
    hall.revoke(device(second))

    refused = second.refused("sync")
    said = second.run("sync")
    first.value("sync")

    assert refused == (1, "revoked")
    assert "Traceback" not in said.err
    assert second.status("S01", 1) == "present"
    assert first.status("S01", 1) == "unmarked"
    assert second.is_well()


def test_a_code_is_good_once(hall: Hall, first: Laptop, second: Laptop) -> None:
    code = hall.invite("สมศรี")
    first.value("enrol", hall.url, code)

    again = first.run("enrol", hall.url, code)
    taken = second.refused("enrol", hall.url, code)

    assert again.status == 0  # the same device after a lost answer
    assert taken == (2, "code-spent")
    assert second.refused("sync") == (2, "not-joined")


def test_a_code_may_be_typed_as_people_type(hall: Hall, first: Laptop) -> None:
    code = hall.invite("สมศรี").lower().replace("-", " ")

    joined = first.value("enrol", hall.url.removeprefix("http://"), code)

    assert joined["person"] == "สมศรี"


def test_a_wrong_code_locks_after_five_and_the_right_one_with_it(hall: Hall, first: Laptop) -> None:
    code = hall.invite("สมศรี")
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

    answers = [first.refused("enrol", hall.url, wrong) for _ in range(5)]
    right = first.refused("enrol", hall.url, code)

    assert {status for status, _ in answers} == {2}
    assert right[0] == 2


@pytest.mark.parametrize("url", ["http://192.0.2.7:8765", "http://sync.example.test"])
def test_nothing_travels_openly_to_another_machine(first: Laptop, url: str) -> None:
    refused = first.refused("enrol", url, "ABCDE-FGHJK-MN")

    assert refused == (2, "plain-http")


@pytest.mark.parametrize("portal", ["html", "redirect"])
def test_a_captive_portal_is_told_apart_and_spends_no_code(
    hall: Hall, first: Laptop, portal: str
) -> None:
    code = hall.invite("สมศรี")
    with FaultProxy(hall.url, lambda *_: portal) as proxy:
        at_first = first.run("enrol", proxy.url, code, "--json")
        proxy.plan = ()
        first.value("enrol", proxy.url, code)
        first.fill()
        proxy.plan = lambda *_: portal
        later = first.refused("sync")
        proxy.plan = ()
        sent = first.value("sync")

    assert (at_first.status, at_first.value) == (1, {"error": "not-reached"})
    assert "log in" in at_first.err.lower() or "sign in" in at_first.err.lower()
    assert later == (1, "captive")
    assert sent["still_pending"] == 0
    assert sent["pushed"] > 38


@pytest.mark.parametrize("word", ["", WORD], ids=["known", "passphrase"])
def test_a_shared_folder_is_enough(
    first: Laptop, second: Laptop, tmp_path: Path, word: str
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()

    def visit(*laptops: Laptop) -> list[dict[str, int]]:
        return [laptop.value("folder", shelf, passphrase=word) for laptop in laptops]

    first.fill()
    second.value("class-new", "other", "--start", "2026-12-01")
    visit(first, second, first, second)
    mark_differently(first, second)
    visit(first, second, first)
    seen = [laptop.conflicts() for laptop in (first, second)]
    settle(second, "absent")
    visit(second, first, second)
    again = visit(first, second)

    assert seen[0] == seen[1]
    assert len(seen[0]) == 1
    assert [(met["new"], met["refused"], met["later"]) for met in again] == [(0, 0, 0)] * 2
    assert_agreed(first, second)
