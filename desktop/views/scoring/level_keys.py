"""Which level a key means, whatever keyboard layout is on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.models.rubric import TOP
from desktop.models.thai import ascii_digits

# What the keys 0 to 4 give on the Thai layout.
_THAI = dict(zip("จๅ/-ภ", range(TOP + 1), strict=True))
_NOTE = frozenset("nNืN์")
"""The key N, and what it gives on the Thai layout, plain and shifted."""
_LOOSE = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def level_of(event: QKeyEvent) -> int | None:
    """Give the level a key stands for: 0 to 4 in either digits, or the Thai letter on its key."""
    if event.modifiers() & ~_LOOSE or len(event.text()) != 1:
        return None
    text = ascii_digits(event.text())
    if text.isascii() and text.isdigit():
        level = int(text)
        return level if level <= TOP else None
    return _THAI.get(text)


def wants_note(event: QKeyEvent) -> bool:
    """Say whether a key asks for the note."""
    return not event.modifiers() & ~_LOOSE and event.text() in _NOTE and bool(event.text())
