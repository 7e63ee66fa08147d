"""What is said before there is a window: why it cannot open, and how to get back to work."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QMessageBox

from desktop.models.refusal import Fault
from desktop.models.wording import Words

Choice = Literal["restore", "anew", "quit"]


def tell(words: Words, fault: Fault) -> None:
    """Say why the program cannot open these data."""
    box = _box(words, QMessageBox.Icon.Warning, words(f"fault.{fault.code}", **fault.details))
    box.addButton(words("startup.quit"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask_restore(words: Words, backed_up: str) -> Choice:
    """Ask how to go on with a damaged store; ``backed_up`` is when the last good backup was made.

    An empty ``backed_up`` means there is none to go back to.
    """
    box = _box(words, QMessageBox.Icon.Warning, words("startup.damaged"))
    info = words("startup.backup", at=backed_up) if backed_up else words("startup.no-backup")
    box.setInformativeText(info)
    restore = None
    if backed_up:
        restore = box.addButton(words("startup.restore"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(restore)
    anew = box.addButton(words("startup.anew"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(words("startup.quit"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    chosen = box.clickedButton()
    if restore is not None and chosen is restore:
        return "restore"
    return "anew" if chosen is anew else "quit"


def _box(words: Words, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(icon, words("frame.program"), text)
    box.setAccessibleName(text)
    return box
