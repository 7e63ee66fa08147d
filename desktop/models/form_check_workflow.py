"""Checks that need the arithmetic of the workflow exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from desktop.models.form_answers import blank
from desktop.models.form_findings import Asked, Finding
from desktop.models.workflow import fates, measure, steps


def mapped(asked: Asked) -> Iterator[Finding]:
    """Every step of today is kept, changed, merged or removed (data model I14).

    Asked once there is a new step: before that, one sentence is enough.
    """
    if not steps(asked.answers, "to_be"):
        return
    fate = fates(asked.answers)
    for step in steps(asked.answers, "as_is"):
        if fate[step.id] == "unmapped":
            yield asked.found(number=step.number, step=step.text)


def mapped_twice(asked: Asked) -> Iterator[Finding]:
    """No step of today is removed and used at once."""
    removed = asked.answer if isinstance(asked.answer, list) else []
    used = {origin for step in steps(asked.answers, "to_be") for origin in step.origins}
    for step in steps(asked.answers, "as_is"):
        if step.id in used and step.id in removed:
            yield asked.found(number=step.number, step=step.text)


def not_saving(asked: Asked) -> Iterator[Finding]:
    """The new process takes less time, work and waiting together."""
    measures = measure(asked.answers)
    if measures.comparable and measures.saved.work_min + measures.saved.wait_min <= 0:
        yield asked.found()


def explained(asked: Asked) -> Iterator[Finding]:
    """Where a figure gets worse, somebody says why."""
    measures = measure(asked.answers)
    if measures.comparable and measures.saved.worst < 0 and blank(asked.answer):
        yield asked.found()


WORKFLOW_CHECKS: Mapping[str, Callable[[Asked], Iterator[Finding]]] = {
    "mapped": mapped,
    "mapped_twice": mapped_twice,
    "not_saving": not_saving,
    "explained": explained,
}
