"""What a completion policy asks of people, in words."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models.eligibility import Policy, judge
from desktop.models.timetable import Session
from desktop.models.wording import Words


def demand(words: Words, sessions: Sequence[Session], policy: Policy) -> str:
    """Say how much of how much has to be attended: ๑๐ จาก ๑๒ กิจกรรม."""
    verdict = judge(sessions, {}, policy)
    return words(
        f"classes.policy.demand_{policy.basis}",
        needed=grouped(words, verdict.needed),
        planned=grouped(words, verdict.planned),
    )


def grouped(words: Words, number: int) -> str:
    """Write a number with its thousands apart."""
    return words.number(f"{number:,}")
