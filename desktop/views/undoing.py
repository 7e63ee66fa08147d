"""Taking back, with a name: what Ctrl+Z and Ctrl+Y do everywhere."""

from __future__ import annotations

from functools import partial

from desktop.desk import Step
from desktop.models.wording import Words
from desktop.views.commands import Command
from desktop.views.ui import Ui


def step_sentence(words: Words, step: Step) -> str:
    """Name a step the way a person would: ``นางสาวสุดา · S02 · มา``."""
    said = words(step.name, **step.details)
    status = step.details.get("status")
    return f"{said} · {words(f'state.{status}')}" if status else said


def undo(ui: Ui) -> None:
    """Take the last step back and say which it was."""
    with ui.trying():
        step = ui.desk.undo()
        if step is None:
            ui.say(ui.words("undo.nothing"), "info")
        else:
            ui.say(ui.words("undo.undone", step=step_sentence(ui.words, step)), "info")


def redo(ui: Ui) -> None:
    """Do the last undone step again and say which it was."""
    with ui.trying():
        step = ui.desk.redo()
        if step is None:
            ui.say(ui.words("redo.nothing"), "info")
        else:
            ui.say(ui.words("redo.redone", step=step_sentence(ui.words, step)), "info")


def add_commands(ui: Ui) -> None:
    """Offer undo and redo everywhere."""
    ui.commands.add(Command("undo", "undo.command", partial(undo, ui), "Ctrl+Z", "undo"))
    ui.commands.add(Command("redo", "redo.command", partial(redo, ui), "Ctrl+Y", "redo"))
