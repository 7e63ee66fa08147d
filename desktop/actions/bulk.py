"""Thousands of rows at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the search for circular garbage while many small objects are made.

    Bulk work leaves no circles behind, and searching among its objects again and again takes an
    eighth of the time of an import (benchmarks/roster_import.py).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
