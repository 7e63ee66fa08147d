"""What a completion policy asks of people, in words."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models.eligibility import Policy, judge
from desktop.models.timetable import Session
from desktop.models.wording import Words

FORM = "workflow"
"""The exercise the policy's words and dialog know; rules on other forms stay as they are."""


def demand(words: Words, sessions: Sequence[Session], policy: Policy) -> str:
    """Say how much of how much has to be attended: ๑๐ จาก ๑๒ กิจกรรม."""
    verdict = judge(sessions, {}, policy)
    return words(
        f"classes.policy.demand_{policy.basis}",
        needed=grouped(words, verdict.needed),
        planned=grouped(words, verdict.planned),
    )


def further(words: Words, policy: Policy) -> str:
    """Say what is asked besides attendance, and that it is asked only where it can be done."""
    asked = [words(f"classes.policy.also_{r.state}") for r in policy.exercises if r.form == FORM]
    if policy.presented:
        asked.append(words("classes.policy.also_presented"))
    if policy.least is not None:
        asked.append(words("classes.policy.also_least", least=policy.least))
    return words("classes.policy.also", asked=" · ".join(asked)) if asked else ""


def grouped(words: Words, number: int) -> str:
    """Write a number with its thousands apart."""
    return words.number(f"{number:,}")
