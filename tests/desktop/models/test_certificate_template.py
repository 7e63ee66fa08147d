from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from desktop import resources
from desktop.models.certificate_template import (
    FORMAT,
    Facts,
    Printed,
    Signatory,
    Template,
    compose,
)
from desktop.models.refusal import Refused


def shipped() -> Template:
    return Template.from_json(json.loads(resources.read("certificates", "default.json")))


FACTS = Facts(
    name="นางสาวสุดารัตน์ แสงทอง",
    class_number="34",
    first_day=date(2019, 1, 23),
    last_day=date(2019, 1, 25),
    days=3,
    hours=18,
    venue="ห้องประชุมตัวอย่าง 2",
    issued_on=date(2019, 1, 25),
    number="กทม. 0001/2562",
    code="7K3MX9QWAB2H",
)


def test_the_shipped_template_prints_the_usual_thai_form() -> None:
    printed = compose(shipped(), FACTS)

    assert printed.heading == "วุฒิบัตร"
    assert printed.given == "ให้ไว้เพื่อแสดงว่า"
    assert printed.name == "นางสาวสุดารัตน์ แสงทอง"
    assert printed.completed == "ได้ผ่านการฝึกอบรม"
    assert printed.held == "รุ่นที่ ๓๔ ระหว่างวันที่ ๒๓ – ๒๕ มกราคม ๒๕๖๒"
    assert printed.length == "รวม ๓ วัน (๑๘ ชั่วโมง)"
    assert printed.issued == "ให้ไว้ ณ วันที่ ๒๕ มกราคม พุทธศักราช ๒๕๖๒"
    assert printed.number == "เลขที่ กทม. ๐๐๐๑/๒๕๖๒"
    assert printed.signatories[0] == ("(นายตัวอย่าง ลงนามดี)", "ผู้อำนวยการสถาบันตัวอย่าง")


def test_arabic_digits_are_a_choice_of_the_template() -> None:
    printed = compose(replace(shipped(), digits="arabic"), FACTS)

    assert printed.held == "รุ่นที่ 34 ระหว่างวันที่ 23 – 25 มกราคม 2562"
    assert printed.number == "เลขที่ กทม. 0001/2562"


def test_names_and_venues_keep_the_digits_they_were_typed_with() -> None:
    printed = compose(shipped(), replace(FACTS, name="นายหนึ่ง 1 ๒"))

    assert printed.name == "นายหนึ่ง 1 ๒"
    assert printed.venue == "ณ ห้องประชุมตัวอย่าง 2"


def test_code_and_qr_are_always_in_arabic_digits() -> None:
    printed = compose(shipped(), replace(FACTS, number="กทม. ๐๐๐๑/๒๕๖๒"))

    assert printed.verify_code == "7K3M-X9QW-AB2H"
    assert printed.qr == "กทม. 0001/2562 7K3M-X9QW-AB2H"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2019, 1, 23), date(2019, 1, 25), "ระหว่างวันที่ ๒๓ – ๒๕ มกราคม ๒๕๖๒"),
        (date(2019, 1, 30), date(2019, 2, 1), "ระหว่างวันที่ ๓๐ มกราคม – ๑ กุมภาพันธ์ ๒๕๖๒"),
        (date(2018, 12, 31), date(2019, 1, 2), "ระหว่างวันที่ ๓๑ ธันวาคม ๒๕๖๑ – ๒ มกราคม ๒๕๖๒"),
        (date(2020, 2, 29), date(2020, 2, 29), "วันที่ ๒๙ กุมภาพันธ์ ๒๕๖๓"),
    ],
)
def test_month_and_year_are_said_once_where_they_are_the_same(
    first: date, last: date, shown: str
) -> None:
    printed = compose(shipped(), replace(FACTS, first_day=first, last_day=last))

    assert printed.held == f"รุ่นที่ ๓๔ {shown}"


def test_an_unknown_venue_leaves_no_line() -> None:
    assert compose(shipped(), replace(FACTS, venue="")).venue == ""


def test_a_template_survives_the_store() -> None:
    template = replace(
        shipped(),
        version=7,
        emblem=b"\x89PNG\x00\xff",
        signatories=(Signatory("นายก", "ตำแหน่ง", b"\x00\x01"), Signatory("นางข", "ตำแหน่ง")),
    )

    again = Template.from_json(json.loads(json.dumps(template.to_json())))

    assert again == template


def test_a_template_of_a_newer_format_is_refused() -> None:
    plain = shipped().to_json() | {"format": FORMAT + 1}

    with pytest.raises(Refused, match="template-newer"):
        Template.from_json(plain)


def test_unknown_fields_of_a_template_are_passed_over() -> None:
    plain = shipped().to_json() | {"border": "gold"}

    assert Template.from_json(plain) == shipped()


def test_what_was_printed_survives_the_archive() -> None:
    printed = compose(shipped(), FACTS)

    assert Printed.from_json(json.loads(json.dumps(printed.to_json()))) == printed


def test_a_batch_shares_everything_but_the_person() -> None:
    one = compose(shipped(), FACTS)
    other = compose(shipped(), replace(FACTS, name="นายข", number="2", code="1111"))

    assert one != other
    assert one.shared() == other.shared()
