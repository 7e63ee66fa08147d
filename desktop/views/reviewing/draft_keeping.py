"""A form being edited: kept on this device at every pause, until it is saved or dropped."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.desk import Desk
from desktop.models.form_json import form_to_json, read_form
from desktop.models.forms import Form
from desktop.models.refusal import Refused
from desktop.store import typing

_PART = "form"


def keep_form(desk: Desk, form: Form) -> None:
    """Keep a draft, durably; no change is made and nothing is sent."""
    typing.keep(desk.store, _row(form.code), {_PART: form_to_json(form)}, desk.stamp())


def kept_form(desk: Desk, code: str) -> Form | None:
    """Give the draft of a form, if one is kept and can still be read."""
    kept = typing.typed(desk.store, _row(code)).get(_PART)
    if not isinstance(kept, Mapping):
        return None
    try:
        return read_form(kept)
    except Refused:
        return None


def drop_form(desk: Desk, code: str) -> None:
    """Forget a draft."""
    typing.drop(desk.store, _row(code))


def _row(code: str) -> str:
    return f"form-draft:{code}"
