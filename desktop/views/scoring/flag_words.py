"""What a result wants to have said about it: few sheets, scorers apart, a dispute."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models.wording import Words

GAP = "criterion-gap:"


def gaps(flags: Sequence[str]) -> list[str]:
    """Give the codes of the criteria the panel should talk about."""
    return [flag.removeprefix(GAP) for flag in flags if flag.startswith(GAP)]


def talks(flags: Sequence[str]) -> bool:
    """Say whether the panel should talk before the result stands."""
    return bool(gaps(flags)) or "total-gap" in flags


def flag_words(words: Words, flags: Sequence[str]) -> list[str]:
    """Say each flag shortly, the criteria together."""
    said = []
    if codes := gaps(flags):
        said.append(words("panel.flag.criteria", codes=", ".join(codes)))
    said += [words(f"panel.flag.{flag}") for flag in flags if not flag.startswith(GAP)]
    return said


def flags_line(words: Words, flags: Sequence[str]) -> str:
    """Say all flags in a line; ▲ stands before anything worth a look."""
    said = flag_words(words, flags)
    return f"▲ {' · '.join(said)}" if said else ""
