"""Messages as HTTP carries them: read within limits, written as asked for, problems included."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from protocol.wire import Problem
from server.refusal import STATUS, Rejected

JSON = "application/json"
MSGPACK = "application/msgpack"

_JSON_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_encoders = {JSON: msgspec.json.Encoder().encode, MSGPACK: msgspec.msgpack.Encoder().encode}
_T = TypeVar("_T")


async def body(request: Request, most_bytes: int) -> bytes:
    """Read a body as it comes; raises ``too-large`` as soon as it is known to be."""
    told = request.headers.get("content-length", "0")
    if not told.isascii() or not told.isdigit():
        raise Rejected("bad-request", "Content-Length")
    if int(told) > most_bytes:
        raise Rejected("too-large")
    if "content-encoding" in request.headers:
        raise Rejected("bad-type", "Content-Encoding")
    read = bytearray()
    try:
        async for piece in request.stream():
            read += piece
            if len(read) > most_bytes:
                raise Rejected("too-large")
    except ClientDisconnect as error:
        raise Rejected("bad-request", "cut off") from error
    return bytes(read)


def decode(request: Request, raw: bytes, kind: type[_T]) -> _T:
    """Read a message in the type its header names; a problem tells the path that is wrong."""
    media = _media(request.headers.get("content-type", ""))
    if media is None:
        raise Rejected("bad-type", f"{JSON} or {MSGPACK}")
    try:
        if media == JSON:
            return msgspec.json.decode(raw, type=kind)
        return msgspec.msgpack.decode(raw, type=kind)
    except RecursionError as error:
        raise Rejected("bad-request", "too deep") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise Rejected("bad-request", str(error)[:200]) from error


def _media(header: str) -> str | None:
    """Find one of the two types in a header; the first of several counts."""
    names = [part.partition(";")[0].strip().lower() for part in header.split(",")]
    return next((name for name in names if name in _encoders), None)


def wants(request: Request) -> str:
    """Give the type to answer in: what is accepted, else what was sent, else JSON."""
    headers = request.headers
    return _media(headers.get("accept", "")) or _media(headers.get("content-type", "")) or JSON


def reply(request: Request, message: object, status: int = 200) -> Response:
    """Answer with a message."""
    media = wants(request)
    return Response(_encoders[media](message), status, _JSON_HEADERS, media)


def problem(request: Request, no: Rejected) -> Response:
    """Answer that something was not done, and why."""
    told = Problem(code=no.code, detail=no.detail, retry_after=no.retry_after)
    answer = reply(request, told, STATUS[no.code])
    if no.retry_after is not None:
        answer.headers["Retry-After"] = str(no.retry_after)
    if answer.status_code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def bearer(request: Request) -> str:
    """Give the token of a request; raises ``no-session`` without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > 200:
        raise Rejected("no-session")
    return token.strip()
