"""The steps from an older database to today's; run at every start, usually with nothing to do."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from server.database import is_sqlite, reading, writing
from server.wording import Refused

HEAD = "0002"
"""The newest step."""

FOLDER = Path(__file__).resolve().parent
_LOCK = 0x576F726B
"""Servers that start together on PostgreSQL take their turn here."""


def bring_up_to_date(engine: Engine) -> None:
    """Take the steps that are missing, all or none. Raises :class:`Refused` on a newer database."""
    with reading(engine) as connection:
        if current(connection) == HEAD:
            return
    with writing(engine) as connection:
        take_turn(connection)
        _refuse_newer(current(connection))
        step_to(connection, "head")


def take_turn(connection: Connection) -> None:
    """Wait until no other server does what only one may do, to the end of this transaction."""
    if not is_sqlite(connection):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def current(connection: Connection) -> str:
    """Give the step a database stands at, ``""`` when it is empty."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def step_to(connection: Connection, target: str) -> None:
    """Step up to a revision within the connection's transaction."""
    from alembic import command  # a third of a second, needed once in a database's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _refuse_newer(at: str) -> None:
    if at > HEAD:
        raise Refused("newer-database")
