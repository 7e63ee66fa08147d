from __future__ import annotations

import pytest

from desktop.models.refusal import Fault, Refused
from desktop.models.wording import Words

CATALOGUE = {
    "plain": "มา",
    "people": "{n} people",
    "people.one": "one person",
    "at": "{n} · {text}",
}
ENGLISH = Words("en", CATALOGUE)
THAI = Words("th", CATALOGUE, "thai")


def test_a_sentence_comes_out_with_its_places_filled() -> None:
    assert ENGLISH("plain") == "มา"
    assert ENGLISH("people", n=45) == "45 people"
    assert ENGLISH("at", n=3, text="{not a place} 7") == "3 · {not a place} 7"


def test_one_has_its_own_sentence_where_there_is_one() -> None:
    assert ENGLISH("people", n=1) == "one person"
    assert ENGLISH("at", n=1, text="x") == "1 · x"


def test_numbers_come_in_the_digits_the_person_chose_and_texts_stay() -> None:
    assert THAI("people", n=45) == "๔๕ people"
    assert THAI("at", n=10, text="S01") == "๑๐ · S01"
    assert THAI.number("10/12") == "๑๐/๑๒"
    assert ENGLISH.number("10/12") == "10/12"


def test_a_missing_key_is_our_bug_and_not_a_blank() -> None:
    assert ENGLISH.has("plain")
    assert not ENGLISH.has("nowhere")
    with pytest.raises(KeyError):
        ENGLISH("nowhere")


@pytest.mark.parametrize("kind", [Refused, Fault])
def test_a_no_carries_its_code_and_what_fills_its_sentence(
    kind: type[Refused] | type[Fault],
) -> None:
    no = kind("class-closed", given="T12")

    assert (no.code, no.details, str(no)) == ("class-closed", {"given": "T12"}, "class-closed")


def test_a_no_is_said_as_closely_as_the_catalogue_can() -> None:
    words = Words(
        "en",
        {
            "refused.unreadable": "no roster",
            "refused.unreadable.empty": "an empty file",
            "fault.disk-full": "full",
            "common.refused": "cannot ({code})",
        },
    )
    unreadable = [Refused("unreadable"), *(Refused("unreadable", why=w) for w in ("empty", "x"))]
    nos = [*unreadable, Fault("disk-full"), Fault("unheard-of")]

    said = [words.sentence(no) for no in nos]

    assert said == ["no roster", "an empty file", "no roster", "full", "cannot (unheard-of)"]
