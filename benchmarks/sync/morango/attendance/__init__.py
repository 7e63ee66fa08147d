"""The Django application whose marks Morango syncs."""

from __future__ import annotations
