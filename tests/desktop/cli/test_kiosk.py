from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from desktop import settings
from desktop.actions import classes, kiosk, opening
from desktop.cli.main import main


def test_a_forgotten_staff_code_is_forgotten_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = opening.open_desk(tmp_path)
    days = tuple(date(2026, 11, day) for day in (20, 21, 22))
    of = classes.create_class(desk, classes.NewClass("T34", 34, days))
    kiosk.set_code(desk, "4321")
    kiosk.enter(desk, of)
    desk.store.close()

    status = main(["--data", str(tmp_path), "kiosk-off", "--json"])

    assert (status, json.loads(capsys.readouterr().out)) == (0, {"was_on": True})
    assert settings.load(tmp_path).kiosk == settings.Kiosk(class_id=of.id)


def test_it_says_where_it_was_not_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--data", str(tmp_path), "--lang", "en", "kiosk-off"])

    assert status == 0
    assert capsys.readouterr().out == (
        "Participants' mode was not on. The staff code is forgotten.\n"
    )
