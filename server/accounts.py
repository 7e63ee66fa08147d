"""People, their devices and the one-time codes that bring a device in."""

from __future__ import annotations

import os
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.wire import Enrol, Enrolled, Role, Successor, enrol_text
from server import codes, tables
from server.database import insert_new
from server.refusal import Rejected as Rejected
from server.rights import Standing
from server.times import stamp
from server.vouching import signed


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was invited; ``grants`` are scopes, or ``*`` for every class."""

    id: str
    name: str
    role: Role
    grants: frozenset[str]


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """A device as an admin sees it.

    ``since``, ``seen`` and ``revoked`` are times in UTC, ISO 8601, the last two ``""`` for never.
    The counts are those the device told at its last contact.
    """

    id: str
    person: str
    role: Role
    label: str
    since: str
    seen: str
    pending: int
    held: int
    conflicts: int
    revoked: str
    successor_of: str
    key: str
    box: str
    owner: str
    """The person's id."""


def server_id(connection: Connection) -> str:
    """Name this server; drawn at the first asking and kept for good."""
    return fact(connection, "server")


def fact(connection: Connection, name: str) -> str:
    """Give 128 random bits as hex that are drawn at the first asking and kept under a name."""
    query = sa.select(tables.facts.c.value).where(tables.facts.c.name == name)
    found = connection.execute(query).scalar()
    if found is not None:
        return str(found)
    insert_new(connection, tables.facts, [{"name": name, "value": secrets.token_hex(16)}])
    return str(connection.execute(query).scalar_one())


def is_empty(connection: Connection) -> bool:
    """Whether nobody was ever invited."""
    return connection.execute(sa.select(tables.people.c.id).limit(1)).first() is None


def people(connection: Connection) -> list[Person]:
    """Give everybody, by name."""
    grants: dict[str, set[str]] = defaultdict(set)
    for person, scope in connection.execute(sa.select(tables.grants)):
        grants[person].add(scope)
    rows = connection.execute(sa.select(tables.people).order_by(tables.people.c.name))
    return [Person(r.id, r.name, r.role, frozenset(grants[r.id])) for r in rows]


def add_person(
    connection: Connection,
    name: str,
    role: Role,
    scopes: Iterable[str],
    now: datetime,
    *,
    change: bool = False,
) -> Person:
    """Add a person, or grant further scopes to the one of this name.

    With ``change`` the role and the scopes of a known person become exactly these; without it a
    different role raises :class:`Rejected` ``role-differs``.
    """
    table, wanted = tables.people, set(scopes)
    found = connection.execute(sa.select(table).where(table.c.name == name)).first()
    if found is None:
        id_ = secrets.token_hex(16)
        connection.execute(table.insert().values(id=id_, name=name, role=role, since=stamp(now)))
    else:
        id_ = found.id
        if found.role != role and not change:
            raise Rejected("role-differs", detail=found.role)
        connection.execute(table.update().where(table.c.id == id_).values(role=role))
    if change:
        connection.execute(tables.grants.delete().where(tables.grants.c.person == id_))
    grant(connection, id_, wanted)
    return Person(id_, name, role, _grants(connection, id_))


def grant(connection: Connection, person: str, scopes: Iterable[str]) -> None:
    """Grant scopes to a person; those granted already stay so."""
    rows = [{"person": person, "scope": scope} for scope in sorted(scopes)]
    insert_new(connection, tables.grants, rows)


def _grants(connection: Connection, person: str) -> frozenset[str]:
    table = tables.grants
    return frozenset(
        connection.execute(sa.select(table.c.scope).where(table.c.person == person)).scalars()
    )


def invite(
    connection: Connection,
    person: Person,
    now: datetime,
    random: Callable[[int], bytes] = os.urandom,
) -> str:
    """Draw a one-time code for a person; it is good for 15 minutes and five tries."""
    return codes.issue(connection, person.id, now, random)


def redeem(connection: Connection, code: str, *, holder: str, now: datetime) -> Person:
    """Use up a code for ``holder`` (a device, or a session on the web); again is fine for them.

    Raises :class:`Rejected` ``bad-code``, ``code-spent`` or ``code-expired``. A wrong try is
    committed at once, so nothing else may have been written in this transaction before.
    """
    return _person(connection, codes.spend(connection, code, holder, now))


def _person(connection: Connection, id_: str) -> Person:
    row = connection.execute(sa.select(tables.people).where(tables.people.c.id == id_)).one()
    return Person(row.id, row.name, row.role, _grants(connection, id_))


def enrol(connection: Connection, message: Enrol, now: datetime) -> Enrolled:
    """Let a device in by a one-time code. The same device and key may repeat it.

    The author names it brings are believed: each change is signed for by the device, and the
    device is known. Raises :class:`Rejected`; ``key-mismatch`` when the device cannot prove that
    it has its key, or was here before with another.
    """
    _prove(message, message.code)
    known = _device(connection, message.device)
    _same_key(known, message)
    person = redeem(connection, message.code, holder=message.device, now=now)
    values = {"person": person.id, "label": message.label, "box": message.box}
    if known is None:
        connection.execute(
            tables.devices.insert().values(
                id=message.device, key=message.key, since=stamp(now), **values
            )
        )
    else:
        mine = tables.devices.c.id == message.device
        connection.execute(tables.devices.update().where(mine).values(**values))
    _sign_as(connection, message.device, {person.name, *message.authors})
    return Enrolled(server=server_id(connection), person=person.name, role=person.role)


def succeed(connection: Connection, old: str, message: Successor, now: datetime) -> Enrolled:
    """Let an enrolled device go on under a new id and key. Repeating it is fine.

    Its proof is over :func:`enrol_text` with the old device's id in place of a code.
    """
    _prove(message, old)
    known = _device(connection, message.device)
    _same_key(known, message)
    before = _device(connection, old)
    if before is None:
        raise Rejected("unknown-device")
    if known is not None and known.successor_of != old:
        raise Rejected("key-mismatch")
    if known is None:
        connection.execute(
            tables.devices.insert().values(
                id=message.device,
                person=before.person,
                label=before.label,
                key=message.key,
                box=message.box,
                since=stamp(now),
                successor_of=old,
            )
        )
    names = sa.select(tables.authors.c.name).where(tables.authors.c.device == old)
    _sign_as(connection, message.device, connection.execute(names).scalars())
    person = _person(connection, before.person)
    return Enrolled(server=server_id(connection), person=person.name, role=person.role)


def _prove(message: Enrol | Successor, code: str) -> None:
    text = enrol_text(code, message.device, message.key, message.box)
    if not signed(message.key, message.proof, text):
        raise Rejected("key-mismatch")


def _same_key(known: sa.Row[Any] | None, message: Enrol | Successor) -> None:
    """Refuse a device that was here with another key, or may not come back."""
    if known is None:
        return
    if known.revoked:
        raise Rejected("revoked")
    if known.key != message.key:
        raise Rejected("key-mismatch")


def _device(connection: Connection, id_: str) -> sa.Row[Any] | None:
    query = sa.select(tables.devices).where(tables.devices.c.id == id_)
    return connection.execute(query).first()


def _sign_as(connection: Connection, device: str, names: Iterable[str]) -> None:
    rows = [{"device": device, "name": name} for name in sorted(set(names))]
    insert_new(connection, tables.authors, rows)


def devices(connection: Connection) -> list[DeviceInfo]:
    """Give all devices, by person and then by the time they came."""
    d, p = tables.devices.c, tables.people.c
    query = (
        sa.select(
            d.id, p.name.label("person"), p.role, d.label, d.since, d.seen, d.pending, d.held,
            d.conflicts, d.revoked, d.successor_of, d.key, d.box,
            p.id.label("owner"),
        )
        .join_from(tables.devices, tables.people, d.person == p.id)
        .order_by(p.name, d.since, d.id)
    )  # fmt: skip
    return [DeviceInfo(**row) for row in connection.execute(query).mappings()]


def revoke(connection: Connection, device: str, now: datetime) -> bool:
    """Shut a device out for good and end its sessions; false when there is none of this id."""
    known = _device(connection, device)
    if known is None:
        return False
    if not known.revoked:
        mine = tables.devices.c.id == device
        connection.execute(tables.devices.update().where(mine).values(revoked=stamp(now)))
    connection.execute(tables.sessions.delete().where(tables.sessions.c.holder == device))
    return True


def is_known(connection: Connection, device: str) -> bool:
    """Whether a device was ever let in, even if it was shut out since."""
    return _device(connection, device) is not None


def standing(connection: Connection, device: str) -> tuple[Standing, str] | None:
    """Give a device's standing and its public key; ``None`` when unknown or revoked."""
    known = _device(connection, device)
    if known is None or known.revoked:
        return None
    person = _person(connection, known.person)
    names = sa.select(tables.authors.c.name).where(tables.authors.c.device == device)
    authors = frozenset(connection.execute(names).scalars())
    return (
        Standing(device, person.id, person.name, person.role, person.grants, authors),
        known.key,
    )
