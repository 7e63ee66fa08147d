"""From the answers of the workflow exercise to what its swim lanes say, word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.models.durations import show_duration
from desktop.models.forms import Answers
from desktop.models.lane_shapes import LaneStep, Mark
from desktop.models.wording import Words
from desktop.models.workflow import Step, Table, fates, steps

_MARKS: Mapping[str, Mark] = {
    "kept": "kept",
    "changed": "changed",
    "merged": "merged",
    "removed": "removed",
    "new": "new",
}


@dataclass(frozen=True, slots=True)
class BoxWords:
    """What a box says besides its text: number, mark, and its figures, joined by a dot."""

    number: str
    mark: str
    figures: tuple[str, ...]


def lane_steps(answers: Answers, table: Table) -> list[LaneStep]:
    """Give the steps of a process as they are drawn, each marked with what the change does to it.

    Steps of today have the mark of their fate, none while that is open; new ones their own.
    """
    fate = fates(answers) if table == "as_is" else {}
    numbers = {step.id: step.number for step in steps(answers, "as_is")}
    return [
        LaneStep(
            number=step.number,
            text=step.text,
            actor=step.actor,
            work_min=step.work_min,
            wait_min=step.wait_min,
            sheets=step.sheets,
            mark=_MARKS.get(fate.get(step.id, "") or step.change, ""),
            origins=_origins(step, numbers),
        )
        for step in steps(answers, table)
    ]


def _origins(step: Step, numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[origin] for origin in step.origins if origin in numbers))


def box_words(words: Words, step: LaneStep) -> BoxWords:
    """Say what stands in a box; a mark is always a word, never a colour alone."""
    mark = words(f"lanes.mark.{step.mark}") if step.mark else ""
    if step.origins:
        came = ", ".join(map(words.number, step.origins))
        mark = words("lanes.mark_of", mark=mark, steps=came) if mark else came
    figures = [show_duration(words, step.work_min)] if step.work_min else []
    if step.sheets:
        figures.append(words("lanes.sheets", n=step.sheets))
    return BoxWords(words.number(step.number), mark, tuple(figures))


def wait_words(words: Words, minutes: int) -> str:
    """Say how long is waited between two steps."""
    return words("lanes.wait", time=show_duration(words, minutes, days=True))


def actor_words(words: Words, actor: str) -> str:
    """Name a lane; somebody is always written there."""
    return actor or words("lanes.nobody")
