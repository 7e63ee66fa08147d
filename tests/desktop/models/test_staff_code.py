from __future__ import annotations

import pytest

from desktop.models.refusal import Refused
from desktop.models.staff_code import opens, read_code, seal

SALT = bytes(range(16))


@pytest.mark.parametrize(
    ("typed", "code"), [("1234", "1234"), ("๑๒๓๔๕๖๗๘", "12345678"), (" 4321 ", "4321")]
)
def test_four_to_eight_digits_are_a_code(typed: str, code: str) -> None:
    assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "123", "123456789", "12 34", "abcd", "12a4"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="staff-code-unfit"):
        read_code(typed)


def test_a_seal_opens_with_its_code_alone_in_either_digits_and_layout() -> None:
    sealed = seal("1234", SALT)

    assert opens("1234", sealed)
    assert opens("๑๒๓๔", sealed)
    assert opens("ๅ/-ภ", sealed)  # the keys 1 2 3 4 with the Thai layout on
    assert not opens("1235", sealed)
    assert not opens("", sealed)
    assert "1234" not in sealed


def test_another_salt_gives_another_seal() -> None:
    assert seal("1234", SALT) != seal("1234", SALT[::-1])


def test_nothing_opens_where_no_code_was_set() -> None:
    assert not opens("1234", "")
