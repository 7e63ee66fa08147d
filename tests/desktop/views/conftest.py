from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.models.wording import Language
from desktop.views.live import Live
from desktop.views.main_window import MainWindow
from desktop.views.theme import Mode, Theme
from desktop.views.ui import Ui
from desktop.views.wording import Wording

MakeUi = Callable[..., Ui]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the screenless platform say what it cannot do; every other Qt warning fails."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def make_ui(qapp: QApplication) -> Iterator[MakeUi]:
    """Build the interface without a desk; give ``desk=`` where a view acts on one."""
    made: list[Ui] = []

    def make(
        desk: object = None, language: Language = "th", mode: Mode = "light", scale: float = 1.0
    ) -> Ui:
        theme = Theme(mode, scale)
        theme.apply(qapp)
        wording = Wording(language, "thai" if language == "th" else "arabic")
        made.append(Ui(cast("Desk", desk or SimpleNamespace()), wording, theme, Live()))
        return made[-1]

    yield make
    for ui in made:
        ui.background.close()
        ui.theme.release()


@pytest.fixture
def ui(make_ui: MakeUi) -> Ui:
    return make_ui()


@pytest.fixture
def window(ui: Ui, qtbot: QtBot) -> MainWindow:
    window = MainWindow(ui)
    qtbot.addWidget(window)
    window.show()
    return window
