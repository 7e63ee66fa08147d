"""Forms and what people fill in pass the server whole, however long they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.actions import forms, submissions
from desktop.desk import Desk
from desktop.store import forms as form_shelf
from desktop.store import submissions as shelf
from tests.desktop.exercise import document, opened

Joined = Callable[..., Desk]
Sync = Callable[[Desk], Any]


def long_document(steps: int) -> dict[str, Any]:
    """The exercise with so many steps before, each kept after."""
    whole = document()
    before, after = (whole["answers"][part]["steps"] for part in ("as_is", "to_be"))
    whole["answers"]["as_is"]["steps"] = [
        {**before[n % len(before)], "id": f"a{n}", "step": f"ขั้นตอนที่ {n}"} for n in range(steps)
    ]
    row = {**after[0], "work_min": 0, "wait_min": 0, "docs": [], "change": "kept"}
    whole["answers"]["to_be"] = {
        "steps": [
            {**row, "id": f"b{n}", "step": f"ขั้นตอนที่ {n}", "from": [f"a{n}"]} for n in range(steps)
        ]
    }
    return whole


def test_every_form_that_ships_reaches_the_other_desk(
    joined: Joined, sync: Sync, new_class: Callable[..., Any]
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    of = new_class(first)
    for form in forms.forms_shipped():
        forms.give(first, of, form.code)

    tally = sync(first)
    sync(second)

    assert tally.held == 0
    assert form_shelf.running(second.store, of.id) == form_shelf.running(first.store, of.id)


@pytest.mark.parametrize("steps", [6, 300])
def test_a_work_of_hundreds_of_steps_reaches_the_other_desk_exactly(
    joined: Joined, sync: Sync, new_class: Callable[..., Any], steps: int
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    of, whole = new_class(first), long_document(steps)
    person = opened(first, of).enrolment
    sent = submissions.import_document(first, of, person, whole)

    tally = sync(first)
    sync(second)

    assert sent is not None
    assert tally.held == 0
    (came,) = shelf.versions(second.store, of.id)
    assert came.document == whole
    assert opened(second, of).answers == whole["answers"]
