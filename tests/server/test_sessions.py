from __future__ import annotations

import sqlalchemy as sa

from protocol import wire
from server import accounts, tables
from server.database import writing
from tests.server.visitors import Town, Visitor, problem, read


def test_the_next_token_is_told_again_until_it_is_used(town: Town) -> None:
    malee = town.visitor("Malee")

    first = malee.hello().token
    again = malee.hello().token

    assert first == again
    assert first != malee.token


def test_a_token_stays_good_until_the_next_one_is_used(town: Town) -> None:
    malee = town.visitor("Malee")
    old = malee.token
    malee.hello()

    pulled = malee.post("/v1/pull", wire.Pull(parts=[wire.PullPart(scope="org", known=[])]))
    malee.token = malee.hello().token
    newest = malee.hello().token

    assert problem(pulled) == (400, "bad-request")  # but let in
    assert newest not in (old, malee.token)


def test_a_spent_token_locks_both_holders_out_until_they_sign(town: Town) -> None:
    malee = town.visitor("Malee")
    stolen = malee.token
    malee.token = malee.hello().token
    malee.hello()

    thief = town.line.post("/v1/hello", wire.Hello(), stolen)
    owner = malee.post("/v1/hello", wire.Hello())
    malee.sign_in()

    assert problem(thief) == problem(owner) == (401, "session-locked")
    assert malee.hello().person == "Malee"


def test_a_token_that_was_never_given_is_simply_none(town: Town) -> None:
    malee = town.visitor("Malee")
    family = malee.token.partition(".")[0]

    answers = [
        problem(town.line.post("/v1/hello", wire.Hello(), token))
        for token in ("", "x", f"{family}.x", "x.y", "long" * 100)
    ]

    assert set(answers) == {(401, "no-session")}
    assert malee.hello().person == "Malee"


def test_another_kind_of_authorization_is_none(town: Town) -> None:
    refused = town.line.call("POST", "/v1/hello", headers={"Authorization": "Basic eA=="})

    assert problem(refused) == (401, "no-session")
    assert refused.headers["www-authenticate"] == "Bearer"


def test_a_session_ends_after_half_a_day(town: Town) -> None:
    malee = town.visitor("Malee")
    town.clock.pass_(hours=12, seconds=1)

    refused = malee.post("/v1/hello", wire.Hello())
    malee.sign_in()

    assert problem(refused) == (401, "no-session")
    assert malee.hello().person == "Malee"


def test_a_nonce_is_good_once(town: Town) -> None:
    malee = town.visitor("Malee")
    answer = malee.answer()
    first = town.line.post("/v1/session", answer)

    second = town.line.post("/v1/session", answer)

    assert first.status_code == 200
    assert problem(second) == (401, "no-session")


def test_a_nonce_is_good_for_a_minute(town: Town) -> None:
    malee = town.visitor("Malee")
    answer = malee.answer()
    town.clock.pass_(seconds=61)

    assert problem(town.line.post("/v1/session", answer)) == (401, "no-session")


def test_a_nonce_is_used_up_by_a_wrong_signature(town: Town) -> None:
    malee = town.visitor("Malee")
    right = malee.answer()
    wrong = wire.Answer(device=right.device, nonce=right.nonce, signature="0" * 128)

    answers = [problem(town.line.post("/v1/session", answer)) for answer in (wrong, right)]

    assert answers == [(401, "no-session"), (401, "no-session")]


def test_a_nonce_of_another_device_is_none(town: Town) -> None:
    malee, piti = town.visitor("Malee"), town.visitor("Piti")
    nonce = malee.answer().nonce
    server = read(
        town.line.post("/v1/challenge", wire.Challenge(device=piti.device)), wire.Nonce
    ).server
    signature = piti.sign(wire.session_text(server, piti.device, nonce))

    refused = town.line.post(
        "/v1/session", wire.Answer(device=piti.device, nonce=nonce, signature=signature)
    )

    assert problem(refused) == (401, "no-session")


def test_a_device_nobody_let_in_is_told_so(town: Town) -> None:
    stranger = Visitor(town.line, "Stranger")
    answer = wire.Answer(device=stranger.device, nonce="x", signature="0" * 128)

    challenge = town.line.post("/v1/challenge", wire.Challenge(device=stranger.device))

    assert problem(challenge) == (404, "unknown-device")
    assert problem(town.line.post("/v1/session", answer)) == (404, "unknown-device")


def test_a_device_revoked_between_nonce_and_answer_is_told_so(town: Town) -> None:
    malee = town.visitor("Malee")
    answer = malee.answer()
    with writing(town.engine) as connection:
        accounts.revoke(connection, malee.device, town.clock())

    assert problem(town.line.post("/v1/session", answer)) == (403, "revoked")


def test_a_session_that_outlived_its_device_is_refused(town: Town) -> None:
    malee = town.visitor("Malee")
    with writing(town.engine) as connection:
        connection.execute(tables.devices.update().values(revoked="2026-03-02"))

    assert problem(malee.post("/v1/hello", wire.Hello())) == (403, "revoked")


def test_tokens_are_not_kept(town: Town) -> None:
    malee = town.visitor("Malee")
    following = malee.hello().token

    with writing(town.engine) as connection:
        kept = str(connection.execute(sa.select(tables.sessions)).all())

    assert malee.token.partition(".")[2] not in kept
    assert following.partition(".")[2] not in kept
