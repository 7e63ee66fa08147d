"""The agencies of Bangkok, found behind the many ways a roster writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from desktop.models.thai import ascii_digits, clean

_NOT_LETTERS = re.compile(r"[\s.,ฯ์\-–—()/:]+")
_OFFICE = re.compile("สนง(?=เขต)")
_CITY = re.compile("กรุงเทพมหานคร|กรุงเทพ|กทม|bma$|bangkokmetropolitanadministration")
_OFFICE_IN_ENGLISH = re.compile("office$")
_DISTRICT_IN_ENGLISH = re.compile("district(?:office)?$")
_KINDS = ("สำนัก", "สถาบัน", "เขต", "สนข")
_KIND = re.compile("|".join(_KINDS))
_WORD_GAP = re.compile(r"[\s/,()]+")
_INITIALS = re.compile(r"[ก-ฮ]{3}\.")
_SHORTEST_WITHIN = 6  # letters: a shorter form is believed only when it stands alone


@dataclass(frozen=True, slots=True)
class Agencies:
    """The known agencies; built once with ``agencies_from``."""

    names: tuple[str, ...]
    english: Mapping[str, str]  # Thai name -> English name
    whole: Mapping[str, str]  # any form, as loose letters -> Thai name
    codes: Set[str]  # the forms that are nothing but initials, as loose letters
    within: re.Pattern[str]  # the forms that are safe to find inside a longer text

    def match(self, text: str) -> str | None:
        """Give the full Thai name of the agency a cell means, or None.

        Short forms, missing spaces, a sub-unit before or after and ``กทม.`` behind are understood.
        """
        letters = _loose(text)
        if found := self._exactly(letters):
            return found
        if inside := self.within.search(letters):
            return self.whole[inside[0]]
        return self._by_code(text) or self._cut_short(text)

    def is_name(self, text: str) -> bool:
        """Say whether a text is the name of an agency and nothing else."""
        return self._exactly(_loose(text)) is not None

    def _exactly(self, letters: str) -> str | None:
        return self.whole.get(letters) or self.whole.get(_CITY.sub("", letters))

    def _by_code(self, text: str) -> str | None:
        """Find a bureau's letters as a word of their own: ``กองสารสนเทศ สยป.``."""
        words = (_loose(word) for word in _WORD_GAP.split(text))
        return next((self.whole[word] for word in words if word in self.codes), None)

    def _cut_short(self, text: str) -> str | None:
        """Find the one agency whose name goes on where ฯ cut it short: ``สำนักการจราจรฯ``."""
        before, cut, _ = text.partition("ฯ")
        start = _KIND.search(before)
        stem = _loose(before[start.start() :] if start else before)
        if not cut or len(stem) < _SHORTEST_WITHIN:
            return None
        found = {name for form, name in self.whole.items() if form.startswith(stem)}
        return found.pop() if len(found) == 1 else None


def agencies_from(data: Sequence[Mapping[str, Any]]) -> Agencies:
    """Build the agencies from the shipped list of names and short forms."""
    whole: dict[str, str] = {}
    for agency in data:
        for form in (agency["th"], agency["en"], *agency["short"]):
            whole[_loose(form)] = agency["th"]
    for letters, name in list(whole.items()):
        for ending in (_CITY, _OFFICE_IN_ENGLISH, _DISTRICT_IN_ENGLISH):
            shorter = ending.sub("", letters)
            if len(shorter) >= _SHORTEST_WITHIN:
                whole.setdefault(shorter, name)
    safe = sorted((form for form in whole if _safe_within(form)), key=len, reverse=True)
    return Agencies(
        names=tuple(agency["th"] for agency in data),
        english={agency["th"]: agency["en"] for agency in data},
        whole=whole,
        codes={
            _loose(form) for agency in data for form in agency["short"] if _INITIALS.fullmatch(form)
        },
        within=re.compile("|".join(map(re.escape, safe))),
    )


def _safe_within(form: str) -> bool:
    """Say whether finding the form in the middle of a text proves anything: it names its kind."""
    if len(form) < _SHORTEST_WITHIN:
        return False
    return form.startswith(_KINDS) or form.endswith(("districtoffice", "department"))


def _loose(text: str) -> str:
    """Leave the letters alone, without what is often misspelt: ์, and ฏ for ฎ."""
    letters = _NOT_LETTERS.sub("", ascii_digits(clean(text)).lower()).replace("ฏ", "ฎ")
    return _OFFICE.sub("สำนักงาน", letters)
