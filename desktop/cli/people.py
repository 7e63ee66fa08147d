"""Commands about classes, their people and their attendance."""

from __future__ import annotations

import re
from argparse import Namespace
from typing import Any

from desktop.actions import attendance, classes, demo, roster
from desktop.actions.roster_import import import_file
from desktop.cli.answers import Answer, columns
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class, stage
from desktop.models.dates import read_date, show_range
from desktop.models.refusal import Refused
from desktop.models.roster import as_outcome
from desktop.models.timetable import Session, working_days
from desktop.store import attendance as marks
from desktop.store import classes as class_shelf
from desktop.store import roster as people_shelf
from desktop.store import timetable as plan


def fill_demo(desk: Desk, given: Namespace) -> Answer:
    """Fill an empty store with invented data."""
    made = demo.fill(desk, given.classes, given.people)
    value = {"classes": made.classes, "people": made.people}
    return Answer(value, [desk.words("cli.demo-done", **value)])


def class_new(desk: Desk, given: Namespace) -> Answer:
    """Set up a class."""
    course = classes.template(given.template)
    number = given.number if given.number is not None else _number(desk, given.code)
    made = classes.create_class(
        desk,
        classes.NewClass(
            code=given.code,
            number=number,
            days=working_days(read_date(given.start), course.days),
            template=course.key,
            venue=given.venue,
            capacity=given.capacity,
            facilitators=given.facilitators,
        ),
    )
    return Answer(_class_value(desk, made, 0), [_class_line(desk, made, "cli.class-made")])


def _number(desk: Desk, code: str) -> int:
    """Read the class number out of its code (T12 is 12), or take the next free one."""
    digits = re.findall("[0-9]+", code)
    if digits and 0 < int(digits[-1]) < 100_000:
        return int(digits[-1])
    return max((c.number for c in class_shelf.classes(desk.store)), default=0) + 1


def list_classes(desk: Desk, _given: Namespace) -> Answer:
    """List all classes."""
    heads = class_shelf.headcounts(desk.store)
    known = class_shelf.classes(desk.store)
    names = classes.names(desk)
    value = [_class_value(desk, c, heads.get(c.id, 0)) | {"code": names[c.id]} for c in known]
    rows = [
        (
            names[c.id],
            _days(desk, c),
            desk.words("cli.people", n=heads.get(c.id, 0)),
            _stage(desk, c),
        )
        for c in known
    ]
    return Answer(value, columns(rows) or [desk.words("cli.no-classes")])


def _class_value(desk: Desk, of: Class, people: int) -> dict[str, Any]:
    return {
        "code": of.code,
        "number": of.number,
        "fiscal_year": of.fiscal_year,
        "course": of.course,
        "name": of.name_th if desk.words.language == "th" else of.name_en,
        "first": of.first.isoformat(),
        "last": of.last.isoformat(),
        "venue": of.venue,
        "capacity": of.capacity,
        "people": people,
        "state": stage(of, desk.now().date()),
    }


def _class_line(desk: Desk, of: Class, key: str) -> str:
    return desk.words(key, code=of.code, number=of.number, days=_days(desk, of))


def _days(desk: Desk, of: Class) -> str:
    return show_range(of.first, of.last, desk.words.language, desk.words.digits)


def _stage(desk: Desk, of: Class) -> str:
    return desk.words(f"class.stage.{stage(of, desk.now().date())}")


def import_roster(desk: Desk, given: Namespace) -> Answer:
    """Enrol the people of a file; the rows that cannot be are named, never half-taken."""
    of = classes.find_class(desk, given.code)
    review = import_file(desk, of, given.file, dry_run=given.dry_run)
    value = as_outcome(review)
    words, key = desk.words, "cli.import-dry" if given.dry_run else "cli.import-done"
    lines = [words(key, n=value["accepted"])]
    lines += [
        words("cli.import-row", row=w["row"], text=words(f"roster.problem.{w['code']}"))
        for kind in ("warnings", "rejected")
        for w in value[kind]
    ]
    lines += [words("cli.import-duplicate", row=d["row"], of=d["of"]) for d in value["duplicates"]]
    return Answer(value, lines)


def mark(desk: Desk, given: Namespace) -> Answer:
    """Mark people in one session, all of them or none."""
    of = classes.find_class(desk, given.code)
    session = classes.find_session(desk, of, given.session)
    missed = classes.find_session(desk, of, given.of).code if given.of else ""
    wanted = Mark(Status(given.status), given.minutes, given.reason.strip(), missed)
    if "all" in given.person:
        if len(given.person) > 1:
            raise Refused("all-stands-alone")
        number = attendance.mark_remaining(desk, session, wanted)
    else:
        number = _mark_people(desk, of, session, given.person, wanted)
    value = {"marked": number, "session": session.code, "status": wanted.status.value}
    state = desk.words(f"state.{wanted.status.value}")
    return Answer(value, [desk.words("cli.marked", n=number, session=session.code, state=state)])


def _mark_people(desk: Desk, of: Class, session: Session, given: list[str], wanted: Mark) -> int:
    people = people_shelf.enrolments(desk.store, of.id)
    lines = {line.enrolment: line for line in marks.register(desk.store, of.id)}
    found = {e.id: e for e in (roster.find_person(people, who) for who in given)}
    cells = [attendance.Cell(lines[i], session, wanted) for i in found]
    attendance.mark_cells(desk, of.id, cells)
    return len(cells)


def show_attendance(desk: Desk, given: Namespace) -> Answer:
    """Show the register of a class."""
    of = classes.find_class(desk, given.code)
    codes = list(classes.sessions_by_code(plan.sessions(desk.store, of.id)))
    lines = marks.register(desk.store, of.id)
    value = [
        {
            "seat": line.seat,
            "name": line.name,
            "marks": {code: line.mark_in(code).status.value for code in codes},
        }
        for line in lines
    ]
    rows = [("", "", *codes)] + [
        (
            desk.words.number(line.seat),
            line.name,
            *(desk.words(f"state.{line.mark_in(code).status.value}") for code in codes),
        )
        for line in lines
    ]
    return Answer(value, columns(rows) if lines else [desk.words("cli.no-people")])
