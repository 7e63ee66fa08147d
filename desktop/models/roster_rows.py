"""Which rows below the header are people, and which are totals, headings and signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.models.agencies import Agencies
from desktop.models.roster_words import is_heading

Kind = Literal["person", "nameless", "aside", "blank"]

_FOOTER = re.compile(
    r"(?:รวม|ยอดรวม)(?=$|[\s\d:]|ทั้ง|จำนวน|เป็น|ผู้|คน|เงิน|ข้า|บุคลากร|สำนัก|เขต|กอง|ฝ่าย)"
    r"|จำนวน.*\d|ทั้ง(?:หมด|สิ้น)|(?:sub|grand)?\s?total\b|หมายเหตุ|notes?\s?:|remarks?\s?:|\*+\s*(?!นาย|นาง|น\.\s?ส)[^\s\d*๐-๙]"
    r"|\(?ลง(?:ชื่อ|นาม)|\(?ผู้(?:จัดทำ|ตรวจ|รับรอง|รายงาน|อนุมัติ|เสนอ|บันทึก|ประสาน)|ขอรับรอง|จัดทำโดย"
    r"|ตรวจสอบ|ข้อมูล ?ณ|พิมพ์|หน้า(?:ที่)?\s*\d|page\s*\d|sign(?:ed|ature)|prepared by|certified"
    r"|ติดต่อ|สอบถาม|เรียน |วันที่\s|\(.*\)$|ตำแหน่ง[\s.…_]*[.…_]{3}",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\(?(?:ตัวอย่าง|example\b)", re.IGNORECASE)
_DOTTED_LINE = re.compile(r"\.{5,}|…{2,}|_{4,}")
_NOT_WORDS = re.compile(r"[\W_]*")
_UNIT = re.compile(
    r"สำนัก|สนข|สนง|กอง(?!แก้ว)|ฝ่าย|กลุ่ม|ส่วน|ศูนย์|โรงเรียน|สถาบัน|หน่วย|เขต|งาน|รุ่น|ชุด|\d|department|group",
    re.IGNORECASE,
)
_TWO_NAMES = re.compile(r"[ก-๎]{2,}(?: [ก-๎.]+)+|[A-Za-z'-]+(?: [A-Za-z.'-]+)+")
_COLUMN_NUMBER = re.compile(r"\(?[0-9๐-๙]{1,2}\)?")
_NUMBER = re.compile(r"[(*]*[0-9๐-๙]{1,5}(?:\.[0-9๐-๙]{1,3})?\s*[.)*]*")


def is_number(text: str) -> bool:
    """Say whether a cell of the first column numbers a person."""
    return _NUMBER.fullmatch(text) is not None


@dataclass(slots=True)
class RowTeller:
    """Tells of the rows that are not plainly people what they are, going down the sheet.

    It remembers two things: the section heading last passed, which names the agency of the rows
    under it, and whether a total or a signature was passed, after which only a row with a number
    (or, in a roster without numbers, a title) is believed to be a person again.
    """

    agencies: Agencies
    numbered: bool  # the roster has a column of numbers
    narrow: bool  # the roster has no column but that of names
    section: str = ""
    ended: bool = False

    def tell(self, cells: Sequence[str], seq: str, title: str, first: str, last: str) -> Kind:
        """Tell what a row is, from all its filled cells and the parts of its name."""
        if not cells:
            return "blank"
        if first and is_number(seq) and not _DOTTED_LINE.search(first):
            return self._numbered(cells, title)
        if self._is_aside(cells, named=bool(first and (title or last))):
            return "aside"
        if not first:
            return self._without_name(cells, is_number(seq), title)
        if self.ended and len(cells) == 1 and not title:
            return self._heading(cells[0])
        if self.ended:
            return "aside" if self.numbered or not title else "person"
        if title or len(cells) > 1:
            return "person"
        return self._alone(cells[0])

    def _is_aside(self, cells: Sequence[str], *, named: bool) -> bool:
        """Recognise totals, signatures, notes, repeated headings and rows of column numbers."""
        if _FOOTER.match(cells[0]) or any(_to_sign(cell, named) for cell in cells):
            self.ended = True
            return True
        if _EXAMPLE.match(cells[0]):
            return True
        if len(cells) > 1 and self._repeats_headings(cells, named):
            return True
        return len(cells) > 2 and all(map(_COLUMN_NUMBER.fullmatch, cells))

    def _repeats_headings(self, cells: Sequence[str], named: bool) -> bool:
        """Recognise a header printed again, and the lines of a form: a heading, then its answer."""
        headings = list(map(is_heading, cells))
        return sum(headings) * 2 > len(cells) or (headings[0] and not named)

    def _numbered(self, cells: Sequence[str], title: str) -> Kind:
        """Judge a row with a number and a name, which may be that of an agency above its people."""
        text = cells[-1]
        if not title and len(cells) == 2 and _UNIT.match(text) and self.agencies.is_name(text):
            return self._heading(text)
        return "person"

    def _without_name(self, cells: Sequence[str], numbered: bool, title: str) -> Kind:
        if len(cells) == 1:
            return self._heading(cells[0])
        if self.ended and not numbered:
            return "aside"
        if numbered or title or len(cells) > 2:
            return "nameless"
        return "aside"

    def _alone(self, text: str) -> Kind:
        """Judge a lone text without a title: a heading across the page, or somebody's name."""
        if _UNIT.match(text) or self.agencies.match(text):
            return self._heading(text)
        if self.narrow or _TWO_NAMES.fullmatch(text):
            return "person"
        return "aside"

    def _heading(self, text: str) -> Kind:
        agency = self.agencies.match(text)
        if _UNIT.match(text) or self.agencies.is_name(text):
            self.section = agency or ""
            self.ended = self.ended and (self.numbered or not agency)
        return "aside"


def _to_sign(cell: str, named: bool) -> bool:
    """Say whether a cell is a line to sign on; beside a name an empty one is where they sign in."""
    dots = _DOTTED_LINE.search(cell)
    return dots is not None and not (named and _NOT_WORDS.fullmatch(cell))
