"""Sync against PouchDB, Anki and Morango: the same marks pushed, and pulled by a fresh device.

What is measured how, and how fair it is: ``README.md`` beside this file.
"""

from __future__ import annotations

from benchmarks.report import Line


def lines() -> list[Line]:
    """Measure."""
    from benchmarks.sync import server_side
    from benchmarks.sync.run import lines as measured  # also started by itself, as a module

    return [*measured(), *server_side.lines()]
