from __future__ import annotations

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.thai import all_clean, ascii_digits, clean, search_key, sort_key, thai_digits

DICTIONARY_ORDER = [
    *("กมล", "กลม", "กอง", "ก่อง", "ก้อง", "เก่ง", "เก็จ", "เกษม", "แก้ว", "โกวิท", "ไกร", "ขวัญ"),
    *("ใจ", "ณรงค์", "ณัฐ", "ธนวัฒน์", "ธวัช", "รุ่ง", "ฤทัย", "ลดา", "ฦาชา", "อาทิตย์", "เอก"),
]
thai_text = st.text(st.sampled_from("กขนยรสอฤะาำิีึืุูเแโใไฯๆ็่้๊๋์ํฺ๎ \u200b\u00a0๑1aA\n"), max_size=12)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("สํานัก", "สำนัก"),
        ("ก่ิ", "กิ่"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("เเก้ว", "แก้ว"),
        ("สม\u200bชาย", "สมชาย"),
        ("\ufeffกข\u00ad", "กข"),
        (" วีระ\u200b ", "วีระ"),
        ("ณ\u00a0 อยุธยา", "ณ อยุธยา"),
        ("สมชาย\nใจดี", "สมชาย ใจดี"),
        ("ก้้าน", "ก้าน"),
        ("ป่ีุ", "ปีุ่"),
        ("cafe\u0301", "café"),
        ("\x00\x07ก", "ก"),
        ("", ""),
        (" ", ""),
    ],
)
def test_clean_gives_the_stored_spelling(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@pytest.mark.parametrize(
    "text", ["สำนักวัฒนธรรม กีฬา และการท่องเที่ยว", "น้ำผึ้ง", "user00000@example.go.th", "พ.จ.อ."]
)
def test_a_clean_text_is_returned_as_it_is(text: str) -> None:
    assert clean(text) is text


@given(st.one_of(thai_text, st.text()))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)

    assert clean(once) == once


@given(thai_text)
def test_nothing_invisible_and_no_split_sara_am_survive(text: str) -> None:
    cleaned = clean(text)

    assert not set(cleaned) & set("\u200b\u00a0\n")
    assert "ํา" not in cleaned
    assert "เเ" not in cleaned
    assert "  " not in cleaned


def test_names_sort_as_in_a_thai_dictionary() -> None:
    shuffled = random.Random(4).sample(DICTIONARY_ORDER, len(DICTIONARY_ORDER))

    assert sorted(shuffled, key=sort_key) == DICTIONARY_ORDER


def test_sqlite_sorts_stored_keys_the_same_way() -> None:
    with sqlite3.connect(":memory:") as store:
        store.execute("CREATE TABLE names (name TEXT, key TEXT)")
        rows = [(name, sort_key(name)) for name in reversed(DICTIONARY_ORDER)]
        store.executemany("INSERT INTO names VALUES (?, ?)", rows)
        found = [name for (name,) in store.execute("SELECT name FROM names ORDER BY key")]
    store.close()

    assert found == DICTIONARY_ORDER


@given(thai_text, thai_text)
def test_different_texts_never_tie(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


def test_repeating_marks_and_case_come_after_the_letters() -> None:
    words = ["กา", "กาๆ", "ก่า", "กาก", "Anan", "anan", "Bell", "๑๒", "2"]

    ordered = sorted(words, key=sort_key)

    assert ordered == ["๑๒", "2", "anan", "Anan", "Bell", "กา", "ก่า", "กาๆ", "กาก"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ปิน", "ปิ่นแก้ว"),
        ("จันทร", "จันทร์เพ็ญ"),
        ("เพญ", "เพ็ญศรี"),
        ("ณอยุ", "ณ อยุธยา"),
        ("12", "ห้อง ๑๒"),
        ("SOM", "Somchai"),
        ("สํา", "สำรวย"),
    ],
)
def test_a_loosely_typed_name_is_found(typed: str, name: str) -> None:
    assert search_key(typed) in search_key(name)


def test_digits_change_and_letters_stay() -> None:
    assert ascii_digits("รุ่น ๑๒/2562") == "รุ่น 12/2562"
    assert thai_digits("รุ่น 12/๒๕๖๒") == "รุ่น ๑๒/๒๕๖๒"


@given(st.lists(st.text(alphabet="กขเแา่้ิํ๋ a-\n\u200b", max_size=6), max_size=6))
def test_texts_said_to_be_all_clean_are_left_as_they_are(texts: list[str]) -> None:
    if all_clean(texts):
        assert [clean(text) for text in texts] == texts


def test_a_column_of_names_is_seen_to_be_clean_at_one_glance() -> None:
    assert all_clean(["นางสาวกัญญา ปิ่นแก้ว", "", "user00001@example.go.th"])
    assert not all_clean(["กัญญา", "เเก้ว"])
    assert not all_clean([" กัญญา"])
