from __future__ import annotations

from typing import Any, get_args

import pytest

from desktop import resources
from desktop.models.attendance import Status
from desktop.models.classes import Status as ClassStatus
from desktop.models.conflict_words import say_field, say_value
from desktop.models.enrolment import Status as EnrolmentStatus
from desktop.models.wording import Language, Words


def words(language: Language = "en") -> Words:
    return Words(language, resources.catalogue(language))


@pytest.mark.parametrize(
    ("entity", "group", "value", "said"),
    [
        ("attendance", "mark", None, "Not checked"),
        ("attendance", "mark", {"status": "excused", "reason": "meeting"}, "On leave (meeting)"),
        ("session", "life", "removed", "Taken off the list"),
        ("session", "life", None, "Kept"),
        ("class", "status", None, "Open"),
        ("enrolment", "status", None, "Enrolled"),
        ("enrolment", "status", "of a later version", "of a later version"),
        ("certificate", "status", None, "Valid"),
        ("enrolment", "name", {"title": "", "first": "", "last": ""}, "(empty)"),
        ("enrolment", "post", {"agency": "สำนักการคลัง", "position": "", "level": "C8"},
         "สำนักการคลัง · C8"),
        ("enrolment", "citizen", {"hash": "kept for matching", "last4": "", "employee_no": "77"},
         "77"),
        ("enrolment", "new-group", {"hash": "h", "a": 1, "b": True, "c": [1], "d": "e"}, "1 · e"),
        ("enrolment", "new-group", "text", "text"),
        ("session", "slot", {"on": "?", "start": "09:00", "end": "10:00", "note": "ห้อง 2"},
         "09:00–10:00 · ห้อง 2"),
        ("class", "identity", {"code": "T1", "number": 1}, "T1 · 1"),
        ("class", "days", {"first": "2026-12-01"}, "2026-12-01"),
        ("class", "policy", {"version": 3, "rules": [{"kind": "other"}]},
         "Passes with 0 per cent (version 3)"),
        ("certificate", "issue", {"number": "กทม. 0001/2569"}, "กทม. 0001/2569"),
        ("certificate", "page", {"archive": "0123456789", "page": 2}, "Page 2 of file 01234567"),
        ("org", "numbering", {"prefix": "", "year": "calendar", "width": 3}, "001 · calendar year"),
    ],
)  # fmt: skip
def test_a_value_is_said_as_people_say_it(entity: str, group: str, value: Any, said: str) -> None:
    assert say_value(words(), entity, group, value) == said


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("entity", "statuses"),
    [("class", get_args(ClassStatus)), ("enrolment", get_args(EnrolmentStatus)),
     ("certificate", ("issued", "replaced"))],
)  # fmt: skip
def test_every_status_has_a_word(
    language: Language, entity: str, statuses: tuple[str, ...]
) -> None:
    said = [say_value(words(language), entity, "status", status) for status in statuses]

    assert not set(said) & set(statuses)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_mark_has_a_word(language: Language) -> None:
    marks = [None, *({"status": s.value} for s in Status if s is not Status.UNMARKED)]

    assert len({say_value(words(language), "attendance", "mark", m) for m in marks}) == len(Status)


def test_a_field_this_version_does_not_know_has_a_name_too() -> None:
    assert say_field(words(), "enrolment", "name") == "Name"
    assert say_field(words(), "enrolment", "of-a-later-version") == "Other details"
