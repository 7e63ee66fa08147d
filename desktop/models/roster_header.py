"""Which row of a sheet is the header, and which column means what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.models.refusal import Refused
from desktop.models.roster_words import DOUBTFUL, Field, field_of
from desktop.models.sheet import Sheet

_SEARCHED_ROWS = 60  # title rows above a header are few; a header farther down is none
_SAMPLE_ROWS = 40
_COMMON_TITLE = re.compile(r"นาย|นางสาว|นาง|น\.\s?ส\.|ดร\.|ว่าที่.*|mr\.?|mrs\.?|miss|ms\.?", re.I)
_NAME_WITH_TITLE = re.compile(r"(?:นาย|นางสาว|นาง|น\.\s?ส\.|ว่าที่)\s*[ก-ฮเแโใไ][ก-๎]+\s+\S.*")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, as found or as a person corrected it.

    ``header_row`` counts from 1 and is 0 when the sheet has none; people are sought from
    ``data_row`` on. A column that is not in ``fields`` is not read.
    """

    header_row: int
    data_row: int
    fields: Mapping[int, Field]

    def column(self, field: Field) -> int | None:
        """Give the column of a field, or None."""
        return next((column for column, name in self.fields.items() if name == field), None)

    def with_field(self, column: int, field: Field | None) -> Columns:
        """Give the same with one column changed; the field leaves the column it had before."""
        fields = {at: name for at, name in self.fields.items() if at != column and name != field}
        if field is not None:
            fields[column] = field
        return replace(self, fields=dict(sorted(fields.items())))

    @property
    def has_name(self) -> bool:
        """Whether people can be read at all: a full name or a first name has its column."""
        return bool({"name", "first"} & set(self.fields.values()))


def find_header(sheet: Sheet) -> Columns:
    """Find the header wherever it stands, over one row or two, in Thai or English.

    Without any header the columns are told by their content, if it is plain enough. Refused as
    ``no_name_column`` when no column holds names.
    """
    found = max(_candidates(sheet.rows), key=_weight, default=None)
    if found is None:
        found = _by_content(sheet.rows)
    if found is None:
        raise Refused("no_name_column", sheet=sheet.name)
    return _settle(_spread_name(found, sheet.rows))


def _candidates(rows: Sequence[Sequence[str]]) -> Iterator[Columns]:
    """Try each of the first rows as a header, alone and together with the one below."""
    for number, row in enumerate(rows[:_SEARCHED_ROWS], 1):
        above = _fields(row)
        filled = sum(bool(cell.strip()) for cell in row)
        if above and (len(above) > 2 or len(above) * 3 >= filled):
            yield from _with_name(Columns(number, number + 1, above))
            under = rows[number] if number < len(rows) else ()
            below = _fields(under)
            if below and len(below) * 2 >= sum(bool(cell.strip()) for cell in under):
                kept = {at: name for at, name in above.items() if at not in below}
                taken = set(below.values())
                both = {at: name for at, name in kept.items() if name not in taken} | dict(below)
                yield from _with_name(Columns(number, number + 2, dict(sorted(both.items()))))


def _with_name(columns: Columns) -> Iterator[Columns]:
    if columns.has_name:
        yield columns


def _weight(columns: Columns) -> tuple[int, int]:
    return len(columns.fields), -columns.header_row


def _fields(row: Sequence[str]) -> dict[int, Field]:
    """Name the columns of a header row; of two that mean the same the surer one is kept."""
    best: dict[Field, tuple[int, int]] = {}  # field -> how doubtful, which column
    for column, cell in enumerate(row):
        if found := field_of(cell):
            field, doubt = found
            if field not in best or doubt < best[field][0]:
                best[field] = (doubt, column)
    if any(best.get(field, (DOUBTFUL,))[0] < DOUBTFUL for field in ("name", "first")):
        best = {field: found for field, found in best.items() if found[0] < DOUBTFUL}
    return {column: field for field, (_, column) in sorted(best.items(), key=lambda b: b[1][1])}


def _settle(columns: Columns) -> Columns:
    """Decide what ชื่อ and ชื่อสกุล mean by their neighbours.

    ชื่อสกุล is the surname beside a column of first names, else the whole name; ชื่อ or Name is the
    first name beside a column of surnames, else the whole name too.
    """
    fields = dict(columns.fields)
    present = set(fields.values())
    for column, field in fields.items():
        if field == "name" and "first" in present and "last" not in present:
            fields[column] = "last"
        elif field == "name" and "last" in present and "first" not in present:
            fields[column] = "first"
        elif field == "first" and not {"last", "name"} & present:
            fields[column] = "name"
    return replace(columns, fields=fields)


def _spread_name(columns: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """Read a name heading merged over two or three columns as their parts."""
    at = columns.column("name")
    if at is None or {"first", "last"} & set(columns.fields.values()):
        return columns
    sample = rows[columns.data_row - 1 : columns.data_row - 1 + _SAMPLE_ROWS]
    width = 1
    while (
        width < 3 and at + width not in columns.fields and _is_name_part(rows, columns, at + width)
    ):
        width += 1
    if width == 1:
        return columns
    titled = _share(sample, at, _COMMON_TITLE) > 0.5
    parts: dict[tuple[int, bool], tuple[Field, ...]] = {
        (2, True): ("title", "name"), (2, False): ("first", "last"),
        (3, True): ("title", "first", "last"), (3, False): ("first", "last"),
    }  # fmt: skip
    spread = dict(enumerate(parts[width, titled], at))
    return replace(columns, fields=dict(sorted({**columns.fields, **spread}.items())))


def _is_name_part(rows: Sequence[Sequence[str]], columns: Columns, column: int) -> bool:
    header = rows[columns.header_row - 1 : columns.data_row - 1]
    sample = rows[columns.data_row - 1 : columns.data_row - 1 + _SAMPLE_ROWS]
    untitled = not any(_cell(row, column) for row in header)
    return untitled and _share(sample, column, re.compile(r"[ก-๎. A-Za-z]+")) > 0.5


def _by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Recognise columns of a sheet without header: names with titles, or titles and two names."""
    sample = rows[:_SAMPLE_ROWS]
    for column in range(max(map(len, sample), default=0)):
        if _share(sample, column, _NAME_WITH_TITLE) > 0.6:
            whole: dict[int, Field] = {column: "name"}
            return Columns(0, 1, _contacts(sample) | whole)
        if _share(sample, column, _COMMON_TITLE) > 0.6:
            parts: dict[int, Field] = {column: "title", column + 1: "first", column + 2: "last"}
            return Columns(0, 1, _contacts(sample) | parts)
    return None


_CONTENT: tuple[tuple[Field, re.Pattern[str]], ...] = (
    ("seq", re.compile("[0-9๐-๙]{1,4}")),
    ("citizen_id", re.compile("[0-9๐-๙](?:[- ]?[0-9๐-๙]){12}")),
    ("phone", re.compile("0?[0-9](?:[- ]?[0-9]){7,8}")),
    ("email", re.compile(r"\S+@\S+")),
    ("agency", re.compile("(?:สำนัก|สนข|เขต).*")),
)


def _contacts(sample: Sequence[Sequence[str]]) -> dict[int, Field]:
    found: dict[int, Field] = {}
    for field, pattern in _CONTENT:
        for column in range(max(map(len, sample))):
            if column not in found and _share(sample, column, pattern) > 0.6:
                found[column] = field
                break
    return found


def _share(rows: Sequence[Sequence[str]], column: int, pattern: re.Pattern[str]) -> float:
    """Say what part of a column's filled cells the pattern covers."""
    filled = [text for row in rows if (text := _cell(row, column))]
    return sum(bool(pattern.fullmatch(text)) for text in filled) / len(filled) if filled else 0


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
