from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.actions import attendance, certificates, classes, roster
from desktop.actions.certificates import issue, print_class, verify
from desktop.actions.eligibility import judge_class, reasons, share, shortest_way
from desktop.desk import Desk
from desktop.exporters.page import Cancelled
from desktop.models.attendance import Mark, Status
from desktop.models.certificates import Certificate, Numbering
from desktop.models.classes import Class
from desktop.models.eligibility import Policy
from desktop.models.people import Person
from desktop.models.refusal import Fault, Refused
from desktop.store import certificates as shelf
from desktop.store import history, timetable
from desktop.store.change_cells import change_from
from desktop.store.doctor import examine
from protocol.change import Change


def attend(desk: Desk, of: Class, *absent: str) -> None:
    """Mark everybody present in all sessions, but for some people in all of them."""
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        for who in absent:
            attendance.mark(desk, session, who, Mark(Status.ABSENT))
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))


def issued(desk: Desk, of: Class) -> list[Certificate]:
    return shelf.certificates(desk.store, of.id)


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Gives what ``pdftotext`` reads, page by page."""

    def read(pdf: bytes) -> list[str]:
        path = tmp_path / "read.pdf"
        path.write_bytes(pdf)
        out = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout
        return out.decode("utf-8").split("\f")[:-1]

    return read


def test_numbers_run_without_gap_in_seat_order_for_the_eligible_alone(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of, people[1])

    number = issue(desk, of)

    assert number == 3
    assert [c.number for c in issued(desk, of)] == [f"กทม. {n:04d}/2569" for n in (1, 2, 3)]
    assert [c.enrolment for c in issued(desk, of)] == [people[0], people[2], people[3]]
    assert len({c.code for c in issued(desk, of)}) == 3
    assert examine(desk.store) == []


def test_issuing_again_gives_only_those_who_became_eligible_the_next_numbers(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of, people[1])
    issue(desk, of)
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, people[1], Mark(Status.PRESENT))

    assert issue(desk, of) == 1
    assert issue(desk, of) == 0

    by_person = {c.enrolment: c.running for c in issued(desk, of)}
    assert by_person == {people[0]: 1, people[2]: 2, people[3]: 3, people[1]: 4}


def test_two_classes_share_one_series_and_another_year_or_prefix_begins_at_one(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    issue(desk, of)
    days = (date(2027, 1, 5), date(2027, 1, 6), date(2027, 1, 7))
    for code in ("T13", "T14", "T15"):
        other = classes.create_class(desk, classes.NewClass(code, 13, days))
        roster.enrol(desk, other, [Person(first="คน", last=code)])
        attend(desk, other)
        if code == "T15":
            certificates.change_numbering(desk, Numbering("สกจ.", "fiscal", 3))
        issue(desk, other, date(2026, 12, 30) if code == "T13" else None)

    numbers = [c.number for c in shelf.register(desk.store)]

    assert set(numbers) == {
        *(f"กทม. {n:04d}/2569" for n in (1, 2, 3, 4, 5)), "กทม. 0001/2570", "สกจ. 001/2570",
    }  # fmt: skip
    assert len(people) == 4
    assert examine(desk.store) == []


def test_what_was_issued_cannot_be_undone(desk: Desk, of: Class, people: list[str]) -> None:
    attend(desk, of)
    issue(desk, of)

    while desk.undo():
        pass

    assert len(shelf.register(desk.store)) == len(people)


def test_killed_between_issuing_and_printing_the_same_numbers_are_printed(
    desk: Desk, of: Class, people: list[str], text_of: Callable[[bytes], list[str]]
) -> None:
    attend(desk, of)
    issue(desk, of)
    numbers = [c.number for c in issued(desk, of)]

    assert issue(desk, of) == 0
    pdf, printed = print_class(desk, of)

    pages = text_of(pdf)
    assert [c.number for c in printed] == numbers
    assert len(pages) == len(people)
    names = [j.enrolment.name for j in judge_class(desk, of)]
    assert all(name in page.splitlines() for name, page in zip(names, pages, strict=True))


def test_cancelling_the_drawing_keeps_the_numbers_and_no_page(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    issue(desk, of)

    with pytest.raises(Cancelled):
        print_class(desk, of, progress=lambda _: False)

    assert len(certificates.unarchived(desk, of)) == len(people)
    assert len(print_class(desk, of)[1]) == len(people)


def test_a_reprint_after_a_template_edit_is_the_same_page(
    desk: Desk, of: Class, people: list[str], text_of: Callable[[bytes], list[str]]
) -> None:
    attend(desk, of, people[0])
    issue(desk, of)
    first, _ = print_class(desk, of)
    kept = certificates.kept_pages(desk, issued(desk, of))
    certificates.change_template(
        desk, replace(certificates.template(desk), heading="แบบใหม่", course_name="หลักสูตรใหม่")
    )

    again, _ = print_class(desk, of)

    assert certificates.kept_pages(desk, issued(desk, of)) == kept
    assert text_of(again) == text_of(first)
    assert "แบบใหม่" not in "".join(text_of(again))


def test_later_certificates_take_the_new_template_and_stand_in_list_order(
    desk: Desk, of: Class, people: list[str], text_of: Callable[[bytes], list[str]]
) -> None:
    attend(desk, of, people[0])
    issue(desk, of)
    print_class(desk, of)
    new = certificates.change_template(
        desk, replace(certificates.template(desk), course_name="หลักสูตรใหม่")
    )
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, people[0], Mark(Status.PRESENT))
    issue(desk, of)

    pages = text_of(print_class(desk, of)[0])

    assert new.version == 2
    assert ["หลักสูตรใหม่" in page for page in pages] == [True, False, False, False]


def test_with_nobody_eligible_there_is_nothing_to_print(
    desk: Desk, of: Class, people: list[str]
) -> None:
    assert issue(desk, of) == 0
    with pytest.raises(Refused, match="nobody-eligible"):
        print_class(desk, of)
    assert people


def test_a_kept_page_that_is_not_here_is_said_with_its_number(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    issue(desk, of)
    print_class(desk, of)
    with desk.store.atomic():
        desk.store.db.conn.execute("DELETE FROM blobs")

    with pytest.raises(Fault, match="page-not-here") as no:
        print_class(desk, of)

    assert no.value.details == {"number": "กทม. 0001/2569"}
    assert people


def test_a_code_is_valid_however_it_is_scanned_or_typed(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    issue(desk, of)
    one = issued(desk, of)[0]
    grouped = one.printed.verify_code
    typed = [one.code, grouped, grouped.lower(), grouped.replace("-", " "), one.printed.qr]
    typed.append(f"กทม. ๐๐๐๑/๒๕๖๙ {grouped}")

    said = [verify(desk, given) for given in typed]

    assert [s.status for s in said] == ["valid"] * len(typed)
    assert {s.certificate.id for s in said if s.certificate} == {one.id}
    assert people


def test_a_good_code_beside_another_number_differs(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    issue(desk, of)
    one, two = issued(desk, of)[:2]

    said = verify(desk, f"{two.number} {one.code}")

    assert (said.status, said.certificate) == ("differs", one)
    assert people


def test_a_code_of_another_register_is_unknown_and_a_slip_is_refused(
    desk: Desk, of: Class, people: list[str], open_desk: Callable[[str], Desk]
) -> None:
    attend(desk, of)
    issue(desk, of)
    code = issued(desk, of)[0].code

    assert verify(open_desk("another"), code).status == "unknown"
    with pytest.raises(Refused, match="code-mistyped"):
        verify(desk, code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert people


def test_a_specimen_gives_no_number_away(desk: Desk, of: Class) -> None:
    printed = certificates.specimen(desk, of, "นายตัวอย่าง เท่านั้น")

    assert printed.name == "นายตัวอย่าง เท่านั้น"
    assert shelf.register(desk.store) == []


def test_disputed_withdrawn_and_unconfirmed_people_get_none(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    gone = judge_class(desk, of)[0].enrolment
    roster.withdraw(desk, gone)
    row = roster.add_walk_in(desk, of, Person(first="เดินเข้า", last="มาเอง"))
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, row, Mark(Status.PRESENT))

    issue(desk, of)

    assert {c.enrolment for c in issued(desk, of)} == set(people[1:])


def test_a_disagreement_keeps_the_class_open_and_the_certificate_back(
    desk: Desk, of: Class, people: list[str], open_desk: Callable[[str], Desk]
) -> None:
    def sent(source: Desk) -> list[Change]:
        columns = "id, scope, entity, row, n, author, device, at, schema, prev, body"
        return [change_from(r) for r in source.store.rows(f"SELECT {columns} FROM changes")]

    attend(desk, of)
    other = open_desk("bus two")
    other.store.commit(sent(desk))
    session = classes.find_session(desk, of, "S05")
    attendance.mark(desk, session, people[0], Mark(Status.LATE, 10))
    attendance.mark(other, session, people[0], Mark(Status.ABSENT))
    desk.store.commit(sent(other))

    with pytest.raises(Refused, match="class-has-conflicts") as no:
        classes.close_class(desk, of)
    issue(desk, of)

    assert no.value.details == {"n": 1}
    assert judge_class(desk, of)[0].verdict.reasons == ("conflict-open",)
    assert people[0] not in {c.enrolment for c in issued(desk, of)}
    changed = [e for e in history.history(desk.store, of.id, people[0]) if e.session == "S05"]
    assert [e.author for e in changed] == ["author of desk"] * 2 + ["author of bus two"]


def test_reasons_say_what_is_missing_and_the_way_there(
    desk: Desk, of: Class, people: list[str]
) -> None:
    for code in ("S01", "S02", "S03"):
        attendance.mark(desk, classes.find_session(desk, of, code), people[0], Mark(Status.ABSENT))
    verdict = judge_class(desk, of)[0].verdict

    said = reasons(desk.words, verdict)
    attend_too, make_up = shortest_way(verdict)

    assert len(said) == 1
    assert "S01, S02, S03" in said[0]
    assert [s.code for s in attend_too] == [f"S{n:02d}" for n in range(4, 13)]
    assert [s.session.code for s in make_up] == ["S01"]


@pytest.mark.parametrize(
    ("done", "planned", "text"),
    [(9, 12, "75.00"), (10, 12, "83.33"), (2, 3, "66.66"), (12, 12, "100.00"), (0, 0, "0.00")],
)
def test_a_share_is_cut_and_never_rounded_up(done: int, planned: int, text: str) -> None:
    assert share(done, planned) == text


def test_a_class_keeps_the_policy_it_was_given(desk: Desk, of: Class, people: list[str]) -> None:
    classes.change_policy(desk, of, Policy(percent=100, basis="minutes", excused="left_out"))

    changed = classes.find_class(desk, "t12")

    assert changed.policy == Policy(2, 100, "minutes", "left_out")
    assert judge_class(desk, changed)[0].verdict.planned == 1080
    assert people


def test_pages_cut_short_are_made_with_the_template_they_were_issued_with(
    desk: Desk, of: Class, people: list[str], text_of: Callable[[bytes], list[str]]
) -> None:
    attend(desk, of, people[0])
    issue(desk, of)
    certificates.change_template(desk, replace(certificates.template(desk), heading="แบบใหม่"))
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark(desk, session, people[0], Mark(Status.PRESENT))
    issue(desk, of)

    pages = text_of(print_class(desk, of)[0])

    assert ["แบบใหม่" in page for page in pages] == [True] + [False] * (len(people) - 1)


def test_a_page_whose_template_is_not_here_is_not_drawn_with_another(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    issue(desk, of)
    with desk.store.db.atomic():
        desk.store.db.conn.execute("DELETE FROM blobs")

    with pytest.raises(Fault, match="page-not-here"):
        print_class(desk, of)
