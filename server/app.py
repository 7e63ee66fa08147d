"""The HTTP application: thin routes; whatever touches the database runs on a thread."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from protocol.wire import Limits
from server import files, http, metrics, openapi
from server.database import reading
from server.endpoints import ENDPOINTS, Endpoint, House
from server.failing import again
from server.refusal import Rejected
from server.throttle import Rates, address_key
from server.times import utc_now
from server.watching import Watched

_SMALL = 4_000_000
"""Bytes a message without changes may have: a hello may name 30,000 scopes."""

_LIMITS = Limits()
_RATES = Rates()
_Handler = Callable[[Request], Awaitable[Response]]


def create_app(
    engine: Engine,
    *,
    clock: Callable[[], datetime] = utc_now,
    limits: Limits = _LIMITS,
    random: Callable[[int], bytes] = os.urandom,
    extra_routes: Sequence[BaseRoute] = (),
    rates: Rates = _RATES,
) -> Starlette:
    """Build the application. All state is in the database: any number may serve one."""
    house = House(engine, clock, limits, random, rates)
    counters = metrics.Counters()
    routes = [
        *(Route(e.path, _endpoint(house, e), methods=["POST"]) for e in ENDPOINTS),
        *files.routes(house),
        Route("/health", _health(house), methods=["GET"]),
        Route("/metrics", _metrics(house, counters), methods=["GET"]),
        Route("/openapi.json", _document, methods=["GET"]),
        *extra_routes,
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Watched, hear=counters.add)],
        exception_handlers={
            Rejected: _rejected,
            HTTPException: _http_problem,
            Exception: _internal,
        },
    )


def _endpoint(house: House, endpoint: Endpoint) -> _Handler:
    most = house.limits.body_bytes if endpoint.path == "/v1/push" else _SMALL

    async def handle(request: Request) -> Response:
        if endpoint.knock is None:
            guest = await files.admitted(house, request, house.rates.sync)
        raw = await http.body(request, most)

        def work() -> Response:
            asked = http.decode(request, raw, endpoint.asks)
            if endpoint.knock is not None:
                return http.reply(request, endpoint.knock(house, _address(request), asked))
            assert endpoint.work is not None
            return http.reply(request, endpoint.work(house, guest, asked))

        return await run_in_threadpool(again, work)

    return handle


def _address(request: Request) -> str:
    return address_key(request.client.host if request.client else "")


def _health(house: House) -> _Handler:
    def look() -> None:
        with reading(house.engine) as connection:
            connection.execute(sa.text("SELECT 1"))

    async def handle(request: Request) -> Response:
        await run_in_threadpool(again, look)
        return http.reply(request, {"status": "ok"})

    return handle


def _metrics(house: House, counters: metrics.Counters) -> _Handler:
    async def handle(request: Request) -> Response:
        if not metrics.is_local(request):
            guest = await files.admitted(house, request, house.rates.sync)
            if guest.who.role != "admin":
                raise Rejected("forbidden")
        text = await run_in_threadpool(again, lambda: metrics.text(house.engine, counters))
        return PlainTextResponse(text, media_type=metrics.MEDIA)

    return handle


async def _document(request: Request) -> Response:
    return Response(openapi.document(), media_type=http.JSON)


async def _rejected(request: Request, no: Exception) -> Response:
    assert isinstance(no, Rejected)
    return http.problem(request, no)


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "not-found", 405: "not-allowed"}.get(error.status_code, "bad-request")
    answer = http.problem(request, Rejected(code))
    answer.headers.update(error.headers or {})
    return answer


async def _internal(request: Request, _error: Exception) -> Response:
    """Answer for a bug of ours. Starlette raises it on, so that whoever serves us logs it."""
    return http.problem(request, Rejected("internal"))
