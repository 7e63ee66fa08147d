"""Columns of a roster told by what stands in them, where their heading is missing or vague."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desktop.models.roster_words import Field

_Rows = Sequence[Sequence[str]]
_Fields = Mapping[int, Field]

_SAMPLE_ROWS = 40
_MOST = 0.6  # of the filled cells of a column must look alike
_COMMON_TITLE = re.compile(r"นาย|นางสาว|นาง|น\.\s?ส\.|ดร\.|ว่าที่.*|mr\.?|mrs\.?|miss|ms\.?", re.I)
_NAME_WITH_TITLE = re.compile(
    r"(?:[0-9๐-๙]{1,4}\s*[.)]?\s*)?(?:นาย|นางสาว|นาง|น\.\s?ส\.|ว่าที่)\s*[ก-ฮเแโใไ][ก-๎]+\s+\S.*"
)
_WORDS = re.compile(r"[ก-๎. A-Za-z]+")
_CONTENT: tuple[tuple[Field, re.Pattern[str]], ...] = (
    ("seq", re.compile("[0-9๐-๙]{1,4}[.)]?")),
    ("citizen_id", re.compile("[0-9๐-๙](?:[- ]?[0-9๐-๙]){12}")),
    ("phone", re.compile("0?[0-9](?:[- ]?[0-9]){7,8}")),
    ("email", re.compile(r"\S+@\S+")),
    ("agency", re.compile("(?:สำนัก|สนข|เขต).*")),
)


def spread_name(fields: _Fields, header: _Rows, below: _Rows) -> _Fields:
    """Read a name heading merged over two or three columns as their parts."""
    at = next((column for column, field in fields.items() if field == "name"), None)
    if at is None or {"first", "last"} & set(fields.values()):
        return fields
    sample = below[:_SAMPLE_ROWS]
    width = 1
    while width < 3 and at + width not in fields and _is_name_part(header, sample, at + width):
        width += 1
    if width == 1:
        return fields
    titled = _share(sample, at, _COMMON_TITLE) > 0.5
    parts: dict[tuple[int, bool], tuple[Field, ...]] = {
        (2, True): ("title", "name"), (2, False): ("first", "last"),
        (3, True): ("title", "first", "last"), (3, False): ("first", "last"),
    }  # fmt: skip
    return dict(sorted({**fields, **dict(enumerate(parts[width, titled], at))}.items()))


def with_untitled(fields: _Fields, header: _Rows, below: _Rows) -> _Fields:
    """Add the columns without a heading that plainly hold numbers, addresses or agencies.

    A staff number that has thirteen digits is the citizen number, whatever its heading says.
    """
    sample = below[:_SAMPLE_ROWS]
    known = {**fields}
    for column in range(max(map(len, sample), default=0)):
        if column not in fields and not any(_cell(row, column) for row in header):
            field = _field_of_content(sample, column)
            if field is not None and field not in known.values():
                known[column] = field
        elif fields.get(column) == "employee_no" and "citizen_id" not in known.values():
            field = _field_of_content(sample, column)
            known[column] = "citizen_id" if field == "citizen_id" else "employee_no"
    return dict(sorted(known.items()))


def fields_by_content(rows: _Rows) -> _Fields:
    """Recognise columns of a sheet without header: names with titles, or titles and two names."""
    sample = rows[:_SAMPLE_ROWS]
    for column in range(max(map(len, sample), default=0)):
        if _share(sample, column, _NAME_WITH_TITLE) > _MOST:
            whole: dict[int, Field] = {column: "name"}
            return _contacts(sample) | whole
        if _share(sample, column, _COMMON_TITLE) > _MOST:
            parts: dict[int, Field] = {column: "title", column + 1: "first", column + 2: "last"}
            return _contacts(sample) | parts
    return {}


def _contacts(sample: _Rows) -> dict[int, Field]:
    found: dict[int, Field] = {}
    for column in range(max(map(len, sample))):
        field = _field_of_content(sample, column)
        if field is not None and field not in found.values():
            found[column] = field
    return found


def _field_of_content(sample: _Rows, column: int) -> Field | None:
    fitting = (field for field, pattern in _CONTENT if _share(sample, column, pattern) > _MOST)
    return next(fitting, None)


def _is_name_part(header: _Rows, sample: _Rows, column: int) -> bool:
    untitled = not any(_cell(row, column) for row in header)
    return untitled and _share(sample, column, _WORDS) > 0.5


def _share(rows: _Rows, column: int, pattern: re.Pattern[str]) -> float:
    """Say what part of a column's filled cells the pattern covers."""
    filled = [text for row in rows if (text := _cell(row, column))]
    return sum(bool(pattern.fullmatch(text)) for text in filled) / len(filled) if filled else 0


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
