"""What a participant hands in: a work with its drafts, and the versions of it that were sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

import msgspec

from desktop.models.forms import Answers
from desktop.models.refusal import Refused

_json = msgspec.json.Encoder(order="deterministic").encode


class State(StrEnum):
    """Where a work stands (data model §2.6); the word is what the command line says."""

    BLANK = "blank"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Work:
    """One person's work on one form, as stored: what is filled in so far, section by section.

    ``at`` is when it was last changed (UTC, ISO 8601), ``conflicts`` the sections two devices
    disagree about.
    """

    id: str
    class_id: str
    enrolment: str
    form: str
    answers: Answers
    at: str
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A work as it was sent once, never to change; and what the facilitator said of it.

    ``number`` counts from 1; two devices may send the same number, both are kept. ``digest`` is
    the SHA-256 of the document. ``keyed_by`` names who keyed in a paper form on somebody's behalf,
    ``confirmed`` whether its owner has confirmed that. ``verdict`` is empty, ``returned`` or
    ``accepted``; ``checklist`` has a true or false for each point that was looked at.
    """

    id: str
    class_id: str
    work: str
    enrolment: str
    form: str
    number: int
    receipt: str
    document: Mapping[str, Any]
    digest: str
    at: str
    late: bool = False
    keyed_by: str = ""
    confirmed: bool = True
    verdict: str = ""
    comment: str = ""
    checklist: Mapping[str, bool] = field(default_factory=dict)
    reviewed_at: str = ""
    reviewer: str = ""
    published: bool = False
    conflicts: tuple[str, ...] = ()

    @property
    def answers(self) -> Answers:
        """What was filled in; a document of another shape, from another program, holds nothing."""
        said = self.document.get("answers") if isinstance(self.document, Mapping) else None
        if not isinstance(said, Mapping):
            return {}
        return {section: part for section, part in said.items() if isinstance(part, Mapping)}


def in_order(versions: Sequence[Version]) -> list[Version]:
    """Put versions in the order they count: by number, then by name of the row."""
    return sorted(versions, key=lambda v: (v.number, v.id))


def latest(versions: Sequence[Version]) -> Version | None:
    """Give the version that counts."""
    ordered = in_order(versions)
    return ordered[-1] if ordered else None


def state(work: Work | None, versions: Sequence[Version]) -> State:
    """Say where a work stands. What was edited after it was sent stays a draft of the next."""
    last = latest(versions)
    if last is None:
        return State.DRAFT if work is not None and any(work.answers.values()) else State.BLANK
    if last.verdict == "returned":
        return State.RETURNED
    if last.verdict == "accepted":
        return State.PUBLISHED if last.published else State.ACCEPTED
    return State.SUBMITTED


def receipt(letter: str, seat: int, number: int) -> str:
    """Write the receipt number of a version: ``A-0031``, and ``A-0031/2`` for the second.

    Form, seat and version make it unique in its class without asking anybody.
    """
    plain = f"{letter}-{seat:04d}"
    return plain if number == 1 else f"{plain}/{number}"


def document(form: str, form_version: int, answers: Answers) -> dict[str, Any]:
    """Put answers into the document that is sent, exported and imported."""
    return {"form": form, "form_version": form_version, "answers": answers}


def digest_of(said: Mapping[str, Any]) -> str:
    """Give the SHA-256 of a document, written as JSON with sorted keys."""
    return sha256(_json(said)).hexdigest()


def check_review(version: Version, verdict: str, comment: str) -> None:
    """Refuse a review that cannot stand: who returns a work says why; what is accepted stays so."""
    if verdict == "returned" and not comment.strip():
        raise Refused("review-without-comment")
    if version.verdict == "accepted" and verdict == "returned" and version.published:
        raise Refused("review-published")


def pin_of(class_id: str, enrolment: str) -> str:
    """Draw the four digits on a person's card from the class and the enrolment.

    Every device of the class draws the same, and none needs a network for it. It keeps neighbours
    from each other's pages, no more: whoever has the store has everything in it.
    """
    drawn = sha256(f"pin\x1f{class_id}\x1f{enrolment}".encode()).digest()
    return f"{int.from_bytes(drawn[:8], 'big') % 10_000:04d}"
