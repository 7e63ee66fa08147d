"""The admin's pages, drawn here: no scripts, nothing from elsewhere, usable by keyboard."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from server import class_pages, people_pages, web_sessions
from server.database import reading, writing
from server.insight import Insight
from server.page_kit import (
    FormTooLarge,
    Kit,
    Visit,
    before_cookie,
    finish,
    from_our_page,
    session_cookie,
    set_cookie,
    to,
    visit,
)
from server.people_pages import Desk
from server.refusal import Rejected
from server.settings import Settings
from server.times import utc_now

_HERE = Path(__file__).resolve().parent
_FONTS = _HERE.parent / "resources" / "fonts"
_HOME = "/admin"
_SIGN_IN = "/admin/sign-in"

Page = Callable[[Desk, Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def routes(engine: Engine, settings: Settings) -> list[BaseRoute]:
    """Give all pages and what they draw on."""
    desk = Desk(engine, settings, Kit(), Insight())
    get, post = ["GET"], ["POST"]
    guarded = [
        ("", get, people_pages.people),
        ("/sign-out", post, _sign_out),
        ("/invite", get, people_pages.invitation),
        ("/invite", post, people_pages.invite),
        ("/devices/{device}/revoke", get, people_pages.ask_revoke),
        ("/devices/{device}/revoke", post, people_pages.revoke),
        ("/classes", get, class_pages.classes),
        ("/classes/{scope}", get, class_pages.one_class),
        ("/classes/{scope}/bundle", [*get, *post], class_pages.bundle),
    ]
    return [
        Route("/", _home, methods=get),
        Route(_SIGN_IN, _open(desk, _sign_in_form), methods=get),
        Route(_SIGN_IN, _open(desk, _sign_in), methods=post),
        *(Route(_HOME + path, _for_admins(desk, page), methods=m) for path, m, page in guarded),
        Mount("/static/fonts", StaticFiles(directory=_FONTS)),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]


async def _home(_request: Request) -> Response:
    return RedirectResponse(_HOME, 307)


def _open(desk: Desk, page: Page) -> Endpoint:
    """Give an endpoint for everybody."""

    async def endpoint(request: Request) -> Response:
        try:
            asked = await visit(request, desk.settings)
        except (FormTooLarge, ValueError):
            return finish(Response(status_code=413), request, "th")
        answer = await run_in_threadpool(_answer, desk, page, asked)
        return finish(answer, request, asked.words.language)

    return endpoint


def _answer(desk: Desk, page: Page, asked: Visit) -> Response:
    if asked.request.method == "POST" and not from_our_page(asked):
        return desk.kit.message(asked, "stale-form", 403)
    return page(desk, asked)


def _for_admins(desk: Desk, page: Page) -> Endpoint:
    """Give an endpoint for whoever is signed in; others are sent to the sign-in page."""

    def guarded(desk: Desk, asked: Visit) -> Response:
        with reading(desk.engine) as connection:
            admin = web_sessions.who(connection, asked.token, utc_now())
        return to(_SIGN_IN) if admin is None else page(desk, replace(asked, admin=admin))

    return _open(desk, guarded)


def _sign_in_form(desk: Desk, asked: Visit, key: str = "", status: int = 200) -> Response:
    request = asked.request
    before = request.cookies.get(before_cookie(request)) or os.urandom(16).hex()
    complaint = asked.words(f"page.{key}") if key else ""
    asked = replace(asked, token=before)
    answer = desk.kit.page("sign_in", asked, status, complaint=complaint)
    set_cookie(answer, request, before_cookie(request), before, 3_600)
    return answer


def _sign_in(desk: Desk, asked: Visit) -> Response:
    try:
        token = _token(desk, asked)
    except Rejected as no:
        status = 429 if no.code == "too-many" else 403
        answer = _sign_in_form(desk, asked, f"sign-in.{no.code}", status)
        if no.retry_after:
            answer.headers["Retry-After"] = str(no.retry_after)
        return answer
    answer = to(_HOME)
    life = int(web_sessions.LIFE.total_seconds())
    set_cookie(answer, asked.request, session_cookie(asked.request), token, life)
    return answer


def _token(desk: Desk, asked: Visit) -> str:
    """Give a session's token for a code. Raises :class:`Rejected`; wrong codes are counted."""
    now = utc_now()
    address = asked.request.client.host if asked.request.client else ""
    with reading(desk.engine) as connection:
        web_sessions.may_try(connection, address, now)
    try:
        with writing(desk.engine) as connection:
            return web_sessions.sign_in(connection, asked.said("code"), now, os.urandom)
    except Rejected as no:
        if no.code == "bad-code":
            with writing(desk.engine) as connection:
                web_sessions.tried_wrongly(connection, address, now)
        raise


def _sign_out(desk: Desk, asked: Visit) -> Response:
    with writing(desk.engine) as connection:
        web_sessions.sign_out(connection, asked.token)
    answer = to(_SIGN_IN)
    set_cookie(answer, asked.request, session_cookie(asked.request), "", 0)
    return answer
