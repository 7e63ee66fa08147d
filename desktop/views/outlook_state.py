"""How a person's prospects look."""

from __future__ import annotations

from desktop.models.outlook import Outlook

STATE_OF: dict[Outlook, str] = {
    "passed": "present",
    "held": "excused",
    "open": "unmarked",
    "edge": "late",
    "out": "absent",
    "withdrawn": "unmarked",
}
"""Prospects borrow the shapes of the attendance states; the word beside says which it is."""
