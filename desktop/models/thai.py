"""Thai text put right: cleaned on the way in, sortable, findable, in either set of digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_TONES = "่-๋"
_ABOVE = f"{_TONES}์"  # tone marks and thanthakhat: written last
_VOWEL_MARKS = "ัิ-ฺ็ํ"  # written straight after the consonant
_MARKS = "ัิ-ฺ็-๎"

# Whole texts that need no cleaning: runs of letters with at most one vowel mark and one mark
# above, single spaces between. Nearly every cell of every import ends here, so it must be quick.
_RUNS = f"(?:(?! )(?: ?[!-~ก-ะาำเ-ๆ๏-๛–—‘’“”…]++[ัิ-ู็]?[{_ABOVE}]?)++)?"
_CLEAN = re.compile(_RUNS)
_ALL_CLEAN = re.compile(f"(?:{_RUNS}\n)*+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_SPLIT_AM = re.compile(f"ํ([{_TONES}]?)า|([{_TONES}])ํา")
_MISORDERED = re.compile(f"([{_ABOVE}])([{_VOWEL_MARKS}])")
_DOUBLED = re.compile(f"([{_MARKS}])\\1+")

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_SORT_MARK = re.compile("([็-์๎])")
_UNUSUAL = re.compile("[^ a-z0-9ก-ฮะ-ฺเ-ๅ็-๎]")
_SORT_LETTERS = str.maketrans("๐๑๒๓๔๕๖๗๘๙ฯๆ", "0123456789\x02\x03")
_FARTHEST = 0xD000  # an earlier mark must weigh more, so places are counted down from here

_NOT_SEARCHED = re.compile(r"[็-์๎\s]+")

_TO_ASCII = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def clean(text: str) -> str:
    """Put typed or imported text into the one spelling that is stored.

    Canonical composition, nothing invisible, single spaces, marks in writing order. Cleaning
    twice changes nothing more. NFKC would take ำ apart and is never used.
    """
    if _CLEAN.fullmatch(text) and "เเ" not in text:
        return text
    before = None
    while text != before:
        before = text
        text = _clean_once(text)
    return text


def all_clean(texts: Collection[str]) -> bool:
    """Say whether :func:`clean` would leave every one of many texts as it is.

    One look at a whole column is several times quicker than a look at each cell; it may say no
    where a text is clean, never yes where one is not.
    """
    joined = "".join(f"{text}\n" for text in texts)
    if joined.count("\n") != len(texts) or "เเ" in joined:
        return False
    return _ALL_CLEAN.fullmatch(joined) is not None


def _clean_once(text: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text).strip()
    text = text.replace("เเ", "แ")
    text = _SPLIT_AM.sub(r"\1\2ำ", text)
    text = _MISORDERED.sub(r"\2\1", text)
    return _DOUBLED.sub(r"\1", text)


def sort_key(text: str) -> str:
    """Give a string whose plain code-point order is the order of a Thai dictionary.

    Letters decide first, with a leading vowel after its consonant; then the marks, place by
    place; then the text itself, so that different texts never tie. Made to be stored and
    sorted by SQL: it holds no NUL.
    """
    parts = _LEADING_VOWEL.split(text.replace("ํา", "ำ"))
    parts[1::3], parts[2::3] = parts[2::3], parts[1::3]
    pieces = _SORT_MARK.split("".join(parts))
    letters = "".join(pieces[::2])
    if _UNUSUAL.search(letters):
        letters = letters.translate(_SORT_LETTERS).lower()
    return text if letters == text else f"{letters}\x01{_marks_key(pieces)}\x01{text}"


def _marks_key(pieces: list[str]) -> str:
    """Write each mark after its place, such that no mark sorts before any, early before late."""
    key = ""
    place = _FARTHEST
    for letters, mark in zip(pieces[::2], pieces[1::2], strict=False):
        place = max(place - len(letters) - 1, 0x4000)
        key += chr(place) + mark
    return key


def search_key(text: str) -> str:
    """Give the loose form in which names are typed and found: ``ปิน`` finds ``ปิ่น``.

    Tone marks, the shortening mark and thanthakhat fall away, as do case and spaces. The silenced
    consonant itself stays, so that a half-typed ``จันทร`` still finds ``จันทร์``.
    """
    return ascii_digits(_NOT_SEARCHED.sub("", clean(text)).lower())


def ascii_digits(text: str) -> str:
    """Write Thai digits as 0 to 9 and leave the rest."""
    return text.translate(_TO_ASCII)


def thai_digits(text: str) -> str:
    """Write 0 to 9 as Thai digits and leave the rest."""
    return text.translate(_TO_THAI)
