from __future__ import annotations

import pytest

from desktop.models.contact import email_ok, read_phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0847380575", "0847380575"),
        ("847380575", "0847380575"),
        ("847380575.0", "0847380575"),
        ("081-368-7460", "0813687460"),
        ("๐๘๑-๓๖๘-๗๔๖๐", "0813687460"),
        ("+66 81 368 7460", "0813687460"),
        ("66813687460", "0813687460"),
        ("22212141", "022212141"),
        ("02-221-2141 ต่อ 123", "022212141 ต่อ 123"),
        ("(02) 221 2141 ext. 5", "022212141 ต่อ 5"),
        ("081-2345678, 02-2212141", "0812345678, 022212141"),
        ("ไม่สะดวกให้", "ไม่สะดวกให้"),
        ("1111", "1111"),
        ("", ""),
    ],
)
def test_phones_lose_dashes_and_regain_their_zero(typed: str, number: str) -> None:
    assert read_phone(typed) == number


@pytest.mark.parametrize("text", ["a@b.co", "u0@example.go.th", "ก@ข.ไทย", "a@b.co; c@d.org"])
def test_addresses_that_mail_could_reach_are_fine(text: str) -> None:
    assert email_ok(text)


@pytest.mark.parametrize("text", ["not-an-email", "a@b", "a..b@c.de", "a b@c.de", "@c.de", ",", ""])
def test_other_texts_are_no_addresses(text: str) -> None:
    assert not email_ok(text)
