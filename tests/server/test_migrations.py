"""From scratch, step by step: the database is the one that the code expects, on both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from server import migrations, tables
from server.database import open_engine, reading, writing
from server.migrations import bring_up_to_date
from server.wording import Refused
from tests.network.postgres import Postgres


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    yield engine
    engine.dispose()


def tables_of(engine: Engine) -> set[str]:
    with reading(engine) as connection:
        rows = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        made = {" ".join(row[0].split()) for row in rows}
    return {sql for sql in made if "alembic_version" not in sql}


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, tables.metadata))


def test_the_steps_make_the_tables_of_the_code(embedded: Engine, tmp_path: Path) -> None:
    scratch = open_engine(f"sqlite:///{tmp_path / 'scratch.db'}")
    tables.metadata.create_all(scratch)

    bring_up_to_date(embedded)

    assert tables_of(embedded) == tables_of(scratch)
    assert differences(embedded) == []
    scratch.dispose()


def test_the_steps_make_the_tables_of_the_code_on_postgresql() -> None:
    try:
        postgres = Postgres()
    except RuntimeError as error:
        pytest.skip(str(error))
    with postgres:
        engine = open_engine(postgres.create("steps"))

        bring_up_to_date(engine)
        bring_up_to_date(engine)

        assert differences(engine) == []
        engine.dispose()


def test_steps_taken_twice_change_nothing(embedded: Engine) -> None:
    bring_up_to_date(embedded)
    with writing(embedded) as connection:
        connection.execute(tables.facts.insert().values(name="kept", value="yes"))

    bring_up_to_date(embedded)

    with reading(embedded) as connection:
        assert migrations.current(connection) == migrations.HEAD
        assert connection.execute(sa.select(tables.facts.c.value)).scalar() == "yes"


def test_a_newer_database_is_refused_and_left_alone(embedded: Engine) -> None:
    bring_up_to_date(embedded)
    with writing(embedded) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = tables_of(embedded)

    with pytest.raises(Refused) as no:
        bring_up_to_date(embedded)

    assert no.value.code == "newer-database"
    assert tables_of(embedded) == before


def test_the_newest_step_is_the_one_the_program_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))

    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD
