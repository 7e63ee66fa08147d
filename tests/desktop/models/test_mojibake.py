from __future__ import annotations

import pytest

from desktop.models.mojibake import repair_mojibake

NAME = "นางสาวกัญญา ณ อยุธยา"


@pytest.mark.parametrize(
    "garbled",
    [
        "ÊÁªÒÂ",
        "à¸ªà¸¡à¸Šà¸²à¸¢",
    ],
)
def test_garbled_thai_is_read_again(garbled: str) -> None:
    assert repair_mojibake(garbled) == "สมชาย"


@pytest.mark.parametrize(
    ("written", "read"), [("cp874", "latin-1"), ("cp874", "cp1252"), ("utf-8", "latin-1")]
)
def test_a_whole_name_comes_back(written: str, read: str) -> None:
    garbled = NAME.encode(written).decode(read, "replace")

    assert repair_mojibake(garbled) == NAME


@pytest.mark.parametrize("text", [NAME, "Somchai", "Émile Ünïcödé", "ÀÉ", "", "日本語", "à¸\u0100"])
def test_right_text_is_left_alone(text: str) -> None:
    assert repair_mojibake(text) is None
