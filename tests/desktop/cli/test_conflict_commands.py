from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import opening
from desktop.desk import Edit
from desktop.store import series
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.store import Store


def carry(source: Path, target: Path) -> None:
    """Bring everything one data folder knows to another."""
    stores = [Store.open(next(folder.glob("*.db"))) for folder in (source, target)]
    rows = stores[0].rows(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
    stores[1].commit([change_from(r) for r in rows])
    for store in stores:
        store.close()


@pytest.fixture
def two(made: Callable[..., Any], data_folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two data folders with class T12, which have not met since."""
    other = tmp_path / "other"
    made("classes", data=other)
    carry(data_folder, other)
    return data_folder, other


@pytest.fixture
def apart(made: Callable[..., Any], two: tuple[Path, Path]) -> tuple[Path, Path]:
    """The two disagree about number 2 in S01, and know it."""
    here, there = two
    made("mark", "T12", "S01", "present", "2", data=here)
    made("mark", "T12", "S01", "late", "2", "--minutes", "15", data=there)
    carry(there, here)
    carry(here, there)
    return two


def test_conflicts_are_listed_for_machines_exactly_so_and_the_same_on_both_devices(
    made: Callable[..., Any], apart: tuple[Path, Path]
) -> None:
    here, there = (made("conflicts", "T12", "--json", data=at) for at in apart)

    (conflict,) = here.value
    assert here.status == there.status == 0
    assert here.value == there.value
    assert list(conflict) == ["id", "entity", "seat", "session", "choices"]
    assert (conflict["entity"], conflict["seat"], conflict["session"]) == ("attendance", 2, "S01")
    choices = {c["value"]: c for c in conflict["choices"]}
    assert set(choices["present"]) == {"id", "value", "author", "device", "at"}
    assert choices["late"]["minutes"] == 15
    assert choices["late"]["device"] != choices["present"]["device"]


def test_conflicts_are_listed_for_people_with_the_choices_numbered(
    made: Callable[..., Any], apart: tuple[Path, Path]
) -> None:
    said = made("conflicts", "T12")

    first, second = said.out.splitlines()
    for part in ("2", "นางสาวปิ่นแก้ว น้ำทิพย์", "S01", "1:"):
        assert part in first
    assert "2:" in second
    assert "Present" in said.out
    assert "Late 15" in said.out
    assert "This device" in said.out


@pytest.mark.parametrize("choice", ["late", "Late 15", "id", "number"])
def test_a_conflict_is_resolved_by_id_number_or_word(
    made: Callable[..., Any], apart: tuple[Path, Path], choice: str
) -> None:
    (conflict,) = made("conflicts", "T12", "--json").value
    at, wanted = next((i, c) for i, c in enumerate(conflict["choices"], 1) if c["value"] == "late")
    given = {"id": wanted["id"], "number": str(at)}.get(choice, choice)

    said = made("resolve", conflict["id"], given, "--json")
    carry(*apart)

    assert said.status == 0
    assert said.value == {"id": conflict["id"], "choice": wanted["id"], "value": "late"}
    for folder in apart:
        assert made("conflicts", "T12", "--json", data=folder).value == []
        assert made("attendance", "T12", "--json", data=folder).value[1]["marks"]["S01"] == "late"
    assert "nothing to choose" in made("conflicts", "T12").out


def test_resolving_tells_people_what_was_chosen(
    made: Callable[..., Any], apart: tuple[Path, Path]
) -> None:
    (conflict,) = made("conflicts", "T12", "--json").value

    assert made("resolve", conflict["id"], "present").out == "Chosen: Present\n"


@pytest.mark.parametrize(
    ("conflict", "choice", "code"),
    [("nothing", "1", "no-such-conflict"), ("", "excused", "no-such-choice")],
)
def test_resolving_what_is_not_there_is_bad_input(
    made: Callable[..., Any], apart: tuple[Path, Path], conflict: str, choice: str, code: str
) -> None:
    (known,) = made("conflicts", "T12", "--json").value

    said = made("resolve", conflict or known["id"], choice, "--json")

    assert (said.status, said.value) == (2, {"error": code})
    assert len(said.err.splitlines()) == 1


def test_resolving_twice_says_who_settled_it(
    made: Callable[..., Any], apart: tuple[Path, Path]
) -> None:
    (conflict,) = made("conflicts", "T12", "--json").value
    made("resolve", conflict["id"], "present")

    said = made("resolve", conflict["id"], "late")

    assert said.status == 2
    assert "already settled: Present, by" in said.err


def test_two_classes_of_one_code_are_told_apart_by_what_the_list_shows(
    run: Callable[..., Any], data_folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    for folder, day in ((data_folder, "2026-12-01"), (other, "2027-01-05")):
        run("class-new", "T1", "--start", day, data=folder)
    carry(other, data_folder)

    codes = [line.split()[0] for line in run("classes").out.splitlines()]
    refused = run("attendance", "T1", "--json")
    found = [run("attendance", code, "--json") for code in codes]
    unknown = run("attendance", "T1@ffff", "--json")

    assert len(set(codes)) == 2
    assert [c["code"] for c in run("classes", "--json").value] == codes
    assert all(code.startswith("T1@") for code in codes)
    assert (refused.status, refused.value) == (2, {"error": "class-code-twice"})
    assert all(code in refused.err for code in codes)
    assert [f.status for f in found] == [0, 0]
    assert (unknown.status, unknown.value) == (2, {"error": "no-such-class"})


def say(folder: Path, entity: str, group: str, value: Any, at: str = "") -> None:
    """Let somebody at a data folder set a group of the first row of an entity."""
    desk = opening.open_desk(folder, language="en")
    desk.author = folder.name
    if at:
        desk.clock = lambda: datetime.fromisoformat(at)
    row, scope = desk.store.rows(
        "SELECT row, scope FROM changes WHERE entity = ? ORDER BY n LIMIT 1", (entity,)
    )[0]
    desk.commit("step.x", [Edit(scope, entity, row, {group: value})])
    desk.store.close()


def test_other_fields_are_listed_with_their_name_and_value(
    made: Callable[..., Any], two: tuple[Path, Path]
) -> None:
    here, there = two
    say(here, "enrolment", "citizen", {"hash": "secret", "last4": "1234", "employee_no": ""})
    say(there, "enrolment", "citizen", {"hash": "hidden", "last4": "9876", "employee_no": ""})
    say(here, "session", "slot", {"on": "2026-12-01", "start": "09:00", "end": "10:00"})
    say(there, "session", "slot", {"on": "2026-12-01", "start": "09:15", "end": "10:00"})
    carry(there, here)

    said = made("conflicts", "T12", "--json").value
    lines = made("conflicts", "T12").out

    assert [(c["entity"], c["field"], c["seat"], c["session"]) for c in said] == [
        ("session", "slot", None, None),
        ("enrolment", "citizen", 1, None),
    ]
    values = [c["value"] for c in said[1]["choices"]]
    assert {value["last4"] for value in values} == {"1234", "9876"}
    assert "secret" not in lines + str(said)
    assert "hidden" not in lines + str(said)
    assert "Registration  Day and time" in lines
    assert "…1234" in lines


def test_a_time_nobody_can_read_or_believe_is_said_so(
    made: Callable[..., Any], two: tuple[Path, Path]
) -> None:
    here, there = two
    say(here, "enrolment", "status", "withdrawn", "2000-01-01T09:00:00+00:00")
    say(there, "enrolment", "status", "no_show")
    carry(there, here)
    store = Store.open(next(here.glob("*.db")))
    sql = "UPDATE changes SET at = 'no time' WHERE body LIKE '%no_show%'"
    with store.atomic():
        store.connection.execute(sql)
    store.close()

    lines = made("conflicts", "T12").out.splitlines()

    assert sum("about 1 Jan 2000" in line for line in lines) == 1
    assert sum("time not known" in line for line in lines) == 1


def test_printing_again_after_a_number_was_taken_prints_the_new_one_and_knows_the_old_as_void(
    made: Callable[..., Any], data_folder: Path, tmp_path: Path
) -> None:
    for at in range(1, 13):
        made("mark", "T12", f"S{at:02d}", "present", "all")
    before = made("certificates", "T12", tmp_path / "a.pdf", "--json").value
    store = Store.open(next(data_folder.glob("*.db")))
    with store.atomic():
        sql = (
            "UPDATE changes SET fate = ? WHERE row IN (SELECT id FROM certificate WHERE running=2)"
        )
        store.connection.execute(sql, (series.TAKEN,))
    store.close()

    after = made("certificates", "T12", tmp_path / "b.pdf", "--json").value
    void = made("verify", before[1]["code"], "--json")

    assert [c["number"] for c in before] == [f"กทม. 000{n}/2569" for n in (1, 2, 3)]
    assert [c["number"] for c in after] == [f"กทม. 000{n}/2569" for n in (1, 4, 3)]
    assert (void.status, void.value["status"]) == (1, "replaced")
    assert "กทม. 0004/2569" in void.err
    assert made("verify", after[1]["code"], "--json").value["status"] == "valid"
