from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from desktop import resources
from desktop.exporters.archive_pdf import pages
from desktop.exporters.blank_form_pdf import render_blank
from desktop.models.form_json import read_form
from desktop.models.forms import Form
from desktop.models.wording import Language, Words

Read = Callable[[bytes], list[str]]
SHIPPED = (
    "workflow", "swot", "pest", "mindset", "reflection", "evaluation", "pretest", "posttest",
)  # fmt: skip
LANGUAGES: list[Language] = ["th", "en"]


def words(language: Language) -> Words:
    digits = "thai" if language == "th" else "arabic"
    return Words(language, resources.catalogue(language), digits)  # type: ignore[arg-type]


def form(code: str) -> Form:
    return read_form(json.loads(resources.read("forms", f"{code}.json")))


def every_kind() -> Form:
    """A form that asks in every way there is."""
    said = {"th": "ถาม", "en": "ask"}
    options = [{"code": f"o{n}", "label": {"th": f"ข้อ {n}", "en": f"option {n}"}} for n in range(5)]
    long = [{"code": "o", "label": {"th": "คำตอบที่ยาวมาก " * 12, "en": "a long one " * 12}}]
    kinds = (
        "line", "text", "count", "baht", "duration", "date", "choice", "choices", "yes", "scale",
        "quiz", "mapping", "picture",
    )  # fmt: skip
    fields = [
        {"code": kind, "kind": kind, "label": said, "help": said, "options": options}
        for kind in kinds
    ]
    columns = [{"code": kind, "kind": kind, "label": said} for kind in kinds[:10]]
    fields.append({"code": "wide", "kind": "table", "label": said, "columns": columns})
    fields.append({"code": "longer", "kind": "choice", "label": {}, "options": long})
    fields.append({"code": "bare", "kind": "count", "label": {}})
    sections = [
        {"code": "all", "title": said, "help": said, "fields": fields},
        {"code": "none", "title": {"en": "only computed"}, "fields": [fields[12]]},
    ]
    return read_form(
        {"code": "x", "letter": "X", "purpose": "survey", "title": said, "sections": sections}
    )


@pytest.mark.parametrize("code", SHIPPED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_that_ships_asks_all_its_questions(
    text_of: Read, code: str, language: Language
) -> None:
    read = "".join("".join(text_of(render_blank(form(code), words(language)))).split())

    asked = [
        field.label.text(language)
        for section in form(code).sections
        for field in section.fields
        if field.kind != "picture"
    ]
    assert [label for label in asked if "".join(label.split()) not in read] == []


def test_steps_have_the_numbers_of_the_screen(text_of: Read) -> None:
    read = text_of(render_blank(form("workflow"), words("en"), "Course", "Class 34"))

    assert "Course" in read[0]
    assert [line for line in "\n".join(read).split("\n") if line == "10"] == ["10"]


def test_only_wide_tables_lie() -> None:
    pdf = render_blank(form("workflow"), words("th"))

    assert pdf.count(b"/MediaBox [0 0 841.89 595.28]") == 2


def test_every_way_of_asking_has_its_room(text_of: Read) -> None:
    read = " ".join(text_of(render_blank(every_kind(), words("en"))))

    assert read.count("option 4") == 3
    assert "minutes / hours / days" in read
    assert "only computed" not in read


def test_a_table_has_the_rows_that_are_asked_for(text_of: Read) -> None:
    data = json.loads(resources.read("forms", "workflow.json"))
    table = data["sections"][1]["fields"][0]
    for rule in table["rules"]:
        if rule["rule"] == "least_rows":
            rule["values"]["least"] = 23

    pdf = render_blank(read_form(data), words("en"))

    assert "\n23\n" in "\n".join(text_of(pdf))
    assert pages(pdf) > pages(render_blank(form("workflow"), words("en")))
