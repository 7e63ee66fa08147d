"""The meeting place of desks: keeps each scope's log, knows people and devices."""

from __future__ import annotations
