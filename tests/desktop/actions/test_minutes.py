from __future__ import annotations

from pathlib import Path

import pytest

from desktop.actions import panel, papers, projects, scoring, teams
from desktop.actions.minutes import minutes_of
from desktop.desk import Desk
from desktop.exporters.archive_pdf import pages
from desktop.models.classes import Class
from tests.desktop.panel_room import project, score, set_up


@pytest.fixture
def room(desk: Desk) -> Class:
    return set_up(desk, groups=3)


def test_minutes_tell_every_project_with_the_sheets_that_count(desk: Desk, room: Class) -> None:
    score(desk, room, "judge-a")
    score(desk, room, "judge-b", (2, 3, 3, 2, 3, 4))
    projects.present(desk, room, project(desk, room), 300)
    panel.consensus(desk, room, project(desk, room), "เห็นพ้องกันแล้ว")

    minutes = minutes_of(desk, room, desk.words)

    first = minutes.projects[0]
    assert [p.code for p in minutes.projects] == ["P01", "P02", "P03"]
    assert [(s.scorer, s.total) for s in first.sheets] == [("judge-a", "78.7"), ("judge-b", "68.7")]
    assert first.total == "73.7"
    assert first.rank == 1
    assert first.spread["C1"] == (2, 4)
    assert first.note == "เห็นพ้องกันแล้ว"
    assert first.presented
    assert len(first.members) == 2
    assert [c.weight for c in minutes.criteria] == [20, 20, 20, 15, 15, 10]
    assert minutes.projects[1].total == ""


def test_flags_are_sentences(desk: Desk, room: Class) -> None:
    score(desk, room, "judge-a", (4, 4, 4, 4, 4, 4))
    score(desk, room, "judge-b", (2, 4, 4, 4, 4, 4))
    score(desk, room, "judge-a", code="P02")

    first, second, _ = minutes_of(desk, room, desk.words).projects

    assert len(first.flags) == 1
    assert "C1 " in first.flags[0]
    assert second.flags == (desk.words("scoring.flag.few-sheets"),)


def test_an_open_sheet_is_nobodys_business(desk: Desk, room: Class) -> None:
    sheet = scoring.open_sheet(desk, room, project(desk, room), "judge-a", "สำนักดิจิทัล")
    scoring.set_level(desk, sheet, "C1", 4, "ความเห็นลับ")

    minutes = minutes_of(desk, room, desk.words)

    assert minutes.projects[0].sheets == ()
    assert minutes.scorers == ()
    assert "ความเห็นลับ" not in repr(minutes)


def test_code_names_hide_names_and_agencies(desk: Desk, room: Class) -> None:
    sheet = scoring.open_sheet(desk, room, project(desk, room), "judge-a", "สำนักดิจิทัล")
    for criterion in sheet.rubric.criteria:
        sheet = scoring.set_level(desk, sheet, criterion.code, 3)
    scoring.lock(desk, room, sheet)
    named = minutes_of(desk, room, desk.words)

    panel.set_blind(desk, room, on=True)

    hidden = minutes_of(desk, room, desk.words)
    assert named.scorers == (("judge-a", "สำนักดิจิทัล"),)
    assert hidden.blind
    assert "judge-a" not in repr(hidden)
    assert "สำนักดิจิทัล" not in repr(hidden)


def test_adjusted_members_are_told_with_the_reason(desk: Desk, room: Class) -> None:
    score(desk, room, "judge-a")
    member = teams.teams(desk, room)[0].members[0]
    panel.adjust(desk, room, member.enrolment, -5, "ไม่ได้ร่วมนำเสนอ")

    (adjusted,) = minutes_of(desk, room, desk.words).projects[0].adjusted

    assert (adjusted.name, adjusted.points, adjusted.total) == (member.name, -5, "73.7")


def test_waivers_that_were_used_are_told(desk: Desk, room: Class) -> None:
    first = project(desk, room)
    scoring.waive(desk, room, first, "judge-a", "มีกรรมการไม่พอ")
    scoring.waive(desk, room, first, "judge-b", "ไม่ได้ใช้")
    score(desk, room, "judge-a")

    assert minutes_of(desk, room, desk.words).waivers == ("judge-a · P01 · มีกรรมการไม่พอ",)


def test_a_class_without_projects_still_has_minutes(desk: Desk, of: Class, tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"

    papers.write_minutes(desk, of, path)

    assert pages(path.read_bytes()) == 1
    assert minutes_of(desk, of, desk.words).projects == ()
