"""The benchmark of the course's second half measures what it says, on a class of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import course
from desktop.actions import opening, panel
from desktop.actions.eligibility import judge_class
from desktop.desk import Desk
from desktop.models.form_check import check, hard
from desktop.store import classes


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Desk]:
    desk = opening.open_desk(tmp_path)
    course.fill(desk, 1)
    yield desk
    desk.store.close()


def test_a_filled_class_was_handed_in_presented_and_scored(filled: Desk) -> None:
    (of,) = classes.classes(filled.store)

    judged, standings = judge_class(filled, of), panel.results(filled, of)

    assert len(judged) == course.PEOPLE
    assert {task.kind for j in judged for task in j.verdict.tasks} == {
        "exercise", "presented", "score",
    }  # fmt: skip
    assert any(j.verdict.eligible for j in judged)
    assert any(s.result.exact is not None for s in standings)


def test_the_bare_questions_fetch_rows(filled: Desk) -> None:
    (of,) = classes.classes(filled.store)

    fetched = [
        filled.store.connection.execute(sql, (of.id,)).fetchall()
        for sql in (*course.NEEDED_TO_OPEN, *course.NEEDED_FOR_RESULTS)
    ]

    assert all(fetched)


def test_the_submissions_on_paper_keep_every_rule_and_differ() -> None:
    papers = course.papers(12, 1)

    assert all(hard(check(paper.form, paper.answers)) == [] for paper in papers)
    assert len({str(paper.answers) for paper in papers}) == 12
