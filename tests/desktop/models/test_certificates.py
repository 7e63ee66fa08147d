from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.certificate_template import qr_payload
from desktop.models.certificates import (
    Numbering,
    check_code,
    check_numbering,
    read_code,
    read_numbering,
)
from desktop.models.refusal import Refused

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODES = st.builds(
    check_code,
    st.binary(min_size=32, max_size=32),
    st.just("กทม. 0001/2569"),
    st.text(max_size=30).filter(lambda text: text.isprintable()),
    st.uuids().map(str),
)


@given(CODES)
def test_a_code_reads_back_from_the_qr_and_from_what_people_type(code: str) -> None:
    grouped = f"{code[:4]}-{code[4:8]}-{code[8:]}"

    assert len(code) == 12
    assert read_code(code) == code
    assert read_code(f" {grouped.lower()} ") == code
    assert read_code(grouped.replace("-", " ")) == code
    assert read_code(qr_payload("กทม. ๐๐๐๑/๒๕๖๙", code)) == code


@given(CODES, st.integers(0, 11), st.integers(1, 31))
def test_every_single_slip_in_a_code_is_caught(code: str, place: int, by: int) -> None:
    slipped = LETTERS[(LETTERS.index(code[place]) + by) % 32]

    with pytest.raises(Refused, match="code-mistyped"):
        read_code(code[:place] + slipped + code[place + 1 :])


@given(CODES, st.integers(0, 9))
def test_a_swap_of_neighbours_is_caught_unless_it_is_half_the_alphabet_apart(
    code: str, place: int
) -> None:
    one, two = code[place], code[place + 1]
    apart = abs(LETTERS.index(one) - LETTERS.index(two))
    if apart in (0, 16):
        return

    with pytest.raises(Refused, match="code-mistyped"):
        read_code(code[:place] + two + one + code[place + 2 :])


@given(CODES)
def test_letters_often_misread_are_forgiven(code: str) -> None:
    misread = code.replace("0", "O").replace("1", "I")

    assert read_code(misread) == code
    assert read_code(misread.replace("I", "l")) == code


@given(st.text(LETTERS + "abOIL- ๐๑", min_size=10, max_size=14))
def test_nothing_but_a_whole_code_is_ever_read(typed: str) -> None:
    with suppress(Refused):
        assert len(read_code(typed)) == 12


@given(st.text(max_size=30))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    with suppress(Refused):
        read_code(typed)


def test_a_code_proves_number_name_person_and_register() -> None:
    said = ("กทม. 0001/2569", "นายสมชาย ใจดี", "e1")
    code = check_code(b"secret", *said)

    others = {
        check_code(b"another", *said),
        check_code(b"secret", "กทม. 0002/2569", *said[1:]),
        check_code(b"secret", said[0], "นายสมชาย ใจดีมาก", said[2]),
        check_code(b"secret", *said[:2], "e2"),
    }

    assert len(others) == 4
    assert code not in others


@pytest.mark.parametrize(
    ("kind", "day", "year"),
    [
        ("calendar", date(2019, 1, 28), 2562),
        ("calendar", date(2018, 10, 1), 2561),
        ("fiscal", date(2018, 9, 30), 2561),
        ("fiscal", date(2018, 10, 1), 2562),
    ],
)
def test_the_year_of_a_number_is_the_calendars_or_the_governments(
    kind: str, day: date, year: int
) -> None:
    assert Numbering(year=kind).year_of(day) == year  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("numbering", "running", "text"),
    [
        (Numbering(), 1, "กทม. 0001/2569"),
        (Numbering(), 12345, "กทม. 12345/2569"),
        (Numbering(prefix=""), 7, "0007/2569"),
        (Numbering(prefix="สกจ.", width=1), 7, "สกจ. 7/2569"),
    ],
)
def test_a_number_is_written_with_prefix_and_year(
    numbering: Numbering, running: int, text: str
) -> None:
    assert numbering.number(running, 2569) == text


def test_a_numbering_reads_back_and_nothing_kept_is_the_default() -> None:
    assert read_numbering(None) == Numbering()
    assert read_numbering({"prefix": "x", "year": "fiscal", "width": 5}) == Numbering(
        "x", "fiscal", 5
    )


@pytest.mark.parametrize(
    ("numbering", "code"),
    [
        (Numbering(prefix="ก" * 41), "number-prefix-unfit"),
        (Numbering(prefix="ก\n"), "number-prefix-unfit"),
        (Numbering(width=0), "number-width-unfit"),
        (Numbering(width=10), "number-width-unfit"),
    ],
)
def test_a_numbering_that_cannot_be_printed_is_refused(numbering: Numbering, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_numbering(numbering)


def test_a_fit_numbering_passes() -> None:
    assert check_numbering(Numbering()) == Numbering()
