"""The command line as office automation meets it: arguments in, two streams and a status out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a command in this process, English, in a data folder of the test."""

    def command(*words: str | Path, data: Path = data_folder, lang: str = "en") -> Said:
        capsys.readouterr()
        status = main(["--data", str(data), "--lang", lang, *map(str, words)])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return command


@pytest.fixture
def made(run: Callable[..., Said], tmp_path: Path) -> Callable[..., Said]:
    """A class T12 of three invented people."""
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "ที่,ชื่อ-นามสกุล,หน่วยงาน\n1,นายสมชาย ใจดี,สำนักการคลัง\n2,นางสาวปิ่นแก้ว น้ำทิพย์,สำนักอนามัย\n"
        "3,นางญาณิศา ณ อยุธยา,สำนักงานเขตบางรัก\n",
        "utf-8-sig",
    )
    assert run("class-new", "T12", "--start", "2026-12-01").status == 0
    assert run("import-roster", "T12", roster).status == 0
    return run
