"""A person as somebody typed them into a form, brought into the spelling that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.models.agencies import Agencies
from desktop.models.contact import read_phone
from desktop.models.people import Person, split_name
from desktop.models.thai import clean
from desktop.models.titles import Titles


def typed_person(
    before: Person, typed: Mapping[str, str], titles: Titles, agencies: Agencies
) -> Person:
    """Give ``before`` with the fields that were typed; what a form cannot show stays."""
    fields = {name: clean(text) for name, text in typed.items()}
    if "title" in fields:
        fields["title"] = titles.tidy(fields["title"]) if fields["title"] else ""
    if "agency" in fields:
        fields["agency"] = agencies.match(fields["agency"]) or fields["agency"]
    if "phone" in fields:
        fields["phone"] = read_phone(fields["phone"])
    return replace(before, **fields)


def walk_in_person(name: str, agency: str, titles: Titles, agencies: Agencies) -> Person:
    """Read the one line in which a newcomer's name was typed, and their agency."""
    title, first, last = split_name(name, titles)
    written = clean(agency)
    found = agencies.match(written) if written else None
    return Person(title=title, first=first, last=last, agency=found or written)
