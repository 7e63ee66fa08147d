"""Workshop Desk: a training class from roster to certificate, without a network."""

from __future__ import annotations

__version__ = "0.1.0"
