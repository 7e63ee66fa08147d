"""Questions about people across all classes."""

from __future__ import annotations

from functools import lru_cache

from desktop.models.thai import search_key
from desktop.store.store import Store


def name_keys(store: Store) -> list[tuple[str, str]]:
    """Every enrolment's id and name as it is searched, word by word, in dictionary order."""
    found = store.rows("SELECT id, first, search FROM enrolment ORDER BY sort, class_id")
    loose = lru_cache(4096)(search_key)  # first names repeat
    return [(i, _apart(loose(first), search)) for i, first, search in found]


def _apart(first: str, search: str) -> str:
    """Put the space back that the stored key leaves out between first name and surname."""
    return f"{first} {search[len(first) :]}".rstrip()
