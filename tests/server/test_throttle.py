from __future__ import annotations

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from protocol import wire
from server import tables, throttle
from server.app import create_app
from server.database import writing
from server.refusal import Rejected
from server.throttle import Rate, Rates
from tests.server.visitors import Clock, Line, Town, Visitor, problem

TWO = Rate("two", 2, 60)


def test_the_third_of_two_has_to_wait_for_the_next_window(engine: Engine, clock: Clock) -> None:
    with writing(engine) as connection:
        throttle.count(connection, TWO, "a", clock())
        throttle.count(connection, TWO, "a", clock())
        throttle.count(connection, TWO, "b", clock())
        clock.pass_(seconds=20)

        with pytest.raises(Rejected) as refused:
            throttle.count(connection, TWO, "a", clock())
        clock.pass_(seconds=40)
        throttle.count(connection, TWO, "a", clock())

    assert (refused.value.code, refused.value.retry_after) == ("too-many", 40)


def test_looking_does_not_count(engine: Engine, clock: Clock) -> None:
    with writing(engine) as connection:
        for _ in range(5):
            throttle.check(connection, TWO, "a", clock())
        throttle.count(connection, TWO, "a", clock())
        throttle.count(connection, TWO, "a", clock())

        with pytest.raises(Rejected):
            throttle.check(connection, TWO, "a", clock())


def test_old_windows_are_forgotten(engine: Engine, clock: Clock) -> None:
    with writing(engine) as connection:
        throttle.count(connection, TWO, "a", clock())
        clock.pass_(hours=2)
        throttle.count(connection, TWO, "b", clock())

        kept = connection.execute(sa.select(tables.rates.c.key)).scalars().all()

    assert kept == ["two:b"]


def test_addresses_are_not_told_and_an_ipv6_host_is_one() -> None:
    one, two = throttle.address_key("2001:db8::1"), throttle.address_key("2001:db8::ffff")

    assert one == two
    assert one != throttle.address_key("2001:db8:0:1::1")
    assert throttle.address_key("192.0.2.1") != throttle.address_key("192.0.2.2")
    assert "192" not in throttle.address_key("192.0.2.1")
    assert throttle.address_key("") != throttle.address_key("testclient")


def test_wrong_codes_from_one_address_end_in_a_pause_for_that_address(town: Town) -> None:
    code = town.code("Malee")
    malee = Visitor(town.line, "Malee")
    wrong = [problem(malee.enrol("ZZZZZ-ZZZZZ-ZZ")) for _ in range(20)]

    refused = malee.enrol(code)
    malee.line = elsewhere = Line(town.app, "198.51.100.9")
    let_in = malee.enrol(code)
    elsewhere.close()

    assert set(wrong) == {(403, "bad-code")}
    assert problem(refused) == (429, "too-many")
    assert 0 < int(refused.headers["retry-after"]) <= 300
    assert msgspec.msgpack.decode(refused.content, type=wire.Problem).retry_after
    assert let_in.status_code == 200


def test_right_codes_do_not_count_as_wrong(town: Town) -> None:
    answers = {Visitor(town.line, "M").enrol(town.code("M")).status_code for _ in range(30)}

    assert answers == {200}


def test_a_device_that_asks_without_end_is_slowed_down_alone(engine: Engine, clock: Clock) -> None:
    rates = Rates(sync=Rate("sync", 3, 60))
    slow = Town(engine, create_app(engine, clock=clock, rates=rates), clock)
    malee, piti = slow.visitor("Malee"), slow.visitor("Piti")

    answers = [malee.post("/v1/hello", wire.Hello()).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]
    assert piti.hello().person == "Piti"
    slow.close()


def test_fifty_devices_of_one_room_return_at_once(town: Town) -> None:
    visitors = [town.visitor(f"Person {n}") for n in range(50)]

    answers = {v.post("/v1/hello", wire.Hello()).status_code for v in visitors}

    assert answers == {200}
