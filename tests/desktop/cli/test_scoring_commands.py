"""Groups, projects and scores on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cli.conftest import Said

Run = Callable[..., Said]
EXAMPLE = ("4", "3", "3", "2", "3", "4")


@pytest.fixture
def scored(made: Run) -> Run:
    """A class T12 of three people, each a group with a project; nothing scored."""
    assert made("teams", "T12", "--propose", "3").status == 0
    for number in (1, 2, 3):
        assert made("project-new", "T12", str(number), f"โครงการ {number}").status == 0
    return made


def test_a_sheet_comes_out_as_in_the_worked_example(scored: Run) -> None:
    said = scored("score", "T12", "P03", "judge-a", *EXAMPLE, "--json")
    results = scored("results", "T12", "--json").value

    assert said.status == 0
    assert said.value == {
        "code": "P03",
        "number": 1,
        "scorer": "judge-a",
        "levels": [4, 3, 3, 2, 3, 4],
        "exact": 78.75,
        "printed": "78.7",
    }
    assert results[2] == {
        "code": "P03",
        "title": "โครงการ 3",
        "sheets": [
            {
                "scorer": "judge-a",
                "levels": [4, 3, 3, 2, 3, 4],
                "exact": 78.75,
                "printed": "78.7",
            }
        ],
        "exact": 78.75,
        "printed": "78.7",
        "band": "Very good",
        "rank": 1,
        "flags": ["few-sheets"],
    }
    assert (results[0]["exact"], results[0]["printed"], results[0]["band"], results[0]["rank"]) == (
        (None,) * 4
    )


def test_projects_say_who_and_how_far(scored: Run) -> None:
    scored("score", "T12", "p1", "judge-a", *EXAMPLE)
    assert scored("present", "T12", "P01", "--minutes", "๑๐").status == 0

    value = scored("projects", "T12", "--json").value

    assert list(value[0]) == ["code", "title", "group", "members", "presented", "sheets"]
    assert [(v["code"], v["group"], v["presented"], v["sheets"]) for v in value] == [
        ("P01", "Group 1", True, 1),
        ("P02", "Group 2", False, 0),
        ("P03", "Group 3", False, 0),
    ]
    assert sorted(m for v in value for m in v["members"]) == sorted(
        ["นายสมชาย ใจดี", "นางสาวปิ่นแก้ว น้ำทิพย์", "นางญาณิศา ณ อยุธยา"]
    )


def test_a_project_may_wait_for_its_title(made: Run) -> None:
    made("teams", "T12", "--propose", "1")

    begun = made("project-new", "T12", "๑")
    titled = made("project-new", "T12", "Group 1", "ลดเวลารอ")
    named = made("project-new", "T12", "1", "ลดเวลารอ", "--json")

    assert (begun.status, begun.out) == (0, "Project P01 of Group 1 is there: –\n")
    assert titled.status == 2  # a group without a name goes by its number
    assert named.value["title"] == "ลดเวลารอ"


def test_thai_digits_are_levels_and_numbers_too(scored: Run) -> None:
    said = scored("score", "T12", "P๐๓", "judge-a", *"๔๓๓๒๓๔", lang="th")

    assert (said.status, said.out) == (
        0, "ล็อกใบให้คะแนนของ judge-a สำหรับโครงการ P03 แล้ว: 78.7 คะแนน\n",
    )  # fmt: skip
    assert scored("results", "T12", "--json", lang="th").value[2]["band"] == "ดีมาก"


def test_the_same_scorer_again_is_refused_without_a_reason(scored: Run) -> None:
    scored("score", "T12", "P01", "judge-a", *EXAMPLE)

    again = scored("score", "T12", "P01", "Judge-A", *"000000", "--json")
    kept = scored("results", "T12", "--json").value[0]["exact"]
    corrected = scored("score", "T12", "P01", "judge-a", *"000000", "--reason", "กรอกสลับแถว")

    assert (again.status, again.value) == (2, {"error": "sheet-locked"})
    assert (kept, corrected.status) == (78.75, 0)
    assert scored("results", "T12", "--json").value[0]["exact"] == 0


@pytest.mark.parametrize(
    ("levels", "error", "named"),
    [
        ("43323", "levels-count", "C6 Presentation"),
        ("4332344", "levels-count", "C1 Workflow"),
        ("435234", "level-unfit", "C3 Creativity"),
        ("43x234", "level-unfit", "C3 Creativity"),
        ("433234x", "level-unfit", "7"),
    ],
)
def test_wrong_levels_are_refused_and_name_the_criterion(
    scored: Run, levels: str, error: str, named: str
) -> None:
    said = scored("score", "T12", "P01", "judge-a", *levels, "--json")

    assert (said.status, said.value) == (2, {"error": error})
    assert named in said.err
    assert scored("projects", "T12", "--json").value[0]["sheets"] == 0


def test_a_negative_level_is_a_level_too(scored: Run) -> None:
    said = scored("score", "T12", "P01", "judge-a", "4", "-1", "3", "2", "3", "4", "--json")

    assert (said.status, said.value) == (2, {"error": "level-unfit"})


def test_own_people_are_not_scored_unless_waived(scored: Run) -> None:
    value = scored("teams", "T12", "--json").value
    number = next(v["number"] for v in value if "นายสมชาย ใจดี" in v["members"])
    agency = ("--agency", "สำนักการคลัง")

    stopped = scored("score", "T12", f"P{number}", "judge-a", *EXAMPLE, *agency, "--json")
    waived = scored("waive", "T12", f"P{number}", "judge-a", "--reason", "กรรมการไม่พอ")
    after = scored("score", "T12", f"P{number}", "judge-a", *EXAMPLE, *agency)

    assert (stopped.status, stopped.value) == (2, {"error": "own-agency"})
    assert "นายสมชาย ใจดี" in stopped.err
    assert (waived.status, after.status) == (0, 0)


def test_groups_are_listed_and_proposed_anew(made: Run) -> None:
    none = made("teams", "T12")
    two = made("teams", "T12", "--propose", "๒", "--seed", "5", "--json").value
    listed = made("teams", "T12", "--json").value

    assert none.out == "No groups yet\n"
    assert [v["number"] for v in two] == [1, 2]
    assert sorted(s for v in two for s in v["seats"]) == [1, 2, 3]
    assert listed == two


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("teams", "T12", "--propose", "9"), "team-count-unfit"),
        (("teams", "T12", "--propose", "many"), "number-unfit"),
        (("project-new", "T12", "9"), "no-such-team"),
        (("present", "T12", "P09"), "no-such-project"),
        (("present", "T12", "P01", "--minutes", "-1"), "number-unfit"),
        (("present", "T12", "P01", "--minutes", "9999"), "seconds-unfit"),
        (("score", "T12", "P01", " ", "1"), "scorer-unfit"),
        (("score", "T12", "P01", "judge-a"), "usage"),
        (("waive", "T12", "P01", "judge-a"), "usage"),
        (("waive", "T12", "P01", "judge-a", "--reason", " "), "waiver-without-reason"),
        (("results", "T99"), "no-such-class"),
        (("projects", "T99"), "no-such-class"),
    ],
)
def test_what_cannot_be_is_refused(scored: Run, words: tuple[str, ...], error: str) -> None:
    said = scored(*words, "--json")

    assert (said.status, said.value) == (2, {"error": error})
    assert said.err.strip()


def test_people_read_lines(scored: Run) -> None:
    groups = scored("teams", "T12", "--propose", "3").out
    scored("score", "T12", "P01", "judge-a", *EXAMPLE)
    scored("score", "T12", "P01", "judge-b", "2", *EXAMPLE[1:])

    lines = scored("results", "T12").out.splitlines()
    projects = scored("projects", "T12").out.splitlines()

    assert lines[0].split("  ")[0] == "rank 1"
    assert "73.7" in lines[0]
    assert lines[0].endswith("C1 far apart")
    assert lines[1].split()[:2] == ["–", "P02"]
    assert "2 sheets" in projects[0]
    assert "3 people in 3 groups of 1" in groups


def test_reading_works_beside_a_window(
    scored: Run, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.actions import opening

    monkeypatch.setattr(sys.modules["desktop.cli.main"], "_LOCK_SECONDS", 0.0)
    window = opening.lock(data_folder)

    read = [scored(verb, "T12").status for verb in ("projects", "results", "teams")]
    written: list[Any] = [
        scored("score", "T12", "P01", "judge-a", *EXAMPLE, "--json").value,
        scored("teams", "T12", "--propose", "3", "--json").value,
    ]
    window.release()

    assert read == [0, 0, 0]
    assert written == [{"error": "in-use"}] * 2


def test_code_names_stand_for_names_while_they_are_on(scored: Run, data_folder: Path) -> None:
    from desktop.actions import classes, opening, panel

    scored("score", "T12", "P01", "judge-a", *EXAMPLE)
    desk = opening.open_desk(data_folder, language="en")
    panel.set_blind(desk, classes.find_class(desk, "T12"), on=True)
    desk.store.close()

    value = scored("results", "T12", "--json")

    assert "judge-a" not in value.out
    assert value.value[0]["sheets"][0]["scorer"].startswith("Scorer ")
