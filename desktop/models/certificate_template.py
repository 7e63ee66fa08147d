"""What stands on a certificate: the template, and the snapshot of every string printed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from desktop.models.dates import show_date, show_range
from desktop.models.refusal import Refused
from desktop.models.thai import ascii_digits, thai_digits
from desktop.models.wording import Digits, Language

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs; without an image a dotted line is left for the pen."""

    name: str
    position: str
    image: bytes | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """The wording and pictures of one kind of certificate.

    Texts with ``{placeholders}`` are filled by :func:`compose`. ``version`` is the template's own
    and goes up with every edit; what was printed before stays as it was.
    """

    version: int
    heading: str
    headings: tuple[str, ...]
    organisation: str
    given: str
    completed: str
    course_name: str
    held: str
    held_one_day: str
    length: str
    venue: str
    issued: str
    number: str
    check: str
    signatory: str
    language: Language = "th"
    digits: Digits = "thai"
    signatories: tuple[Signatory, ...] = ()
    emblem: bytes | None = None

    def to_json(self) -> dict[str, Any]:
        """Give plain data for the store; pictures become base64 text."""
        plain: dict[str, Any] = {"format": FORMAT}
        for field in fields(self):
            plain[field.name] = getattr(self, field.name)
        plain["headings"] = list(self.headings)
        plain["emblem"] = _text_of(self.emblem)
        plain["signatories"] = [
            {"name": who.name, "position": who.position, "image": _text_of(who.image)}
            for who in self.signatories
        ]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Template:
        """Read what :meth:`to_json` wrote; a template of a newer format is refused."""
        if plain["format"] > FORMAT:
            raise Refused("template-newer", format=plain["format"], known=FORMAT)
        known = {field.name: plain[field.name] for field in fields(cls) if field.name in plain}
        known["headings"] = tuple(plain["headings"])
        known["emblem"] = _bytes_of(plain.get("emblem"))
        known["signatories"] = tuple(
            Signatory(who["name"], who["position"], _bytes_of(who.get("image")))
            for who in plain.get("signatories", ())
        )
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of one person's certificate before it is put into words."""

    name: str
    class_number: str
    first_day: date
    last_day: date
    days: int
    hours: int
    venue: str
    issued_on: date
    number: str
    code: str


@dataclass(frozen=True, slots=True)
class Printed:
    """Every string of one certificate as it was printed; nothing is worked out again later."""

    name: str
    number: str
    verify_code: str
    qr: str
    heading: str
    organisation: str
    given: str
    completed: str
    course: str
    held: str
    length: str
    venue: str
    issued: str
    check: str
    signatories: tuple[tuple[str, str], ...]

    def shared(self) -> Printed:
        """Give what a whole batch has in common: the same snapshot without the one person."""
        return replace(self, name="", number="", verify_code="", qr="")

    def to_json(self) -> dict[str, Any]:
        """Give plain data for the archive."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        plain["signatories"] = [list(block) for block in self.signatories]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Printed:
        """Read what :meth:`to_json` wrote."""
        known = {field.name: plain[field.name] for field in fields(cls)}
        known["signatories"] = tuple((name, position) for name, position in plain["signatories"])
        return cls(**known)


def compose(template: Template, facts: Facts) -> Printed:
    """Put the facts into the template's words, with its digits; names are never touched."""

    def digits(text: str) -> str:
        return in_digits(text, template.digits)

    one_day = facts.first_day == facts.last_day
    held = template.held_one_day if one_day else template.held
    dates = show_range(facts.first_day, facts.last_day, template.language)
    issued_on = show_date(facts.issued_on, template.language, form="certificate")
    return Printed(
        name=facts.name,
        number=digits(template.number.format(number=facts.number)),
        verify_code=grouped(facts.code),
        qr=qr_payload(facts.number, facts.code),
        heading=template.heading,
        organisation=template.organisation,
        given=template.given,
        completed=template.completed,
        course=template.course_name,
        held=digits(held.format(class_number=facts.class_number, dates=dates)),
        length=digits(template.length.format(days=facts.days, hours=facts.hours)),
        venue=template.venue.format(venue=facts.venue) if facts.venue else "",
        issued=digits(template.issued.format(date=issued_on)),
        check=template.check,
        signatories=_blocks(template.signatory, template.signatories),
    )


def renumbered(printed: Printed, template: Template, name: str, number: str, code: str) -> Printed:
    """Put another number on what was printed once; everything but the name stays as it was."""
    return replace(
        printed,
        name=name,
        number=in_digits(template.number.format(number=number), template.digits),
        verify_code=grouped(code),
        qr=qr_payload(number, code),
    )


def in_digits(text: str, digits: Digits) -> str:
    """Write the digits of a text in the chosen script."""
    return thai_digits(text) if digits == "thai" else ascii_digits(text)


def grouped(code: str) -> str:
    """Write a check code in fours, so that it can be read aloud."""
    bare = code.replace("-", "").replace(" ", "")
    return "-".join(bare[start : start + 4] for start in range(0, len(bare), 4))


def qr_payload(number: str, code: str) -> str:
    """Give the text of the QR: number, a blank, code; digits always Arabic, no address needed."""
    return f"{ascii_digits(number)} {grouped(code)}"


def _blocks(pattern: str, signatories: Sequence[Signatory]) -> tuple[tuple[str, str], ...]:
    return tuple((pattern.format(name=who.name), who.position) for who in signatories)


def _text_of(image: bytes | None) -> str | None:
    return None if image is None else b64encode(image).decode("ascii")


def _bytes_of(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)
