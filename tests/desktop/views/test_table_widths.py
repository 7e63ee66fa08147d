from __future__ import annotations

from desktop.views.table_model import Column
from desktop.views.table_widths import fitted
from desktop.views.ui import Ui

COLUMNS = (
    Column("seat", "s", 60, text=str),
    Column("name", "n", 200, text=str, grows=True),
    Column("agency", "a", 300, text=str),
)
BASE = [60, 200, 300]


def test_short_names_leave_the_widths_as_they_are(ui: Ui) -> None:
    assert fitted(COLUMNS, BASE, ["ก"], 900, ui.theme) == BASE


def test_a_long_name_gets_the_room_it_needs_up_to_half_as_much_again(ui: Ui) -> None:
    assert fitted(COLUMNS, BASE, ["ยาว" * 60], 900, ui.theme) == [60, 300, 300]


def test_a_sliver_of_a_column_goes_to_the_names(ui: Ui) -> None:
    assert fitted(COLUMNS, BASE, ["ก"], 290, ui.theme) == [60, 230, 300]


def test_a_column_that_can_be_read_in_part_stays_in_view(ui: Ui) -> None:
    assert fitted(COLUMNS, BASE, ["ก"], 460, ui.theme) == BASE


def test_a_hidden_column_of_names_does_not_grow(ui: Ui) -> None:
    assert fitted(COLUMNS, [60, 0, 300], ["ยาว" * 60], 290, ui.theme) == [60, 0, 300]
