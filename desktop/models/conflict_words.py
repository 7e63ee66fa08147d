"""The values of a disputed field in words, as people would say them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any
from unicodedata import category

from desktop.models.attendance import read_mark
from desktop.models.dates import show_date, show_range
from desktop.models.mark_words import say_mark
from desktop.models.people import printed_name
from desktop.models.wording import Words
from protocol.change import Json

Group = Mapping[str, Any]

_SECTION, _CRITERION = "s.", "c."
_BEFORE = 20
"""How many letters that are alike are shown before the first that differs."""
_SHORT, _LONGEST = 80, 240
"""How many letters can be taken in at a glance, and how many are shown at all."""


def say_value(words: Words, entity: str, group: str, value: Json) -> str:
    """Say what stands in a group of fields; a hash or a key is never shown."""
    if entity == "attendance" and group == "mark":
        return say_mark(words, read_mark(value))
    if group == "life":
        return words("conflicts.removed" if value == "removed" else "conflicts.kept")
    if group == "status":
        return _status(words, entity, value)
    if (entity, group) == ("version", "review"):
        return _review(words, value if isinstance(value, dict) else {})
    if not value:
        return words("conflicts.nothing")
    if group.startswith(_SECTION):
        return " · ".join(_leaves(words, value)) or words("conflicts.nothing")
    say = _SAYINGS.get((entity, group))
    said = say(words, value) if say and isinstance(value, dict) else _parts(words, value)
    return said or words("conflicts.nothing")


def say_field(words: Words, entity: str, group: str, step: int | None = None) -> str:
    """Name the field a conflict is about; ``step`` is the number of a page of a form."""
    if group.startswith(_SECTION):
        if step is not None:
            return words("conflicts.field.work.step", step=step)
        group = "section"
    elif group.startswith(_CRITERION):
        group = "criterion"
    key = f"conflicts.field.{entity}.{group}"
    return words(key) if words.has(key) else words("conflicts.field.other")


def tell_apart(texts: Sequence[str]) -> list[str]:
    """Shorten long texts to where they differ, so that people see what they choose between."""
    begin = _differing(texts) - _BEFORE if max(map(len, texts), default=0) > _SHORT else 0
    while begin > 0 and category(texts[0][begin]) == "Mn":
        begin -= 1
    return [_cut(f"…{text[begin:]}" if begin > 0 else text) for text in texts]


def _differing(texts: Sequence[str]) -> int:
    """Give the place of the first letter that is not the same in all texts; 0 if none is."""
    for at, letters in enumerate(zip_longest(*texts)):
        if len(set(letters)) > 1:
            return at
    return 0


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


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


def _review(words: Words, value: Group) -> str:
    verdict = str(value.get("verdict") or "none")
    key = f"conflicts.review.{verdict}"
    said = words(key) if words.has(key) else verdict
    return " · ".join(part for part in (said, str(value.get("comment") or "")) if part)


def _library(words: Words, value: Group) -> str:
    return words("conflicts.library.on" if value.get("published") else "conflicts.library.off")


def _receipt(words: Words, value: Group) -> str:
    return words.number(value.get("receipt", ""))


def _file(_words: Words, value: Group) -> str:
    return str(value.get("name") or "")


def _use(words: Words, value: Group) -> str:
    if not value.get("given"):
        return words("conflicts.use.withdrawn")
    due = str(value.get("due") or "")
    return words("conflicts.use.due", session=due) if due else words("conflicts.use.given")


def _definition(words: Words, value: Group) -> str:
    said = value.get("title")
    title = said.get(words.language) if isinstance(said, dict) else ""
    return " · ".join(part for part in (str(title or ""), _version(words, value)) if part)


def _show(words: Words, value: Group) -> str:
    day = _day(words, str(value.get("at") or "")[:10])
    return words("conflicts.shown", day=day) if day else ""


def _panel(words: Words, value: Group) -> str:
    return words("conflicts.panel.blind" if value.get("blind") else "conflicts.panel.open")


def _leaves(words: Words, value: Json) -> Iterator[str]:
    """Give every text and number inside a value in order, what only names a row left out."""
    match value:
        case dict():
            for key, part in value.items():
                if key != "id":
                    yield from _leaves(words, part)
        case list():
            for part in value:
                yield from _leaves(words, part)
        case bool():
            yield words("conflicts.yes" if value else "conflicts.no")
        case str() | int() | float() if value != "":
            yield words.number(value)


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
    ("class", "panel"): _panel,
    ("version", "sent"): _receipt,
    ("version", "library"): _library,
    ("attachment", "file"): _file,
    ("form", "definition"): _definition,
    ("form", "use"): _use,
    ("rubric", "definition"): _definition,
    ("project", "show"): _show,
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
