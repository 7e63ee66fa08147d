from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop import resources
from desktop.exporters.receipt_pdf import Receipt, render_receipt
from desktop.models.wording import Language, Words

RECEIPT = Receipt(
    number="A-0031",
    form="แบบฝึกวิเคราะห์และสังเคราะห์กระบวนงาน",
    course="หลักสูตรเร่งรัด",
    held="รุ่นที่ ๓๔",
    seat=31,
    name="นางสาวน้ำผึ้ง กตัญญู",
    agency="สำนักการโยธา",
    sent="๒๔ ม.ค. ๒๕๖๒ ๑๔.๓๐ น.",
)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_slip_says_its_number_and_whose_it_is(
    text_of: Callable[[bytes], list[str]], language: Language
) -> None:
    words = Words(language, resources.catalogue(language))

    (read,) = text_of(render_receipt(RECEIPT, words))

    assert "A-0031" in read
    assert RECEIPT.name in read
    assert RECEIPT.sent in read
    assert words("paper.keyed") not in read


def test_a_slip_of_a_late_form_keyed_in_says_both(
    text_of: Callable[[bytes], list[str]],
) -> None:
    words = Words("en", resources.catalogue("en"))
    odd = replace(RECEIPT, late=True, keyed_by="นายผู้ช่วย ดีใจ", digest="ab" * 32)

    (read,) = text_of(render_receipt(odd, words))

    assert "(late)" in read
    assert "นายผู้ช่วย ดีใจ" in read
    assert "ab" * 32 in read
