"""Findings and answers are said in plain words, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from desktop import resources
from desktop.models.form_check import KNOWN, Finding, check
from desktop.models.form_json import read_form
from desktop.models.form_words import (
    answer_words,
    baht_words,
    finding_place,
    finding_sentence,
    names,
    section_title,
)
from desktop.models.forms import Field, Form, Rule, Said, rules_of
from desktop.models.wording import Words


@pytest.fixture(scope="module")
def form() -> Form:
    return read_form(json.loads(resources.read("forms", "workflow.json")))


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    return answers


@pytest.fixture(scope="module")
def thai() -> Words:
    return Words("th", resources.catalogue("th"), "thai")


@pytest.fixture(scope="module")
def english() -> Words:
    return Words("en", resources.catalogue("en"))


def asked(form: Form, place: str) -> Field:
    section, code, *column = place.split(".")
    page = form.section(section)
    field = page.field(code) if page else None
    inner = field.column(column[0]) if field and column else field
    assert inner is not None
    return inner


def test_a_finding_speaks_plainly_and_says_where(form: Form, thai: Words) -> None:
    found = next(each for each in check(form, {}) if each.code == "empathy.user_who")

    assert finding_sentence(thai, form, found) == "ยังไม่ได้ระบุผู้รับบริการ"
    assert finding_place(thai, found) == "ขั้นที่ ๒"


def test_a_finding_names_its_row_its_numbers_and_its_step(
    form: Form, thai: Words, english: Words
) -> None:
    rows = [{"id": "a1", "step": "รับ", "actor": "ก"}, {"id": "a2", "actor": "ข"}]
    new = [{"id": "b1", "step": "ใหม่", "actor": "ก", "change": "new"}]

    found = check(form, {"as_is": {"steps": rows}, "to_be": {"steps": new}})
    said = {each.code: finding_sentence(thai, form, each) for each in found}
    in_english = {each.code: finding_sentence(english, form, each) for each in reversed(found)}

    assert said["as_is.steps"] == "ขั้นตอนปัจจุบันต้องมีอย่างน้อย ๓ ขั้นตอน ตอนนี้มี ๒"
    assert said["as_is.step"] == "ขั้นตอนในแถวที่ ๒ ยังไม่ได้เขียนว่าทำอะไร"
    assert in_english["to_be.mapped"] == (
        "Today's step 1 “รับ” is not yet kept, changed, merged or dropped"
    )


def test_personal_data_names_the_question(form: Form, thai: Words) -> None:
    rows = [{"id": "a1", "step": "โทรกลับ 0812345678"}]

    found = check(form, {"as_is": {"steps": rows}})
    said = [finding_sentence(thai, form, f) for f in found if f.code == "personal_data.phone"]

    assert said == ["แถวที่ ๑: ช่อง “ขั้นตอน” มีตัวเลขที่เหมือนเบอร์โทรศัพท์ อย่าใส่ข้อมูลส่วนบุคคลของประชาชน"]


@pytest.mark.parametrize("kind", sorted(KNOWN))
def test_every_kind_of_rule_has_its_usual_sentence(
    form: Form, thai: Words, english: Words, kind: str
) -> None:
    bare = replace(form, rules=(Rule(kind, "bare"),))
    details = dict.fromkeys(("least", "most", "n", "number", "other", "year", "months"), 3)
    finding = Finding("bare", "hard", 1, "as_is", "steps", 2, {**details, "step": "รับ"})

    said = [finding_sentence(words, bare, finding) for words in (thai, english)]

    assert "แถวที่ ๒" in said[0]
    assert "ow 2" in said[1]
    assert not re.search("[{}]", "".join(said))


def test_a_rule_nobody_knows_still_has_a_sentence(form: Form, thai: Words) -> None:
    newer = replace(form, rules=(Rule("sung", "sung"),))
    said = [
        finding_sentence(thai, newer, Finding(code, "soft", 3, "define", "hmw"))
        for code in ("sung", "gone")
    ]

    assert said == ["ช่อง “ทำอย่างไรให้ … ได้โดยไม่ต้อง …” ยังไม่เรียบร้อย ลองตรวจอีกครั้ง"] * 2


def test_an_edited_sentence_may_hold_any_brackets(form: Form, thai: Words) -> None:
    say = Said("{row.__class__} {nobody} {0} {{label}} }{")
    edited = replace(form, rules=(Rule("filled", "odd", say=say),))

    said = finding_sentence(thai, edited, Finding("odd", "soft", 3, "gone", "lost"))

    assert said == "{row.__class__} {nobody} {0} {lost} }{"


def test_every_shipped_sentence_has_all_it_asks_for(form: Form) -> None:
    known = {"row", "label", "least", "most", "n", "number", "step", "other", "year", "months"}
    texts = [text for rule in rules_of(form) for text in (rule.say.th, rule.say.en)]

    asked_for = {name for text in texts for name in re.findall(r"\{(.*?)\}", text)}

    assert all(texts)
    assert asked_for <= known


def test_a_page_is_called_by_its_number_and_title(form: Form, thai: Words, english: Words) -> None:
    assert section_title(thai, form.sections[2]) == "ขั้นที่ ๒ เข้าใจผู้รับบริการ"
    assert section_title(english, form.sections[10]) == "Step 10: Look over and send"


@pytest.mark.parametrize(
    ("place", "value", "in_thai", "in_english"),
    [
        ("process.process_name", "การเสนอแผน", "การเสนอแผน", "การเสนอแผน"),
        ("process.process_name", "", "–", "–"),
        ("process.volume_per_year", 4800, "๔,๘๐๐", "4,800"),
        ("process.volume_per_year", None, "–", "–"),
        ("as_is.steps.work_min", 150, "๒ ชั่วโมง ๓๐ นาที", "2 hours 30 minutes"),
        ("as_is.steps.wait_min", 2880, "๒ วัน", "2 days"),
        ("as_is.steps.work_min", 0, "๐ นาที", "0 minutes"),
        ("measures.cost_before", 125_050, "๑,๒๕๐.๕๐ บาท", "1,250.50 baht"),
        ("measures.cost_before", 100, "๑ บาท", "1 baht"),
        ("plan.items.start", "2019-02-01", "๑ ก.พ. ๒๕๖๒", "1 Feb 2019"),
        ("to_be.steps.change", "merged", "รวม", "Merged"),
        ("to_be.steps.change", "sung", "sung", "sung"),
        ("empathy.sources", ["interview", "assumed"], "สัมภาษณ์, คาดคะเน", "Interviews, A guess"),
        ("review.library_ok", True, "ใช่", "Yes"),
        ("review.library_ok", False, "ไม่ใช่", "No"),
        ("to_be.removed", ["a3", "gone"], "พิมพ์ใหม่, gone", "พิมพ์ใหม่, gone"),
        ("measures.picture", "", "–", "–"),
    ],
)
def test_answers_of_every_kind_are_put_in_words(
    form: Form,
    thai: Words,
    english: Words,
    place: str,
    value: object,
    in_thai: str,
    in_english: str,
) -> None:
    field = asked(form, place)

    assert answer_words(thai, field, value, {"a3": "พิมพ์ใหม่"}) == in_thai
    assert answer_words(english, field, value, {"a3": "พิมพ์ใหม่"}) == in_english


def test_a_scale_says_out_of_how_many(thai: Words) -> None:
    field = Field("rate", "scale", Said("ให้คะแนน"), most=5)

    assert answer_words(thai, field, 4) == "๔ จาก ๕"


def test_a_table_is_told_row_by_row(form: Form, sample: dict[str, Any], english: Words) -> None:
    rows = [{"id": "a0"}, sample["as_is"]["steps"][1]]

    said = answer_words(english, asked(form, "as_is.steps"), rows)

    assert said == (
        "2. เสนอหัวหน้ากลุ่มงานตรวจ · Done by: หัวหน้ากลุ่มงาน · Working time: 30 minutes"
        " · Waiting time: 1 day · Papers used: บันทึกข้อความ · Sheets: 2"
        " · Channel or tool: แฟ้มเสนองาน"
        " · What goes wrong: แก้ไขด้วยลายมือ อ่านยาก และต้องรอเจ้าตัวอยู่ที่โต๊ะ"
    )


def test_mappings_speak_of_rows_by_their_text(
    form: Form, sample: dict[str, Any], thai: Words
) -> None:
    named = names(form, sample, "as_is.steps")

    said = answer_words(thai, asked(form, "to_be.removed"), ["a3"], named)

    assert said == "แก้ไขแล้วพิมพ์ใหม่ทั้งฉบับ"
    assert names(form, sample, "as_is.gone") == {}
    assert names(form, {}, "as_is.steps") == {}


def test_money_below_zero_keeps_its_sign(english: Words) -> None:
    assert baht_words(english, -125_050) == "-1,250.50 baht"
