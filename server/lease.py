"""Which desk may give the numbers of a series of certificates: one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from protocol.wire import SeriesAsked, SeriesHeld
from server import numbering, rights, tables
from server.database import insert_new
from server.refusal import Rejected
from server.rights import Standing
from server.times import stamp


@dataclass(frozen=True, slots=True)
class _Holder:
    device: str
    label: str
    revoked: str
    person: str
    owner: str


def ask(connection: Connection, who: Standing, asked: SeriesAsked, now: datetime) -> SeriesHeld:
    """Look, take if free, take over, or release; then tell who holds the series.

    A series whose desk was shut out is free. Only an admin, or the person whose desk holds it,
    takes over. Raises ``forbidden``.
    """
    if not rights.may_give_numbers(who):
        raise Rejected("forbidden")
    held = _held(connection, asked.series)
    mine = held is not None and held.device == who.device
    match asked.want:
        case "take" if held is None or held.revoked:
            _hand_over(connection, who, asked.series, held, now)
        case "take-over" if not mine:
            if held is not None and not _may_take_over(who, held):
                raise Rejected("forbidden")
            _hand_over(connection, who, asked.series, held, now)
        case "release" if mine:
            _clear(connection, asked.series)
    return _told(connection, who, asked.series)


def _may_take_over(who: Standing, held: _Holder) -> bool:
    return who.role == "admin" or bool(held.revoked) or held.owner == who.person


def _hand_over(
    connection: Connection, who: Standing, series: str, held: _Holder | None, now: datetime
) -> None:
    if held is not None:
        _clear(connection, series)
    row = {"series": series, "device": who.device, "since": stamp(now)}
    insert_new(connection, tables.series, [row])  # of two who take at once the first has it


def _clear(connection: Connection, series: str) -> None:
    connection.execute(tables.series.delete().where(tables.series.c.series == series))


def _told(connection: Connection, who: Standing, series: str) -> SeriesHeld:
    held = _held(connection, series)
    last = numbering.last(connection, series)
    if held is None:
        return SeriesHeld(series=series, yours=False, last=last)
    return SeriesHeld(
        series=series,
        yours=held.device == who.device,
        device=held.device,
        person=held.person,
        label=held.label,
        last=last,
    )


def _held(connection: Connection, series: str) -> _Holder | None:
    s, d, p = tables.series.c, tables.devices.c, tables.people.c
    query = (
        sa.select(s.device, d.label, d.revoked, p.name.label("person"), p.id.label("owner"))
        .join_from(tables.series, tables.devices, s.device == d.id)
        .join(tables.people, d.person == p.id)
        .where(s.series == series)
        .with_for_update(of=tables.series)
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else _Holder(**row)
