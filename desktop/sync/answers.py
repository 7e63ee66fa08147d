"""What an answer means, or the lack of one: each way of failing by its name."""

from __future__ import annotations

import ssl
from datetime import datetime

import httpx
import msgspec

from desktop.sync.failures import Denied, Failure, Offline, Trouble, of_certificate
from protocol import wire

MSGPACK = "application/msgpack"
JSON = "application/json"
BYTES = "application/octet-stream"
MOST_BYTES = 80_000_000
"""The longest answer that is read."""
_PROBLEMS = (MSGPACK, JSON)
_MOST_WAIT_SECONDS = 3600.0
_TROUBLES = ("revoked", "unknown-device", "old-protocol")
_BUSY = (429, 503)
_SIGN_AGAIN = ("no-session", "session-locked")


class NoSession(Failure):
    """The token is not good (any more): a nonce has to be signed."""


def offline(error: httpx.HTTPError, now: datetime) -> Offline:
    """Name what kept a call from arriving."""
    if isinstance(error, httpx.TimeoutException):
        return Offline("timeout")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return of_certificate(cause.verify_code, now)
        if isinstance(cause, ssl.SSLError):
            return Offline("certificate")
        cause = cause.__cause__ or cause.__context__
    return Offline("unreachable")


async def checked(response: httpx.Response, wanted: str) -> bytes:
    """Read an answer whole; what no server of ours says is told apart before it is read."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if response.is_success and kind == wanted:
        return b"" if kind == BYTES else await _read(response)  # a file is read by the caller
    if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise Denied("bad-range")
    if response.status_code >= 500 and kind not in _PROBLEMS:
        raise _unwell(response, None)
    if response.is_success or response.is_redirect or kind not in _PROBLEMS:
        raise Offline("captive")
    raise _failure(response, _problem(await _read(response), kind))


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise Offline("server")
    return bytes(body)


def _problem(body: bytes, kind: str) -> wire.Problem:
    try:
        if kind == JSON:
            return msgspec.json.decode(body, type=wire.Problem)
        return msgspec.msgpack.decode(body, type=wire.Problem)
    except msgspec.DecodeError:
        return wire.Problem(code="internal")


def _failure(response: httpx.Response, problem: wire.Problem) -> Failure:
    """Name what the server refused."""
    if problem.code in _TROUBLES:
        return Trouble(problem.code)
    if problem.code in _SIGN_AGAIN:
        return NoSession(problem.code)
    if response.status_code >= 500 or response.status_code in _BUSY:
        return _unwell(response, problem.retry_after)
    return Denied(problem.code)


def _unwell(response: httpx.Response, retry_after: int | None) -> Offline:
    """Name a server that cannot just now, and when it asks us to come back."""
    asked = response.headers.get("Retry-After", "")
    wait = float(retry_after or 0) or (float(asked) if asked.isdecimal() else 0.0)
    busy = response.status_code in _BUSY
    kept = min(wait, _MOST_WAIT_SECONDS) if wait else None
    return Offline("busy" if busy else "server", retry_after=kept)
