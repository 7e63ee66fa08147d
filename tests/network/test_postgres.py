"""The PostgreSQL of the tests is a real one, and its power cuts are real."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.network import processes
from tests.network.postgres import Postgres, postmaster

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


@pytest.fixture
def engine(postgres: Postgres, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on a new database with an empty table of marks."""
    engine = create_engine(postgres.create(request.node.name[:60]))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE marks (seat integer)"))
    yield engine
    engine.dispose()


def mark(connection: Connection, seat: int) -> None:
    connection.execute(text("INSERT INTO marks VALUES (:seat)"), {"seat": seat})


def seats(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT seat FROM marks ORDER BY seat")))


def test_what_was_committed_survives_a_power_cut_and_nothing_else(
    postgres: Postgres, engine: Engine
) -> None:
    with engine.begin() as connection:
        mark(connection, 1)
    unfinished = engine.connect()
    mark(unfinished, 2)

    postgres.kill()
    with pytest.raises(OperationalError):
        unfinished.commit()
    unfinished.close()
    engine.dispose()
    postgres.start()

    assert seats(engine) == [1]


def test_a_power_cut_leaves_no_process_alive(postgres: Postgres, engine: Engine) -> None:
    with engine.connect():
        before = processes.family(postmaster(postgres.data))

        postgres.kill()

    alive = [pid for pid in before if processes.alive(pid)]
    engine.dispose()
    postgres.start()
    assert (len(before) > 5, alive) == (True, [])


def test_it_stops_in_good_order_and_starts_again(postgres: Postgres, engine: Engine) -> None:
    with engine.begin() as connection:
        mark(connection, 1)
    engine.dispose()

    postgres.stop()
    postgres.start()

    assert seats(engine) == [1]
    assert "database system is shut down" in postgres.log


def test_every_commit_reaches_the_disk_and_thai_is_text(engine: Engine) -> None:
    with engine.connect() as connection:
        fsync = connection.scalar(text("SHOW fsync"))
        length = connection.scalar(text("SELECT length('น้ำ')"))

    assert (fsync, length) == ("on", 3)


def test_nothing_is_left_behind() -> None:
    with Postgres() as server:
        folder, pid = server.folder, postmaster(server.data)
        server.kill()

    assert not folder.exists()
    assert not processes.alive(pid)


def test_it_does_not_run_as_root(postgres: Postgres) -> None:
    owner = Path(f"/proc/{postmaster(postgres.data)}").stat().st_uid

    assert owner == processes.who().get("user", os.geteuid()) != 0


def test_without_the_program_the_package_is_named() -> None:
    with pytest.raises(RuntimeError, match=r"apt-get install .* nosuchpackage"):
        processes.program("nosuchprogram", "nosuchpackage")
