from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image

from desktop import resources
from desktop.exporters.archive_pdf import pages
from desktop.exporters.pin_cards_pdf import PinCard, render_pin_cards
from desktop.models.wording import Words

Read = Callable[[bytes], list[str]]
THAI = Words("th", resources.catalogue("th"), "thai")
HELD = "รุ่นที่ ๓๔ · หลักสูตรเร่งรัด"
NAMES = ["นายกู้เกียรติ ปิ่นทองคำ", "นางสาวน้ำผึ้ง กตัญญู", "ว่าที่ร้อยตรีหญิง ญาณิศา ณ อยุธยา"]


def cards(count: int) -> list[PinCard]:
    return [
        PinCard(n, f"{NAMES[n % 3]} {n}", "สำนักการโยธา", f"{n * 37 % 10_000:04d}")
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(("people", "sheets"), [(0, 1), (1, 1), (10, 1), (11, 2), (45, 5)])
def test_ten_cards_stand_on_a_page(people: int, sheets: int) -> None:
    assert pages(render_pin_cards(cards(people), HELD, THAI)) == sheets


def test_every_card_has_its_name_and_pin_for_typing(text_of: Read) -> None:
    (read,) = text_of(render_pin_cards(cards(10), HELD, THAI))

    assert all(card.name in read for card in cards(10))
    assert all(card.pin in read.split() for card in cards(10))
    assert "เลขที่ ๑๐" in read


def test_a_pin_stands_below_its_own_name(text_of: Read) -> None:
    people = cards(3)

    (read,) = text_of(render_pin_cards(people, HELD, THAI))

    left = [read.index(people[0].name), read.index(people[0].pin), read.index(people[2].name)]
    assert left == sorted(left)


def test_a_name_that_is_too_long_takes_two_lines_and_stays_whole(text_of: Read) -> None:
    name = "นางสาวอภิญญาพัชรพรรณวดี ศิริวัฒนาพงษ์พิพัฒน์กุลธรรัตนโกสินทร์"

    (read,) = text_of(render_pin_cards([PinCard(1, name, "", "0042")], HELD, THAI))

    assert "".join(name.split()) in "".join(read.split())


def test_there_are_marks_to_cut_along(picture_of: Callable[..., Image.Image]) -> None:
    page = picture_of(render_pin_cards([], HELD, THAI), dpi=72)

    dark = page.point(lambda value: 255 * (value < 200)).resize((1, page.height)).tobytes()
    assert sum(map(bool, dark)) >= 6 * 10
