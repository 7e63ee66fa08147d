"""Delimited text in whatever encoding and with whatever separator it was saved."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import Literal

from desktop.models.mojibake import repair_mojibake
from desktop.models.refusal import Refused
from desktop.models.sheet import Sheet

_BOMS = (  # the longer first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_THAI = re.compile("[ก-๛]")
_WESTERN = re.compile("[\x00-\u024f\u2010-\u2026\u20ac]*")
_JUNK = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_DELIMITERS = "\t,;|"
_SAMPLE = 20_000  # characters that decide on encoding and separator
_GUARDED = re.compile(r"'[-=+@\t0-9]")
_RUNAWAY = 30  # line breaks in one cell: a stray quote has swallowed rows


def text_of(data: bytes) -> str:
    """Decode bytes as their mark says, else UTF-16, UTF-8 or the Thai Windows code page."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return _utf16(data) or _utf8(data) or _cp874(data)


def read_delimited(text: str, name: str) -> Sheet:
    """Split text into rows as a spreadsheet would, finding the separator by trial."""
    if len(_JUNK.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 100:
        raise Refused("unreadable", why="not_a_table")
    if line := _SEPARATOR_LINE.match(text):
        delimiter, text = line[1], text[line.end() :]
    else:
        delimiter = _delimiter(text[:_SAMPLE])
    rows = [[_unguarded(cell) for cell in row] for row in _split(text, delimiter)]
    repaired = not _THAI.search(text) and repair_mojibake(text[:_SAMPLE]) is not None
    if repaired:
        rows = [[repair_mojibake(cell) or cell for cell in row] for row in rows]
    return Sheet(name, rows, repaired)


def _unguarded(cell: str) -> str:
    """Take off the apostrophe that told a spreadsheet: this is text, whatever it looks like."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _utf16(data: bytes) -> str | None:
    """Decode UTF-16 without a mark: every other byte is 0 (Latin) or 14 (Thai)."""
    sample = data[: _SAMPLE & ~1]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high and high.count(0) + high.count(0x0E) > len(high) * 0.9:
            return data.decode(encoding, "replace")
    return None


def _utf8(data: bytes) -> str | None:
    """Decode UTF-8 if the result is believable: a few Thai words in CP874 are valid UTF-8 too."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.isascii() or _THAI.search(text) or _WESTERN.fullmatch(text) else None


def _cp874(data: bytes) -> str:
    return data.decode("cp874", "replace")


def _delimiter(sample: str) -> str:
    """Choose the separator that cuts most rows into the same number of cells."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> int:
    widths = Counter(len(row) for row in _split(sample, delimiter)[:100])
    return max((rows * (width - 1) for width, rows in widths.items() if width), default=0)


def _split(text: str, delimiter: str) -> list[list[str]]:
    rows = _parse(text, delimiter, csv.QUOTE_MINIMAL)
    if rows is None or any(cell.count("\n") > _RUNAWAY for row in rows for cell in row):
        rows = _parse(text, delimiter, csv.QUOTE_NONE)
    if rows is None:
        raise Refused("unreadable", why="not_a_table")
    return rows


def _parse(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]] | None:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))
    except csv.Error:  # a cell larger than the parser's limit
        return None
