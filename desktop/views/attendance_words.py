"""How a mark, a person's chances and a moment are said on the attendance screen."""

from __future__ import annotations

from datetime import datetime, time

from desktop.models.attendance import Mark, Status
from desktop.models.dates import show_date, show_time
from desktop.models.enrolment import Enrolment
from desktop.models.mark_words import say_mark
from desktop.models.timetable import Session
from desktop.models.wording import Words
from desktop.views.attendance_sheet import Row


def mark_words(words: Words, mark: Mark) -> str:
    """Say a mark in full: สาย ๑๕ นาที, ลา (ประชุม), ชดเชย S02."""
    return say_mark(words, mark, "attendance.late")


def agency_words(words: Words, person: Enrolment) -> str:
    """Name an agency as short as the office itself does: สนข. for สำนักงานเขต."""
    long, short = words("attendance.district"), words("attendance.district_short")
    agency = person.person.agency
    return short + agency.removeprefix(long) if agency.startswith(long) else agency


def short_words(words: Words, mark: Mark) -> str:
    """Say a mark where there is little room: สาย ๑๕."""
    if mark.status is Status.LATE and mark.minutes is not None:
        state = words(f"state.{mark.status.value}")
        return words("mark.late-minutes", state=state, n=mark.minutes)
    return words(f"state.{mark.status.value}")


def chance_words(words: Words, row: Row) -> str:
    """Say how a person stands: พลาดได้อีก ๒, พลาดไม่ได้อีก, ไม่ผ่านแล้ว, ถึงเกณฑ์แล้ว."""
    if row.lost:
        return words("attendance.lost")
    if row.reached:
        return words("attendance.reached")
    if row.on_edge:
        return words("attendance.edge")
    return words("attendance.can_miss", n=row.verdict.can_miss)


def account_words(words: Words, row: Row) -> str:
    """Say the numbers behind it: done, planned, needed, best possible."""
    verdict = row.verdict
    return words(
        "attendance.account",
        done=verdict.done,
        planned=verdict.planned,
        needed=verdict.needed,
        best=verdict.best_possible,
    )


def row_sentence(words: Words, row: Row, session: Session) -> str:
    """Read a whole row as one sentence, for a screen reader."""
    person = row.person
    parts = (
        words("attendance.seat", n=person.seat),
        person.name,
        person.person.agency,
        f"{session.code} {mark_words(words, row.mark_in(session))}",
        words("attendance.disputed") if session.code in row.disputed else "",
        chance_words(words, row),
        account_words(words, row),
    )
    return ", ".join(part for part in parts if part)


def session_hours(words: Words, session: Session) -> str:
    """Say from when to when: ๑๐.๔๕–๑๒.๑๕ น."""
    begin, end = (time.fromisoformat(t.zfill(5)) for t in (session.start, session.end))
    first = show_time(begin, words.language, words.digits).removesuffix(" น.")
    return f"{first}–{show_time(end, words.language, words.digits)}"


def moment_words(words: Words, at: str, today: datetime) -> str:
    """Say when something was done: the time alone for today, else with its date."""
    moment = datetime.fromisoformat(at).astimezone(today.tzinfo)
    if moment.date() != today.date():
        return date_words(words, at)
    return show_time(moment.time(), words.language, words.digits)


def date_words(words: Words, at: str) -> str:
    """Say on which day and when something was done: ๒๐ พ.ย. ๒๕๖๙ ๑๐.๔๗ น."""
    moment = datetime.fromisoformat(at).astimezone()
    day = show_date(moment.date(), words.language, words.digits)
    return f"{day} {show_time(moment.time(), words.language, words.digits)}"
