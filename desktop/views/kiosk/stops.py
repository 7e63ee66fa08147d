"""A form as a row of pages: one question each, and with it what only makes sense beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.models.forms import Field, Form, Section

REVIEW = "review"
_FOLLOWS = ("_other", "_reason")


@dataclass(frozen=True, slots=True)
class Stop:
    """One page. ``files`` takes attachments; ``review`` says what is missing, and sends.

    ``number`` of ``count`` is the question's place in its section.
    """

    section: Section
    fields: tuple[Field, ...]
    kind: Literal["ask", "files", "review"] = "ask"
    number: int = 1
    count: int = 1


def stops_of(form: Form) -> list[Stop]:
    """Give the pages of a form in order: its questions, its files, and at the end the review."""
    last = form.sections[-1]
    own = last if last.code == REVIEW else None
    found = [stop for section in form.sections if section is not own for stop in _of(section)]
    end = own or last
    if form.purpose == "exercise":
        found.append(Stop(end, (), "files"))
    found.append(Stop(end, own.fields if own else (), "review"))
    return found


def _of(section: Section) -> list[Stop]:
    groups = _groups(section.fields)
    count = len(groups)
    return [Stop(section, group, "ask", at, count) for at, group in enumerate(groups, 1)]


def _groups(fields: Sequence[Field]) -> list[tuple[Field, ...]]:
    """Put together what belongs together; what is computed is seen again at the end."""
    groups: list[tuple[Field, ...]] = []
    for field in fields:
        if groups and _belongs(field, groups[-1][-1]):
            groups[-1] = (*groups[-1], field)
        else:
            groups.append((field,))
    pictures = tuple(field for field in fields if field.kind == "picture")
    if pictures and len(groups) > 1 and groups[-1][0].kind != "picture":
        groups[-1] = (*pictures, *groups[-1])
    return groups


def _belongs(field: Field, before: Field) -> bool:
    """Whether a question only makes sense beside the one before."""
    if field.code.endswith(_FOLLOWS) or field.kind == "mapping":
        return True
    if field.kind == "yes":
        return before.kind in ("table", "choices", "line")
    pair = field.code.removesuffix("_after")
    return pair != field.code and before.code == f"{pair}_before"


def find_stop(stops: Sequence[Stop], section: str, field: str = "") -> int:
    """Give the place of the page on which a question stands, the first of its section without."""
    here = [at for at, stop in enumerate(stops) if stop.section.code == section]
    for at in here:
        if any(asked.code == field and asked.kind != "picture" for asked in stops[at].fields):
            return at
    return here[0] if here else 0
