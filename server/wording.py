"""The server's sentences: Thai first, English beside it, kept in ``server/words`` as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_FOLDER = Path(__file__).resolve().parent / "words"


class Refused(Exception):
    """What was asked is wrong: nothing happened. Its sentence is ``refused.<code>``; status 2."""

    kind = "refused"
    status = 2

    def __init__(self, code: str, /, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Fault(Refused):
    """The world failed: a file, a network, a database. Its sentence is ``fault.<code>``."""

    kind = "fault"
    status = 1


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    language: Language
    table: Mapping[str, str]

    def __call__(self, key: str, /, **details: object) -> str:
        """Give a sentence with its details filled in. An unknown key is a bug: KeyError."""
        return self.table[key].format_map(details)

    def known(self, part: str, name: str, /, **details: object) -> str:
        """Give the word for a name that may come from a newer program: then the name itself."""
        found = self.table.get(f"{part}.{name}")
        return name if found is None else found.format_map(details)

    def sentence(self, no: Refused) -> str:
        """Say why something was not done."""
        return self(f"{no.kind}.{no.code}", **no.details)


@cache
def words(language: Language) -> Words:
    """Read the sentences of a language, once."""
    return Words(language, json.loads((_FOLDER / f"{language}.json").read_text("utf-8")))


def language_of(name: str | None) -> Language | None:
    """Give the language that a name stands for, or nothing."""
    return next((known for known in LANGUAGES if known == name), None)
