from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field


def opened(ui: Ui, qtbot: QtBot, fields: int) -> Dialog:
    dialog = Dialog(ui, None, "ถาม", confirm="ตกลง")
    for n in range(fields):
        dialog.body.addWidget(Field(ui, f"ช่อง {n}", QLineEdit()))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_a_short_dialog_shows_all_of_itself(ui: Ui, qtbot: QtBot) -> None:
    dialog = opened(ui, qtbot, 2)

    area = dialog.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0


def test_a_dialog_never_hides_its_buttons_below_the_screen(ui: Ui, qtbot: QtBot) -> None:
    dialog = opened(ui, qtbot, 30)

    area = dialog.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 0
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert dialog.confirm.geometry().bottom() < dialog.height()


def test_the_input_with_the_cursor_is_scrolled_into_view(ui: Ui, qtbot: QtBot) -> None:
    dialog = opened(ui, qtbot, 30)
    area = dialog.findChild(QScrollArea)
    assert area is not None

    last = dialog.findChildren(QLineEdit)[-1]
    qtbot.waitUntil(dialog.isActiveWindow)
    before = area.verticalScrollBar().value()
    dialog.findChildren(QLineEdit)[-2].setFocus()
    qtbot.keyClick(dialog.findChildren(QLineEdit)[-2], "\t")

    assert last.hasFocus()
    assert area.verticalScrollBar().value() > before
