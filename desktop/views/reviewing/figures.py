"""What all answers to a form say together: how often each was given, and the mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.models.forms import Answers, Field, Form


@dataclass(frozen=True, slots=True)
class Figures:
    """One question: how often each answer was given.

    ``counts`` go by the scale's values, or by the options of a quiz; ``mean`` is that of a scale,
    ``right`` how many answered a quiz rightly.
    """

    number: int
    field: Field
    counts: tuple[int, ...]
    mean: Fraction | None = None
    right: int = 0

    @property
    def answered(self) -> int:
        """How many answered this question."""
        return sum(self.counts)


def figures(form: Form, answers: Sequence[Answers]) -> list[Figures]:
    """Count the questions of a form that can be counted, in their order."""
    found: list[Figures] = []
    for section, field in form.fields():
        given = [a.get(section.code, {}).get(field.code) for a in answers]
        if field.kind == "scale":
            found.append(_scale(len(found) + 1, field, [g for g in given if isinstance(g, int)]))
        elif field.kind in ("quiz", "choice"):
            found.append(_options(len(found) + 1, field, [str(g) for g in given if g]))
    return found


def texts(form: Form, answers: Sequence[Answers]) -> list[tuple[Field, list[str]]]:
    """Give what was written freely, sorted by the words: the order must not tell who it was."""
    found = []
    for section, field in form.fields():
        if field.kind in ("line", "text"):
            given = (a.get(section.code, {}).get(field.code) for a in answers)
            said = sorted(str(text) for text in given if text)
            if said:
                found.append((field, said))
    return found


def mean_words(mean: Fraction) -> str:
    """Write a mean with two decimals, cut: ``4.25``."""
    hundredths = mean.numerator * 100 // mean.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _scale(number: int, field: Field, given: Sequence[int]) -> Figures:
    values = range(field.least, field.most + 1)
    within = [value for value in given if value in values]
    mean = Fraction(sum(within), len(within)) if within else None
    return Figures(number, field, tuple(within.count(value) for value in values), mean)


def _options(number: int, field: Field, given: Sequence[str]) -> Figures:
    counts = tuple(given.count(option.code) for option in field.options)
    right = sum(n for n, option in zip(counts, field.options, strict=True) if option.right)
    return Figures(number, field, counts, None, right)
