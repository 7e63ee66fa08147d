"""How everything looks: colours, sizes and type, changed while the program runs."""

from __future__ import annotations

import atexit
from functools import cache
from typing import Literal, cast

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop import resources
from desktop.views import tokens
from desktop.views.icons import recoloured

Mode = Literal["light", "dark", "contrast", "system"]
Role = Literal["body", "small", "section", "title", "strong", "figure", "answer"]

SMALLEST, LARGEST, STEP = 0.8, 2.0, 0.1
ROW, TARGET, TOUCH = 44, 40, 48

_TYPE: dict[Role, tuple[int, QFont.Weight]] = {
    "body": (16, QFont.Weight.Normal),
    "small": (14, QFont.Weight.Normal),
    "strong": (16, QFont.Weight.DemiBold),
    "section": (20, QFont.Weight.DemiBold),
    "title": (28, QFont.Weight.DemiBold),
    "figure": (28, QFont.Weight.DemiBold),
    "answer": (32, QFont.Weight.DemiBold),
}


_STYLE = "house-style"


def new_application(name: str) -> QApplication:
    """Make the application in the style of the house; to set it afterwards takes 5 ms longer."""
    app = QApplication([name, "-style", "fusion"])
    app.setProperty(_STYLE, True)
    return app


class Theme(QObject):
    """Colours by name, lengths at the person's scale, fonts by role.

    Everything that paints asks here at paint time and repaints on ``changed``.
    """

    changed = Signal()

    def __init__(self, mode: Mode = "system", scale: float = 1.0, touch: bool = False) -> None:
        super().__init__()
        self.mode: Mode = mode
        self.scale = _within(scale)
        self.touch = touch
        self._app: QApplication | None = None
        self._tokens = tokens.load(self.shown)
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[Role, QFont] = {}

    @property
    def shown(self) -> tokens.Shown:
        """The theme on screen now, ``system`` resolved."""
        if self.mode != "system":
            return self.mode
        app = cast("QApplication | None", QApplication.instance())
        dark = app is not None and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    @property
    def row(self) -> int:
        """The height of a table row."""
        return self.px(TOUCH if self.touch else ROW)

    @property
    def target(self) -> int:
        """The least height of anything to press."""
        return self.px(TOUCH if self.touch else TARGET)

    def apply(self, app: QApplication) -> None:
        """Dress the application, and follow the system from now on."""
        self._app = app
        if app.property(_STYLE) is None:
            app.setStyle("Fusion")
        _register_fonts()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._dress()

    def release(self) -> None:
        """Let go of the application: another theme takes over."""
        if self._app is not None:
            self._app.styleHints().colorSchemeChanged.disconnect(self._system_changed)
            self._app = None

    def set_mode(self, mode: Mode) -> None:
        """Show another theme."""
        self.mode = mode
        self._dress()

    def set_scale(self, scale: float) -> None:
        """Show everything larger or smaller, from 0.8 to 2."""
        self.scale = _within(scale)
        self._dress()

    def set_touch(self, touch: bool) -> None:
        """Give every target room for a finger."""
        self.touch = touch
        self._dress()

    def zoom(self, steps: int) -> None:
        """Go larger or smaller by steps; 0 steps go back to normal."""
        self.set_scale(self.scale + steps * STEP if steps else 1.0)

    def token(self, name: str) -> QColor:
        """Give the colour called ``name``."""
        if name not in self._colours:
            self._colours[name] = QColor(self._tokens[name])
        return self._colours[name]

    def px(self, length: float) -> int:
        """Give a length at the person's scale."""
        return max(1, round(length * self.scale)) if length else 0

    def font(self, role: Role = "body") -> QFont:
        """Give the font of a role in the type scale; copy it before changing it."""
        if role not in self._fonts:
            size, weight = _TYPE[role]
            font = QFont("Sarabun")
            font.setPixelSize(self.px(size))
            font.setWeight(weight)
            self._fonts[role] = font
        return self._fonts[role]

    def style_sheet(self) -> str:
        """Give the style sheet of the theme on screen."""
        template = resources.read("style", "app.qss").decode()
        target = str(TOUCH if self.touch else TARGET)
        return tokens.fill(template.replace("$target", target), self._tokens, self.px, self._mark)

    def _dress(self) -> None:
        self._tokens = tokens.load(self.shown)
        self._colours.clear()
        self._fonts.clear()
        if self._app is not None:
            self._wear(self._app, self.style_sheet())
        self.changed.emit()

    def _wear(self, app: QApplication, sheet: str) -> None:
        """Dress the application, unless it wears just this: every widget would be styled anew."""
        if app.styleSheet() == sheet and app.font() == self.font():
            return
        app.setFont(self.font())
        app.setPalette(self._palette())
        app.setStyleSheet(sheet)

    def _system_changed(self) -> None:
        if self.mode == "system":
            self._dress()

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for name, roles in _PALETTE.items():
            for each in roles:
                palette.setColor(each, self.token(name))
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, each, self.token("muted"))
        return palette

    def _mark(self, name: str, token: str) -> str:
        """Write a recoloured icon where a style sheet can reach it: it reads files only."""
        colour = self._tokens[token]
        file = f"{name}-{colour[1:]}.svg"
        where = _marks().filePath(file)
        with open(where, "wb") as out:  # noqa: PTH123 (a plain path from Qt, written once)
            out.write(recoloured(name, colour))
        return f'url("{where}")'


@cache
def _marks() -> QTemporaryDir:
    """Give the folder of recoloured icons: it outlives every theme whose style sheet names it."""
    folder = QTemporaryDir()
    atexit.register(folder.remove)
    return folder


_ROLE = QPalette.ColorRole
_PALETTE: dict[str, tuple[QPalette.ColorRole, ...]] = {
    "paper": (_ROLE.Window,),
    "surface": (_ROLE.Base, _ROLE.Button, _ROLE.AlternateBase, _ROLE.Light),
    "line": (_ROLE.Mid, _ROLE.Midlight, _ROLE.Dark, _ROLE.Shadow),
    "ink": (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.BrightText),
    "muted": (_ROLE.PlaceholderText,),
    "accent": (_ROLE.Highlight, _ROLE.Link, _ROLE.LinkVisited, _ROLE.Accent),
    "on-accent": (_ROLE.HighlightedText,),
    "tip": (_ROLE.ToolTipBase,),
    "on-tip": (_ROLE.ToolTipText,),
}


def _within(scale: float) -> float:
    return min(LARGEST, max(SMALLEST, round(scale, 2)))


def _register_fonts() -> None:
    if "Sarabun" not in QFontDatabase.families():
        for weight in ("Regular", "Medium", "SemiBold", "Bold"):
            QFontDatabase.addApplicationFont(str(resources.path("fonts", f"Sarabun-{weight}.ttf")))
