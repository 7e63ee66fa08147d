from __future__ import annotations

from desktop.importers.bundled import bundled_agencies, bundled_titles
from desktop.models.people import Person
from desktop.models.roster_entry import typed_person, walk_in_person

TITLES, AGENCIES = bundled_titles(), bundled_agencies()


def test_a_walk_in_line_is_split_and_the_agency_found() -> None:
    person = walk_in_person("น.ส.สุดา  ใจดี", "สนข.บางรัก", TITLES, AGENCIES)

    assert (person.title, person.first, person.last) == ("นางสาว", "สุดา", "ใจดี")
    assert person.agency == "สำนักงานเขตบางรัก"


def test_an_agency_nobody_knows_is_kept_as_typed() -> None:
    assert walk_in_person("สุดา", " บริษัท  ทดลอง ", TITLES, AGENCIES).agency == "บริษัท ทดลอง"
    assert walk_in_person("สุดา", "", TITLES, AGENCIES).agency == ""


def test_what_is_typed_is_cleaned_and_the_rest_stays() -> None:
    before = Person(first="ก", citizen_hash="x", citizen_last4="1234", employee_no="9")
    typed = {
        "title": "น.ส.", "first": " เเก้ว ", "last": "น้ํา",
        "agency": "เขตดุสิต", "phone": "81-234-5678",
    }  # fmt: skip

    person = typed_person(before, typed, TITLES, AGENCIES)

    assert (person.title, person.first, person.last) == ("นางสาว", "แก้ว", "น้ำ")
    assert (person.agency, person.phone) == ("สำนักงานเขตดุสิต", "0812345678")
    assert (person.citizen_hash, person.citizen_last4, person.employee_no) == ("x", "1234", "9")


def test_a_title_may_be_emptied() -> None:
    assert typed_person(Person(title="นาย"), {"title": " "}, TITLES, AGENCIES).title == ""


def test_a_form_may_ask_for_a_few_fields_only() -> None:
    assert typed_person(Person(first="ก", last="ข"), {"first": "ค"}, TITLES, AGENCIES) == Person(
        first="ค", last="ข"
    )
