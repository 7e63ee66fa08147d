"""Which key means which state, whatever keyboard layout is on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from desktop.models.attendance import KEYS, Status

# What the keys 1 to 5 give on the Thai layout: three that begin no name, two letters that may.
_SIGNS = {"ๅ": 1, "/": 2, "-": 3}
_LETTERS = {"ภ": 4, "ถ": 5}
_THAI = {digit: at for at, digit in enumerate("๐๑๒๓๔๕")}
# How far the scan code of the key 1 lies above 1, by the window system that reports it.
_SCAN_CODES = {"xcb": 9, "wayland": 9, "windows": 1}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def is_text(event: QKeyEvent) -> bool:
    """Whether a key writes something, other than a space."""
    text = event.text()
    bare = not (event.modifiers() & ~_PLAIN)
    return bare and len(text) == 1 and text.isprintable() and text != " "


def state_of(event: QKeyEvent) -> Status | None:
    """Give the state a key sets at once; ``UNMARKED`` is 0."""
    text = event.text()
    if not is_text(event):
        return None
    digit = int(text) if text in "012345" else _THAI.get(text)
    if digit is None and text in _SIGNS and _is_number_key(event, _SIGNS[text]):
        digit = _SIGNS[text]
    return None if digit is None else _state(digit)


def doubtful_state(event: QKeyEvent) -> Status | None:
    """Give the state of a key that on the Thai layout may as well begin a name (ภ, ถ)."""
    digit = _LETTERS.get(event.text()) if is_text(event) else None
    return None if digit is None else _state(digit)


def _state(digit: int) -> Status:
    return Status.UNMARKED if digit == 0 else KEYS[digit - 1]


def _is_number_key(event: QKeyEvent, digit: int) -> bool:
    """Whether a sign came from the row of digits; where the window system is silent, believe it."""
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        return False
    above = _SCAN_CODES.get(QGuiApplication.platformName())
    known = event.nativeScanCode()
    return above is None or not known or known == digit + above
