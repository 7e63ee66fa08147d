from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.theme import Theme
from desktop.views.ui import Ui


def test_a_change_of_theme_is_told_and_gives_other_colours(ui: Ui, qtbot: QtBot) -> None:
    before = ui.theme.token("paper").name()

    with qtbot.waitSignal(ui.theme.changed):
        ui.theme.set_mode("dark")

    assert ui.theme.token("paper").name() != before


def test_lengths_and_fonts_follow_the_scale(ui: Ui) -> None:
    ui.theme.set_scale(1.5)

    assert (ui.theme.px(16), ui.theme.row, ui.theme.font().pixelSize()) == (24, 66, 24)


def test_the_scale_stays_within_its_bounds(ui: Ui) -> None:
    ui.theme.set_scale(9)
    largest = ui.theme.scale
    ui.theme.set_scale(0.1)

    assert (largest, ui.theme.scale) == (2.0, 0.8)


def test_zooming_by_nothing_goes_back_to_normal(ui: Ui) -> None:
    ui.theme.zoom(3)
    larger = ui.theme.scale
    ui.theme.zoom(0)

    assert (larger, ui.theme.scale) == (1.3, 1.0)


def test_touch_gives_targets_room_for_a_finger(ui: Ui) -> None:
    ui.theme.set_touch(True)

    assert (ui.theme.target, ui.theme.row) == (48, 48)


def test_the_system_theme_is_one_of_the_two(qapp: QApplication) -> None:
    assert Theme("system").shown in ("light", "dark")


def test_the_bundled_face_is_used_with_digits_of_one_width(ui: Ui) -> None:
    metrics = QFontMetrics(ui.theme.font())

    widths = {metrics.horizontalAdvance(digit) for digit in "0123456789"}

    assert "Sarabun" in QFontDatabase.families()
    assert len(widths) == 1


def test_a_row_is_higher_than_the_tallest_stack_of_marks(ui: Ui) -> None:
    metrics = QFontMetrics(ui.theme.font())

    assert metrics.tightBoundingRect("ป็ผื้ญู๋ฎี่").height() + 8 < ui.theme.row
