"""How a project's time and state are said."""

from __future__ import annotations

from datetime import datetime

from desktop.models.projects import Project
from desktop.models.wording import Words
from desktop.views.reviewing.states import moment


def clock(words: Words, seconds: float) -> str:
    """Write a length of time as a clock does: ``7:05``."""
    whole = int(seconds)
    return words.number(f"{whole // 60}:{whole % 60:02d}")


def state_words(words: Words, project: Project | None) -> str:
    """Say in a word or two whether a project was presented."""
    if project is None:
        return words("teams.not_begun")
    return words("teams.state.presented" if project.presented else "teams.state.waiting")


def presented(words: Words, project: Project | None, now: datetime) -> str:
    """Say whether and when a project was presented, and how long it took where that is known."""
    if project is None or not project.presented:
        return state_words(words, project)
    at = moment(words, project.presented_at, now)
    if not project.seconds:
        return words("teams.presented_at", at=at)
    return words("teams.presented_took", at=at, took=clock(words, project.seconds))
