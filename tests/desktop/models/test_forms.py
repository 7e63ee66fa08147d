"""The texts of a form in two languages."""

from __future__ import annotations

from desktop.models.forms import NOTHING, Said


def test_a_text_that_is_missing_is_given_in_the_other_language() -> None:
    only_thai, only_english = Said(th="ก"), Said(en="a")

    assert (only_thai.text("en"), only_english.text("th")) == ("ก", "a")
    assert (Said("ก", "a").text("th"), Said("ก", "a").text("en")) == ("ก", "a")
    assert not NOTHING
    assert only_thai
