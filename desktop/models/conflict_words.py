"""The values of a disputed field in words, as people would say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop.models.attendance import read_mark
from desktop.models.dates import show_date, show_range
from desktop.models.mark_words import say_mark
from desktop.models.people import printed_name
from desktop.models.wording import Words
from protocol.change import Json

Group = Mapping[str, Any]


def say_value(words: Words, entity: str, group: str, value: Json) -> str:
    """Say what stands in a group of fields; a hash or a key is never shown."""
    if entity == "attendance" and group == "mark":
        return say_mark(words, read_mark(value))
    if group == "life":
        return words("conflicts.removed" if value == "removed" else "conflicts.kept")
    if group == "status":
        return _status(words, entity, value)
    if not value:
        return words("conflicts.nothing")
    say = _SAYINGS.get((entity, group))
    said = say(words, value) if say and isinstance(value, dict) else _parts(words, value)
    return said or words("conflicts.nothing")


def say_field(words: Words, entity: str, group: str) -> str:
    """Name the field a conflict is about."""
    key = f"conflicts.field.{entity}.{group}"
    return words(key) if words.has(key) else words("conflicts.field.other")


def _status(words: Words, entity: str, value: Json) -> str:
    usual = {"class": "open", "enrolment": "enrolled", "certificate": "issued"}
    key = f"conflicts.status.{entity}.{value or usual.get(entity, '')}"
    return words(key) if words.has(key) else str(value)


def _name(_words: Words, value: Group) -> str:
    return printed_name(*(str(value.get(part) or "") for part in ("title", "first", "last")))


def _seat(words: Words, value: Group) -> str:
    kind = "confirmed" if value.get("confirmed", True) else "unconfirmed"
    return words(f"conflicts.seat.{kind}", seat=value.get("seat", 0))


def _citizen(words: Words, value: Group) -> str:
    digits = str(value.get("last4") or "")
    known = (str(value.get("employee_no") or ""), f"…{digits}" if digits else "")
    return words.number(" · ".join(part for part in known if part))


def _slot(words: Words, value: Group) -> str:
    state = str(value.get("state") or "planned")
    hours = words.number(f"{value.get('start', '')}–{value.get('end', '')}")
    kind = words(f"conflicts.slot.{state}") if words.has(f"conflicts.slot.{state}") else ""
    parts = (_day(words, value.get("on")), hours, kind, str(value.get("note") or ""))
    return " · ".join(part for part in parts if part)


def _identity(words: Words, value: Group) -> str:
    return f"{value.get('code', '')} · {words.number(value.get('number', ''))}"


def _days(words: Words, value: Group) -> str:
    first, last = _date(value.get("first")), _date(value.get("last"))
    if first is None or last is None:
        return _parts(words, value)
    return show_range(first, last, words.language, words.digits, "short")


def _policy(words: Words, value: Group) -> str:
    shares = [r.get("percent", 0) for r in value.get("rules", ()) if r.get("kind") == "share"]
    return words("conflicts.policy", percent=max(shares, default=0), v=value.get("version", 0))


def _numbering(words: Words, value: Group) -> str:
    year = "fiscal" if value.get("year") == "fiscal" else "calendar"
    sample = f"{value.get('prefix', '')} {'1'.zfill(int(value.get('width', 4)))}"
    return f"{words.number(sample.strip())} · {words(f'conflicts.year.{year}')}"


def _version(words: Words, value: Group) -> str:
    return words("conflicts.version", v=value.get("version", 0))


def _number(words: Words, value: Group) -> str:
    return words.number(value.get("number", ""))


def _page(words: Words, value: Group) -> str:
    return words("conflicts.page", page=value.get("page", 0), file=str(value.get("archive"))[:8])


_SAYINGS: Mapping[tuple[str, str], Callable[[Words, Group], str]] = {
    ("enrolment", "name"): _name,
    ("enrolment", "place"): _seat,
    ("enrolment", "citizen"): _citizen,
    ("session", "slot"): _slot,
    ("class", "identity"): _identity,
    ("class", "days"): _days,
    ("class", "policy"): _policy,
    ("certificate", "issue"): _number,
    ("certificate", "page"): _page,
    ("org", "numbering"): _numbering,
    ("org", "template"): _version,
}


def _parts(words: Words, value: Json) -> str:
    """Say the plain parts of a group one after the other, lists and inner groups left out."""
    if not isinstance(value, dict):
        return words.number(value)
    plain = (v for key, v in value.items() if key != "hash" and not isinstance(v, bool))
    return words.number(" · ".join(str(v) for v in plain if isinstance(v, str | int) and v))


def _day(words: Words, value: object) -> str:
    day = _date(value)
    return show_date(day, words.language, words.digits) if day else ""


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
