"""A form is data: read whole or refused with the place that is wrong."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from desktop.models.form_json import form_to_json, read_form
from desktop.models.forms import rules_of
from desktop.models.refusal import Refused

FORM: dict[str, Any] = {
    "code": "visit",
    "version": 3,
    "letter": "VISIT",
    "purpose": "reflection",
    "title": {"th": "ศึกษาดูงาน", "en": "Study visit"},
    "about": {"th": "สิ่งที่เห็น", "en": "What was seen"},
    "sections": [
        {
            "code": "seen",
            "title": {"th": "สิ่งที่พบ", "en": "What was found"},
            "help": {"th": "เขียนสั้น ๆ", "en": "In a few words"},
            "fields": [
                {
                    "code": "mark",
                    "kind": "scale",
                    "label": {"th": "คะแนน", "en": "Mark"},
                    "most": 10,
                    "rules": [{"rule": "filled", "code": "mark.filled", "level": "soft"}],
                },
                {
                    "code": "services",
                    "kind": "table",
                    "label": {"th": "บริการ", "en": "Services"},
                    "help": {"th": "ทีละบริการ", "en": "One by one"},
                    "example": {"th": "จองคิว", "en": "Booking"},
                    "columns": [
                        {
                            "code": "way",
                            "kind": "choice",
                            "label": {"th": "ช่องทาง", "en": "Way"},
                            "options": [
                                {"code": "C2G", "label": {"th": "ออนไลน์", "en": "Online"}},
                                {
                                    "code": "desk",
                                    "label": {"th": "ที่โต๊ะ", "en": "Desk"},
                                    "right": True,
                                },
                            ],
                            "rules": [
                                {
                                    "rule": "filled",
                                    "code": "way.filled",
                                    "say": {"th": "ยังไม่ได้เลือก", "en": "Not chosen"},
                                }
                            ],
                        }
                    ],
                },
                {
                    "code": "like",
                    "kind": "mapping",
                    "of": "seen.services",
                    "objective": "visit",
                    "label": {"th": "ที่ชอบ", "en": "Liked"},
                },
            ],
        }
    ],
    "rules": [{"rule": "least_rows", "code": "visit.rows", "values": {"least": 2}}],
    "computes": "nothing",
}


def changed(*path: str | int, to: object) -> dict[str, Any]:
    form = deepcopy(FORM)
    at: Any = form
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return form


def test_a_form_is_read_with_all_it_says() -> None:
    form = read_form(FORM)

    section = form.section("seen")
    assert section is not None
    mark, services, like = section.fields
    assert (form.code, form.version, form.letter, section.step) == ("visit", 3, "VI", 0)
    assert (mark.least, mark.most, mark.rules[0].level) == (1, 10, "soft")
    way = services.column("way")
    assert way is not None
    assert way.option("C2G") is not None
    assert way.option("gone") is None
    assert services.column("gone") is None
    assert section.field("gone") is None
    assert form.section("gone") is None
    assert (like.of, like.objective) == ("seen.services", "visit")
    assert [field.code for _, field in form.fields()] == ["mark", "services", "like"]
    assert [rule.code for rule in rules_of(form)] == ["mark.filled", "way.filled", "visit.rows"]


def test_what_is_written_is_read_again_as_the_same() -> None:
    form = read_form(FORM)

    assert read_form(json.loads(json.dumps(form_to_json(form)))) == form


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ([], "form"),
        ({}, "form"),
        (changed("code", to="Visit"), "form"),
        (changed("code", to=5), "form"),
        (changed("version", to=-1), "form"),
        (changed("version", to=True), "form"),
        (changed("purpose", to="party"), "form"),
        (changed("sections", to=[]), "form"),
        (changed("sections", to=5), "form"),
        (changed("title", to="ชื่อ"), "form"),
        (changed("sections", 0, "code", to="1st"), "form"),
        (changed("sections", 0, "title", to=5), "seen"),
        (changed("sections", 0, "fields", 0, "kind", to="song"), "seen.mark"),
        (changed("sections", 0, "fields", 0, "most", to="ten"), "seen.mark"),
        (changed("sections", 0, "fields", 0, "rules", 0, "level", to="mild"), "seen.mark"),
        (changed("sections", 0, "fields", 0, "rules", 0, "values", to=5), "seen.mark"),
        (changed("sections", 0, "fields", 1, "columns", 0, "code", to=""), "seen.services."),
    ],
)
def test_what_is_no_form_is_refused_with_its_place(data: Any, where: str) -> None:
    with pytest.raises(Refused) as caught:
        read_form(data)

    assert caught.value.code == "form-unfit"
    assert caught.value.details["where"] == where


def twice(*path: str | int) -> dict[str, Any]:
    form = deepcopy(FORM)
    at: Any = form
    for step in path:
        at = at[step]
    at.append(deepcopy(at[0]))
    return form


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (("sections",), "form"),
        (("rules",), "rules"),
        (("sections", 0, "fields", 1, "columns"), "rules"),
        (("sections", 0, "fields", 1, "columns", 0, "options"), "seen.services.way"),
        (("sections", 0, "fields", 1, "columns", 0, "rules"), "rules"),
    ],
)
def test_codes_stand_once(path: tuple[str | int, ...], where: str) -> None:
    with pytest.raises(Refused) as caught:
        read_form(twice(*path))

    assert (caught.value.code, caught.value.details["where"]) == ("form-unfit", where)


def test_tables_do_not_nest_without_end() -> None:
    column: dict[str, Any] = {"code": "deep", "kind": "table", "label": {"th": "ลึก"}}
    for _ in range(5_000):
        column = {"code": "deep", "kind": "table", "label": {"th": "ลึก"}, "columns": [column]}

    with pytest.raises(Refused) as caught:
        read_form(changed("sections", 0, "fields", 0, to=column))

    assert caught.value.details["why"] == "depth"
