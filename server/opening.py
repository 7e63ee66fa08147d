"""Opens the database that the settings name, made and brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError

from server.database import open_engine
from server.migrations import bring_up_to_date
from server.settings import Settings
from server.wording import Fault, Refused


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """Give the engine while the block lasts. The world's failures come out as :class:`Fault`."""
    _make_folder(settings)
    try:
        engine = open_engine(settings.database_url)
    except (ArgumentError, ValueError) as error:
        raise Refused("bad-database-url") from error
    try:
        bring_up_to_date(engine)
        yield engine
    except DBAPIError as error:
        raise Fault("database", reason=reason(error)) from error
    finally:
        engine.dispose()


def reason(error: DBAPIError) -> str:
    """Give the driver's own words: one line, without the statement and what was in it."""
    return str(error.orig).strip().partition("\n")[0] or type(error.orig).__name__


def _make_folder(settings: Settings) -> None:
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Fault("folder", folder=settings.data, reason=error.strerror or error) from error
