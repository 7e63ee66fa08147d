"""Where a line of Thai may end: at spaces, between words, never inside a cluster."""

from __future__ import annotations

import re
from functools import cache

import nlpo3

from desktop import resources

_DICTIONARY = "workshop-desk"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BLANK = re.compile(r"\s+")
_CLINGS = frozenset("ะัาำิีึืฺุูๅๆ็่้๊๋์ํ๎ฯ)]}”’»,.;:!?%")
_HOLDS = frozenset("เแโใไ([{“‘«")


@cache
def _dictionary() -> str:
    said, loaded = nlpo3.load_dict(str(resources.path("words", "thai.txt")), _DICTIONARY)
    if not loaded:
        raise RuntimeError(said)
    return _DICTIONARY


def visible(text: str) -> str:
    """Drop what has no shape (the font would draw a box for it) and make every gap a blank."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text))


def words(text: str) -> list[str]:
    """Split a text into pieces a line may be broken between; joined they are the text again.

    The segmenter's "safe" mode is not used: from about 140 letters on it may lose and double
    some. What comes back is compared, because a break is never worth a letter.
    """
    pieces = nlpo3.segment(text, _dictionary()) if text else []
    return _merged(pieces) if "".join(pieces) == text else clusters(text)


def clusters(text: str) -> list[str]:
    """Split a text into the smallest pieces that may stand alone."""
    return _merged(list(text))


def _merged(pieces: list[str]) -> list[str]:
    merged: list[str] = []
    for piece in pieces:
        if merged and (piece[0] in _CLINGS or merged[-1][-1] in _HOLDS):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged
