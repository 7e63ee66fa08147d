from __future__ import annotations

import sqlalchemy as sa

from protocol import wire
from protocol.log import GENESIS, Point
from server import accounts, tables
from server.database import writing
from tests.server.visitors import CLASS, OTHER, Town, problem


def test_a_hello_tells_who_one_is_and_what_time_it_is(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)

    welcome = malee.hello()

    assert (welcome.person, welcome.role) == ("Malee", "facilitator")
    assert welcome.now == "2026-03-02T09:00:00.000+00:00"
    assert welcome.limits == wire.Limits()


def test_only_logs_that_went_on_are_named(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS, OTHER)
    one = malee.push(malee.changes(1)).tip
    two = malee.push(malee.changes(1, OTHER)).tip

    fresh = malee.hello()
    behind = malee.hello(scopes={CLASS: one, OTHER: GENESIS})
    even = malee.hello(scopes={CLASS: one, OTHER: two})

    assert fresh.scopes == {CLASS: one, OTHER: two}
    assert behind.scopes == {OTHER: two}
    assert (even.scopes, even.gone) == ({}, [])


def test_a_server_restored_from_before_a_class_lets_its_people_bring_it_back(town: Town) -> None:
    malee = town.visitor("Malee")
    changes = malee.changes(2)
    tip = malee.push(changes).tip
    with writing(town.engine) as connection:
        for table in (tables.commits, tables.ids, tables.scopes, tables.grants):
            connection.execute(table.delete())

    welcome = malee.hello(scopes={CLASS: tip})
    pulled = malee.pull(CLASS, [tip])
    refused = malee.push(changes, [tip])
    again = malee.push(changes)

    assert (welcome.scopes, welcome.gone) == ({CLASS: GENESIS}, [])
    assert pulled.diverged == refused.diverged == GENESIS
    assert (again.tip, again.fates) == (tip, {})


def test_a_class_taken_from_somebody_is_gone(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    tip = malee.push(malee.changes(1)).tip
    with writing(town.engine) as connection:
        accounts.add_person(connection, "Malee", "facilitator", [], town.clock(), change=True)

    assert malee.hello(scopes={CLASS: tip}).gone == [CLASS]


def test_what_a_device_tells_of_itself_is_kept(town: Town) -> None:
    malee = town.visitor("Malee")

    malee.hello(pending=3, held=2, conflicts=2**50)

    with writing(town.engine) as connection:
        (device,) = accounts.devices(connection)
    assert (device.pending, device.held, device.conflicts) == (3, 2, 2**31 - 1)
    assert device.seen == "2026-03-02T09:00:00.000+00:00"


def test_a_program_too_old_or_too_new_is_told_so(town: Town) -> None:
    malee = town.visitor("Malee")

    answers = [
        problem(malee.post("/v1/hello", wire.Hello(oldest=a, newest=b)))
        for a, b in ((0, 0), (2, 3))
    ]

    assert answers == [(409, "old-protocol")] * 2


def people_met(town: Town, name: str, *grants: str, role: wire.Role = "facilitator") -> set[str]:
    return {d.person for d in town.visitor(name, role, *grants).hello().devices}


def test_one_meets_those_who_share_a_class(town: Town) -> None:
    town.visitor("Malee", "facilitator", CLASS)
    town.visitor("Piti", "facilitator", OTHER)
    town.visitor("Wichai", "scorer", "*")
    town.visitor("Anong", "admin")
    town.visitor("Nobody", "viewer")

    river = people_met(town, "River", CLASS)
    every = people_met(town, "Every", "*")
    admin = people_met(town, "Chief", role="admin")

    assert river == {"River", "Malee", "Wichai", "Anong"}
    assert every == {"Every", "River", "Malee", "Piti", "Wichai", "Anong"}
    assert admin == every | {"Chief", "Nobody"}


def test_a_revoked_device_is_named_as_such(town: Town) -> None:
    malee, anong = town.visitor("Malee"), town.visitor("Anong", "admin")
    with writing(town.engine) as connection:
        accounts.revoke(connection, malee.device, town.clock())

    revoked = {d.id: d.revoked for d in anong.hello().devices}

    assert revoked == {malee.device: True, anong.device: False}


def test_a_hello_writes_nothing_into_any_log(town: Town) -> None:
    malee = town.visitor("Malee")

    malee.hello(scopes={CLASS: Point(3, "a" * 64)})

    with writing(town.engine) as connection:
        assert connection.execute(sa.select(tables.scopes)).all() == []
