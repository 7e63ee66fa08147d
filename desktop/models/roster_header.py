"""Which row of a sheet is the header, and which column means what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter

from desktop.models.refusal import Refused
from desktop.models.roster_content import fields_by_content, spread_name, with_untitled
from desktop.models.roster_words import DOUBTFUL, Field, field_of
from desktop.models.sheet import Sheet

_SEARCHED_ROWS = 60  # title rows above a header are few; a header farther down is none
_Weight = tuple[int, int, int]
_Meaning = tuple[Field, int] | None


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
    _, found = max(_candidates(sheet.rows), key=itemgetter(0), default=(None, None))
    if found is None:
        fields = fields_by_content(sheet.rows)
        if not fields:
            raise Refused("no_name_column", sheet=sheet.name)
        return _settle(Columns(0, 1, fields))
    header = sheet.rows[found.header_row - 1 : found.data_row - 1]
    below = sheet.rows[found.data_row - 1 :]
    fields = with_untitled(spread_name(found.fields, header, below), header, below)
    return _settle(replace(found, fields=fields))


def _candidates(rows: Sequence[Sequence[str]]) -> Iterator[tuple[_Weight, Columns]]:
    """Try each of the first rows as a header, alone and together with the one below."""
    searched = rows[: _SEARCHED_ROWS + 1]
    meanings = {cell: field_of(cell) for cell in dict.fromkeys(chain.from_iterable(searched))}
    read = [(*_fields(row, meanings), sum(bool(cell.strip()) for cell in row)) for row in searched]
    nothing: tuple[dict[int, Field], int, bool, int] = ({}, 0, False, 0)
    for number, ((above, doubt, sure, filled), under) in enumerate(
        zip(read[:_SEARCHED_ROWS], [*read[1:], nothing], strict=False), 1
    ):
        if above and (sure or len(above) > 2 or len(above) * 3 >= filled):
            yield from _weighed(Columns(number, number + 1, above), doubt)
            below, more_doubt, _, filled_below = under
            if below and len(below) * 2 >= filled_below:
                kept = {at: name for at, name in above.items() if at not in below}
                taken = set(below.values())
                both = {at: name for at, name in kept.items() if name not in taken} | dict(below)
                columns = Columns(number, number + 2, dict(sorted(both.items())))
                yield from _weighed(columns, min(doubt, more_doubt))


def _weighed(columns: Columns, doubt: int) -> Iterator[tuple[_Weight, Columns]]:
    """Prefer more columns, then surer ones (a title over the page says รายชื่อ too), then higher."""
    if columns.has_name:
        yield (len(columns.fields), -doubt, -columns.header_row), columns


def _fields(
    row: Sequence[str], meanings: Mapping[str, _Meaning]
) -> tuple[dict[int, Field], int, bool]:
    """Name the columns of a header row, how doubtful they are together, and if a name is sure.

    Of two columns that mean the same the surer one is kept, then the one with a Thai heading:
    beside it the English one holds the account that filled in a form.
    """
    best: dict[Field, tuple[int, bool, int]] = {}  # field -> how doubtful, if English, which column
    for column, cell in enumerate(row):
        if found := meanings[cell]:
            field, doubt = found
            if field not in best or (doubt, cell.isascii()) < best[field][:2]:
                best[field] = (doubt, cell.isascii(), column)
    if any(best.get(field, (DOUBTFUL,))[0] < DOUBTFUL for field in ("name", "first")):
        best = {field: found for field, found in best.items() if found[0] < DOUBTFUL}
    fields = dict(sorted((column, field) for field, (*_, column) in best.items()))
    sure = any(best.get(field, (DOUBTFUL,))[0] == 0 for field in ("name", "first"))
    return fields, sum(doubt for doubt, *_ in best.values()), sure


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
