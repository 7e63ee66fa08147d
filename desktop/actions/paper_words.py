"""What several papers say alike: which class it is, and when something happened."""

from __future__ import annotations

from datetime import datetime

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.dates import show_date, show_range, show_time
from desktop.models.wording import Words


def class_lines(of: Class, words: Words) -> tuple[str, str]:
    """Name a class on paper: its course, and which run of it was held when and where."""
    days = show_range(of.first, of.last, words.language, words.digits)
    held = words("list.class_days", number=of.number, days=days)
    name = of.name_th if words.language == "th" else of.name_en
    return name, f"{held} · {of.venue}" if of.venue else held


def moment(desk: Desk, at: str, words: Words) -> str:
    """Write when something happened (UTC, ISO 8601) in the time of this place."""
    here = datetime.fromisoformat(at).astimezone(desk.now().tzinfo)
    day = show_date(here.date(), words.language, words.digits)
    return f"{day} {show_time(here.time(), words.language, words.digits)}"
