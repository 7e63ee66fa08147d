"""Colours have names; a theme is a file of names and colours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor

from desktop import resources

Shown = Literal["light", "dark", "contrast"]

STATES = ("present", "late", "excused", "absent", "makeup", "unmarked")
TINTED = (*STATES, "ok", "warning", "danger", "info", "accent")
TINT = 0.12


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, the 12 % tints (``present-tint`` …) worked out."""

    shown: Shown
    colours: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Give a colour as ``#RRGGBB``; an unknown name is our bug."""
        return self.colours[name]


def load(shown: Shown) -> Tokens:
    """Read a theme's file and add its tints."""
    colours: dict[str, str] = json.loads(resources.read("style", f"{shown}.json"))
    surface = colours["surface"]
    for name in TINTED:
        colours[f"{name}-tint"] = mix(colours[name], surface, TINT)
    return Tokens(shown, colours)


def mix(colour: str, under: str, share: float) -> str:
    """Lay ``colour`` over ``under`` at ``share`` of its strength."""
    top, low = QColor(colour), QColor(under)
    parts = zip(
        (top.red(), top.green(), top.blue()), (low.red(), low.green(), low.blue()), strict=True
    )
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)


def contrast(text: str, surface: str) -> float:
    """Measure how far two colours stand apart, from 1 to 21 (WCAG)."""
    light, dark = sorted((_luminance(text), _luminance(surface)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shade = QColor(colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (shade.redF(), shade.greenF(), shade.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def fill(
    template: str, tokens: Tokens, px: Callable[[float], int], icon: Callable[[str, str], str]
) -> str:
    """Turn the style template into a style sheet.

    ``@ink`` is a colour, ``16dp`` a length at scale 1, ``icon(check, ink)`` a recoloured icon.
    """
    template = re.sub(r"icon\(([\w-]+), ([\w-]+)\)", lambda m: icon(m[1], m[2]), template)
    template = re.sub(r"@([a-z-]+)", lambda m: tokens[m[1]], template)
    return re.sub(r"(\d+(?:\.\d+)?)dp", lambda m: f"{px(float(m[1]))}px", template)
