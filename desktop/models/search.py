"""Finding a name among a hundred thousand while it is being typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from desktop.models.thai import search_key

_END = "\n"


class NameIndex:
    """Names as two long strings, searched by the one thing that is fastest in Python: ``str.find``.

    Give the entries in the order in which equals are to be listed. A key is made of
    ``search_key`` of each word, with a space between words; a key without spaces is searched too,
    only that it has no second word to begin with.
    """

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        self._ids = [i for i, _ in entries]
        keys = [key for _, key in entries]
        glued = [key.replace(" ", "") for key in keys]
        self._words = _Lines(keys)
        self._glued = _Lines(glued)

    def __len__(self) -> int:
        return len(self._ids)

    def find(self, query: str, limit: int) -> list[str]:
        """Give up to ``limit`` ids: names that begin so, then words that do, then the rest.

        Several words may each be begun only (``สม ใจ``), in either order. An empty query gives
        the first names there are.
        """
        words = [key for word in query.split() if (key := search_key(word))]
        if not words:
            return self._ids[:limit]
        found: dict[int, None] = {}
        for lines in self._ranked(words):
            for line in lines:
                found[line] = None
                if len(found) >= limit:
                    return [self._ids[at] for at in found]
        return [self._ids[at] for at in found]

    def _ranked(self, words: list[str]) -> Iterator[Iterator[int]]:
        glued = "".join(words)
        yield self._glued.having(_END + glued)
        if len(words) > 1:
            yield self._words.matching(words)
            yield self._words.matching(words[::-1])
        yield self._words.having(" " + glued)
        yield self._glued.having(glued)


class _Lines:
    """Lines of one text, found by what they hold."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = _END + _END.join(lines) + _END
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def having(self, part: str) -> Iterator[int]:
        """Go through the lines that hold a text, from the top; a line is met once."""
        find = self._text.find
        at = find(part)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = find(part, self._starts[line + 1]) if line + 1 < len(self._starts) else -1

    def matching(self, words: Sequence[str]) -> Iterator[int]:
        """Go through the lines whose words begin with these, one after the other."""
        parts = "[^ \n]* (?:[^\n]* )?".join(map(re.escape, words))
        for match in re.finditer(_END + parts, self._text):
            yield bisect_right(self._starts, match.start()) - 1
