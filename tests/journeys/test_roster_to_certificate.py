"""One class from the agency's letter to the printed certificate, as office automation runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from desktop.cli import main

ROSTERS = Path(__file__).parent.parent / "data" / "rosters"
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def desktop(data_folder: Path) -> Command:
    """Runs the program as a process of its own, with a terminal that knows no Thai."""

    def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "desktop", "--data", data_folder, "--lang", "en", *words],
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONIOENCODING": "ascii"} | environment,
            check=False,
        )

    return run


def value(done: subprocess.CompletedProcess[str]) -> Any:
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def attend(folder: Path, absent: list[str]) -> None:
    """Mark three days in this process: two dozen more would tell nothing new, only slowly."""
    for number in range(1, 13):
        session = ["--data", str(folder), "mark", "T12", f"S{number:02d}"]
        assert main([*session, "absent", *absent]) == 0
        assert main([*session, "present", "all"]) == 0


def test_a_class_runs_from_the_letter_to_the_certificate(
    desktop: Command, data_folder: Path, tmp_path: Path
) -> None:
    made = value(desktop("class-new", "T12", "--start", "2026-12-01", "--json"))
    letter = ROSTERS / "02_official_letter.xlsx"
    outcome = value(desktop("import-roster", "T12", letter, "--json"))
    expected = json.loads((ROSTERS / "expected.json").read_text("utf-8"))[letter.name]
    attend(data_folder, absent=["3", "7"])

    judged = value(desktop("eligibility", "T12", "--json"))
    printed = value(desktop("certificates", "T12", tmp_path / "out.pdf", "--json"))
    again = value(desktop("certificates", "T12", tmp_path / "again.pdf", "--json"))
    pages = text_of(tmp_path / "out.pdf")
    verified = desktop("verify", scanned(tmp_path / "out.pdf", 2), "--json")
    exported = value(desktop("export", "T12", tmp_path / "out.xlsx", "--json"))
    health = value(desktop("doctor", "--json"))

    assert (made["first"], made["last"]) == ("2026-12-01", "2026-12-03")
    assert outcome == expected
    assert [j["seat"] for j in judged if not j["eligible"]] == [3, 7]
    names = [j["name"] for j in judged if j["eligible"]]
    assert [c["name"] for c in printed] == names
    assert [c["number"] for c in printed] == [f"กทม. {n:04d}/2569" for n in range(1, 37)]
    assert [c["page"] for c in printed] == list(range(1, 37))
    assert all(name in page.splitlines() for name, page in zip(names, pages, strict=True))
    assert again == printed
    assert text_of(tmp_path / "again.pdf") == pages
    assert value(verified)["name"] == names[1]
    assert exported["rows"] == 38
    assert health["ok"] is True


def text_of(pdf: Path) -> list[str]:
    out = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout
    return out.decode("utf-8").split("\f")[:-1]


def scanned(pdf: Path, page: int) -> str:
    """Read the QR of a page as a phone would."""
    picture = pdf.with_suffix("")
    command = ["pdftoppm", "-png", "-singlefile", "-f", str(page), "-r", "150", pdf, picture]
    subprocess.run(command, check=True, capture_output=True)
    with Image.open(picture.with_suffix(".png")) as image:
        return zxingcpp.read_barcodes(image.convert("L"))[0].text


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["classes", "--json"], 0),
        (["nonsense", "--json"], 2),
        (["mark", "T1", "S01", "present", "1", "--json"], 2),
        (["import-roster", "T1", "nowhere.xlsx", "--json"], 2),
        (["verify", "nonsense", "--json"], 1),
        (["--data", __file__, "classes", "--json"], 1),
    ],
)
def test_a_process_says_one_value_one_sentence_and_its_status(
    desktop: Command, words: list[str], status: int
) -> None:
    done = desktop(*words)

    json.loads(done.stdout)
    assert done.returncode == status
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == (status != 0)
    assert "Traceback" not in done.stderr


def test_a_process_speaks_thai_on_any_terminal(desktop: Command) -> None:
    done = desktop("--lang", "th", "attendance", "ไม่มี", PYTHONIOENCODING="cp874")

    assert done.returncode == 2
    assert "ไม่มี" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "error"),
    [("08_not_a_roster.xlsx", "unreadable"), ("09_no_names.xlsx", "no_name_column")],
)
def test_what_is_no_roster_is_said_in_one_sentence_and_stores_nothing(
    desktop: Command, name: str, error: str
) -> None:
    value(desktop("class-new", "T12", "--start", "2026-12-01", "--json"))

    done = desktop("import-roster", "T12", ROSTERS / name, "--json")

    assert (done.returncode, json.loads(done.stdout)) == (2, {"error": error})
    assert len(done.stderr.splitlines()) == 1
    assert value(desktop("attendance", "T12", "--json")) == []


def test_commands_started_at_once_wait_for_each_other_and_lose_nothing(
    desktop: Command, data_folder: Path
) -> None:
    letter = ROSTERS / "02_official_letter.xlsx"
    value(desktop("class-new", "T12", "--start", "2026-12-01", "--json"))
    value(desktop("import-roster", "T12", letter, "--json"))
    command = [sys.executable, "-m", "desktop", "--data", data_folder, "mark", "T12"]

    started = [
        subprocess.Popen([*command, f"S{n:02d}", "present", "all"], stdout=subprocess.DEVNULL)
        for n in range(1, 5)
    ]
    statuses = [process.wait() for process in started]

    register = value(desktop("attendance", "T12", "--json"))
    assert statuses == [0] * 4
    assert all(list(line["marks"].values()).count("present") == 4 for line in register)
    assert value(desktop("doctor", "--json"))["ok"] is True


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_who_has_seen_enough_is_no_accident(data_folder: Path) -> None:
    command = [sys.executable, "-m", "desktop", "--data", data_folder, "classes"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")
