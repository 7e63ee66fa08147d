from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.actions import classes, forms
from desktop.actions import conflicts as disputes
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.forms import Rule, Said
from desktop.models.syncing import Membership
from desktop.store import forms as shelf
from desktop.store import membership
from tests.desktop.exercise import carry, exchange
from tests.desktop.refusals import refused

OpenDesk = Callable[..., Desk]


def retitled(desk: Desk, code: str, title: str) -> Any:
    form = next(f for f in forms.library(desk) if f.code == code)
    return replace(form, title=Said(title, title))


def test_the_exercise_comes_first_of_all_forms_that_ship() -> None:
    shipped = [form.code for form in forms.forms_shipped()]

    assert shipped[0] == "workflow"
    assert len(set(shipped)) == len(shipped)


def test_a_form_given_out_is_due_and_withdrawn_and_what_it_was_stays(desk: Desk, of: Class) -> None:
    forms.give(desk, of, "workflow", "s1")
    given = shelf.running(desk.store, of.id)

    forms.withdraw(desk, of, "workflow")

    assert [(g.form.code, g.due, g.given) for g in given] == [("workflow", "S01", True)]
    after = shelf.running(desk.store, of.id)
    assert [(g.form, g.given) for g in after] == [(given[0].form, False)]
    assert refused(lambda: forms.withdraw(desk, of, "workflow")) == "form-not-given"


def test_giving_out_is_undone_as_one_step(desk: Desk, of: Class) -> None:
    forms.give(desk, of, "workflow")

    step = desk.undo()

    assert step is not None
    assert step.name == "step.form-give"
    assert shelf.running(desk.store, of.id) == []
    desk.redo()
    assert [g.given for g in shelf.running(desk.store, of.id)] == [True]


def test_a_form_nobody_knows_and_a_session_nobody_knows_are_refused(desk: Desk, of: Class) -> None:
    assert refused(lambda: forms.give(desk, of, "nothing")) == "no-such-form"
    assert refused(lambda: forms.give(desk, of, "workflow", "S99")) == "no-such-session"
    assert refused(lambda: forms.form_of(desk, of, "nothing")) == "no-such-form"
    assert shelf.running(desk.store, of.id) == []


def test_a_closed_class_is_given_nothing(desk: Desk, of: Class) -> None:
    forms.give(desk, of, "workflow")
    classes.close_class(desk, of)

    assert refused(lambda: forms.give(desk, of, "workflow")) == "class-closed"
    assert refused(lambda: forms.withdraw(desk, of, "workflow")) == "class-closed"


def test_a_class_keeps_the_version_it_ran_with(desk: Desk, of: Class) -> None:
    forms.give(desk, of, "workflow")
    shipped = forms.form_of(desk, of, "workflow")
    later = classes.create_class(
        desk, classes.NewClass("T13", 13, (of.first, of.last, of.last.replace(day=4)))
    )

    edited = forms.keep_edited(desk, retitled(desk, "workflow", "แบบฝึกของสำนักงาน"))
    forms.give(desk, later, "workflow")

    assert edited.version == shipped.version + 1
    assert forms.form_of(desk, of, "workflow") == shipped
    assert forms.form_of(desk, later, "workflow") == edited
    assert [f for f in forms.library(desk) if f.code == "workflow"] == [edited]


def test_a_copy_has_a_code_and_a_letter_of_its_own_and_is_kept_when_it_is_edited(
    desk: Desk,
) -> None:
    copy = forms.start_copy(desk, "workflow", "workflow_short")
    before = len(forms.library(desk))

    kept = forms.keep_edited(desk, copy)

    assert len(forms.library(desk)) == before + 1
    assert (kept.code, kept.version) == ("workflow_short", 1)
    letters = [f.letter for f in forms.library(desk)]
    assert letters.count(kept.letter) == 1
    assert (
        refused(lambda: forms.start_copy(desk, "workflow", "workflow_short")) == "form-code-taken"
    )
    assert refused(lambda: forms.start_copy(desk, "workflow", "ชื่อ ไทย")) == "form-unfit"


def test_a_form_with_a_rule_nobody_can_check_is_not_kept(desk: Desk) -> None:
    broken = replace(
        forms.start_copy(desk, "workflow", "odd"), rules=(Rule("spell_check", "odd.rule"),)
    )

    assert refused(lambda: forms.keep_edited(desk, broken)) == "form-unfit"
    assert shelf.edited(desk.store) == []


@pytest.mark.parametrize(("role", "may"), [("admin", True), ("facilitator", False)])
def test_of_a_joined_desk_only_an_administrators_edits_forms(
    desk: Desk, role: str, may: bool
) -> None:
    membership.join(desk.store, Membership("https://sync.example.test", "s", "มานะ", role))

    if may:
        assert forms.keep_edited(desk, retitled(desk, "workflow", "ใหม่")).title.th == "ใหม่"
    else:
        code = refused(lambda: forms.keep_edited(desk, retitled(desk, "workflow", "ใหม่")))
        assert code == "not-admin"


def test_two_desks_that_give_the_same_form_alike_agree_and_otherwise_it_is_a_conflict(
    desk: Desk, of: Class, open_desk: OpenDesk
) -> None:
    other = open_desk("other")
    carry(desk, other)
    for at in (desk, other):
        forms.give(at, of, "workflow")
    exchange(desk, other)
    agreed = disputes.conflicts(desk, of)

    forms.give(desk, of, "workflow", "S01")
    forms.give(other, of, "workflow", "S02")
    exchange(desk, other)

    assert agreed == []
    (found,) = disputes.conflicts(desk, of)
    assert {c.shown for c in found.choices} == {
        "given out, due by the end of S01",
        "given out, due by the end of S02",
    }


def test_a_conflict_about_the_organisations_form_is_listed_and_settled(
    desk: Desk, open_desk: OpenDesk
) -> None:
    other = open_desk("other")
    for at, title in ((desk, "แบบหนึ่ง"), (other, "แบบสอง")):
        forms.keep_edited(at, retitled(at, "workflow", title))
    exchange(desk, other)

    (found,) = disputes.conflicts(desk, None)
    disputes.resolve(desk, found.id, "1")
    exchange(desk, other)

    assert (found.scope, found.name) == ("org", "workflow")
    assert disputes.conflicts(other, None) == []
    assert forms.library(desk)[0] == forms.library(other)[0]


def test_a_form_of_a_newer_program_is_passed_over(desk: Desk) -> None:
    forms.keep_edited(desk, retitled(desk, "workflow", "ใหม่"))
    desk.store.connection.execute('UPDATE form SET definition = \'{"code": "x"}\'')

    assert forms.library(desk)[0] == forms.forms_shipped()[0]


def test_the_ten_samples_of_offices_ship_in_both_languages() -> None:
    found = forms.samples()

    assert len(found) == 10
    assert all(
        s[part][lang]
        for s in found
        for part in ("process", "as_is", "to_be")
        for lang in ("th", "en")
    )


def test_a_class_that_is_gone_is_given_nothing(desk: Desk, of: Class) -> None:
    classes.remove_class(desk, of)

    assert refused(lambda: forms.give(desk, of, "workflow")) == "no-such-class"
