"""Renders every view with the demo class to PNG: both languages, both lights, two sizes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from desktop.actions import demo, opening
from desktop.app import Application
from desktop.desk import Desk
from desktop.models.wording import Language
from desktop.store import classes
from desktop.views.place import Place
from desktop.views.theme import Mode

WIDTH, HEIGHT = 1366, 768
NOW = datetime(2026, 11, 20, 11, 5, tzinfo=UTC).astimezone().replace(hour=11)
TABS = ("timetable", "roster", "attendance", "certificates", "summary")
PAGES = ("today", "classes", "people", "certificates", "reports", "settings")


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


LOOKS = (
    Look("th", "light", 1.0),
    Look("th", "dark", 1.0),
    Look("en", "light", 1.0),
    Look("en", "dark", 1.0),
    Look("th", "light", 1.5),
    Look("en", "light", 1.5),
    Look("th", "contrast", 1.0),
)


def main() -> int:
    """Render into the folder given; print each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a part of the names wanted")
    parser.add_argument("--look", default="", help="a part of the looks wanted")
    parser.add_argument("--doubled", action="store_true", help="say everything twice: what breaks?")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    qt = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        desk = _demo(Path(folder))
        app = Application(qt, desk, Path(folder))
        app.window.resize(WIDTH, HEIGHT)
        app.window.show()
        for look in LOOKS:
            if given.look in look.name:
                _wear(app, look)
                if given.doubled:
                    _double(app)
                _shoot_all(app, look, given.folder, given.only)
        app.window.close()
        app.close()
    return 0


def _demo(folder: Path) -> Desk:
    desk = opening.open_desk(folder, language="th", clock=lambda: NOW)
    desk.author = "สมศรี"
    demo.fill(desk, 4, 45)
    return desk


def _wear(app: Application, look: Look) -> None:
    app.wording.use(look.language, "thai" if look.language == "th" else "arabic")
    app.theme.set_mode(look.mode)
    app.theme.set_scale(look.scale)
    app.tell()


def _double(app: Application) -> None:
    """Say every sentence twice, to see which layouts only hold for short words."""
    words = app.wording.words
    twice = {key: f"{text} {text}" for key, text in words.catalogue.items()}
    app.wording.words = replace(words, catalogue=twice)
    app.wording.changed.emit()


def _places(app: Application) -> Iterator[tuple[str, Place]]:
    running = classes.class_by_code(app.desk.store, "T34")
    past = classes.class_by_code(app.desk.store, "T33")
    assert running is not None
    assert past is not None
    for page in PAGES:
        yield page, Place(page)
    for tab in TABS:
        yield f"class-{tab}", Place("classes", class_id=running.id, tab=tab)
    yield "past-certificates", Place("classes", class_id=past.id, tab="certificates")


def _shoot_all(app: Application, look: Look, folder: Path, only: str) -> None:
    for name, place in _places(app):
        if only in name:
            app.ui.go(place)
            _shoot(app, folder / f"{name}-{look.name}.png")
    if only in "palette":
        app.window.open_palette()
        _shoot(app, folder / f"palette-{look.name}.png")
        for dialog in app.window.findChildren(QDialog):
            dialog.close()


def _shoot(app: Application, file: Path) -> None:
    app.window.resize(WIDTH, HEIGHT)
    for _ in range(5):
        app.qt.processEvents()
        app.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    picture = app.window.grab()
    for dialog in app.window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.render(picture, dialog.geometry().topLeft() - app.window.geometry().topLeft())
    picture.save(str(file))
    print(file)


if __name__ == "__main__":
    sys.exit(main())
