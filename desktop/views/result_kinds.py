"""Which kinds of rows a class's result hangs on."""

from __future__ import annotations

COUNTED = frozenset(
    {
        "class", "session", "enrolment", "attendance", "certificate", "form", "work", "version",
        "team", "member", "project", "score",
    }
)  # fmt: skip
