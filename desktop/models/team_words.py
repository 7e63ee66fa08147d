"""Groups and their reasons in words."""

from __future__ import annotations

from desktop.models.teams import ProposedTeam, Reason, Team
from desktop.models.wording import Words


def team_name(words: Words, team: Team | ProposedTeam) -> str:
    """Name a group: by its own name, else by its number."""
    return team.name or words("scoring.team", number=team.number)


def say_reason(words: Words, reason: Reason) -> str:
    """Say one reason of a proposal in a sentence."""
    return words(f"scoring.reason.{reason.code}", **reason.details)
