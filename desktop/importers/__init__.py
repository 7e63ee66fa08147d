"""Bytes of a spreadsheet in, plain rows out."""

from __future__ import annotations
