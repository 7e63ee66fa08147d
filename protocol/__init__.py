"""All that a desk and a server share."""

from __future__ import annotations
