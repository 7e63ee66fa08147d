from __future__ import annotations

from desktop.models.enrolment import groups
from desktop.models.people import Person


def test_fields_that_belong_together_travel_together_and_empty_groups_stay_behind() -> None:
    person = Person(title="นาย", first="สมชาย", last="ใจดี", phone="0812345678")

    made = groups(person, 7)

    assert made == {
        "name": {"title": "นาย", "first": "สมชาย", "last": "ใจดี"},
        "contact": {"phone": "0812345678", "email": "", "note": ""},
        "place": {"seat": 7, "source": "roster", "confirmed": True},
    }


def test_a_walk_in_is_not_confirmed() -> None:
    made = groups(Person(first="สมหญิง", agency="สำนักการคลัง"), 46, "walk-in")

    assert made["place"] == {"seat": 46, "source": "walk-in", "confirmed": False}
    assert made["post"]["agency"] == "สำนักการคลัง"


def test_a_citizen_number_travels_as_its_hash_and_last_digits_alone() -> None:
    made = groups(Person(first="ก", citizen_hash="ab", citizen_last4="1234"), 1)

    assert made["citizen"] == {"hash": "ab", "last4": "1234", "employee_no": ""}
