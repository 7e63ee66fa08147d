"""What every page needs: who asks, in which language, with which form; and safe answers."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server import page_words, web_sessions
from server.accounts import Person
from server.settings import Settings
from server.wording import LANGUAGES, Language, Words, language_of, words

MOST_FORM = 65_536
"""Bytes in a form: more classes than anybody ticks."""

_HERE = Path(__file__).resolve().parent
_LANGUAGE = "desk_language"
_YEAR_SECONDS = 31_536_000
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class FormTooLarge(Exception):
    """A form with more than :data:`MOST_FORM` bytes."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to a page: the request, its form, the language, and the session's token."""

    request: Request
    form: Mapping[str, list[str]]
    words: Words
    token: str
    admin: Person | None = None

    def said(self, name: str) -> str:
        """Give a field of the form, ``""`` when it is missing."""
        return self.form.get(name, [""])[0]

    @property
    def secret(self) -> str:
        """The cookie that a form's token is made from."""
        return self.token or self.request.cookies.get(before_cookie(self.request), "")


async def visit(request: Request, settings: Settings) -> Visit:
    """Read a request. Raises :class:`FormTooLarge`."""
    body = b""
    if request.method == "POST":
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_FORM:
                raise FormTooLarge
    form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=2_000)
    asked = language_of(request.query_params.get("lang"))
    language = asked or language_of(request.cookies.get(_LANGUAGE)) or "th"
    token = request.cookies.get(session_cookie(request), "")
    return Visit(request, form, words(language), token)


def session_cookie(request: Request) -> str:
    """Name the cookie of a session; under TLS no other host or path can set it."""
    return "__Host-desk_session" if _secure(request) else "desk_session"


def before_cookie(request: Request) -> str:
    """Name the cookie that guards the sign-in form."""
    return "__Host-desk_before" if _secure(request) else "desk_before"


def set_cookie(response: Response, request: Request, name: str, value: str, life: int) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send. ``life``: seconds."""
    response.set_cookie(
        name, value, max_age=life, path="/", secure=_secure(request), httponly=True,
        samesite="strict",
    )  # fmt: skip


def from_our_page(asked: Visit) -> bool:
    """Whether a form came from a page of ours."""
    origin = asked.request.headers.get("origin")
    own = f"{asked.request.url.scheme}://{asked.request.url.netloc}"
    if origin is not None and origin != own:
        return False
    expected = web_sessions.form_token(asked.secret)
    return bool(asked.secret) and hmac.compare_digest(expected, asked.said("form"))


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"


class Kit:
    """Draws the templates. Everything that is put into them is escaped."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, template: str, /, asked: Visit, status: int = 200, **shown: object) -> Response:
        """Draw a page for a visit."""
        said = asked.words
        html = self._templates.get_template(f"{template}.html").render(
            t=said,
            admin=asked.admin,
            path=asked.request.url.path,
            other=next(lang for lang in LANGUAGES if lang != said.language),
            form_token=web_sessions.form_token(asked.secret),
            called=lambda of: of.code or said.known("entity", of.scope),
            moment=lambda at: page_words.moment(said, at),
            day=lambda on: page_words.day(said, on),
            value=lambda of: page_words.value(said, of),
            **shown,
        )
        return HTMLResponse(html, status)

    def message(self, asked: Visit, key: str, status: int) -> Response:
        """Draw a page that says one sentence."""
        return self.page("message", asked, status, sentence=asked.words(f"page.{key}"))


def finish(response: Response, request: Request, language: Language) -> Response:
    """Put on what every answer carries: the guards of the browser, the language chosen."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if _secure(request):
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR_SECONDS}"
    if language_of(request.query_params.get("lang")):
        set_cookie(response, request, _LANGUAGE, language, _YEAR_SECONDS)
    return response


def to(path: str) -> Response:
    """Send the browser on after a form was dealt with."""
    return RedirectResponse(path, 303)
