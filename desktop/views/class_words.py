"""How a class, its days and its hours are said on every screen about classes."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from desktop.models.classes import Class
from desktop.models.dates import show_date, show_range, show_time
from desktop.models.timetable import Session
from desktop.models.wording import Words

if TYPE_CHECKING:
    from desktop.models.courses import Course


def class_title(words: Words, of: Class) -> str:
    """Name a class with its fiscal year: รุ่นที่ ๓๔/๒๕๗๐."""
    return words("classes.title", number=of.number, year=of.fiscal_year)


def course_name(words: Words, of: Class) -> str:
    """Give the name of the class's course in the language on screen."""
    return of.name_th if words.language == "th" else of.name_en


def class_days(words: Words, of: Class) -> str:
    """Say from when to when a class runs."""
    return show_range(of.first, of.last, words.language, words.digits, "short")


def full_day(words: Words, day: date) -> str:
    """Write a day with its weekday."""
    return show_date(day, words.language, words.digits, "weekday")


def hours(words: Words, session: Session) -> str:
    """Say from when to when a session runs: ๐๙.๐๐–๑๐.๓๐ น."""
    begin, end = (
        show_time(time.fromisoformat(at), words.language, words.digits)
        for at in (session.start, session.end)
    )
    return f"{begin.removesuffix(' น.')}–{end}"


def names_of(course: Course | None, words: Words) -> dict[str, str]:
    """Give the names of the course's modules, topics, activities and methods by code."""
    if course is None:
        return {}
    known = (*course.modules, *course.topics, *course.activities, *course.methods)
    return {item.code: item.name(words.language) for item in known}
