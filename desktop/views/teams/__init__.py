"""The groups of a class, their prototype projects, and presenting them."""

from __future__ import annotations
