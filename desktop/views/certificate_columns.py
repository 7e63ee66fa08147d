"""What the table of one class's certificates shows of each person."""

from __future__ import annotations

from functools import partial

from desktop.actions.certificates import Candidate
from desktop.actions.eligibility import reasons
from desktop.models.certificate_template import grouped
from desktop.models.dates import show_date
from desktop.models.outlook import outlook
from desktop.models.wording import Words
from desktop.views.outlook_state import STATE_OF
from desktop.views.table_model import Column


def columns(words: Words) -> tuple[Column, ...]:
    """Describe the columns: who, where they stand, number, day, code, and what is in the way."""
    return (
        Column("seat", "column.seat", 56, "right", partial(_seat, words), _place),
        Column("name", "results.name", 196, text=_name, sort=_order, grows=True),
        Column("state", "issue.state", 148, text=partial(state_said, words), state=_shape),
        Column("number", "issue.number", 166, text=partial(_number, words), sort=_running),
        Column("issued", "issue.issued_on", 128, text=partial(_issued, words), sort=_day),
        Column("code", "issue.code", 160, text=_code),
        Column("why", "column.reasons", 380, quiet=True, text=partial(_why, words)),
    )


def state_said(words: Words, candidate: Candidate) -> str:
    """Say where somebody stands on the way to their certificate."""
    if (certificate := candidate.certificate) is not None:
        return words("issue.state_kept" if certificate.archive else "issue.state_numbered")
    if candidate.ready:
        return words("issue.state_ready")
    return words(f"results.outlook.{outlook(candidate.judged.verdict)}")


def _seat(words: Words, candidate: Candidate) -> str:
    return words.number(_place(candidate))


def _place(candidate: Candidate) -> int:
    return candidate.judged.enrolment.seat


def _order(candidate: Candidate) -> str:
    return candidate.judged.enrolment.sort


def _name(candidate: Candidate) -> str:
    return candidate.judged.enrolment.name


def _number(words: Words, candidate: Candidate) -> str:
    return words.number(candidate.certificate.number) if candidate.certificate else ""


def _issued(words: Words, candidate: Candidate) -> str:
    if candidate.certificate is None:
        return ""
    return show_date(candidate.certificate.issued_on, words.language, words.digits)


def _code(candidate: Candidate) -> str:
    return grouped(candidate.certificate.code) if candidate.certificate else ""


def _why(words: Words, candidate: Candidate) -> str:
    return "" if candidate.certificate else " ".join(reasons(words, candidate.judged.verdict))


def _shape(candidate: Candidate) -> str:
    if candidate.certificate is not None or candidate.ready:
        return "present"
    return STATE_OF[outlook(candidate.judged.verdict)]


def _running(candidate: Candidate) -> tuple[int, int]:
    certificate = candidate.certificate
    return (certificate.year, certificate.running) if certificate else (0, 0)


def _day(candidate: Candidate) -> str:
    return candidate.certificate.issued_on.isoformat() if candidate.certificate else ""
