"""PINs from the cards: four digits that keep neighbours from each other's pages."""

from __future__ import annotations

from desktop.actions.lockout import attempt
from desktop.desk import Desk
from desktop.models.enrolment import Enrolment
from desktop.models.keyboard import digit_readings
from desktop.models.refusal import Refused
from desktop.models.submissions import pin_of


def pin(desk: Desk, enrolment: Enrolment) -> str:
    """Give the PIN on a person's card."""
    del desk  # every device draws the same
    return pin_of(enrolment.class_id, enrolment.id)


def try_pin(desk: Desk, enrolment: Enrolment, typed: str) -> None:
    """Take a PIN as typed, in Thai digits or with the Thai layout on, too.

    Raises :class:`Refused`: ``pin-wrong`` with how many tries are ``left``, ``pin-locked`` with the
    ``seconds`` to wait. Wrong tries are remembered by person, and survive a restart.
    """
    attempt(
        desk,
        f"pin-tries:{enrolment.id}",
        lambda: pin(desk, enrolment) in digit_readings(typed),
        wrong=lambda left: Refused("pin-wrong", left=left),
        locked=lambda seconds: Refused("pin-locked", seconds=seconds),
    )
