"""The commands that bring exercises and projects into the result."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

BEST, GOOD = ("4",) * 6, ("3",) * 6


@pytest.fixture
def scored(made: Run) -> Run:
    """The class T12 of three people in three groups; two of the projects have scores."""
    made("teams", "T12", "--propose", "3")
    for number, levels in (("1", GOOD), ("2", BEST)):
        made("project-new", "T12", number, f"โครงการที่ {number}")
        made("score", "T12", f"P0{number}", "judge-a", *levels)
    return made


def text_of(path: Path) -> str:
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout.decode()


def test_honours_go_to_the_best_projects_and_again_is_a_reprint(
    scored: Run, tmp_path: Path
) -> None:
    out = tmp_path / "honours.pdf"

    first = scored("certificates", "T12", out, "--honour", "1", "--json")
    pages = text_of(out)
    again = scored("certificates", "T12", out, "--honour", "1", "--json")

    (one,) = first.value
    assert one["number"] == "กทม. 0001/2569"
    assert one["name"] in pages
    assert "โครงการที่ 2" in pages
    assert "อันดับที่ ๑" in pages
    assert again.value == first.value
    assert text_of(out) == pages


def test_without_a_number_the_best_three_ranks_are_honoured(scored: Run, tmp_path: Path) -> None:
    said = scored("certificates", "T12", tmp_path / "honours.pdf", "--honour")

    assert said.status == 0
    assert said.out.startswith("2 new honour certificates; 2 printed to")


@pytest.mark.parametrize("count", ["0", "-1"])
def test_no_ranks_at_all_are_refused(scored: Run, tmp_path: Path, count: str) -> None:
    said = scored("certificates", "T12", tmp_path / "honours.pdf", f"--honour={count}")

    assert said.status == 2
    assert "it must be 1 or more" in said.err
    assert not (tmp_path / "honours.pdf").exists()


def test_before_any_score_there_is_nobody_to_honour(made: Run, tmp_path: Path) -> None:
    said = made("certificates", "T12", tmp_path / "honours.pdf", "--honour", "--json")

    assert (said.status, said.value) == (2, {"error": "nobody-honoured"})


def test_eligibility_names_what_is_missing_besides_attendance(scored: Run) -> None:
    judged = scored("eligibility", "T12", "--json").value

    assert {len(j["reasons"]) for j in judged} == {2}
    assert {j["reasons"][1] for j in judged} == {
        "The group has not presented its prototype project"
    }


def test_presenting_takes_that_reason_away(scored: Run) -> None:
    scored("present", "T12", "P01")

    judged = scored("eligibility", "T12", "--json").value

    assert sorted(len(j["reasons"]) for j in judged) == [1, 2, 2]


def test_the_summary_is_shown_as_a_table_and_as_data(scored: Run) -> None:
    lines, value = scored("summary", "T12"), scored("summary", "T12", "--json").value

    assert "Prototype projects" in lines.out
    assert lines.out.index("P02 โครงการที่ 2") < lines.out.index("P01 โครงการที่ 1")
    assert value["attendance"]["people"] == 3
    assert [(p["code"], p["printed"], p["rank"]) for p in value["projects"]] == [
        ("P01", "75.0", 2),
        ("P02", "100.0", 1),
    ]


def test_with_a_path_the_summary_is_one_page(scored: Run, tmp_path: Path) -> None:
    out = tmp_path / "summary.pdf"

    said = scored("summary", "T12", out, lang="th")

    info = subprocess.run(["pdfinfo", out], check=True, capture_output=True).stdout.decode()
    assert said.status == 0
    assert "Pages:           1\n" in info
    assert "โครงการต้นแบบ" in text_of(out)


def test_a_summary_into_a_folder_that_is_not_there_is_refused(scored: Run, tmp_path: Path) -> None:
    said = scored("summary", "T12", tmp_path / "no such folder" / "summary.pdf")

    assert said.status == 2


def test_each_table_of_the_work_can_be_written_alone(scored: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"

    said = scored("export", "T12", out, "--what", "projects")

    assert said.status == 0
    assert "โครงการที่ 2" in out.read_text("utf-8-sig")
