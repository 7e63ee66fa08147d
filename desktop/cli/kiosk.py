"""The command for a forgotten staff code."""

from __future__ import annotations

from argparse import Namespace

from desktop.actions import kiosk
from desktop.cli.answers import Answer
from desktop.desk import Desk


def kiosk_off(desk: Desk, _given: Namespace) -> Answer:
    """Leave participants' mode and forget its staff code; say whether it was on."""
    was_on = desk.settings.kiosk.on
    kiosk.forget(desk)
    said = desk.words("kiosk.cli.off" if was_on else "kiosk.cli.was_off")
    return Answer({"was_on": was_on}, [said])
