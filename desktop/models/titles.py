"""Titles and ranks before a Thai name: found, told from the name itself, and tidied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# What must follow a title glued to its name: a consonant or a leading vowel, and a letter more.
# So "นางสาวิตรี" is นาง + สาวิตรี, and "นายิกา" has no title at all.
_NAME_FOLLOWS = r"(?=[ก-ฮเแโใไ][ก-๎])"
_AFTER_WORD = rf"\.?(?:\s+|$|{_NAME_FOLLOWS}|(?=[A-Za-z(]))"

_JOINED_END = re.compile(
    r"(?:^|[. ])(?:ดร|ม\.ล|ม\.ร\.ว|ม\.จ|น\.ส|ด\.[ชญ]|[นพ]พ|พญ|ทพญ?|ภ[กญ]|ร?ศ|ผศ|สพ\.?ญ|น\.?สพ"
    r"|ทนพญ?)\.(?:\s?\(?พิเศษ\)?)?$|^อ\.$"
)
_RANK_END = re.compile(
    r"(?:^|[. ]|ว่าที่)(?:[ก-ฮ]{1,3}\.){1,3}[อทตจ]\.(?:\s?\(?พิเศษ\)?)?(?:\s?หญิง)?$|^ด\.ต\.$"
    r"|(?:พล|พัน|ร้อย|สิบ|จ่า|เรือ|นาวา|อากาศ|ตำรวจ|กอง|หมวด|หมู่)(?:เอก|โท|ตรี|จัตวา|ใหญ่|ตำรวจ|ทหาร)"
    r"(?:\s?\(?พิเศษ\)?)?(?:\s?หญิง)?$|ดาบตำรวจ(?:หญิง)?$"
)

_INNER_BLANK = re.compile(
    r"(?<=\.)\s+(?=[ก-ภย-ฮ]\.)|(?<=ศ\.)\s+(?=ดร\.)|(?<=\.)\s+(?=หญิง)|\s+(?=\(?พิเศษ)"
)
_RANK_PARTS = re.compile(r"((?:ว่าที่\s*)?)(.+?)((?:\s*\(?หญิง\)?)?)")
_ACTING = re.compile(r"ว่าที่\s*(?=[ก-ฮ]{1,3}\.)")  # ว่าที่ ร.ต., but ว่าที่ร้อยตรี


@dataclass(frozen=True, slots=True)
class Titles:
    """The known titles, ready for splitting; built once with ``titles_from``."""

    pattern: re.Pattern[str]
    rewritten: Mapping[str, str]  # as written, without blanks -> as stored
    careless: Mapping[str, str]  # with dots left out, without blanks -> as stored

    def split(self, text: str) -> tuple[str, str]:
        """Split a cleaned text into its titles, tidied, and what is left."""
        match = self.pattern.match(text)
        if match is None:
            return "", text
        return self.tidy(match[0]), text[match.end() :]

    def tidy(self, title: str) -> str:
        """Write a title the way it is stored: ``น.ส.`` as ``นางสาว``, ``MR`` as ``Mr.``."""
        bare = title.strip()
        english = " ".join(bare.lower().replace(".", " ").split())
        if known := self.rewritten.get(bare.replace(" ", "")) or self.rewritten.get(english):
            return known
        if (parts := _RANK_PARTS.fullmatch(bare)) and parts[2].replace(" ", "") in self.careless:
            bare = f"{parts[1]}{self.careless[parts[2].replace(' ', '')]}{parts[3]}"
        return _ACTING.sub("ว่าที่ ", _INNER_BLANK.sub("", bare))


def titles_from(data: Mapping[str, Any]) -> Titles:
    """Build the titles from the shipped list: words, abbreviations, ranks and English titles.

    Only abbreviations and doctors' titles may follow another title: นายพลเอก is a Mr whose name
    is พลเอก.
    """
    abbreviations, doctors = data["abbreviations"], data["doctors"]
    ranks = _either([*data["rank_words"], *data["rank_abbreviations"]])
    rank = rf"(?:ว่าที่\s?)?(?:{ranks})(?:\s?\(?พิเศษ\)?)?(?:\s?\(?หญิง\)?)?"
    word = rf"(?:{rank}|{_either([*data['words'], *doctors])}){_AFTER_WORD}"
    short_ranks = _either(data["rank_abbreviations"])
    glued = rf"(?:ว่าที่\s?)?(?:{_either(abbreviations)}|{short_ranks})(?:\s?หญิง)?\s*"
    undotted = {form.replace(".", ""): form for form in abbreviations if len(form) > 2}
    careless = _careless([*abbreviations, *data["rank_abbreviations"]])
    dotless, dotted = [[f for f in careless if f.endswith(".") is end] for end in (False, True)]
    loose = (
        rf"(?:{_either(undotted)}|คุณ)\s+|(?:ว่าที่\s?)?"
        rf"(?:(?:{_either(dotless)})(?:\s?หญิง)?\s+|(?:{_either(dotted)})(?:\s?หญิง)?\s*)"
    )
    then = rf"(?:{glued}|{_either(doctors)}{_AFTER_WORD})"
    english = _either(data["english"]).replace(r"\ ", r"\.?\s*")
    latin = rf"(?:(?i:{english})(?:\.\s*|\s+|$)){{1,3}}"
    stopped = {f"{form}.": form for form in data["words"]}
    rewritten = {**undotted, **stopped, **data["rewritten"], **data["english"]}
    careless = {form: rewritten.get(full, full) for form, full in careless.items()}
    pattern = re.compile(rf"(?:{loose}|{word}|{glued}){then}{{0,2}}|{latin}")
    return Titles(pattern, rewritten, careless)


def _careless(forms: Iterable[str]) -> dict[str, str]:
    """Map abbreviations of several dots as hasty people write them: ร.ต or รต. for ร.ต."""
    several = [form for form in forms if form.count(".") > 1]
    return {form[:-1]: form for form in several} | {
        f"{form.replace('.', '')}.": form for form in several
    }


@lru_cache(maxsize=1024)
def stands_apart(title: str) -> bool:
    """Say whether a space parts this title from the name: after ranks and English titles.

    นาย, นาง, นางสาว, academic and noble titles stand against the name. Of several titles the
    last one decides.
    """
    if title.isascii():
        return True
    return bool(_RANK_END.search(title)) and not _JOINED_END.search(title)


def _either(forms: Iterable[str]) -> str:
    """Match any of the forms, longest first; blanks may follow inner dots."""
    longest_first = sorted(forms, key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\.", r"\.\s?") for form in longest_first)
