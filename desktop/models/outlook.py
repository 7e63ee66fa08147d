"""Where a person stands on the way to passing, in one word."""

from __future__ import annotations

from typing import Literal

from desktop.models.eligibility import Verdict

Outlook = Literal["passed", "held", "open", "edge", "out", "withdrawn"]


def outlook(verdict: Verdict) -> Outlook:
    """Say how things stand: ``held`` has done enough and waits for a person's decision.

    ``edge`` may miss nothing more, ``out`` cannot pass without making something up. Whoever has
    attended enough and has an exercise or a project before them stays ``open``.
    """
    if verdict.eligible:
        return "passed"
    if "withdrawn" in verdict.reasons:
        return "withdrawn"
    if verdict.out_of_reach or verdict.planned == 0:
        return "out"
    if verdict.done >= verdict.needed:
        return "held" if all(task.done for task in verdict.tasks) else "open"
    return "open" if verdict.can_miss else "edge"
