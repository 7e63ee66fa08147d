from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.search import NameIndex
from desktop.models.thai import search_key

NAMES = [
    ("1", "กนกวรรณ", "ใจดี"),
    ("2", "จันทร์เพ็ญ", "แก้วมณี"),
    ("3", "แก้ว", "ใจดี"),
    ("4", "น้ำทิพย์", "ปั้นแก้ว"),
    ("5", "ปิ่นแก้ว", "ณ อยุธยา"),
    ("6", "สมชาย", "ใจกล้า"),
    ("7", "สมใจ", "สมบูรณ์"),
    ("8", "Somchai", "Jaidee"),
]


@pytest.fixture
def index() -> NameIndex:
    return NameIndex([(i, f"{search_key(a)} {search_key(b)}") for i, a, b in NAMES])


def test_names_that_begin_so_come_before_surnames_and_middles(index: NameIndex) -> None:
    assert index.find("แก้ว", 10) == ["3", "2", "4", "5"]


def test_a_name_is_found_without_its_tone_marks(index: NameIndex) -> None:
    assert index.find("ปิน", 10) == ["5"]
    assert index.find("จันทร", 10) == ["2"]


def test_both_words_may_be_begun_only(index: NameIndex) -> None:
    assert index.find("สม ใจ", 10)[0] == "7"
    assert "6" in index.find("สม ใจ", 10)


def test_the_surname_may_come_first(index: NameIndex) -> None:
    assert index.find("ใจก สมช", 10) == ["6"]


def test_name_and_surname_may_be_typed_without_a_space(index: NameIndex) -> None:
    assert index.find("สมชายใจ", 10) == ["6"]


def test_english_is_found_in_any_case(index: NameIndex) -> None:
    assert index.find("JAID", 10) == ["8"]


def test_nobody_is_listed_twice(index: NameIndex) -> None:
    found = index.find("สม", 10)

    assert len(found) == len(set(found)) == 2


def test_an_empty_query_gives_the_first_names(index: NameIndex) -> None:
    assert index.find("  ", 3) == ["1", "2", "3"]


def test_no_more_than_the_limit_is_given(index: NameIndex) -> None:
    assert len(index.find("ใ", 2)) == 2


def test_a_name_nobody_has_is_not_found(index: NameIndex) -> None:
    assert index.find("ฮฮฮ", 10) == []
    assert NameIndex([]).find("ก", 10) == []


def test_the_size_of_the_index_is_known(index: NameIndex) -> None:
    assert len(index) == len(NAMES)


words = st.text("กขคงเแ่้า ", min_size=1, max_size=6)


@given(st.lists(st.tuples(words, words), max_size=12), words)
def test_whoever_holds_the_letters_is_found(people: list[tuple[str, str]], query: str) -> None:
    keys = [(str(at), f"{search_key(a)} {search_key(b)}") for at, (a, b) in enumerate(people)]
    wanted = search_key(query)

    found = NameIndex(keys).find(query, 100)

    assert {i for i, key in keys if wanted in key.replace(" ", "")} <= set(found)
    assert len(found) == len(set(found))
