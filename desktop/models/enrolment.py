"""One person in one class, as they stood when they were enrolled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from desktop.models.people import Person

Source = Literal["roster", "walk-in"]
Status = Literal["enrolled", "withdrawn", "no_show"]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person's place in a class.

    ``seat`` counts from 1 in the order of the roster; ``name`` is title, first and last name as
    printed on a certificate; ``sort`` and ``search`` are the derived keys of the name; ``badge``
    is the number on the card. A walk-in is not ``confirmed`` until an admin says so.
    """

    id: str
    class_id: str
    seat: int
    person: Person
    name: str
    sort: str
    search: str
    badge: str
    source: Source = "roster"
    confirmed: bool = True
    status: Status = "enrolled"
    conflicts: tuple[str, ...] = ()


def groups(person: Person, seat: int, source: Source = "roster") -> dict[str, Any]:
    """Give the groups that enrol a person: fields that only make sense together travel together.

    Empty groups are left out.
    """
    full: dict[str, Any] = {
        "name": {"title": person.title, "first": person.first, "last": person.last},
        "place": {"seat": seat, "source": source, "confirmed": source == "roster"},
    }
    if person.agency or person.position or person.level:
        full["post"] = {
            "agency": person.agency,
            "position": person.position,
            "level": person.level,
        }
    if person.phone or person.email or person.note:
        full["contact"] = {"phone": person.phone, "email": person.email, "note": person.note}
    if person.citizen_hash or person.citizen_last4 or person.employee_no:
        full["citizen"] = {
            "hash": person.citizen_hash,
            "last4": person.citizen_last4,
            "employee_no": person.employee_no,
        }
    return full
