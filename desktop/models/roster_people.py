"""The rows of a roster read into people, with what is amiss in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.models.agencies import Agencies
from desktop.models.citizen import check_digit_ok, keyed_hash, read_citizen_id, restored_citizen_id
from desktop.models.contact import email_ok, read_phone
from desktop.models.people import Person
from desktop.models.roster_cells import Cells, name_parts, positions, seen_once
from desktop.models.roster_header import Columns
from desktop.models.roster_rows import Kind, RowTeller, is_number
from desktop.models.roster_words import Field
from desktop.models.sheet import Sheet
from desktop.models.thai import clean
from desktop.models.titles import Titles

Code = Literal["name_missing", "citizen_id_checksum", "email_invalid", "agency_unknown"]
_Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something amiss in one cell; it warns, or rejects the row when the name is missing."""

    code: Code
    field: Field


_CITIZEN = Problem("citizen_id_checksum", "citizen_id")
_EMAIL = Problem("email_invalid", "email")
_AGENCY = Problem("agency_unknown", "agency")


def read_people(
    sheet: Sheet,
    columns: Columns,
    agencies: Agencies,
    titles: Titles,
    citizen_key: bytes,
    cells: Cells,
) -> Iterator[tuple[Kind, Person, tuple[Problem, ...]]]:
    """Read every row below the header from its cleaned cells, column by column for speed.

    Each different text of a column is looked at once: 8,000 rows name 70 agencies and 12 posts.
    """
    names = name_parts(cells, titles)
    kinds = _kinds(sheet, columns, agencies, cells["seq"], names)
    offices = seen_once(lambda text: _agency(text, agencies), cells["agency"])
    mails = seen_once(lambda text: not text or email_ok(text), cells["email"])
    phones = seen_once(read_phone, cells["phone"])
    numbers = seen_once(lambda text: _citizen(text, citizen_key), cells["citizen_id"])
    for (
        (kind, section), (title, first, last), (position, level), (agency, known), phone, email,
        mail_ok, (number, last4, number_ok), employee_no, note,
    ) in zip(
        kinds, names, positions(cells), offices, phones, cells["email"],
        mails, numbers, cells["employee_no"], cells["note"], strict=True,
    ):  # fmt: skip
        person = Person(
            title, first, last, position, level, agency or section, phone, email,
            number, last4, employee_no, note,
        )  # fmt: skip
        if number_ok and mail_ok and known:
            yield kind, person, ()
        else:
            checks = ((number_ok, _CITIZEN), (mail_ok, _EMAIL), (known, _AGENCY))
            yield kind, person, tuple(problem for fine, problem in checks if not fine)


def _agency(text: str, agencies: Agencies) -> tuple[str, bool]:
    """Give the agency's name and whether it is known; a blank cell asks for nothing."""
    name = agencies.match(text)
    return name or text, bool(name) or not text


def _citizen(text: str, key: bytes) -> tuple[str, str, bool]:
    """Give keyed hash, last four digits, and whether the number is right (or not given)."""
    if not text:
        return "", "", True
    digits = read_citizen_id(text) or restored_citizen_id(text)
    if digits is None or not check_digit_ok(digits):
        return "", "", False
    return keyed_hash(key, digits), digits[-4:], True


def _kinds(
    sheet: Sheet,
    columns: Columns,
    agencies: Agencies,
    numbers: Sequence[str],
    names: Sequence[_Name],
) -> Iterator[tuple[Kind, str]]:
    """Tell of every row what it is, and the section heading above it."""
    fields = set(columns.fields.values())
    narrow = not fields - {"seq", "title", "first", "last", "name"}
    teller = RowTeller(agencies, "seq" in fields, narrow)
    rows = sheet.rows[columns.data_row - 1 :]
    for row, number, (title, first, last) in zip(rows, numbers, names, strict=True):
        if first and title and is_number(number):
            yield "person", teller.section
            continue
        cells = [text for cell in row if (text := clean(cell))]
        yield teller.tell(cells, number, title, first, last), teller.section
