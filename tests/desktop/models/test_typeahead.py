from __future__ import annotations

from desktop.models.badges import badge_of
from desktop.models.enrolment import Enrolment
from desktop.models.people import Person
from desktop.models.thai import search_key, sort_key
from desktop.models.typeahead import MOST, find_people


def somebody(seat: int, first: str, last: str, agency: str = "") -> Enrolment:
    person = Person(title="นาง", first=first, last=last, agency=agency)
    name = f"{first} {last}"
    return Enrolment(
        str(seat),
        "c",
        seat,
        person,
        person.name,
        sort_key(name),
        search_key(name),
        badge_of(f"{seat:012x}"),
    )


PEOPLE = [
    somebody(1, "ปิ่นแก้ว", "แสงทอง", "สำนักการโยธา"),
    somebody(2, "สมศรี", "ปิ่นมณี", "สำนักงานเขตบางรัก"),
    somebody(3, "กมล", "ใจดี", "สำนักงานเขตปิ่นเกล้า"),
    somebody(12, "มานพ", "เพิ่มพูน"),
]


def found(typed: str) -> list[int]:
    return [e.seat for e in find_people(PEOPLE, typed)]


def test_a_name_is_found_without_its_tone_marks_first_names_first() -> None:
    assert found("ปิน") == [1, 2, 3]
    assert found("ปิ่น") == [1, 2, 3]


def test_a_number_is_a_seat_the_exact_one_first() -> None:
    assert found("1") == [1, 12]
    assert found("๑๒") == [12]


def test_a_whole_badge_typed_by_hand_finds_its_person() -> None:
    assert found(PEOPLE[2].badge) == [3]


def test_part_of_a_name_or_an_agency_is_enough() -> None:
    assert found("กมล") == [3]
    assert found("บางรัก") == [2]
    assert found("นางกมล") == [3]


def test_nothing_typed_finds_nobody() -> None:
    assert found("  ") == []
    assert found("ฮ") == []


def test_no_more_are_listed_than_can_be_read() -> None:
    crowd = [somebody(n, "สมชาย", "ใจดี") for n in range(1, 50)]

    assert len(find_people(crowd, "สม")) == MOST
