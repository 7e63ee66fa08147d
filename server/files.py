"""The routes of files: a piece in, a range out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from protocol.wire import BlobKept
from server import blobs, endpoints, http, rights
from server.database import reading, writing
from server.endpoints import Guest, House
from server.failing import again
from server.refusal import Rejected
from server.throttle import Rate

PATH = "/v1/blobs/{scope}/{name}"
_NAME = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]{1,15}")
_RANGE = re.compile(r"bytes=([0-9]{1,15})-")


def routes(house: House) -> list[Route]:
    """Give the routes."""

    async def put(request: Request) -> Response:
        guest = await admitted(house, request, house.rates.files)
        scope, name = _place(request)
        at, size = _number(request, "at"), _number(request, "size")
        piece = await http.body(request, house.limits.piece_bytes)

        def keep() -> BlobKept:
            with writing(house.engine) as connection:
                return blobs.keep(
                    connection,
                    scope,
                    name,
                    piece,
                    at=at or 0,
                    size=size,
                    most_bytes=house.limits.blob_bytes,
                )

        if not rights.may_keep_files(guest.who, scope):
            raise Rejected("forbidden")
        return http.reply(request, await run_in_threadpool(again, keep))

    async def get(request: Request) -> Response:
        guest = await admitted(house, request, house.rates.files)
        scope, name = _place(request)
        return await _sent(house, request, guest, scope, name)

    return [Route(PATH, put, methods=["PUT"]), Route(PATH, get, methods=["GET"])]


async def admitted(house: House, request: Request, rate: Rate) -> Guest:
    """Let in by the token of a request; raises :class:`Rejected`."""
    token = http.bearer(request)
    guest = await run_in_threadpool(again, lambda: endpoints.admit(house, token, rate))
    request.state.device = guest.who.device
    return guest


async def _sent(house: House, request: Request, guest: Guest, scope: str, name: str) -> Response:
    def length() -> int:
        with reading(house.engine) as connection:
            if not rights.may_read(guest.who, scope):
                raise Rejected("forbidden")
            return blobs.size_of(connection, scope, name)

    size = await run_in_threadpool(again, length)
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    begin = int(asked[1]) if asked else 0
    headers = {"Accept-Ranges": "bytes", "X-Content-Type-Options": "nosniff"}
    if begin > size or begin == size > 0:
        raise Rejected("past-end")
    if asked and size:
        headers["Content-Range"] = f"bytes {begin}-{size - 1}/{size}"
    headers["Content-Length"] = str(size - begin)
    return StreamingResponse(
        _pieces(house, scope, name, begin),
        206 if asked and size else 200,
        headers,
        "application/octet-stream",
    )


async def _pieces(house: House, scope: str, name: str, at: int) -> AsyncIterator[bytes]:
    """Give a file piece by piece, each from its own look: no connection waits for a slow line."""

    def look(begin: int) -> bytes:
        with reading(house.engine) as connection:
            return blobs.piece_at(connection, scope, name, begin)

    while piece := await run_in_threadpool(look, at):
        yield piece
        at += len(piece)


def _place(request: Request) -> tuple[str, str]:
    scope, name = request.path_params["scope"], request.path_params["name"]
    if not rights.is_scope(scope) or not _NAME.fullmatch(name):
        raise Rejected("not-found")
    return scope, name


def _number(request: Request, name: str) -> int | None:
    told = request.query_params.get(name)
    if told is None:
        return None
    if not _NUMBER.fullmatch(told):
        raise Rejected("bad-request", name)
    return int(told)
