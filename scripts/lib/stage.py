"""The window on a demo class at a fixed moment, and the camera in front of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions import demo, opening
from desktop.app import Application
from desktop.models.classes import Class
from desktop.models.wording import Language
from desktop.store import classes
from desktop.views.place import Place
from desktop.views.theme import Mode

WIDTH, HEIGHT = 1366, 768
NOW = datetime(2026, 11, 20, 11, 5, tzinfo=UTC).astimezone().replace(hour=11)
FOLDER = Path("ข้อมูลตัวอย่าง")
"""Relative, so that pictures show this name and not where the demo happened to be."""

W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Look:
    """One way of showing everything."""

    language: Language
    mode: Mode
    scale: float

    @property
    def name(self) -> str:
        """What its pictures are called after."""
        size = "" if self.scale == 1 else f"-{round(self.scale * 100)}"
        return f"{self.language}-{self.mode}{size}"


def screen(folder: Path) -> Path:
    """Describe a screen exactly as large as the window, so that dialogs stand in its middle."""
    file = folder / "screen.json"
    size = {"name": "demo", "x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [size | dots]}), encoding="utf-8")
    return file


class Stage:
    """A demo of its own for each look, so that what a scene changes never shows in another look."""

    def __init__(self, qt: QApplication, look: Look) -> None:
        self.look = look
        self.at = NOW
        FOLDER.mkdir()
        self.desk = opening.open_desk(
            FOLDER, language=look.language, clock=lambda: self.at, random=Random(34).randbytes
        )
        self.desk.author = "สมศรี"
        demo.fill(self.desk, 4, 45)
        self.app = Application(qt, self.desk, FOLDER)
        self.ui, self.window = self.app.ui, self.app.window
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.app.wording.use(look.language, "thai" if look.language == "th" else "arabic")
        self.app.theme.set_mode(look.mode)
        self.app.theme.set_scale(look.scale)
        self.app.tell()

    def double(self) -> None:
        """Say every sentence twice, to see which layouts only hold for short words."""
        words = self.app.wording.words
        twice = {key: f"{text} {text}" for key, text in words.catalogue.items()}
        self.app.wording.words = replace(words, catalogue=twice)
        self.app.wording.changed.emit()

    def of(self, code: str) -> Class:
        """Give a class of the demo: T34 runs today, T33 has ended, T35 comes."""
        return classes.classes_by_code(self.desk.store, code)[0]

    def go(self, page: str, code: str = "", tab: str = "") -> None:
        """Go to a page, or to a tab of a class, and let it settle."""
        self.ui.go(Place(page, class_id=self.of(code).id if code else "", tab=tab))
        self.settle()

    def find(self, kind: type[W]) -> W:
        """Give the widget of a kind that is on screen now."""
        return next(w for w in self.window.findChildren(kind) if w.isVisible())

    def wait(self, hours: float) -> None:
        """Let time pass."""
        self.at += timedelta(hours=hours)

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let everything that was asked for happen, and go on until something is true."""
        rounds = 0
        while rounds < 6 or not until():
            rounds += 1
            self.app.qt.processEvents()
            self.app.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def clear(self) -> None:
        """Close everything that stands over the window."""
        for widget in self._over():
            widget.close()
        self.window.toast.hide()
        self.window.resize(WIDTH, HEIGHT)
        self.settle()

    def picture(self) -> QPixmap:
        """Take the window with what stands over it."""
        self.settle()
        picture = self.window.grab()
        corner = self.window.mapToGlobal(QPoint(0, 0))
        painter = QPainter(picture)
        for widget in self._over():
            at = widget.mapToGlobal(QPoint(0, 0)) - corner
            painter.drawPixmap(at, widget.grab())
            painter.setPen(self.ui.theme.token("line"))
            painter.drawRect(widget.rect().translated(at).adjusted(-1, -1, 0, 0))
        painter.end()
        return picture

    def close(self) -> None:
        """Put everything away."""
        self.clear()
        self.window.close()
        self.app.close()

    def _over(self) -> list[QWidget]:
        tops = self.app.qt.topLevelWidgets()
        return [w for w in tops if w.isVisible() and w is not self.window and w.isWindow()]
