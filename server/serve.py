"""Serves: listens, says so, tells the first admin's code, and stops in good order."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import sys
from datetime import UTC, datetime
from typing import Any, cast

import uvicorn
from sqlalchemy import Engine
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from server import accounts, logs, pages, patience
from server.app import create_app
from server.database import writing
from server.guarding import GuardedLine
from server.inviting import MINUTES
from server.migrations import take_turn
from server.rights import EVERY_CLASS
from server.settings import Settings
from server.watching import Watched
from server.wording import Fault, Refused, Words, words

_KEEP_ALIVE_SECONDS = 30
_STOP_SECONDS = 20
_HEADER_BYTES = 32_768
_CONNECTIONS = 2_000
_BACKLOG = 1_024


def serve(engine: Engine, settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM; give the exit status."""
    said = words(settings.language)
    with _listen(settings) as listener:
        greet_first_admin(engine, said)
        logs.set_up()
        url = address(listener, tls=settings.tls)
        server = _Server(_config(build(engine, settings), settings), said("cli.listening", url=url))
        # uvicorn repeats the signal that stopped it; being asked to stop is no failure.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        server.run(sockets=[listener])
    return 0


def build(engine: Engine, settings: Settings) -> ASGIApp:
    """Put the application together: protocol and pages, behind the guards of the line."""
    app: ASGIApp = create_app(engine, extra_routes=pages.routes(engine, settings))
    app = GuardedLine(Watched(app, logs.log_request))
    if settings.behind_proxy:
        trusted = list(settings.trusted_proxies)
        # uvicorn and Starlette spell the types of ASGI differently.
        app = cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, app), trusted_hosts=trusted))
    return app


def greet_first_admin(engine: Engine, said: Words) -> None:
    """Make the first admin when nobody was ever invited, and print the code that lets them in."""
    now = datetime.now(UTC)
    with writing(engine) as connection:
        take_turn(connection)
        if not accounts.is_empty(connection):
            return
        name = said("cli.first-admin")
        person = accounts.add_person(connection, name, "admin", [EVERY_CLASS], now)
        code = accounts.invite(connection, person, now, os.urandom)
    sys.stderr.write(said("cli.first-code", code=code, minutes=MINUTES, name=name) + "\n")
    sys.stderr.flush()


def address(listener: socket.socket, *, tls: bool) -> str:
    """Give the address a socket listens on as people type it."""
    host, port = listener.getsockname()[:2]
    return f"{'https' if tls else 'http'}://{f'[{host}]' if ':' in host else host}:{port}"


def _listen(settings: Settings) -> socket.socket:
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, _, _, _, where = found[0]
        return socket.create_server(where, family=family, backlog=_BACKLOG)
    except OSError as error:
        raise Fault(
            "listen", host=settings.host, port=settings.port, reason=error.strerror or error
        ) from error


def _config(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        http=patience.PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        limit_concurrency=_CONNECTIONS,
        backlog=_BACKLOG,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
    )
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        raise Refused("bad-certificate", reason=error.strerror or error) from error
    return config


class _Server(uvicorn.Server):
    """Says in one line that it listens, once it does."""

    def __init__(self, config: uvicorn.Config, line: str) -> None:
        super().__init__(config)
        self.line = line

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections, then say so."""
        await super().startup(sockets)
        sys.stdout.write(self.line + "\n")
        sys.stdout.flush()
