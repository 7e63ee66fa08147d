"""Words are data: a catalogue of sentences in one language, with its digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.models.refusal import Fault, Refused
from desktop.models.thai import thai_digits

Language = Literal["th", "en"]
Digits = Literal["thai", "arabic"]


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences of one language; numbers come out in the digits the person chose.

    A key ``x`` may have a sibling ``x.one``, used when the placeholder ``n`` is 1 (English
    plurals). A missing key is our bug and raises ``KeyError``.
    """

    language: Language
    catalogue: Mapping[str, str]
    digits: Digits = "arabic"

    def __call__(self, key: str, **values: object) -> str:
        """Give the sentence of ``key``, its placeholders filled."""
        if values.get("n") == 1:
            template = self.catalogue.get(f"{key}.one") or self.catalogue[key]
        else:
            template = self.catalogue[key]
        if not values:
            return template
        shown = {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return template.format_map(shown)

    def sentence(self, no: Refused | Fault) -> str:
        """Say why a rule refused or how the world failed; ``why`` in its details says it closer."""
        kind = "refused" if isinstance(no, Refused) else "fault"
        key = f"{kind}.{no.code}"
        closer = f"{key}.{no.details.get('why')}"
        for known in (closer, key):
            if known in self.catalogue:
                return self(known, **no.details)
        return self("common.refused", code=no.code)

    def has(self, key: str) -> bool:
        """Say whether the catalogue knows ``key``."""
        return key in self.catalogue

    def number(self, value: object) -> str:
        """Write a number (or a text holding digits) in the digits the person chose."""
        text = str(value)
        return thai_digits(text) if self.digits == "thai" else text
