from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.actions import attendance, certificates, classes, demo, exports, roster
from desktop.actions.eligibility import judge_class, share
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.refusal import Refused
from desktop.store import certificates as certificate_shelf
from desktop.store import classes as class_shelf
from desktop.store import roster as shelf
from desktop.store import timetable
from desktop.store.doctor import examine


def read_csv(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A desk of the demo: marks of every kind, certificates in the past."""
    demo.fill(desk, 2, 20)
    return desk


def test_the_summary_says_what_the_verdict_says(worked: Desk, tmp_path: Path) -> None:
    for of in class_shelf.classes(worked.store):
        exports.write_class(worked, of, tmp_path / "out.csv")
        judged = judge_class(worked, of)
        numbers = {
            c.enrolment: c.number for c in certificate_shelf.certificates(worked.store, of.id)
        }

        rows = read_csv(tmp_path / "out.csv")

        assert [(r["No."], r["First name"], r["Attended"], r["Planned"]) for r in rows] == [
            (str(j.enrolment.seat), j.enrolment.person.first, str(j.verdict.done),
             str(j.verdict.planned))
            for j in judged
        ]  # fmt: skip
        assert [r["Share"] for r in rows] == [
            f"{share(j.verdict.done, j.verdict.planned)} %" for j in judged
        ]
        assert [r["Result"] == "Pass" for r in rows] == [j.verdict.eligible for j in judged]
        assert [r["Certificate no."] for r in rows] == [
            numbers.get(j.enrolment.id, "") for j in judged
        ]


def test_the_workbook_holds_summary_register_and_roster(worked: Desk, tmp_path: Path) -> None:
    of = class_shelf.classes(worked.store)[0]

    written = exports.write_class(worked, of, tmp_path / "out.XLSX")

    book = load_workbook(tmp_path / "out.XLSX", read_only=True)
    texts = [str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row]
    book.close()
    assert written == 20
    assert book.sheetnames[:3] == [f"{n} {of.code}" for n in ("Summary", "Attendance", "Roster")]
    assert all(
        any(e.person.last in text for text in texts) for e in shelf.enrolments(worked.store, of.id)
    )


def test_the_register_writes_a_mark_with_what_belongs_to_it(
    desk: Desk, of: Class, people: list[str], tmp_path: Path
) -> None:
    session = classes.find_session(desk, of, "S01")
    leave = Mark(Status.EXCUSED, reason="ประชุม")
    for who, mark in zip(people, (Mark(Status.LATE, 15), leave, Mark(Status.ABSENT)), strict=False):
        attendance.mark(desk, session, who, mark)
    second = classes.find_session(desk, of, "S02")
    attendance.mark(desk, second, people[2], Mark(Status.MAKEUP, of="S01"))
    attendance.mark(desk, second, people[0], Mark(Status.LATE))
    attendance.mark(desk, second, people[1], Mark(Status.EXCUSED))

    exports.write_class(desk, of, tmp_path / "out.csv", "attendance")

    said = [(r["S01"], r["S02"]) for r in read_csv(tmp_path / "out.csv")]
    assert [first for first, _ in said] == ["Late 15", "On leave (ประชุม)", "Absent", ""]
    assert [second for _, second in said] == ["Late", "On leave", "Made up S01", ""]


def test_citizen_numbers_never_leave_and_formulas_are_made_harmless(
    desk: Desk, of: Class, tmp_path: Path
) -> None:
    evil = Person(first="=1+1", last="@cmd", phone="0812345678", note="+66", citizen_hash="beef",
                  citizen_last4="1234")  # fmt: skip
    roster.enrol(desk, of, [evil])

    exports.write_class(desk, of, tmp_path / "out.csv", "roster")
    exports.write_class(desk, of, tmp_path / "out.xlsx")

    row = read_csv(tmp_path / "out.csv")[0]
    assert (row["First name"], row["Last name"], row["Note"]) == ("'=1+1", "'@cmd", "'+66")
    assert "0812345678" in row["Phone"]
    written = (tmp_path / "out.csv").read_text("utf-8")
    assert "beef" not in written
    assert "1234," not in written.replace("0812345678", "")
    book = load_workbook(tmp_path / "out.xlsx")
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    book.close()


@pytest.mark.parametrize("name", ["out", "out.pdf", "out.xls"])
def test_another_kind_of_file_is_refused(desk: Desk, of: Class, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="export-kind-unknown"):
        exports.write_class(desk, of, tmp_path / name)

    assert not (tmp_path / name).exists()


def test_an_empty_class_is_an_empty_table(desk: Desk, of: Class, tmp_path: Path) -> None:
    assert exports.write_class(desk, of, tmp_path / "out.csv") == 0
    assert read_csv(tmp_path / "out.csv") == []


def test_the_demo_is_lively_and_sound(worked: Desk) -> None:
    today = worked.now().date()

    made = class_shelf.classes(worked.store)

    assert len(made) == 2
    assert any(c.first < today < c.last for c in made)
    assert any(certificate_shelf.certificates(worked.store, c.id) for c in made if c.last < today)
    assert worked.undoable == []
    assert examine(worked.store) == []
    sessions = timetable.sessions_on(worked.store, today)
    assert len({s.class_id for s in sessions}) == 1


def test_the_demo_fills_only_an_empty_folder(worked: Desk) -> None:
    with pytest.raises(Refused, match="demo-not-empty"):
        demo.fill(worked, 1, 1)


@pytest.mark.parametrize(("count", "people"), [(0, 1), (1, 0), (1, 5001), (10**9, 1)])
def test_a_demo_that_cannot_be_is_refused(desk: Desk, count: int, people: int) -> None:
    with pytest.raises(Refused, match="demo-numbers-unfit"):
        demo.fill(desk, count, people)


def test_many_demo_classes_have_codes_of_their_own(desk: Desk) -> None:
    demo.fill(desk, 70, 1)

    codes = [c.code for c in class_shelf.classes(desk.store)]

    assert len(set(codes)) == 70
    assert certificates.template(desk).version == 1


def test_a_file_with_one_table_holds_everything_of_everybody(worked: Desk, tmp_path: Path) -> None:
    of = class_shelf.classes(worked.store)[0]

    exports.write_class(worked, of, tmp_path / "out.csv")

    header = list(read_csv(tmp_path / "out.csv")[0])
    assert len(header) == len(set(header))
    for make in (exports.roster_table, exports.attendance_table, exports.summary_table):
        assert {column.heading for column in make(worked, of).columns} <= set(header)


def test_one_part_can_be_asked_for(worked: Desk, tmp_path: Path) -> None:
    of = class_shelf.classes(worked.store)[0]

    exports.write_class(worked, of, tmp_path / "out.csv", "summary")

    columns = exports.summary_table(worked, of).columns
    assert list(read_csv(tmp_path / "out.csv")[0]) == [c.heading for c in columns]
