from __future__ import annotations

from typing import Any

import pytest

from desktop import resources
from desktop.models.conflict_words import say_field, say_value, tell_apart
from desktop.models.wording import Words


@pytest.fixture(scope="module")
def words() -> Words:
    return Words("en", resources.catalogue("en"))


@pytest.fixture(scope="module")
def thai() -> Words:
    return Words("th", resources.catalogue("th"), "thai")


@pytest.mark.parametrize(
    ("entity", "group", "value", "said"),
    [
        ("version", "review", None, "not reviewed"),
        ("version", "review", {"verdict": "accepted"}, "accepted"),
        ("version", "review", {"verdict": "returned", "comment": "แก้"}, "returned · แก้"),
        ("version", "review", {"verdict": "burnt"}, "burnt"),
        ("version", "review", "odd", "not reviewed"),
        ("version", "sent", {"receipt": "A-0003", "document": {"x": 1}}, "A-0003"),
        ("version", "library", {"published": True}, "published"),
        ("version", "library", {"published": False}, "not published"),
        ("attachment", "file", {"name": "a.jpg", "sha256": "0" * 64}, "a.jpg"),
        ("attachment", "file", {"sha256": "0" * 64}, "(empty)"),
        ("form", "use", {"given": False, "due": "S01"}, "withdrawn"),
        ("form", "use", {"given": True, "due": ""}, "given out"),
        ("form", "use", {"given": True, "due": "S01"}, "given out, due by the end of S01"),
        ("form", "definition", {"title": {"en": "SWOT"}, "version": 2}, "SWOT · Version 2"),
        ("rubric", "definition", {"version": 3}, "Version 3"),
        ("project", "show", {"at": "2026-12-03T04:00:00Z"}, "presented on 3 Dec 2026"),
        ("project", "show", {"at": "some day"}, "(empty)"),
        ("class", "panel", {"blind": True}, "scorers under code names"),
        ("class", "panel", {"blind": False}, "scorers by name"),
        ("work", "s.define", {"hmw": "ทำอย่างไร"}, "ทำอย่างไร"),
        ("work", "s.define", {"hmw": "", "n": None}, "(empty)"),
        ("work", "s.review", {"library_ok": True, "other": False}, "yes · no"),
        (
            "work",
            "s.as_is",
            {
                "steps": [
                    {"id": "a1", "step": "รับคำขอ", "work_min": 5, "docs": [{"name": "ใบคำขอ"}]}
                ]
            },
            "รับคำขอ · 5 · ใบคำขอ",
        ),
        ("project", "s.story", {"problem": "ช้า"}, "ช้า"),
        ("team", "name", {"number": 2, "name": "กลุ่มฟ้า"}, "2 · กลุ่มฟ้า"),
    ],
)
def test_what_people_disagree_on_is_said_as_they_would(
    words: Words, entity: str, group: str, value: Any, said: str
) -> None:
    assert say_value(words, entity, group, value) == said


@pytest.mark.parametrize(
    ("entity", "group", "step", "said"),
    [
        ("work", "s.define", 3, "ร่าง ขั้นที่ ๓"),
        ("work", "s.process", 0, "ร่าง ขั้นที่ ๐"),
        ("work", "s.define", None, "ร่าง"),
        ("project", "s.story", None, "เนื้อหาโครงการ"),
        ("score", "c.c1", None, "คะแนน"),
        ("version", "review", None, "ผลตรวจ"),
        ("version", "something", None, "ข้อมูลอื่น"),
    ],
)
def test_what_it_is_about_is_named(
    thai: Words, entity: str, group: str, step: int | None, said: str
) -> None:
    assert say_field(thai, entity, group, step) == said


def test_short_texts_are_told_whole() -> None:
    assert tell_apart(["สั้น", "ยาวกว่า"]) == ["สั้น", "ยาวกว่า"]
    assert tell_apart([]) == []


def test_long_texts_are_told_from_where_they_differ_never_beginning_with_a_mark() -> None:
    same = "ที่" * 60

    first, second = tell_apart([f"{same}หนึ่ง", f"{same}สอง"])

    assert first.startswith("…ท")
    assert (first[-5:], second[-3:]) == ("หนึ่ง", "สอง")
    assert len(first) < 40


def test_what_is_too_long_to_take_in_is_cut() -> None:
    (only,) = tell_apart(["ก" * 1_000])

    assert (len(only), only[-1]) == (241, "…")


def test_one_text_that_ends_where_the_other_goes_on_is_told_apart() -> None:
    same = "ข้อความเดียวกัน" * 10

    first, second = tell_apart([same, f"{same}และต่อ"])

    assert first != second
    assert second.endswith("และต่อ")
