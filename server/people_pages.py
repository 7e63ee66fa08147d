"""The pages about people and their devices: who is here, inviting, shutting out."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import zxingcpp
from sqlalchemy import Connection, Engine
from starlette.responses import Response

from protocol.wire import Role
from server import accounts, insight, inviting, page_words, rights
from server.accounts import DeviceInfo, Person
from server.database import reading, writing
from server.insight import Insight
from server.page_kit import Kit, Visit, to
from server.parser import ROLES
from server.settings import Settings
from server.times import stamp, utc_now
from server.wording import Refused

_OFFERED = 50
"""Classes offered to tick; others are named by code."""
_APART = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages work with."""

    engine: Engine
    settings: Settings
    kit: Kit
    insight: Insight


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device with its last contact in words."""

    device: DeviceInfo
    contact: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person, the classes by code (empty: every class), and their devices."""

    person: Person
    classes: tuple[str, ...]
    devices: tuple[DeviceLine, ...]


def people(desk: Desk, asked: Visit) -> Response:
    """Show everybody with their devices."""
    with reading(desk.engine) as connection:
        everybody, devices = accounts.people(connection), accounts.devices(connection)
        codes = _codes(desk, connection, {scope for p in everybody for scope in p.grants})
    now = utc_now()
    own: dict[str, list[DeviceLine]] = {}
    for device in devices:
        line = DeviceLine(device, page_words.ago(asked.words, device.seen, now))
        own.setdefault(device.person, []).append(line)
    lines = [PersonLine(p, _classes(p, codes), tuple(own.get(p.name, ()))) for p in everybody]
    return desk.kit.page("people", asked, lines=lines)


def _classes(person: Person, codes: Mapping[str, str]) -> tuple[str, ...]:
    if rights.EVERY_CLASS in person.grants or person.role == "admin":
        return ()
    return tuple(sorted(codes[scope] for scope in person.grants))


def _codes(desk: Desk, connection: Connection, scopes: set[str]) -> dict[str, str]:
    """Give the code of each class, or its scope while the class was not brought here yet."""
    found = {scope: desk.insight.class_info(connection, scope) for scope in scopes}
    return {s: info.code if info is not None and info.code else s for s, info in found.items()}


def invitation(
    desk: Desk, asked: Visit, complaint: str = "", status: int = 200, *, change: bool = False
) -> Response:
    """Show the form to invite somebody, filled as far as it was."""
    with reading(desk.engine) as connection:
        newest = insight.class_scopes(connection, _OFFERED)
        offered = [info for s in newest if (info := desk.insight.class_info(connection, s))]
    query = asked.request.query_params
    return desk.kit.page(
        "invite",
        asked,
        status,
        roles=ROLES,
        offered=offered,
        complaint=complaint,
        change=change,
        name=asked.said("name") or query.get("name", ""),
        role=asked.said("role") or query.get("role", ""),
        which=asked.said("which") or "every",
        ticked=asked.form.get("class", []),
        others=asked.said("others"),
    )


def invite(desk: Desk, asked: Visit) -> Response:
    """Make a code and show it, large and as a QR."""
    now = utc_now()
    try:
        role, named = _role(asked.said("role")), _named(asked)
        with writing(desk.engine) as connection:
            code = inviting.invite(
                connection,
                asked.said("name"),
                role,
                inviting.scopes_of(connection, desk.insight, named),
                now,
                change=asked.said("change") == "yes",
            )
    except Refused as no:
        said = asked.words.known("page", no.code, **no.details)
        complaint = said if said != no.code else asked.words.sentence(no)
        return invitation(desk, asked, complaint, 422, change=no.code == "role-differs")
    url = desk.settings.public_url or str(asked.request.base_url).rstrip("/")
    until = stamp(now + timedelta(minutes=inviting.MINUTES))
    return desk.kit.page(
        "code", asked, name=asked.said("name"), role=role, code=code, url=url,
        qr=qr(f"{url} {code}"), until=until, minutes=inviting.MINUTES,
    )  # fmt: skip


def _role(text: str) -> Role:
    match text:
        case "admin" | "facilitator" | "scorer" | "viewer":
            return text
        case _:
            raise Refused("no-role")


def _named(asked: Visit) -> list[str]:
    """Give the classes that were ticked or named; none stands for every class."""
    if asked.said("which") != "these":
        return []
    named = [*asked.form.get("class", []), *_APART.split(asked.said("others"))]
    named = [name for name in named if name]
    if not named:
        raise Refused("no-class-ticked")
    return named


def qr(text: str) -> str:
    """Draw a QR code as a data URI (SVG), black on white also in the dark: cameras need that."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.to_svg().encode()).decode()


def ask_revoke(desk: Desk, asked: Visit) -> Response:
    """Ask whether a device shall be shut out."""
    device = _device(desk, asked)
    if device is None:
        return desk.kit.message(asked, "no-such-device", 404)
    return desk.kit.page(
        "revoke", asked, device=device, contact=page_words.ago(asked.words, device.seen, utc_now())
    )


def revoke(desk: Desk, asked: Visit) -> Response:
    """Shut a device out."""
    with writing(desk.engine) as connection:
        found = accounts.revoke(connection, asked.request.path_params["device"], utc_now())
    return to("/admin") if found else desk.kit.message(asked, "no-such-device", 404)


def _device(desk: Desk, asked: Visit) -> DeviceInfo | None:
    wanted = asked.request.path_params["device"]
    with reading(desk.engine) as connection:
        return next((d for d in accounts.devices(connection) if d.id == wanted), None)
