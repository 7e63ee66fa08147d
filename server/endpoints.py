"""What the server does with each message. One row per endpoint; the document is made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine

from protocol import wire
from protocol.wire import Limits
from server import accounts, blobs, changelog, greeting, lease, rights, sessions, throttle
from server.batch import Batch, inflated, read_batch
from server.database import reading, writing
from server.refusal import Rejected
from server.rights import Standing
from server.throttle import Rates
from server.times import stamp


@dataclass(frozen=True, slots=True)
class House:
    """What every request is served with."""

    engine: Engine
    clock: Callable[[], datetime]
    limits: Limits
    random: Callable[[int], bytes]
    rates: Rates


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks, as the session says; never as the body says."""

    who: Standing
    token: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address, the messages it takes and gives, and what happens.

    ``knock`` serves those without a session, given their address; ``work`` all others.
    """

    path: str
    asks: type[msgspec.Struct]
    gives: type[msgspec.Struct]
    summary: str
    knock: Callable[[House, str, Any], Any] | None = None
    work: Callable[[House, Guest, Any], Any] | None = None


def _enrol(house: House, address: str, asked: wire.Enrol) -> wire.Enrolled:
    now, rates = house.clock(), house.rates
    with writing(house.engine) as connection:
        throttle.count(connection, rates.enrol, address, now)
        throttle.check(connection, rates.wrong, address, now)
    try:
        with writing(house.engine) as connection:
            return accounts.enrol(connection, asked, now)
    except Rejected as no:
        if no.code == "bad-code":
            with writing(house.engine) as connection:
                throttle.count(connection, rates.wrong, address, now)
        raise


def _challenge(house: House, address: str, asked: wire.Challenge) -> wire.Nonce:
    now = house.clock()
    with writing(house.engine) as connection:
        throttle.count(connection, house.rates.door, address, now)
        return sessions.challenge(connection, asked.device, now, house.random)


def _session(house: House, address: str, asked: wire.Answer) -> wire.Session:
    now = house.clock()
    with writing(house.engine) as connection:
        throttle.count(connection, house.rates.door, address, now)
    with writing(house.engine) as connection:
        sessions.use_up(connection, asked.device, asked.nonce, now)
    with writing(house.engine) as connection:
        return sessions.open_for(connection, asked, now, house.random)


def _hello(house: House, guest: Guest, asked: wire.Hello) -> wire.Welcome:
    with writing(house.engine) as connection:
        token = sessions.following(connection, guest.token)
        return greeting.welcome(
            connection, guest.who, asked, token=token, limits=house.limits, now=house.clock()
        )


def _push(house: House, guest: Guest, asked: wire.Push) -> wire.Pushed:
    batches = _batches(house.limits, asked.parts)
    now, done, taken = stamp(house.clock()), dict[str, wire.PushedPart](), 0
    with writing(house.engine) as connection:
        standing_of = cache(lambda device: accounts.standing(connection, device))
        for batch in sorted(batches, key=_scope):  # one order of locks for all
            part = changelog.append(connection, guest.who, batch, standing_of, now)
            done[part.scope] = part
            waiting = sum(fate.verdict != "duplicate" for fate in part.fates.values())
            taken += 0 if part.diverged else len(batch.changes) - waiting
        greeting.lighten(connection, guest.who, taken)
    return wire.Pushed(parts=[done[part.scope] for part in asked.parts])


def _scope(batch: Batch) -> str:
    return batch.part.scope


def _batches(limits: Limits, parts: Sequence[wire.PushPart]) -> list[Batch]:
    """Read all parts before any lock is taken, within the limits of all together."""
    if len(parts) > limits.parts:
        raise Rejected("too-large", "parts")
    if len({part.scope for part in parts}) < len(parts):
        raise Rejected("bad-request", "a scope twice")
    batches, changes, room = [], 0, limits.inflated_bytes
    for part in parts:
        batch = read_batch(part, room)
        changes += len(batch.changes)
        room -= inflated(part.body, room) if len(parts) > 1 else 0
        if changes > limits.changes:
            raise Rejected("too-large", "changes")
        batches.append(batch)
    return batches


def _pull(house: House, guest: Guest, asked: wire.Pull) -> wire.Pulled:
    room, parts = asked.most_bytes, []
    with reading(house.engine) as connection:
        for part in asked.parts:
            if not greeting.is_open(connection, guest.who, part.scope):
                parts.append(wire.PulledPart(scope=part.scope, forbidden=True))
                continue
            found = changelog.after(connection, part, room)
            room -= sum(len(commit.body) for commit in found.commits)
            parts.append(found)
    return wire.Pulled(parts=parts)


def _successor(house: House, guest: Guest, asked: wire.Successor) -> wire.Enrolled:
    with writing(house.engine) as connection:
        return accounts.succeed(connection, guest.who.device, asked, house.clock())


def _series(house: House, guest: Guest, asked: wire.SeriesAsked) -> wire.SeriesHeld:
    with writing(house.engine) as connection:
        return lease.ask(connection, guest.who, asked, house.clock())


def _blobs(house: House, guest: Guest, asked: wire.BlobsAsked) -> wire.BlobsWanted:
    if not rights.may_keep_files(guest.who, asked.scope):
        raise Rejected("forbidden")
    with reading(house.engine) as connection:
        return wire.BlobsWanted(wanted=blobs.wanted(connection, asked.scope, asked.names))


def admit(house: House, token: str, rate: throttle.Rate) -> Guest:
    """Let in whoever holds a session, counting; raises :class:`Rejected`."""
    now = house.clock()
    with writing(house.engine) as connection:
        device = sessions.holder(connection, token, now)
        found = _standing(connection, device)
        throttle.count(connection, rate, device, now)
    return Guest(found, token)


def _standing(connection: Connection, device: str) -> Standing:
    found = accounts.standing(connection, device)
    if found is None:
        raise Rejected("revoked")
    return found[0]


ENDPOINTS = (
    Endpoint("/v1/enrol", wire.Enrol, wire.Enrolled, "Join with a one-time code.", _enrol),
    Endpoint("/v1/challenge", wire.Challenge, wire.Nonce, "Get a nonce to sign.", _challenge),
    Endpoint("/v1/session", wire.Answer, wire.Session, "Open a session.", _session),
    Endpoint("/v1/hello", wire.Hello, wire.Welcome, "Begin a round.", work=_hello),
    Endpoint("/v1/push", wire.Push, wire.Pushed, "Bring changes.", work=_push),
    Endpoint("/v1/pull", wire.Pull, wire.Pulled, "Fetch changes.", work=_pull),
    Endpoint(
        "/v1/successor", wire.Successor, wire.Enrolled, "Go on under a new id.", work=_successor
    ),
    Endpoint(
        "/v1/series", wire.SeriesAsked, wire.SeriesHeld, "Lease a series of numbers.", work=_series
    ),
    Endpoint("/v1/blobs", wire.BlobsAsked, wire.BlobsWanted, "Ask which files lack.", work=_blobs),
)
