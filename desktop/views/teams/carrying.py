"""Moving a person by keys alone: where the aim stands, and where an arrow takes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt

_KEY = Qt.Key


@dataclass(frozen=True, slots=True)
class Carry:
    """A person picked up. Place 0 is no group, the groups follow; they stand in ``columns``."""

    person: str
    at: int
    places: int
    columns: int = 1

    def moved(self, key: int) -> Carry:
        """Aim elsewhere by an arrow; the edges stop it."""
        aimed = {
            _KEY.Key_Left: self.at - 1,
            _KEY.Key_Right: self.at + 1,
            _KEY.Key_Up: self._above(),
            _KEY.Key_Down: self.at + self.columns if self.at else self.at,
            _KEY.Key_Home: 0,
            _KEY.Key_End: self.places - 1,
        }.get(_KEY(key), self.at)
        return replace(self, at=aimed) if 0 <= aimed < self.places else self

    def _above(self) -> int:
        return self.at - self.columns if self.at > self.columns else self.at


def number_of(key: int) -> int | None:
    """Give the group a number key names, 0 for none; nothing for another key."""
    number = key - _KEY.Key_0
    return number if 0 <= number <= 9 else None
