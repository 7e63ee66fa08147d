"""Somebody types in participants' mode, one key after another, until the plug is pulled.

Run with the data folder. Prints ``typed N`` once N letters stand on the screen.
"""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import sys
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions import opening
from desktop.app import Application
from desktop.store import roster
from desktop.views.kiosk.door import door
from desktop.views.kiosk.my_page import MyPage
from desktop.views.theme import new_application

LETTERS = "การออกหนังสือรับรอง "
EVERY_MS = 5


def main() -> None:
    """Open the program on a folder left in participants' mode, and type."""
    qt = new_application(sys.argv[0])
    app = Application(qt, opening.open_desk(Path(sys.argv[1])), Path(sys.argv[1]))
    app.open()
    window = door(app.ui).window
    assert window is not None
    window.unlock(roster.enrolments(app.desk.store, window.of.id)[0])
    page = window.page
    assert isinstance(page, MyPage)
    page.open_form("workflow")
    window.page.show_stop(1)  # a question that takes many lines
    keys = cycle(LETTERS)
    count = 0

    def press() -> None:
        nonlocal count
        where = QApplication.focusWidget()
        assert isinstance(where, QWidget)
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, next(keys))
        QApplication.sendEvent(where, key)
        count += 1
        os.write(1, f"typed {count}\n".encode())

    clock = QTimer(interval=EVERY_MS)
    clock.timeout.connect(press)
    clock.start()
    qt.exec()


if __name__ == "__main__":
    main()
