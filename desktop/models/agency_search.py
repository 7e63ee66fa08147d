"""The agencies a few typed letters may mean."""

from __future__ import annotations

import re

from desktop.models.agencies import Agencies
from desktop.models.search import NameIndex
from desktop.models.thai import search_key

_DOTS = re.compile("[.ฯ-]")
_MANY = 60  # forms looked at: one agency has at most seven


class AgencyFinder:
    """Suggests full names for short forms, middles of names and English alike."""

    def __init__(self, agencies: Agencies) -> None:
        full = [(name, search_key(name)) for name in agencies.names]
        short = [(name, search_key(form)) for form, name in agencies.whole.items()]
        self._index = NameIndex([*full, *short])

    def suggest(self, text: str, limit: int = 8) -> list[str]:
        """Give the likeliest agencies, the first the likeliest; nothing typed suggests nothing."""
        query = _DOTS.sub("", text)
        if not query.strip():
            return []
        return list(dict.fromkeys(self._index.find(query, _MANY)))[:limit]
