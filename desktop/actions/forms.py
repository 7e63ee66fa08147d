"""Forms: the library, giving them out to a class, and the organisation's own copies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from string import ascii_uppercase
from typing import Any

from desktop import resources
from desktop.actions.classes import check_open, find_session
from desktop.actions.roles import check_admin, check_manages
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.form_check import check_form
from desktop.models.form_json import form_to_json, read_form
from desktop.models.forms import Form
from desktop.models.ids import form_row
from desktop.models.refusal import Refused
from desktop.store import forms as shelf
from desktop.store.forms import Given
from desktop.store.organisation import SCOPE

WORKFLOW = "workflow"
"""The exercise of the course; what is asked for where no form is named."""

_ORDER = (
    WORKFLOW, "swot", "pest", "mindset", "reflection", "evaluation", "pretest", "posttest",
)  # fmt: skip
_NO_FORMS = ("samples", "worked-sample")


@cache
def forms_shipped() -> tuple[Form, ...]:
    """Give the forms that ship with the program, the exercise first."""
    files = resources.path("forms").glob("*.json")
    found = [read_form(json.loads(f.read_bytes())) for f in files if f.stem not in _NO_FORMS]
    return tuple(sorted(found, key=_place))


def _place(form: Form) -> tuple[int, str]:
    known = form.code in _ORDER
    return (_ORDER.index(form.code) if known else len(_ORDER), form.code)


def library(desk: Desk) -> list[Form]:
    """Give all forms a class can be given; an edited copy stands in for the shipped form."""
    found = {form.code: form for form in (*forms_shipped(), *shelf.edited(desk.store))}
    return sorted(found.values(), key=_place)


@cache
def samples() -> list[Mapping[str, Any]]:
    """Give the short samples of offices' work before and after, as they ship."""
    found: list[Mapping[str, Any]] = json.loads(resources.read("forms", "samples.json"))
    return found


def given_out(desk: Desk, of: Class, code: str) -> Given | None:
    """Give a form as a class uses it; ``None`` where it never did."""
    used = shelf.running(desk.store, of.id)
    return next((kept for kept in used if kept.form.code == code), None)


def form_of(desk: Desk, of: Class, code: str) -> Form:
    """Give the form a class runs with, else the library's. Raises ``no-such-form``."""
    kept = given_out(desk, of, code)
    return kept.form if kept else _from_library(desk, code)


def _from_library(desk: Desk, code: str) -> Form:
    known = {form.code: form for form in library(desk)}
    if code not in known:
        raise Refused("no-such-form", given=code[:40], known=", ".join(known))
    return known[code]


def give(desk: Desk, of: Class, code: str, due: str = "") -> Given:
    """Give a form out to a class; its definition is frozen there at the first time.

    ``due`` is the code of a counted session: what comes after its end is late. Raises
    ``class-closed``, ``not-for-role``, ``no-such-form``.
    """
    check_open(desk, of.id)
    check_manages(desk)
    edit = giving(desk, of, code, due)
    kept = form_of(desk, of, code)
    desk.commit("step.form-give", [edit], title=kept.title.text(desk.words.language))
    found = given_out(desk, of, code)
    assert found is not None
    return found


def giving(desk: Desk, of: Class, code: str, due: str = "") -> Edit:
    """Write the edit that gives a form out."""
    due = find_session(desk, of, due).code if due else ""
    form = form_of(desk, of, code)
    groups: dict[str, Any] = {"use": {"given": True, "due": due, "order": _rank(desk, code)}}
    if given_out(desk, of, code) is None:
        groups["definition"] = form_to_json(form)
    return Edit(of.scope, "form", form_row(of.scope, code), groups)


def _rank(desk: Desk, code: str) -> int:
    """Say where a form stands among the others, on all devices the same."""
    codes = [form.code for form in library(desk)]
    return codes.index(code) if code in codes else len(codes)


def withdraw(desk: Desk, of: Class, code: str) -> None:
    """Ask a form of nobody in a class any more; what was filled in stays."""
    check_open(desk, of.id)
    check_manages(desk)
    kept = given_out(desk, of, code)
    if kept is None or not kept.given:
        raise Refused("form-not-given", given=code[:40])
    use = {"given": False, "due": kept.due, "order": kept.order}
    title = kept.form.title.text(desk.words.language)
    edit = Edit(of.scope, "form", form_row(of.scope, code), {"use": use})
    desk.commit("step.form-withdraw", [edit], title=title)


def keep_edited(desk: Desk, form: Form) -> Form:
    """Keep an organisation's form as a new version; classes that run with an older one keep it.

    Raises :class:`Refused`: ``not-admin``, or ``form-unfit`` where it could not be read again.
    """
    check_admin(desk)
    known = [f.version for f in library(desk) if f.code == form.code]
    new = check_form(read_form(form_to_json(replace(form, version=max(known, default=0) + 1))))
    groups = {"definition": form_to_json(new)}
    edit = Edit(SCOPE, "form", form_row(SCOPE, new.code), groups)
    desk.commit("step.form-edit", [edit], title=new.title.text(desk.words.language))
    return new


def start_copy(desk: Desk, code: str, new_code: str) -> Form:
    """Give a copy of a form under another code and letter, to be edited; nothing is kept yet."""
    known = library(desk)
    source = _from_library(desk, code)
    if new_code in {form.code for form in known}:
        raise Refused("form-code-taken", given=new_code)
    taken = {form.letter for form in known}
    free = [letter for letter in ascii_uppercase if letter not in taken]
    copy = replace(source, code=new_code, version=0, letter=free[0] if free else source.letter)
    return read_form(form_to_json(copy))
