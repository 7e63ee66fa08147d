"""What is refused: with a code, and with a sentence in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.actions.opening import words_for
from desktop.models.refusal import Refused


def refusal(do: Callable[[], object]) -> Refused:
    """The refusal something meets with."""
    with pytest.raises(Refused) as refused:
        do()
    no = refused.value
    said = [words_for(language, "arabic").sentence(no) for language in ("th", "en")]
    assert [s for s in said if no.code in s] == []
    return no


def refused(do: Callable[[], object]) -> str:
    """The code of the refusal something meets with."""
    return refusal(do).code
