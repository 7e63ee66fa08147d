from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.actions import rubrics
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.ids import met_row
from desktop.models.refusal import Refused
from desktop.models.syncing import Membership
from desktop.store import membership
from tests.desktop.panel_room import project, score, set_up


def test_without_any_other_the_one_that_ships_is_scored_with(desk: Desk, of: Class) -> None:
    assert rubrics.rubric(desk, of) == rubrics.shipped()
    assert rubrics.versions(desk) == [rubrics.shipped()]


def test_a_published_version_is_for_classes_that_have_none_yet(desk: Desk, of: Class) -> None:
    begun = set_up(desk, "T2")

    new = rubrics.publish(desk, replace(rubrics.shipped(), gap_total=15))

    assert (new.version, new.gap_total) == (2, 15)
    assert rubrics.rubric(desk, of) == new
    assert rubrics.rubric(desk, begun).version == 1
    assert [r.version for r in rubrics.versions(desk)] == [1, 2]
    desk.undo()
    assert rubrics.rubric(desk, of) == rubrics.shipped()


def test_a_class_may_change_to_another_rubric_but_sheets_keep_theirs(desk: Desk) -> None:
    of = set_up(desk)
    before = score(desk, of, "judge-a")
    new = rubrics.publish(desk, replace(rubrics.shipped(), gap_total=15))

    rubrics.use(desk, of, new)
    rubrics.use(desk, of, new)
    after = score(desk, of, "judge-b")

    assert (before.rubric.version, after.rubric) == (1, new)
    rubrics.use(desk, of, rubrics.shipped())
    assert rubrics.rubric(desk, of).version == 3


def test_a_rubric_whose_weights_are_wrong_is_not_published(desk: Desk) -> None:
    shipped = rubrics.shipped()
    odd = replace(shipped, criteria=shipped.criteria[:-1])

    with pytest.raises(Refused, match="rubric-weights"):
        rubrics.publish(desk, odd)


def test_only_an_admin_publishes_once_there_is_a_server(desk: Desk) -> None:
    joined = Membership("https://desk.example", "server", "วิทยากร", "facilitator")
    membership.join(desk.store, joined)

    with pytest.raises(Refused, match="not-admin"):
        rubrics.publish(desk, rubrics.shipped())

    membership.join(desk.store, replace(joined, role="admin"))
    assert rubrics.publish(desk, rubrics.shipped()).version == 2


def test_a_rubric_this_program_cannot_read_is_passed_over(desk: Desk) -> None:
    row = met_row("rubric", "org", "9")
    odd = {"version": 9, "criteria": "of another kind"}
    desk.commit("s", [Edit("org", "rubric", row, {"definition": odd})])
    of = set_up(desk)

    assert rubrics.rubric(desk, of) == rubrics.shipped()
    assert score(desk, of, "judge-a").rubric == rubrics.shipped()
    assert project(desk, of).code == "P01"
