"""The second half of a course by commands alone, on two laptops that meet through a file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import resources
from desktop.cli import main

Run = Callable[..., Any]

ROSTER = "ที่,ชื่อ-นามสกุล,หน่วยงาน\n" + "".join(
    f"{seat},นายผู้ทดลอง คนที่{seat},{agency}\n"
    for seat, agency in enumerate(("สำนักการคลัง", "สำนักอนามัย", "สำนักงานเขตบางรัก", "สำนักการศึกษา"), 1)
)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on one of two laptops and gives what it answers as JSON."""

    def command(laptop: str, *words: str | Path) -> Any:
        capsys.readouterr()
        status = main(
            ["--data", str(tmp_path / laptop), "--lang", "en", *map(str, words), "--json"]
        )
        said = capsys.readouterr()
        assert (status, said.err) == (0, ""), said
        return json.loads(said.out)

    return command


@pytest.fixture
def attended(run: Run, tmp_path: Path) -> Run:
    """A class of four who were there all the time, in two groups."""
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER, "utf-8-sig")
    run("office", "class-new", "T1", "--start", "2026-12-01")
    run("office", "import-roster", "T1", roster)
    for number in range(1, 13):
        run("office", "mark", "T1", f"S{number:02d}", "present", "all")
    run("office", "teams", "T1", "--propose", "2")
    return run


def document(tmp_path: Path) -> Path:
    """The worked sample as a file, as another program would write it."""
    path = tmp_path / "exercise.json"
    path.write_bytes(resources.read("forms", "worked-sample.json"))
    return path


def carry(run: Run, source: str, target: str, tmp_path: Path) -> None:
    file = tmp_path / f"{source}.wdb"
    run(source, "bundle-export", "T1", file)
    run(target, "bundle-import", file)
    file.unlink()


def test_submitted_scored_apart_and_honoured(attended: Run, tmp_path: Path) -> None:
    run = attended
    for seat in ("1", "2", "3"):
        run("office", "submission-import", "T1", seat, document(tmp_path))
    for number in ("1", "2"):
        run("office", "project-new", "T1", number, f"โครงการที่ {number}")
        run("office", "present", "T1", f"P0{number}")
    carry(run, "office", "panel", tmp_path)

    run("office", "score", "T1", "P01", "judge-a", *"433234")
    run("office", "score", "T1", "P02", "judge-a", *"222222")
    run("panel", "score", "T1", "P01", "judge-b", *"444444")
    run("panel", "score", "T1", "P02", "judge-b", *"222222")
    carry(run, "panel", "office", tmp_path)
    carry(run, "office", "panel", tmp_path)

    here, there = run("office", "results", "T1"), run("panel", "results", "T1")
    assert here == there
    assert [(p["code"], p["printed"], p["rank"]) for p in here] == [
        ("P01", "89.3", 1),
        ("P02", "50.0", 2),
    ]
    judged = run("office", "eligibility", "T1")
    assert [j["eligible"] for j in judged] == [True, True, True, False]
    assert judged[3]["reasons"] == ["“Workflow analysis and synthesis” has not been handed in"]

    passed = run("office", "certificates", "T1", tmp_path / "passed.pdf")
    honoured = run("office", "certificates", "T1", tmp_path / "honours.pdf", "--honour", "1")
    assert [c["number"] for c in passed] == [f"กทม. 000{n}/2569" for n in (1, 2, 3)]
    assert [c["number"] for c in honoured] == ["กทม. 0004/2569", "กทม. 0005/2569"]
    text = subprocess.run(
        ["pdftotext", tmp_path / "honours.pdf", "-"], check=True, capture_output=True
    ).stdout.decode()
    assert all(c["name"] in text for c in honoured)
    assert text.count("“โครงการที่ 1”") == 2
    verified = run("office", "verify", *honoured[0]["code"].split())
    assert (verified["status"], verified["number"]) == ("valid", "กทม. 0004/2569")

    summary = run("office", "summary", "T1")
    assert summary["total"] == {
        "agency": "", "works": 3, "uncounted": 0, "minutes": 72_000, "sheets": 14_400,
        "satang": summary["total"]["satang"],
    }  # fmt: skip
    assert summary["attendance"]["certificates"] == 3
    assert [p["rank"] for p in summary["projects"]] == [1, 2]
