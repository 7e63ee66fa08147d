from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from server import tables
from server.app import create_app
from server.database import default_url, open_engine, writing
from tests.server.visitors import Clock, Town


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(default_url(tmp_path))
    tables.metadata.create_all(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(engine: Engine, clock: Clock) -> Iterator[Town]:
    built = Town(engine, create_app(engine, clock=clock), clock)
    yield built
    built.close()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with writing(engine) as opened:
        yield opened
