"""Questions about forms: those a class runs with, and those the organisation edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from desktop.models.form_json import read_form
from desktop.models.forms import Form
from desktop.models.refusal import Refused
from desktop.store.store import Store

_SELECT = 'SELECT definition, due, "order", given FROM form'


@dataclass(frozen=True, slots=True)
class Given:
    """A form as a class runs it.

    ``due`` is the code of the session at whose end it is to be sent, ``""`` for none; ``order``
    is its place among the others. ``given`` is false once it was withdrawn: what was filled in
    stays.
    """

    form: Form
    due: str
    order: int
    given: bool


def running(store: Store, class_id: str) -> list[Given]:
    """The forms a class ever used, in order; those withdrawn since stand among them."""
    found = store.rows(f'{_SELECT} WHERE class_id = ? ORDER BY "order", code', (class_id,))
    return _readable(found)


def edited(store: Store) -> list[Form]:
    """The organisation's own forms and edited copies, by code."""
    return [
        kept.form for kept in _readable(store.rows(f"{_SELECT} WHERE class_id = '' ORDER BY code"))
    ]


def _readable(rows: Sequence[Sequence[Any]]) -> list[Given]:
    """Read forms; one that a newer program wrote in another shape is passed over."""
    found = []
    for definition, due, order, given in rows:
        form = _read(definition)
        if form is not None:
            found.append(Given(form, due, order, bool(given)))
    return found


@lru_cache(64)
def _read(definition: str) -> Form | None:
    try:
        return read_form(msgspec.json.decode(definition))
    except Refused:
        return None
