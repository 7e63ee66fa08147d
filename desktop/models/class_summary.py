"""A class on one page: attendance, exercises, savings, projects, evaluation, knowledge gained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.models.forms import Answers, Field, Form, Said
from desktop.models.workflow import Measures

FEWEST = 5
"""Means of fewer answers are not shown: they would tell what single people said (A13)."""


@dataclass(frozen=True, slots=True)
class Attending:
    """How many take part, came often enough, pass, and have their certificate.

    ``met`` counts who reached the share of the policy (the participation gate), ``eligible`` who
    lacks nothing else either. The withdrawn are apart from ``people``.
    """

    people: int
    withdrawn: int
    sessions: int
    met: int
    eligible: int
    certificates: int


@dataclass(frozen=True, slots=True)
class Exercise:
    """Where everybody stands with one form: how many by state, and how many sent it late."""

    code: str
    title: Said
    states: Mapping[str, int]
    late: int

    @property
    def sent(self) -> int:
        """How many sent it at least once."""
        return sum(n for state, n in self.states.items() if state not in ("blank", "draft"))


@dataclass(frozen=True, slots=True)
class Saving:
    """What the exercises of an agency save in a year: minutes of work, sheets, satang.

    ``uncounted`` of the ``works`` name no volume, so that nothing could be computed for them.
    """

    agency: str
    works: int = 0
    uncounted: int = 0
    minutes: int = 0
    sheets: int = 0
    satang: int = 0

    def plus(self, other: Saving) -> Saving:
        """Add another's figures; the agency stays."""
        return Saving(
            self.agency,
            self.works + other.works,
            self.uncounted + other.uncounted,
            self.minutes + other.minutes,
            self.sheets + other.sheets,
            self.satang + other.satang,
        )


def savings(works: Iterable[tuple[str, Measures]]) -> list[Saving]:
    """Add up works by agency, those that save the most work first."""
    found: dict[str, Saving] = {}
    for agency, measures in works:
        found[agency] = found.get(agency, Saving(agency)).plus(_saving(agency, measures))
    return sorted(found.values(), key=lambda s: (-s.minutes, -s.sheets, s.agency))


def _saving(agency: str, measures: Measures) -> Saving:
    year = measures.yearly if measures.comparable else None
    if year is None:
        return Saving(agency, works=1, uncounted=1)
    return Saving(agency, 1, 0, year.work_min, year.sheets, year.satang or 0)


def total(parts: Iterable[Saving]) -> Saving:
    """Add up all agencies; the total names none."""
    whole = Saving("")
    for part in parts:
        whole = whole.plus(part)
    return whole


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as it came out; ``exact``, ``band`` and ``rank`` are ``None`` without scores."""

    code: str
    title: str
    group: int
    presented: bool
    sheets: int
    exact: Fraction | None
    band: Said | None
    rank: int | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mean:
    """What people said to one question on a scale: how many, and their mean."""

    code: str
    label: Said
    answers: int
    mean: Fraction
    most: int


def means(form: Form, given: Sequence[Answers]) -> list[Mean]:
    """Give the means of all scales of a form; a question with few answers is left out."""
    found = []
    for section, asked in form.fields():
        if asked.kind != "scale":
            continue
        said = [a.get(section.code, {}).get(asked.code) for a in given]
        levels = [level for level in said if isinstance(level, int)]
        if len(levels) >= FEWEST:
            mean = Fraction(sum(levels), len(levels))
            found.append(Mean(asked.code, asked.label, len(levels), mean, asked.most))
    return found


@dataclass(frozen=True, slots=True)
class Gain:
    """What share of questions was right before and after, among those who took both tests.

    ``objective`` is empty for all questions together; ``label`` is the page of the test it is
    asked on. Shares are per cent, exact.
    """

    objective: str
    label: Said
    people: int
    before: Fraction
    after: Fraction

    @property
    def gained(self) -> Fraction:
        """Percentage points more than before."""
        return self.after - self.before


def gains(
    first: Form, last: Form, before: Mapping[str, Answers], after: Mapping[str, Answers]
) -> list[Gain]:
    """Compare two tests by objective, all questions together first; by those who took both.

    Nothing is given for fewer than five people.
    """
    both = sorted(before.keys() & after.keys())
    if len(both) < FEWEST:
        return []
    found = []
    for objective, label in {"": Said(), **_objectives(first)}.items():
        shares = [
            _share(form, [answers[who] for who in both], objective)
            for form, answers in ((first, before), (last, after))
        ]
        if shares[0] is not None and shares[1] is not None:
            found.append(Gain(objective, label, len(both), shares[0], shares[1]))
    return found


def _objectives(form: Form) -> dict[str, Said]:
    named: dict[str, Said] = {}
    for section, asked in form.fields():
        if asked.kind == "quiz" and asked.objective:
            named.setdefault(asked.objective, section.title)
    return named


def _questions(form: Form) -> list[tuple[str, Field]]:
    return [(section.code, f) for section, f in form.fields() if f.kind == "quiz"]


def _share(form: Form, given: Sequence[Answers], objective: str) -> Fraction | None:
    asked = [(s, f) for s, f in _questions(form) if objective in ("", f.objective)]
    if not asked:
        return None
    right = sum(_is_right(f, answers.get(s, {}).get(f.code)) for answers in given for s, f in asked)
    return Fraction(100 * right, len(asked) * len(given))


def _is_right(asked: Field, answer: object) -> bool:
    return any(option.right and option.code == answer for option in asked.options)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a dimension: how many of how many, or a ``value`` that is measured.

    ``of`` is ``None`` for what is measured; its ``value`` is ``None`` while nobody measured it.
    """

    code: str
    done: int = 0
    of: int | None = None
    value: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the three dimensions of evaluation (D1 to D3), or the participation gate (D4)."""

    code: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """Everything the page says of a class; screen, paper and command line show this and no more.

    ``evaluated`` is how many filled in the evaluation, whether or not means are shown.
    """

    attending: Attending
    exercises: tuple[Exercise, ...]
    savings: tuple[Saving, ...]
    total: Saving
    projects: tuple[ProjectLine, ...]
    evaluated: int
    evaluation: tuple[Mean, ...]
    gains: tuple[Gain, ...]
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """What the dimensions need besides: counted once, where the answers are read.

    ``digital`` counts exercises whose new process uses technology, ``suggestions`` those that
    suggest something for the service; ``analysis`` is the mean level on the rubric's first
    criterion, 0 to 4.
    """

    digital: int = 0
    suggestions: int = 0
    analysis: Fraction | None = None


def dimensions(
    attending: Attending,
    exercise: Exercise | None,
    projects: Sequence[ProjectLine],
    gain: Gain | None,
    extra: Extra,
) -> tuple[Dimension, ...]:
    """Put the figures into the dimensions of the course's evaluation (requirements A62 to A69).

    D1 result: uses digital technology, says how the service could be better. D2 knowledge: the
    gain between the tests, and analysis as scored. D3 academic output: projects presented, and
    their mean. D4 gate: who came often enough.
    """
    sent = exercise.sent if exercise else 0
    return (
        Dimension(
            "D1",
            (
                Figure("sent", sent, attending.people),
                Figure("digital", extra.digital, sent),
                Figure("suggestions", extra.suggestions, sent),
            ),
        ),
        Dimension(
            "D2",
            (
                Figure("gained", value=gain.gained if gain else None),
                Figure("analysis", value=extra.analysis),
            ),
        ),
        Dimension(
            "D3",
            (
                Figure("presented", sum(p.presented for p in projects), len(projects)),
                Figure("scored", value=_mean_of(projects)),
            ),
        ),
        Dimension("D4", (Figure("met", attending.met, attending.people),)),
    )


def _mean_of(projects: Sequence[ProjectLine]) -> Fraction | None:
    scored = [p.exact for p in projects if p.exact is not None]
    return sum(scored, Fraction()) / len(scored) if scored else None
