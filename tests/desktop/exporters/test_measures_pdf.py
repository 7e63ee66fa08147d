from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop import resources
from desktop.exporters.flow_page import Flow
from desktop.exporters.measures_pdf import amount, measures_table, yearly_words
from desktop.exporters.page import About
from desktop.models.wording import Words
from desktop.models.workflow import Measures, Totals

ENGLISH = Words("en", resources.catalogue("en"))
THAI = Words("th", resources.catalogue("th"), "thai")


@pytest.mark.parametrize(
    ("figure", "value", "said"),
    [
        ("steps", 1_234, "1,234"),
        ("steps", -2, "−2"),
        ("work_min", 150, "2 hours 30 minutes"),
        ("work_min", -30, "−30 minutes"),
        ("wait_min", 2880, "2 days"),
        ("satang", 12_345_050, "123,450.50 baht"),
        ("satang", -100, "−1 baht"),
        ("trips", None, "–"),
    ],
)
def test_a_figure_has_its_unit(figure: str, value: int | None, said: str) -> None:
    assert amount(ENGLISH, figure, value) == said


def test_work_of_a_year_is_told_in_hours_and_in_thai_digits() -> None:
    assert yearly_words(THAI, "work_min", 24_000) == "๔๐๐ ชั่วโมง"
    assert yearly_words(THAI, "work_min", -90) == "−๑.๕ ชั่วโมง"
    assert yearly_words(THAI, "sheets", 4_800) == "๔,๘๐๐"
    assert yearly_words(THAI, "sheets", None) == "–"


def test_a_loss_says_so_in_words(text_of: Callable[[bytes], list[str]]) -> None:
    before, after = Totals(3, 60, 0, 2), Totals(4, 90, 0, 1, 500, 0)
    saved = Totals(-1, -30, 0, 1)
    flow = Flow(About("", "", ""), lambda page, pages: ("", ""))
    measures_table(flow, Measures(before, after, saved), ENGLISH)

    (read,) = text_of(flow.save())

    assert read.count(ENGLISH("paper.lost")) == 2
    assert "−33.33" in read
    assert "−50.00" in read
