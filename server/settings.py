"""How the server was asked to run: from the command line, else from ``WORKSHOP_DESK_*``."""

from __future__ import annotations

import ipaddress
import os
import re
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from server.database import default_url
from server.wording import Language, Refused, language_of

PREFIX = "WORKSHOP_DESK_"
PORT = 8765
LOOPBACK = ("127.0.0.1", "::1")

_PLAIN_POSTGRES = re.compile(r"^postgres(ql)?://")
_DATABASES = ("postgresql+psycopg://", "sqlite:///")
_TRUE = {"1", "true", "yes", "on"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data is, where to listen, and what guards the line."""

    data: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = PORT
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    trusted_proxies: tuple[str, ...] = LOOPBACK
    public_url: str = ""
    language: Language = "en"

    @property
    def tls(self) -> bool:
        """Whether this process itself speaks TLS."""
        return self.tls_cert is not None


def read(given: Namespace, environment: Mapping[str, str] = os.environ) -> Settings:
    """Put the settings together; an option given beats the environment.

    Raises :class:`Refused` when they would let data travel openly, or make no sense.
    """

    def value(name: str) -> str | None:
        said = getattr(given, name, None)
        return said if said is not None else environment.get(PREFIX + name.upper()) or None

    data = Path(value("data") or ".").expanduser()
    settings = Settings(
        data=data,
        database_url=_database(value("database_url"), data),
        host=value("host") or "127.0.0.1",
        port=_port(value("port")),
        tls_cert=_path(value("tls_cert")),
        tls_key=_path(value("tls_key")),
        behind_proxy=str(value("behind_proxy") or "").lower() in _TRUE,
        trusted_proxies=(*LOOPBACK, *_networks(value("trusted_proxy"))),
        public_url=(value("public_url") or "").rstrip("/"),
        language=language_of(value("lang")) or "en",
    )
    if value("data") is None:
        raise Refused("no-data-folder")
    _check_line(settings)
    return settings


def is_loopback(host: str) -> bool:
    """Whether an address reaches only this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_line(settings: Settings) -> None:
    if (settings.tls_cert is None) != (settings.tls_key is None):
        raise Refused("half-tls")
    if not (settings.tls or settings.behind_proxy or is_loopback(settings.host)):
        raise Refused("open-line", host=settings.host)


def _database(url: str | None, data: Path) -> str:
    if url is None:
        return default_url(data)
    full = _PLAIN_POSTGRES.sub("postgresql+psycopg://", url)
    if not full.startswith(_DATABASES):
        raise Refused("bad-database-url")
    return full


def _port(text: str | None) -> int:
    if text is None:
        return PORT
    if not (text.isascii() and text.isdigit() and int(text) < 65_536):
        raise Refused("bad-port", port=text)
    return int(text)


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def _networks(text: str | None) -> list[str]:
    named = [part.strip() for part in (text or "").split(",") if part.strip()]
    for part in named:
        try:
            ipaddress.ip_network(part)
        except ValueError as error:
            raise Refused("bad-proxy", address=part) from error
    return named
