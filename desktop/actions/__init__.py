"""What a person can do, one function per verb."""

from __future__ import annotations
