"""The agencies of Bangkok, found behind the many ways a roster writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models.thai import ascii_digits, clean

_NOT_LETTERS = re.compile(r"[\s.,ฯ\-–—()/]+")
_OFFICE = re.compile("สนง(?=เขต)")
_CITY = re.compile("กรุงเทพมหานคร|กรุงเทพ|กทม")
_SHORTEST_WITHIN = 6  # letters: a shorter form is believed only when it stands alone


@dataclass(frozen=True, slots=True)
class Agencies:
    """The known agencies; built once with ``agencies_from``."""

    names: tuple[str, ...]
    english: Mapping[str, str]  # Thai name -> English name
    whole: Mapping[str, str]  # any form, as loose letters -> Thai name
    within: re.Pattern[str]  # the forms that are safe to find inside a longer text

    def match(self, text: str) -> str | None:
        """Give the full Thai name of the agency a cell means, or None.

        Short forms, missing spaces, a sub-unit before or after and ``กทม.`` behind are understood.
        """
        letters = _loose(text)
        if found := self.whole.get(letters):
            return found
        if found := self.whole.get(_CITY.sub("", letters)):
            return found
        inside = self.within.search(letters)
        return self.whole[inside[0]] if inside else None


def agencies_from(data: Sequence[Mapping[str, Any]]) -> Agencies:
    """Build the agencies from the shipped list of names and short forms."""
    whole: dict[str, str] = {}
    for agency in data:
        for form in (agency["th"], agency["en"], *agency["short"]):
            whole[_loose(form)] = agency["th"]
            whole.setdefault(_loose(form.removesuffix(" Office")), agency["th"])
    safe = sorted((form for form in whole if _safe_within(form)), key=len, reverse=True)
    return Agencies(
        names=tuple(agency["th"] for agency in data),
        english={agency["th"]: agency["en"] for agency in data},
        whole=whole,
        within=re.compile("|".join(map(re.escape, safe))),
    )


def _safe_within(form: str) -> bool:
    """Say whether finding the form in the middle of a text proves anything: it names its kind."""
    return len(form) >= _SHORTEST_WITHIN and form.startswith(("สำนัก", "สถาบัน", "เขต", "สนข"))


def _loose(text: str) -> str:
    letters = _NOT_LETTERS.sub("", ascii_digits(clean(text)).lower())
    return _OFFICE.sub("สำนักงาน", letters)
