"""Every sample roster gives exactly the outcome that stands beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.importers.bundled import bundled_agencies, bundled_titles
from desktop.importers.spreadsheet import read_file
from desktop.models.refusal import Refused
from desktop.models.roster import as_outcome, review
from desktop.models.roster_header import find_header

ROSTERS = Path(__file__).parents[2] / "data" / "rosters"
EXPECTED = json.loads((ROSTERS / "expected.json").read_bytes())


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_roster_gives_its_expected_outcome(name: str) -> None:
    try:
        sheet = read_file(ROSTERS / name)
        reviewed = review(
            sheet, find_header(sheet), bundled_agencies(), bundled_titles(), b"k" * 32
        )
        outcome = as_outcome(reviewed)
    except Refused as no:
        outcome = {"error": no.code}

    assert outcome == EXPECTED[name]


def test_the_official_letter_reads_into_whole_people() -> None:
    sheet = read_file(ROSTERS / "02_official_letter.xlsx")

    reviewed = review(sheet, find_header(sheet), bundled_agencies(), bundled_titles(), b"k" * 32)

    first = reviewed.accepted[0]
    assert first.name == "นางสาวกัญญา ปิ่นแก้ว"
    assert (first.position, first.level) == ("นักวิชาการคอมพิวเตอร์", "เชี่ยวชาญ")
    assert first.phone == "0813687460"
    assert [row.number for row in reviewed.of("skipped")] == [45, 46, 47]
