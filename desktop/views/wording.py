"""The language and digits on screen, changed without a restart."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop import resources
from desktop.models.refusal import Fault, Refused
from desktop.models.wording import Digits, Language, Words


class Wording(QObject):
    """Holds the words now in use and says when they are others."""

    changed = Signal()

    def __init__(self, language: Language = "th", digits: Digits = "thai") -> None:
        super().__init__()
        self.words = Words(language, resources.catalogue(language), digits)

    def use(self, language: Language | None = None, digits: Digits | None = None) -> None:
        """Speak another language or write other digits from now on."""
        language = language or self.words.language
        digits = digits or self.words.digits
        if (language, digits) == (self.words.language, self.words.digits):
            return
        self.words = Words(language, resources.catalogue(language), digits)
        self.changed.emit()

    def sentence(self, no: Refused | Fault) -> str:
        """Say in words why a rule refused, or how the world failed."""
        return self.words.sentence(no)
