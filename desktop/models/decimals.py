"""Decimals cut and never rounded: what is printed never says more than there is."""

from __future__ import annotations

from fractions import Fraction


def cut(value: Fraction, places: int = 2) -> str:
    """Write a fraction with so many decimals, cut towards 0: ``66.66``, ``-0.50``."""
    whole, scale = abs(value) * 10**places // 1, 10**places
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{whole // scale}.{whole % scale:0{places}d}"
