"""How the width of the register is shared among its columns."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF

from desktop.models.attendance import KEYS, Mark, Status
from desktop.models.wording import Words
from desktop.views.attendance_model import AGENCY, NAME, AttendanceModel
from desktop.views.attendance_words import short_words
from desktop.views.theme import Theme

_SEAT, _CHANCE, _HERE, _SESSION = 64, 176, 140, 96
_AROUND = 45
"""What stands beside the words of a cell: margins, the shape and its gap."""
_NAME, _AGENCY = (216, 340), (132, 260)


def widths(theme: Theme, words: Words, model: AttendanceModel, room: int) -> list[int]:
    """Give every column its width: names first, then agencies, the rest to the last column."""
    word = _longest_word(theme, words)
    fixed = [max(theme.px(w), word if w == _SESSION else 0) for w in _least(model)]
    fixed[NAME], fixed[AGENCY] = theme.px(_NAME[0]), theme.px(_AGENCY[0])
    spare = max(0, room - sum(fixed))
    for column, (least, most) in ((NAME, _NAME), (AGENCY, _AGENCY)):
        more = min(spare * 3 // 5 if column == NAME else spare, theme.px(most - least))
        fixed[column] += more
        spare -= more
    if fixed:
        fixed[-1] += spare
    return fixed


def _least(model: AttendanceModel) -> list[int]:
    here = model.current
    sessions = [_HERE if s.code == here else _SESSION for s in model.sessions]
    return [_SEAT, 0, 0, *sessions, _CHANCE]


def _longest_word(theme: Theme, words: Words) -> int:
    """Measure the widest state with its minutes, so that no cell of the register is cut."""
    metrics = QFontMetricsF(theme.font("body"))
    said = [short_words(words, Mark(status)) for status in KEYS]
    said.append(short_words(words, Mark(Status.LATE, minutes=15)))
    return round(max(map(metrics.horizontalAdvance, said))) + theme.px(_AROUND)
