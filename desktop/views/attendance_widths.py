"""How the width of the register is shared among its columns."""

from __future__ import annotations

from desktop.views.attendance_model import AGENCY, FROZEN, NAME, SEAT, AttendanceModel
from desktop.views.theme import Theme

_SEAT, _CHANCE, _HERE, _THREE_DAYS = 56, 176, 140, 84
_SESSION = 104
_NAME, _AGENCY = (216, 340), (132, 260)
_ONE_DAY = 5


def widths(theme: Theme, model: AttendanceModel, room: int) -> list[int]:
    """Give every column its width: names first, then agencies, the rest to the last column."""
    fixed = [theme.px(_width(model, column)) for column in range(model.columnCount())]
    fixed[NAME], fixed[AGENCY] = theme.px(_NAME[0]), theme.px(_AGENCY[0])
    spare = max(0, room - sum(fixed))
    for column, (least, most) in ((NAME, _NAME), (AGENCY, _AGENCY)):
        more = min(spare * 3 // 5 if column == NAME else spare, theme.px(most - least))
        fixed[column] += more
        spare -= more
    if fixed:
        fixed[-1] += spare
    return fixed


def _width(model: AttendanceModel, column: int) -> int:
    if column == SEAT:
        return _SEAT
    if column < FROZEN:
        return 0
    session = model.session_at(column)
    if session is None:
        return _CHANCE
    if session.code == model.current:
        return _HERE
    return _SESSION if len(model.sessions) <= _ONE_DAY else _THREE_DAYS
