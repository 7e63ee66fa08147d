"""Where a line of Thai may break: the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal, cast

from desktop import resources

Breaks = Literal["words", "spaces"]
BREAK = "\u200b"
_THAI = re.compile("[\u0e00-\u0e7f]{4,}")


def breakable(text: str) -> str:
    """Put an invisible break between Thai words."""
    return _THAI.sub(lambda run: BREAK.join(_words()(run[0], "thai")), text)


def at_spaces(text: str, fits: Callable[[str], bool]) -> str:
    """Begin a new line only where a space stands, each line as long as ``fits`` allows.

    A name belongs to a person: no word list may cut it, and none is asked.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        first, *others = paragraph.split(" ")
        line = first
        for word in others:
            if fits(f"{line} {word}"):
                line = f"{line} {word}"
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return "\n".join(lines)


@cache
def _words() -> Callable[[str, str], list[str]]:
    """Load the word list at the first line that has to break: it takes a tenth of a second."""
    import nlpo3

    nlpo3.load_dict(str(resources.path("words", "thai.txt")), "thai")
    return cast("Callable[[str, str], list[str]]", nlpo3.segment)
