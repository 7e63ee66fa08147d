from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.side_panel import SidePanel
from desktop.views.ui import Ui


@pytest.fixture
def panel(ui: Ui, qtbot: QtBot) -> Iterator[SidePanel]:
    page = QWidget()
    across = QHBoxLayout(page)
    panel = SidePanel(ui, QLabel("table"), QLabel("why"), "info", "Why")
    across.addWidget(panel.toggle)
    across.addWidget(panel, 1)
    qtbot.addWidget(page)
    page.resize(1400, 400)
    page.show()
    yield panel
    page.close()


def test_where_there_is_room_the_panel_stands_beside_the_table(panel: SidePanel) -> None:
    side = panel.findChildren(QLabel)[1]

    assert side.isVisible()
    assert panel.toggle.isHidden()


def test_where_it_is_cramped_the_panel_opens_when_asked_for(panel: SidePanel, qtbot: QtBot) -> None:
    side = panel.findChildren(QLabel)[1]
    panel.window().resize(900, 400)
    qtbot.waitUntil(panel.toggle.isVisible)
    before = side.isVisible()

    qtbot.keyClick(panel.toggle, Qt.Key.Key_Space)

    assert (before, side.isVisible()) == (False, True)
    assert panel.toggle.accessibleName() == "Why"


def test_a_panel_with_nothing_to_say_is_not_offered(panel: SidePanel) -> None:
    panel.want(False)

    assert panel.toggle.isHidden()
    assert not panel.findChildren(QLabel)[1].isVisible()
