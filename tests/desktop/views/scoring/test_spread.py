from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from desktop.actions.rubrics import shipped
from desktop.models.scoring import Cell, Sheet
from desktop.views.scoring.spread_chart import SpreadCard
from desktop.views.scoring.spread_data import Spread, SpreadData, row_sentence, spread_of
from desktop.views.scoring.spread_paint import ground
from desktop.views.ui import Ui


def sheet(scorer: str, *levels: int) -> Sheet:
    rubric = shipped()
    codes = [c.code for c in rubric.criteria]
    cells = {code: Cell(level) for code, level in zip(codes, levels, strict=True)}
    return Sheet(scorer, "p", scorer, rubric, cells, locked_at="2026-12-03T03:00:00Z")


@pytest.fixture
def data(ui: Ui) -> SpreadData:
    sheets = [sheet("a", 4, 3, 3, 2, 3, 4), sheet("b", 1, 3, 2, 2, 3, 4)]
    return spread_of("P01", sheets, ["Scorer 11", "Scorer 62"], shipped(), ui.words)


@pytest.fixture
def card(ui: Ui, data: SpreadData, qtbot: QtBot) -> SpreadCard:
    card = SpreadCard(ui, "How far apart")
    qtbot.addWidget(card)
    card.chart.set_data(data)
    card.resize(700, 400)
    card.show()
    qtbot.waitUntil(card.isActiveWindow)
    return card


def test_each_criterion_has_its_range_and_two_levels_apart_are_wide(data: SpreadData) -> None:
    ranges = [(row.code, row.low, row.high, row.wide) for row in data.rows]

    assert ranges[:3] == [("C1", 1, 4, True), ("C2", 3, 3, False), ("C3", 2, 3, False)]


def test_a_row_is_said_in_words(data: SpreadData, ui: Ui) -> None:
    said = [row_sentence(row, ui.words) for row in data.rows[:3]]

    assert said[0].endswith("levels 1 to 4, 3 apart, worth talking about")
    assert said[1].endswith("all gave level 3")
    assert said[2].endswith("levels 2 to 3, 1 apart")


def test_the_table_takes_one_column_a_scorer(card: SpreadCard) -> None:
    card.table.click()

    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0] == ["Criterion", "Scorer 11", "Scorer 62", "Lowest", "Highest"]
    assert lines[1] == ["C1 Workflow analysis and synthesis", "4", "1", "1", "4"]


def test_the_picture_is_copied_with_its_title(card: SpreadCard) -> None:
    card.picture.click()

    image = QGuiApplication.clipboard().image()
    assert not image.isNull()
    assert image.width() > image.height()


def test_copying_by_key_takes_the_table(card: SpreadCard, qtbot: QtBot) -> None:
    card.chart.setFocus()

    qtbot.keyClick(card.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().startswith("Criterion\t")


def test_arrows_walk_the_rows_and_say_them(card: SpreadCard, qtbot: QtBot) -> None:
    card.chart.setFocus()

    for _ in range(2):
        qtbot.keyClick(card.chart, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: QToolTip.text().startswith("C2 "))
    qtbot.keyClick(card.chart, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: QToolTip.text().startswith("C1 "))


def test_the_pointer_lights_the_row_below_it(card: SpreadCard, ui: Ui, qtbot: QtBot) -> None:
    line = ground(card.chart.box(), ui.theme).line(3)

    QTest.mouseMove(card.chart, line.center().toPoint())

    qtbot.waitUntil(lambda: card.chart._lit == 3)


def test_the_chart_is_said_to_those_who_cannot_see_it(card: SpreadCard) -> None:
    assert "worth talking about" in card.chart.accessibleDescription()


def test_a_higher_level_stands_further_to_the_right(card: SpreadCard, ui: Ui) -> None:
    where = ground(card.chart.box(), ui.theme)

    places = [where.x(level) for level in range(5)]

    assert places == sorted(set(places))
    assert where.bars.contains(QPointF(places[4] - 1, where.bars.top() + 1))


def test_how_many_gave_a_level_is_counted() -> None:
    assert Spread("C1", "x", (3, 1, 3, 3)).given == {1: 1, 3: 3}
