"""Thai read with the wrong code page, read again with the right one."""

from __future__ import annotations

import re

_THAI = re.compile("[ก-ฮะ-ฺเ-๛]")
_NOT_THAI = re.compile("[^\x00-\x7fก-ฺ฿-๛\u200b-\u2026\u00a0]")
_LATIN_HIGH = re.compile("[¡-û]")
_MIXED_WORD = re.compile("[A-Za-z][¡-û]|[¡-û][A-Za-z]")
_ENOUGH = 3  # letters: shorter finds are too likely to be chance


def repair_mojibake(text: str) -> str | None:
    """Give the Thai text behind garbage such as ``ÊÁªÒÂ`` or ``à¸ªà¸¡``, or None.

    None also stands for "looks right as it is": the answer is an offer, to be shown before it is
    taken.
    """
    if text.isascii():
        return None
    for page in ("cp1252", "latin-1", "cp874"):
        found = _believable(_single_byte(text, page).decode("utf-8", "replace"))
        if found is not None:
            return found
    if len(_LATIN_HIGH.findall(text)) >= _ENOUGH and not _MIXED_WORD.search(text):
        return _believable(_single_byte(text, "cp1252").decode("cp874", "replace"))
    return None


def _believable(text: str) -> str | None:
    thai = len(_THAI.findall(text))
    return text if thai >= _ENOUGH and not _NOT_THAI.search(text) else None


def _single_byte(text: str, page: str) -> bytes:
    """Take the characters back to bytes; holes of the code page pass as the same number."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode(page)
        except UnicodeEncodeError:
            out += bytes((ord(char),)) if ord(char) < 0x100 else b"\xff"
    return bytes(out)
