"""Where a line of Thai may break: the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import cast

from desktop import resources

BREAK = "\u200b"
_THAI = re.compile("[\u0e00-\u0e7f]{4,}")


def breakable(text: str) -> str:
    """Put an invisible break between Thai words."""
    return _THAI.sub(lambda run: BREAK.join(_words()(run[0], "thai")), text)


@cache
def _words() -> Callable[[str, str], list[str]]:
    """Load the word list at the first line that has to break: it takes a tenth of a second."""
    import nlpo3

    nlpo3.load_dict(str(resources.path("words", "thai.txt")), "thai")
    return cast("Callable[[str, str], list[str]]", nlpo3.segment)
