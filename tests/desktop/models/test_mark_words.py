from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import resources
from desktop.models.attendance import UNMARKED, Mark, Status
from desktop.models.mark_words import mark_text, read_words, state_words
from desktop.models.wording import Language, Words

WORDS = state_words(resources.catalogue("th"), resources.catalogue("en"))


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("มา", Mark(Status.PRESENT)),
        (" present ", Mark(Status.PRESENT)),
        ("1", Mark(Status.PRESENT)),
        ("๔", Mark(Status.ABSENT)),
        ("สาย", Mark(Status.LATE)),
        ("สาย 15", Mark(Status.LATE, minutes=15)),
        ("สาย ๑๕ นาที", Mark(Status.LATE, minutes=15)),
        ("Late 5 min", Mark(Status.LATE, minutes=5)),
        ("2 20", Mark(Status.LATE, minutes=20)),
        ("ลา (พบแพทย์)", Mark(Status.EXCUSED, reason="พบแพทย์")),
        ("On leave", Mark(Status.EXCUSED)),
        ("ชดเชย s03", Mark(Status.MAKEUP, of="S03")),
        ("ยังไม่เช็ก", UNMARKED),
        ("0", UNMARKED),
    ],
)
def test_marks_are_read_as_people_write_them(typed: str, mark: Mark) -> None:
    assert read_words(typed, WORDS) == mark


@pytest.mark.parametrize("typed", ["", "?", "6", "25", "ขาด 3", "มา (ป่วย)", "สาย (รถติด)", "ลา 3"])
def test_what_means_nothing_is_not_guessed(typed: str) -> None:
    assert read_words(typed, WORDS) is None


@given(
    st.sampled_from(["th", "en"]),
    st.sampled_from(["thai", "arabic"]),
    st.sampled_from(
        [
            Mark(Status.PRESENT),
            Mark(Status.LATE, minutes=7),
            Mark(Status.LATE),
            Mark(Status.EXCUSED, reason="ประชุม"),
            Mark(Status.ABSENT),
            Mark(Status.MAKEUP, of="S11"),
        ]
    ),
)
def test_what_the_program_writes_it_reads(language: Language, digits: str, mark: Mark) -> None:
    words = Words(language, resources.catalogue(language), "thai" if digits == "thai" else "arabic")

    assert read_words(mark_text(words, mark), WORDS) == mark
