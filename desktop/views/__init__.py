"""The only place that knows Qt: shows rows, calls actions, repaints when told."""

from __future__ import annotations
