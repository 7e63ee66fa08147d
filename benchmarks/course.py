"""The second half of a course: a class opened, exercises on paper, results of 8,000 people.

- **Open**: what the tab of a class's exercises asks when it opens on 45 people who all sent
  theirs (which forms the class runs with, and everybody's work, versions and state), against the
  same rows fetched bare through the same connection, nothing decoded.
- **Paper**: 45 full submissions with swim lanes, tables and figures, against 45 a minute, and a
  page of them against WeasyPrint, which is given the same texts and tables as HTML and draws no
  lanes. Every round has answers not seen before.
- **Results**: everybody of 178 classes judged (attendance, exercise, presentation, least score),
  and every project with its sheets, spread, band and rank, against the rows it needs fetched bare.
  The store is filled before the clock starts, through the demo's own hands.

Run: ``python -m benchmarks course``. The yardstick needs the extra ``bench``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from pypdf import PdfReader

from benchmarks import course_pages
from benchmarks.report import Line, interleaved, shown, timed
from benchmarks.stores import person
from desktop import resources
from desktop.actions import (
    attendance,
    class_summary,
    classes,
    demo_panel,
    demo_work,
    opening,
    panel,
    roster,
    submissions,
)
from desktop.actions.demo_answers import exercise, workflows
from desktop.actions.eligibility import judge_class
from desktop.actions.forms import forms_shipped
from desktop.desk import Desk
from desktop.exporters.submission_pdf import Paper, render_full
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.submissions import State
from desktop.store import classes as class_shelf
from desktop.store import forms as form_shelf
from desktop.store import roster as people_shelf
from desktop.store import timetable as plan

OPEN_BAR, PAGE_BAR, RESULTS_BAR = 8.0, 6.0, 8.0
A_MINUTE = 45
CLASSES, PEOPLE = 178, 45
DAYS = (date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7))
NEEDED_TO_OPEN = (
    "SELECT * FROM form WHERE class_id = ?",
    "SELECT * FROM enrolment WHERE class_id = ? ORDER BY seat",
    "SELECT * FROM work WHERE class_id = ? AND form = 'workflow'",
    "SELECT * FROM version WHERE class_id = ? AND form = 'workflow' ORDER BY number, id",
)
NEEDED_FOR_RESULTS = (
    "SELECT * FROM session WHERE class_id = ?",
    "SELECT * FROM enrolment WHERE class_id = ? ORDER BY seat",
    "SELECT * FROM attendance WHERE class_id = ?",
    "SELECT enrolment, form, verdict, published FROM version WHERE class_id = ?",
    "SELECT * FROM team WHERE class_id = ?",
    "SELECT * FROM member WHERE class_id = ?",
    "SELECT * FROM project WHERE class_id = ?",
    "SELECT * FROM score WHERE class_id = ?",
)


def lines() -> list[Line]:
    """Measure all three."""
    with TemporaryDirectory() as place:
        desk = opening.open_desk(Path(place))
        fill(desk, CLASSES)
        found = [_opening(desk), _results(desk), _summary(desk)]
        desk.store.close()
    return [*found, *_paper()]


def fill(desk: Desk, number: int) -> None:
    """Fill a store with classes that are over, handed in and scored."""
    cast: dict[str, Any] = json.loads(resources.read("demo", "people.json"))
    chance = Random(178)
    for at in range(1, number + 1):
        with desk.store.atomic():
            of = classes.create_class(desk, classes.NewClass(f"B{at}", at, DAYS))
            classes.change_policy(desk, of, replace(of.policy, least=60))
            roster.enrol(desk, of, [person(chance, cast) for _ in range(PEOPLE)])
            people = people_shelf.enrolments(desk.store, of.id)
            for session in plan.sessions(desk.store, of.id):
                if session.counted:
                    attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
            handed = demo_work.hand_in(desk, of, people, chance)
            handed += demo_panel.present(desk, of, people, chance)
            desk.commit_for_good([edit for edit in handed if not edit.new])
            desk.commit_for_good([edit for edit in handed if edit.new])
    desk.undoable.clear()


def bare(desk: Desk, of: Class, questions: Sequence[str]) -> None:
    """Fetch what some questions ask of a class."""
    for sql in questions:
        desk.store.connection.execute(sql, (of.id,)).fetchall()


def _opening(desk: Desk) -> Line:
    of = class_shelf.classes(desk.store)[0]

    def ours() -> None:
        form_shelf.running(desk.store, of.id)
        submissions.overview(desk, of, "workflow")

    def theirs() -> None:
        bare(desk, of, NEEDED_TO_OPEN)

    mine, other = interleaved(lambda: timed(ours), lambda: timed(theirs), repeats=41, warm_up=3)
    sent = len(submissions.overview(desk, of, "workflow"))
    note = f"median of 41; {sent} people, what everybody sent decoded"
    return Line(
        "open the exercises of a class", shown(mine), shown(other), mine / other, OPEN_BAR,
        note=note,
    )  # fmt: skip


def _results(desk: Desk) -> Line:
    known = class_shelf.classes(desk.store)

    def ours() -> None:
        for of in known:
            judge_class(desk, of)
            panel.results(desk, of)

    def theirs() -> None:
        for of in known:
            bare(desk, of, NEEDED_FOR_RESULTS)

    mine, other = interleaved(lambda: timed(ours), lambda: timed(theirs), repeats=3)
    judged = sum(len(judge_class(desk, of)) for of in known)
    note = f"median of 3; {judged:,} people in {len(known)} classes"
    return Line("results of all", shown(mine), shown(other), mine / other, RESULTS_BAR, note=note)


def _summary(desk: Desk) -> Line:
    of = class_shelf.classes(desk.store)[0]
    seconds = min(timed(lambda: class_summary.summarise(desk, of)) for _ in range(9))
    return Line("summary of a class", shown(seconds), note=f"best of 9; {PEOPLE} people")


def papers(count_of: int, seed: int) -> list[Paper]:
    """Invent full submissions, no two with the same figures."""
    form = next(f for f in forms_shipped() if f.code == "workflow")
    chance = Random(seed)
    return [
        Paper(
            form=form,
            answers=exercise(workflows()[at % len(workflows())], DAYS[-1], chance),
            course="หลักสูตรตัวอย่าง",
            held=f"รุ่นที่ {seed}",
            seat=at + 1,
            name=f"นางสาวตัวอย่าง คนที่{at + 1}",
            agency="สำนักการศึกษา",
            position="นักวิชาการ",
            state=State.SUBMITTED,
            receipt=f"A-{at + 1:04d}",
            version=1,
            sent="๗ มกราคม ๒๕๖๙",
            digest="0" * 64,
        )
        for at in range(count_of)
    ]


def _paper() -> Iterator[Line]:
    words = opening.words_for("th", "thai")
    seeds = count(1)
    pages: dict[str, int] = {}

    def one_side(name: str, made: Callable[[Paper], bytes], number: int) -> float:
        batch = papers(number, next(seeds))
        files: list[bytes] = []
        seconds = timed(lambda: files.extend(made(paper) for paper in batch))
        pages[name] = sum(len(PdfReader(BytesIO(file)).pages) for file in files)
        return seconds / pages[name]

    full = papers(A_MINUTE, 0)
    seconds = min(timed(lambda: [render_full(paper, words) for paper in full]) for _ in range(3))
    rate = 60 * A_MINUTE / seconds
    yield Line(
        "full submissions", f"{rate:.0f} a minute", f"{A_MINUTE} a minute", rate / A_MINUTE, 1.0,
        "least", f"{A_MINUTE} in {shown(seconds)}",
    )  # fmt: skip
    mine, other = interleaved(
        lambda: one_side("ours", lambda paper: render_full(paper, words), 9),
        lambda: one_side("theirs", lambda paper: course_pages.weasyprint_full(paper, words), 9),
        repeats=3,
    )
    note = f"median of 3; nine submissions are {pages['ours']} pages here, {pages['theirs']} there"
    yield Line(
        "a page of them, WeasyPrint", shown(mine), shown(other), other / mine, PAGE_BAR, "least",
        note,
    )  # fmt: skip
