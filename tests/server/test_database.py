from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from server import database, tables
from server.database import default_url, insert_new, open_engine, reading, writing


def test_a_sqlite_that_loses_writes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "OLDEST_SQLITE", (99, 0, 0))

    with pytest.raises(RuntimeError, match="too old"):
        open_engine(default_url(tmp_path))


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    def fail() -> None:
        with writing(engine) as connection:
            insert_new(connection, tables.facts, [{"name": "a", "value": "1"}])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with reading(engine) as connection:
        assert connection.execute(tables.facts.select()).all() == []


def test_a_look_waits_for_no_writer(engine: Engine) -> None:
    with writing(engine) as writer, reading(engine) as reader:
        insert_new(writer, tables.facts, [{"name": "a", "value": "1"}])

        assert reader.execute(tables.facts.select()).all() == []


def test_what_is_there_already_stays(engine: Engine) -> None:
    with writing(engine) as connection:
        insert_new(connection, tables.facts, [{"name": "a", "value": "1"}])
        insert_new(connection, tables.facts, [{"name": "a", "value": "2"}])
        insert_new(connection, tables.facts, [])

        assert connection.execute(tables.facts.select()).all() == [("a", "1")]


def test_a_database_in_memory_is_one() -> None:
    engine = open_engine("sqlite://")
    tables.metadata.create_all(engine)

    with writing(engine) as connection:
        insert_new(connection, tables.facts, [{"name": "a", "value": "1"}])

    with reading(engine) as connection:
        assert len(connection.execute(tables.facts.select()).all()) == 1
    engine.dispose()
