from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.actions import exports, forms, panel, projects, scoring, submissions, work_exports
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.store import roster
from tests.desktop.exercise import fill, opened
from tests.desktop.panel_room import EXAMPLE, project, score, set_up


@pytest.fixture
def worked(desk: Desk) -> Class:
    """Six people in two groups: one sent the exercise, one project was scored and presented."""
    of = set_up(desk)
    submissions.submit(desk, fill(desk, of, 2, suggestion={"suggestion": "เปิดช่วงพักกลางวัน"}))
    score(desk, of, "judge-a", EXAMPLE, "P01")
    projects.present(desk, of, project(desk, of, "P01"), 600)
    projects.change(desk, of, project(desk, of, "P01"), "title", "คลังหนังสือ")
    return of


def test_submissions_say_everybodys_state_and_what_the_exercise_saves(
    desk: Desk, worked: Class
) -> None:
    table = work_exports.submissions_table(desk, worked)

    first, second = table.rows[0], table.rows[1]
    assert len(table.rows) == 6
    assert (first["state"], first.get("receipt")) == ("not begun", None)
    assert (second["state"], second["receipt"], second["late"]) == ("submitted", "A-0002", "")
    assert (second["minutes_saved"], second["sheets_saved"]) == (24_000, 4_800)


def test_an_exercise_without_a_volume_names_its_process_and_no_saving(
    desk: Desk, worked: Class
) -> None:
    process = fill(desk, worked, 3).answers["process"]
    less = {key: value for key, value in process.items() if key != "volume_per_year"}
    submissions.submit(desk, fill(desk, worked, 3, process=less))

    row = work_exports.submissions_table(desk, worked).rows[2]

    assert row["process"] == process["process_name"]
    assert "minutes_saved" not in row


def test_an_exercise_that_computes_nothing_names_no_saving(desk: Desk, worked: Class) -> None:
    forms.give(desk, worked, "swot")
    work = opened(desk, worked, 4, "swot")
    for section in work.form.sections:
        work = submissions.type_in(desk, work, section.code, {"items": "คนในสำนักรู้งานดี"})
    sent = submissions.submit(desk, work)

    rows = work_exports.submissions_table(desk, worked).rows

    (row,) = (row for row in rows if row.get("receipt") == sent.receipt)
    assert (row["seat"], row["form"]) == (4, work.form.title.en)
    assert not row.keys() & {"process", "minutes_saved", "sheets_saved", "baht_saved"}


def test_evaluations_and_tests_never_leave_by_name(desk: Desk, worked: Class) -> None:
    for code in ("evaluation", "pretest", "reflection"):
        forms.give(desk, worked, code)

    table = work_exports.submissions_table(desk, worked)

    assert {row["form"] for row in table.rows} == {"Workflow analysis and synthesis"}


def test_projects_and_scores_give_the_figures_of_the_results(desk: Desk, worked: Class) -> None:
    first, second = work_exports.projects_table(desk, worked).rows
    (sheet,) = work_exports.scores_table(desk, worked).rows

    assert (first["project"], first["name"], first["score"], first["rank"]) == (
        "P01",
        "คลังหนังสือ",
        "78.7",
        1,
    )
    assert (second["score"], second["rank"], second["presented_at"]) == ("", None, "")
    assert [sheet[f"c.C{n}"] for n in range(1, 7)] == list(EXAMPLE)
    assert (sheet["scorer"], sheet["score"]) == ("judge-a", "78.7")


def test_an_open_sheet_and_a_blind_name_stay_in_the_room(desk: Desk, worked: Class) -> None:
    sheet = scoring.open_sheet(desk, worked, project(desk, worked, "P02"), "judge-b")
    scoring.set_level(desk, sheet, "C1", 4)
    panel.set_blind(desk, worked, on=True)

    rows = work_exports.scores_table(desk, worked).rows

    assert [row["project"] for row in rows] == ["P01"]
    assert "judge-a" not in str(rows)


def test_suggestions_name_agency_and_process_and_nobody(desk: Desk, worked: Class) -> None:
    (row,) = work_exports.suggestions_table(desk, worked).rows

    people = [e.person.first for e in roster.enrolments(desk.store, worked.id)]
    assert row["suggestion"] == "เปิดช่วงพักกลางวัน"
    assert row["agency"] == roster.enrolments(desk.store, worked.id)[1].person.agency
    assert not any(name in str(row) for name in people)


def test_the_workbook_gains_a_sheet_for_each_thing_there_is(
    desk: Desk, worked: Class, tmp_path: Path
) -> None:
    exports.write_class(desk, worked, tmp_path / "out.xlsx")

    book = load_workbook(tmp_path / "out.xlsx", read_only=True)
    names = book.sheetnames[3:]
    book.close()
    assert names == ["Submissions T1", "Projects T1", "Scores T1", "Suggestions T1"]


def test_a_class_that_handed_nothing_in_has_the_three_sheets_of_before(
    desk: Desk, of: Class, people: list[str]
) -> None:
    assert work_exports.work_tables(desk, of) == []
    assert len(people) == 4


def test_one_part_can_be_asked_for_as_text(desk: Desk, worked: Class, tmp_path: Path) -> None:
    exports.write_class(desk, worked, tmp_path / "out.csv", "suggestions")

    rows = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["Agency", "Process", "Suggestion"]
    assert len(rows) == 2
