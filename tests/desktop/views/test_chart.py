from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from desktop.views.chart import Chart, ChartCard
from desktop.views.chart_data import Bar, ChartData, Series
from desktop.views.ui import Message, Ui

DATA = ChartData(
    "การเข้าร่วม",
    "กิจกรรม",
    (
        Series("present", "มา", "present", "solid"),
        Series("late", "สาย", "late", "slant"),
        Series("excused", "ลา", "excused", "flat"),
        Series("absent", "ขาด", "absent", "cross"),
        Series("makeup", "ชดเชย", "makeup", "dots"),
        Series("unmarked", "ยังไม่เช็ก", "edge", "hollow"),
    ),
    (
        Bar("S01", (20, 12, 9, 8, 7, 6), "วันที่ ๑", "S01 เปิด"),
        Bar("S02", (40, 1, 1, 1, 1, 1), "วันที่ ๑"),
        Bar("S03", (0, 0, 0, 0, 0, 0), "วันที่ ๒"),
    ),
)


@pytest.fixture
def card(ui: Ui, qtbot: QtBot) -> ChartCard:
    card = ChartCard(ui, "การเข้าร่วม", 300)
    qtbot.addWidget(card)
    card.chart.set_data(DATA)
    card.resize(700, 420)
    card.show()
    return card


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }


def test_the_chart_says_itself_to_who_cannot_see_it(card: ChartCard) -> None:
    assert card.chart.accessibleName() == "การเข้าร่วม"
    said = card.chart.accessibleDescription()
    assert "S01 เปิด, มา ๒๐, สาย ๑๒" in said
    assert said.endswith("S03")


def test_every_state_is_drawn_in_its_own_colour(card: ChartCard, ui: Ui) -> None:
    seen = colours(card.chart.picture())

    for state in ("present", "late", "excused", "absent", "makeup"):
        assert ui.theme.token(state).name() in seen


def test_patterns_tell_the_states_apart_without_colour(card: ChartCard) -> None:
    grey = card.chart.picture().convertToFormat(QImage.Format.Format_Grayscale8)

    assert {series.pattern for series in DATA.series} == {
        "solid", "slant", "flat", "cross", "dots", "hollow",
    }  # fmt: skip
    assert len(colours(grey)) > 3


def test_a_click_copies_the_numbers_for_a_spreadsheet(
    card: ChartCard, ui: Ui, qtbot: QtBot
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)

    card.chart.setFocus()
    qtbot.keyClick(card.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["กิจกรรม", "มา", "สาย", "ลา", "ขาด", "ชดเชย", "ยังไม่เช็ก"]
    assert lines[1].split("\t") == ["S01 เปิด", "20", "12", "9", "8", "7", "6"]
    assert said[0].text.startswith("คัดลอกตารางแล้ว")


def test_the_picture_goes_to_the_clipboard_with_its_title(card: ChartCard, ui: Ui) -> None:
    card.chart.copy_picture()

    assert QGuiApplication.clipboard().image().size().width() == 2 * ui.theme.px(1200)


def test_arrows_walk_the_bars_and_say_each(card: ChartCard, qtbot: QtBot) -> None:
    card.chart.setFocus()
    qtbot.keyClick(card.chart, Qt.Key.Key_Right)
    assert QToolTip.text().startswith("S01 เปิด")

    for _ in range(5):
        qtbot.keyClick(card.chart, Qt.Key.Key_Right)
    assert QToolTip.text() == "S03"

    qtbot.keyClick(card.chart, Qt.Key.Key_Left)
    assert QToolTip.text().startswith("S02, มา ๔๐")


def test_the_pointer_says_the_bar_it_is_on(card: ChartCard, qtbot: QtBot) -> None:
    chart = card.chart

    def pointed() -> bool:
        qtbot.mouseMove(chart, QPoint(chart.width() // 2, chart.height() // 2))
        return QToolTip.text().startswith("S02")

    # A tip of the test before may fade just then and take this one along.
    qtbot.waitUntil(pointed)


def test_an_empty_chart_is_drawn_without_fuss(ui: Ui, qtbot: QtBot) -> None:
    chart = Chart(ui)
    qtbot.addWidget(chart)
    chart.show()

    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_A)

    assert chart.data.most == 0
    assert not chart.grab().isNull()
