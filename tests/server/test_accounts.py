from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine

from protocol import wire
from server import accounts, codes
from server.database import writing
from server.refusal import Rejected
from tests.server.visitors import CLASS, OTHER, Clock, Town, Visitor, problem, read


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(Rejected) as caught:
        work()
    return caught.value.code


def test_the_server_keeps_its_name(engine: Engine) -> None:
    with writing(engine) as connection:
        first = accounts.server_id(connection)

    with writing(engine) as connection:
        assert accounts.server_id(connection) == first


def test_a_server_is_empty_until_somebody_is_added(connection: Connection, clock: Clock) -> None:
    before = accounts.is_empty(connection)

    person = accounts.add_person(connection, "Anong", "admin", [], clock())

    assert before
    assert not accounts.is_empty(connection)
    assert accounts.people(connection) == [person]


def test_the_same_name_again_is_granted_more(connection: Connection, clock: Clock) -> None:
    first = accounts.add_person(connection, "Malee", "facilitator", [CLASS], clock())

    second = accounts.add_person(connection, "Malee", "facilitator", [OTHER, CLASS], clock())

    assert second.id == first.id
    assert second.grants == {CLASS, OTHER}


def test_another_role_is_refused_unless_it_is_meant(connection: Connection, clock: Clock) -> None:
    accounts.add_person(connection, "Malee", "facilitator", [CLASS, OTHER], clock())

    refused = refusal(lambda: accounts.add_person(connection, "Malee", "viewer", [], clock()))
    changed = accounts.add_person(connection, "Malee", "viewer", [CLASS], clock(), change=True)

    assert refused == "role-differs"
    assert changed.role == "viewer"
    assert changed.grants == {CLASS}


def test_a_code_is_shown_in_groups_and_read_however_it_is_typed() -> None:
    assert codes.plain(" 0o1i-l2ab cd-ef ") == "001112ABCDEF"


def test_a_handle_that_is_taken_is_drawn_again(connection: Connection, clock: Clock) -> None:
    person = accounts.add_person(connection, "Malee", "facilitator", [], clock())
    draws = iter([bytes(12), bytes(12), bytes([1] * 12)])

    first = accounts.invite(connection, person, clock(), lambda _: next(draws))
    second = accounts.invite(connection, person, clock(), lambda _: next(draws))

    assert (first, second) == ("00000-00000-00", "11111-11111-11")


def test_a_code_lets_one_device_in_and_that_one_again(town: Town) -> None:
    code = town.code("Malee")
    malee, other = Visitor(town.line, "Malee"), Visitor(town.line, "Other")

    first = read(malee.enrol(code.lower().replace("-", " ")), wire.Enrolled)
    town.clock.pass_(hours=1)
    second = read(malee.enrol(code), wire.Enrolled)

    assert first == second
    assert (first.person, first.role) == ("Malee", "facilitator")
    assert problem(other.enrol(code)) == (409, "code-spent")


def test_a_code_is_good_for_fifteen_minutes(town: Town) -> None:
    code = town.code("Malee")
    town.clock.pass_(minutes=15, seconds=1)

    refused = Visitor(town.line, "Malee").enrol(code)

    assert problem(refused) == (409, "code-expired")


def test_five_wrong_tries_end_a_code(town: Town) -> None:
    code = town.code("Malee")
    malee = Visitor(town.line, "Malee")
    wrong = code[:6] + "".join("1" if c == "0" else "0" for c in code[6:].replace("-", ""))
    tries = [problem(malee.enrol(wrong)) for _ in range(5)]

    refused = malee.enrol(code)

    assert set(tries) == {(403, "bad-code")}
    assert problem(refused) == (409, "code-spent")


def test_four_wrong_tries_do_not(town: Town) -> None:
    code = town.code("Malee")
    malee = Visitor(town.line, "Malee")
    for _ in range(4):
        malee.enrol(code[:6] + "000000")

    enrolled = malee.enrol(code)

    assert enrolled.status_code == 200


def test_a_code_nobody_gave(town: Town) -> None:
    assert problem(Visitor(town.line, "Malee").enrol("ZZZZZ-ZZZZZ-ZZ")) == (403, "bad-code")


def test_a_device_has_to_show_that_it_has_its_key(town: Town) -> None:
    code = town.code("Malee")
    malee = Visitor(town.line, "Malee")
    malee.key = Visitor(town.line, "Other").key

    refused = malee.enrol(code)

    assert problem(refused) == (409, "key-mismatch")


def test_a_device_does_not_come_back_with_another_key(town: Town) -> None:
    malee = town.visitor("Malee")
    thief = Visitor(town.line, "Thief", malee.device)

    refused = thief.enrol(town.code("Malee"))

    assert problem(refused) == (409, "key-mismatch")


def test_a_laptop_handed_over_keeps_its_former_names(town: Town) -> None:
    laptop = town.visitor("Malee", "facilitator", CLASS)

    read(laptop.enrol(town.code("Piti", "facilitator", CLASS), label="Lent"), wire.Enrolled)

    with writing(town.engine) as connection:
        found = accounts.standing(connection, laptop.device)
        (device,) = accounts.devices(connection)
    assert found is not None
    assert found[0].name == "Piti"
    assert found[0].authors == {"Malee", "Piti"}
    assert (device.person, device.label) == ("Piti", "Lent")


def test_names_used_before_joining_are_believed(town: Town) -> None:
    malee = Visitor(town.line, "Malee")
    read(malee.enrol(town.code("Malee"), authors=["Auntie Malee"]), wire.Enrolled)
    malee.sign_in()

    pushed = malee.push([malee.change(author="Auntie Malee")])

    assert pushed.fates == {}


def test_a_revoked_device_is_out_for_good(town: Town) -> None:
    malee = town.visitor("Malee")
    with writing(town.engine) as connection:
        first = accounts.revoke(connection, malee.device, town.clock())
        again = accounts.revoke(connection, malee.device, town.clock())
        nobody = accounts.revoke(connection, "nobody", town.clock())

    answers = [
        problem(malee.post("/v1/hello", wire.Hello())),
        problem(town.line.post("/v1/challenge", wire.Challenge(device=malee.device))),
        problem(malee.enrol(town.code("Malee"))),
    ]

    assert (first, again, nobody) == (True, True, False)
    assert answers == [(401, "no-session"), (403, "revoked"), (403, "revoked")]


def successor(old: Visitor, new: Visitor) -> wire.Successor:
    proof = new.sign(wire.enrol_text(old.device, new.device, new.key, new.box))
    return wire.Successor(device=new.device, key=new.key, box=new.box, proof=proof)


def test_a_cloned_device_goes_on_under_a_new_id(town: Town) -> None:
    old, new = town.visitor("Malee", "facilitator", CLASS), Visitor(town.line, "Malee")
    message = successor(old, new)

    first = old.ask("/v1/successor", message, wire.Enrolled)
    again = old.ask("/v1/successor", message, wire.Enrolled)
    new.sign_in()

    assert first == again
    assert new.push(new.changes(1)).fates == {}
    with writing(town.engine) as connection:
        after = {d.id: d.successor_of for d in accounts.devices(connection)}
    assert after == {old.device: "", new.device: old.device}


def test_nobody_succeeds_to_a_device_that_is_not_theirs(town: Town) -> None:
    malee, piti = town.visitor("Malee"), town.visitor("Piti")

    refused = malee.post("/v1/successor", successor(malee, piti))

    assert problem(refused) == (409, "key-mismatch")


def test_nobody_succeeds_to_a_device_that_is_not_there(
    connection: Connection, clock: Clock
) -> None:
    class NoLine: ...

    new = Visitor(NoLine(), "Malee")  # type: ignore[arg-type]
    old = Visitor(NoLine(), "Malee")  # type: ignore[arg-type]

    refused = refusal(
        lambda: accounts.succeed(connection, old.device, successor(old, new), clock())
    )

    assert refused == "unknown-device"


def test_an_old_code_is_forgotten_a_week_after_it_ran_out(town: Town) -> None:
    code = town.code("Malee")
    town.clock.pass_(days=8)
    town.code("Piti")

    refused = Visitor(town.line, "Malee").enrol(code)

    assert problem(refused) == (403, "bad-code")


def test_a_code_is_made_of_chance(connection: Connection, clock: Clock) -> None:
    person = accounts.add_person(connection, "Malee", "facilitator", [], clock())

    drawn = {accounts.invite(connection, person, clock(), os.urandom) for _ in range(50)}

    assert len(drawn) == 50
    assert not set("".join(drawn)) & set("ILOU")
