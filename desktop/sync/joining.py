"""Joining a server with a one-time code, and leaving it again."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from contextlib import suppress

import httpx

from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.models.syncing import Membership
from desktop.store import authors, membership
from desktop.sync import numbers, succession
from desktop.sync.address import address
from desktop.sync.address import connect as connect_to
from desktop.sync.failures import Denied, Failure, as_fault
from desktop.sync.identity import Identity, identity
from desktop.sync.remote import Remote
from protocol.wire import Enrol, enrol_text

_REFUSALS = ("bad-code", "code-spent", "code-expired", "key-mismatch")
_MOST_AUTHORS = 100
_SHORTEST_CODE = 8
_MISREAD = str.maketrans("OIL", "011")


def split(url: str, code: str) -> tuple[str, str]:
    """Tell address and code apart, however they came: in two fields, or scanned as one.

    Gives the code in capitals, without hyphens. Raises ``Refused`` ``url-unfit``,
    ``code-missing``, ``plain-http``.
    """
    typed = f"{url} {code}".split()
    if not typed:
        raise Refused("url-unfit", given="")
    plain = re.sub(r"[^0-9A-Z]", "", "".join(typed[1:]).upper()).translate(_MISREAD)
    if len(plain) < _SHORTEST_CODE:
        raise Refused("code-missing")
    return address(typed[0]), plain


async def join(
    desk: Desk,
    url: str,
    code: str,
    *,
    connect: Callable[[str], httpx.AsyncClient] = connect_to,
) -> Membership:
    """Join a server as the person the code was made for, who writes here from now on.

    The same server again is fine. Raises ``Refused`` where the code is not good or this device
    belongs to another server, and ``Fault`` ``not-reached`` with the cause as a sentence.
    """
    url, code = split(url, code)
    async with connect(url) as http:
        try:
            return await _join(desk, url, code, http)
        except Denied as no:
            if no.code in _REFUSALS:
                raise Refused(no.code) from no
            raise as_fault(no, desk.words) from no
        except Failure as failure:
            raise as_fault(failure, desk.words) from failure


async def _join(desk: Desk, url: str, code: str, http: httpx.AsyncClient) -> Membership:
    remote, joined = await _enrol(desk, url, code, http)
    with desk.store.atomic():
        membership.join(desk.store, joined)
        desk.store.keep_key("session", "")
        desk.store.drop_keys("series:")
        desk.store.drop_keys("series-asked:")
        succession.forget_former(desk.store)
    desk.author = desk.settings.author = joined.person
    if joined.role in numbers.GIVING:
        with suppress(Failure):  # asked again in the first round
            await numbers.look(desk, remote)
    return joined


async def _enrol(
    desk: Desk, url: str, code: str, http: httpx.AsyncClient
) -> tuple[Remote, Membership]:
    """Enrol this device; under former names first, for the server knows none of them yet."""
    known = membership.membership(desk.store)
    names = [*succession.former(desk.store), desk.device]
    first, *later = [identity(desk.store, name, desk.random) for name in names]
    remote = Remote(url, http, first, clock=desk.clock)
    await remote.look()
    if known is not None and await remote.who() not in ("", known.server):
        raise Refused("other-server", url=known.url)
    enrolled = await remote.enrol(_message(desk, code, first))
    if known is not None and enrolled.server != known.server:
        raise Refused("other-server", url=known.url)
    for heir in later:
        await remote.successor(heir, succession.message(remote.identity.device, heir))
    return remote, Membership(url, enrolled.server, enrolled.person, enrolled.role)


def _message(desk: Desk, code: str, mine: Identity) -> Enrol:
    return Enrol(
        code=code,
        device=mine.device,
        key=mine.key,
        box=mine.box,
        proof=mine.sign(enrol_text(code, mine.device, mine.key, mine.box)),
        label=socket.gethostname().partition(".")[0][:200],
        authors=authors.of_device(desk.store, mine.device)[:_MOST_AUTHORS],
    )


def part(desk: Desk) -> None:
    """Belong to no server any more; everything stays here."""
    with desk.store.atomic():
        membership.part(desk.store)
        desk.store.keep_key("session", "")
        desk.store.drop_keys("series:")
        desk.store.drop_keys("series-asked:")
