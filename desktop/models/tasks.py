"""What completing a course takes besides attendance: exercises, a presented project, a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from desktop.models.refusal import Refused

if TYPE_CHECKING:  # the window opens without it
    from fractions import Fraction

Wanted = Literal["submitted", "accepted"]
Kind = Literal["exercise", "presented", "score"]

MOST_SCORE = 100

_ENOUGH: Mapping[Wanted, frozenset[str]] = {
    "submitted": frozenset({"submitted", "accepted", "published"}),
    "accepted": frozenset({"accepted", "published"}),
}


@dataclass(frozen=True, slots=True)
class ExerciseRule:
    """Asks that a form is handed in, or that the facilitator accepted it."""

    form: str
    state: Wanted = "submitted"

    def to_json(self) -> dict[str, Any]:
        """Give the rule as the data a policy keeps."""
        return {"kind": "exercise", "form": self.form, "state": self.state}


def read_exercise(rule: Mapping[str, Any]) -> ExerciseRule:
    """Read an exercise rule; a state this version does not know refuses like an unknown kind."""
    if rule["state"] not in _ENOUGH:
        raise Refused("policy-rule-unknown", kind=f"exercise/{rule['state']}")
    return ExerciseRule(rule["form"], rule["state"])


def check_least(least: int | None) -> None:
    """Refuse a minimum score that cannot be meant."""
    if least is not None and not 0 <= least <= MOST_SCORE:
        raise Refused("policy-score-unfit", least=least, most=MOST_SCORE)


@dataclass(frozen=True, slots=True)
class Handed:
    """Where a person stands with a form their class was given.

    ``state`` is a word of :class:`desktop.models.submissions.State`.
    """

    state: str = "blank"
    title_th: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in the prototype projects of a class that has groups.

    ``score`` is their own, exact, 0 to 100: the group's with their adjustment; ``None`` while
    nothing is scored.
    """

    in_team: bool = False
    presented: bool = False
    score: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing asked of a person besides attendance; ``reason`` is empty where it is done.

    ``form`` and the titles belong to exercises, ``least`` and ``score`` to scores.
    """

    kind: Kind
    reason: str = ""
    form: str = ""
    title_th: str = ""
    title_en: str = ""
    wanted: str = ""
    least: int = 0
    score: Fraction | None = None

    @property
    def done(self) -> bool:
        """Whether it stands in the way no more."""
        return not self.reason

    def title(self, language: str) -> str:
        """Give the form's title in a language, in the other one where it is missing."""
        first, second = self.title_th, self.title_en
        return (first or second) if language == "th" else (second or first)


def exercise_tasks(rules: tuple[ExerciseRule, ...], given: Mapping[str, Handed]) -> Iterator[Task]:
    """Ask for exercises; a form the class was not given is asked of nobody."""
    for rule in rules:
        handed = given.get(rule.form)
        if handed is not None:
            reason = _exercise_reason(rule.state, handed.state)
            titles = handed.title_th, handed.title_en
            yield Task("exercise", reason, rule.form, *titles, wanted=rule.state)


def project_tasks(presented: bool, least: int | None, part: Part | None) -> Iterator[Task]:
    """Ask for the project; in a class without groups (``None``) of nobody."""
    if part is None:
        return
    if presented:
        yield Task("presented", _presented_reason(part))
    if least is not None and (part.in_team or not presented):
        yield Task("score", _score_reason(least, part), least=least, score=part.score)


def _exercise_reason(wanted: Wanted, state: str) -> str:
    if state in _ENOUGH[wanted]:
        return ""
    if state == "returned":
        return "exercise-returned"
    return "exercise-not-accepted" if state == "submitted" else "exercise-missing"


def _presented_reason(part: Part) -> str:
    if not part.in_team:
        return "in-no-group"
    return "" if part.presented else "not-presented"


def _score_reason(least: int, part: Part) -> str:
    if not part.in_team:
        return "in-no-group"
    if part.score is None:
        return "score-missing"
    return "score-short" if part.score < least else ""
