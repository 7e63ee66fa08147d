"""Commands about what people disagree on: see it, settle it."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.actions import classes
from desktop.actions.conflicts import conflicts, open_conflict, resolve
from desktop.cli.answers import Answer, columns
from desktop.cli.results import open_part
from desktop.desk import Desk
from desktop.models.attendance import read_mark
from desktop.models.conflict_words import say_field
from desktop.models.conflicts import Choice, Conflict, moment
from desktop.models.dates import show_date, show_time
from protocol.change import Json


def show_conflicts(desk: Desk, given: Namespace) -> Answer:
    """List what is disputed in a class, the values of each numbered."""
    found = conflicts(desk, classes.find_class(desk, given.code))
    value = [_value(conflict) for conflict in found]
    rows = [row for conflict in found for row in _rows(desk, conflict)]
    return Answer(value, columns(rows) or [desk.words("conflicts.none")])


def settle(desk: Desk, given: Namespace) -> Answer:
    """Settle one conflict by one of its values."""
    found = open_conflict(desk, given.conflict)
    chosen = resolve(desk, found.id, given.choice)
    value = {"id": found.id, "choice": chosen.id, "value": _said(found, chosen)["value"]}
    return Answer(value, [desk.words("conflicts.resolved", shown=chosen.shown)])


def _value(conflict: Conflict) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": conflict.id,
        "entity": conflict.entity,
        "seat": conflict.seat,
        "session": conflict.session or None,
    }
    if conflict.entity != "attendance":
        value["field"] = conflict.group
    if conflict.step is not None:
        value["step"] = conflict.step
    return value | {"choices": [_choice(conflict, choice) for choice in conflict.choices]}


def _choice(conflict: Conflict, choice: Choice) -> dict[str, Any]:
    whose = {"author": choice.author, "device": choice.device, "at": choice.at}
    return {"id": choice.id, **_said(conflict, choice), **whose}


def _said(conflict: Conflict, choice: Choice) -> dict[str, Json]:
    """Give a value for machines: of a mark the status, with what belongs to it beside."""
    if conflict.entity != "attendance":
        return {"value": open_part(choice.value)}
    mark = read_mark(choice.value)
    parts = {"minutes": mark.minutes, "reason": mark.reason, "of": mark.of}
    there = {key: part for key, part in parts.items() if part not in (None, "")}
    return {"value": mark.status.value, **there}


def _rows(desk: Desk, conflict: Conflict) -> list[tuple[str, ...]]:
    """Give one line a value: whom and what it is about stands beside the first."""
    words = desk.words
    field = say_field(words, conflict.entity, conflict.group, conflict.step)
    if conflict.session:
        marked = conflict.entity == "attendance"
        field = conflict.session if marked else f"{conflict.session} · {field}"
    seat = words.number(conflict.seat) if conflict.seat else ""
    head = (conflict.id, seat, conflict.name, field)
    return [
        (*(head if at == 1 else ("", "", "", "")), f"{at}:", choice.shown, choice.author,
         choice.label, _when(desk, choice))
        for at, choice in enumerate(conflict.choices, 1)
    ]  # fmt: skip


def _when(desk: Desk, choice: Choice) -> str:
    """Say when, in local time; ``about`` where the clock of that device was off."""
    words, at = desk.words, moment(choice.at)
    if at is None:
        return words("conflicts.some-time")
    there = at.astimezone()
    day = show_date(there.date(), words.language, words.digits)
    said = f"{day} {show_time(there.time(), words.language, words.digits)}"
    return words("conflicts.about", when=said) if choice.about else said
