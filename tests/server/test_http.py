from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator

import msgspec
import pytest
from sqlalchemy import Engine

from protocol import wire
from protocol.log import GENESIS
from protocol.wire import Limits
from server import tables
from server.app import create_app
from tests.server.visitors import CLASS, MSGPACK, OTHER, Clock, Line, Town, Visitor, problem

JSON = "application/json"
HELLO = {"Content-Type": JSON}


def test_json_and_messagepack_say_the_same(town: Town) -> None:
    asked = wire.Challenge(device="nobody")
    body = msgspec.json.encode(asked)

    as_json = town.line.call("POST", "/v1/challenge", content=body, headers={"Content-Type": JSON})
    as_msgpack = town.line.post("/v1/challenge", asked)
    crossed = town.line.call(
        "POST", "/v1/challenge", content=body, headers={"Content-Type": JSON, "Accept": MSGPACK}
    )

    assert as_json.headers["content-type"] == JSON
    assert crossed.content == as_msgpack.content
    assert problem(as_json) == problem(as_msgpack) == (404, "unknown-device")


@pytest.mark.parametrize("media", ["", "text/html", "application/x-www-form-urlencoded"])
def test_another_content_type_is_refused_in_json(town: Town, media: str) -> None:
    refused = town.line.call(
        "POST", "/v1/challenge", content=b"device=x", headers={"Content-Type": media}
    )

    assert problem(refused) == (415, "bad-type")


def test_a_compressed_body_is_refused(town: Town) -> None:
    refused = town.line.call(
        "POST",
        "/v1/challenge",
        content=zlib.compress(b"{}"),
        headers={"Content-Type": JSON, "Content-Encoding": "deflate"},
    )

    assert problem(refused) == (415, "bad-type")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"device": 1}',
        b'{"device": "\xff"}',
        b'{"device": "' + b"d" * 81 + b'"}',
        b'{"device": "x", "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_what_is_no_message_is_a_bad_request(town: Town, body: bytes) -> None:
    refused = town.line.call("POST", "/v1/challenge", content=body, headers={"Content-Type": JSON})

    assert problem(refused) == (400, "bad-request")


def test_a_bad_request_names_the_place(town: Town) -> None:
    malee = town.visitor("Malee")

    refused = malee.post("/v1/pull", {"parts": [{"scope": CLASS, "known": [[1, 2]]}]})

    told = msgspec.msgpack.decode(refused.content, type=wire.Problem)
    assert "$.parts[0].known[0][1]" in told.detail


def test_fields_of_a_later_version_are_passed_over(town: Town) -> None:
    malee = town.visitor("Malee")

    welcome = malee.ask("/v1/hello", {"newest": 7, "mood": "good"}, wire.Welcome)

    assert welcome.protocol == wire.NEWEST


@pytest.fixture
def narrow(engine: Engine, clock: Clock) -> Town:
    limits = Limits(
        changes=5, body_bytes=4_000, inflated_bytes=6_000, parts=2, blob_bytes=9, piece_bytes=6
    )
    return Town(engine, create_app(engine, clock=clock, limits=limits), clock)


def test_a_body_is_cut_at_its_limit_whatever_its_header_says(narrow: Town) -> None:
    malee = narrow.visitor("Malee", "facilitator", CLASS)

    async def long() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"x" * 1_000

    headers = {"Authorization": f"Bearer {malee.token}", "Content-Type": MSGPACK}
    told = narrow.line.call("POST", "/v1/push", content=b"x" * 4_001, headers=headers)
    untold = narrow.line.call("POST", "/v1/push", content=long(), headers=headers)
    lying = narrow.line.call(
        "POST", "/v1/push", content=b"", headers={**headers, "Content-Length": "-4"}
    )

    assert problem(told) == problem(untold) == (413, "too-large")
    assert problem(lying) == (400, "bad-request")
    narrow.close()


def test_a_push_keeps_to_its_limits(narrow: Town) -> None:
    malee = narrow.visitor("Malee", "facilitator", CLASS, OTHER, "class:hill")
    many = [malee.part(malee.changes(3)), malee.part(malee.changes(3, OTHER))]
    parts = [malee.part(malee.changes(1, s)) for s in (CLASS, OTHER, "class:hill")]
    large = [malee.part([malee.change(set={"mark": "x" * 7_000})])]
    both = [malee.part([malee.change(s, set={"mark": "x" * 3_500})]) for s in (CLASS, OTHER)]

    answers = [
        problem(malee.post("/v1/push", wire.Push(parts=p))) for p in (many, parts, large, both)
    ]

    assert answers == [(413, "too-large")] * 4
    narrow.close()


def test_a_batch_that_cannot_be_read_is_a_bad_request(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS, OTHER)
    one, two = malee.part(malee.changes(1)), malee.part(malee.changes(1, OTHER))
    cut = wire.PushPart(scope=CLASS, known=[GENESIS], body=one.body[:-9])
    twice = malee.change()
    noise = wire.PushPart(scope=CLASS, known=[GENESIS], body=b"noise")

    answers = [
        problem(malee.post("/v1/push", wire.Push(parts=parts)))
        for parts in (
            [cut],
            [cut, two],
            [noise, two],
            [one, one],
            [malee.part([twice, malee.change(id=twice.id)])],
        )
    ]

    assert answers == [(400, "bad-request")] * 5
    assert malee.pull().commits == []


def test_parts_are_answered_in_the_order_asked(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS, OTHER)
    scopes = [CLASS, OTHER] if CLASS > OTHER else [OTHER, CLASS]

    pushed = malee.ask(
        "/v1/push",
        wire.Push(parts=[malee.part(malee.changes(1, scope)) for scope in scopes]),
        wire.Pushed,
    )

    assert [part.scope for part in pushed.parts] == scopes


def test_an_address_that_is_none_of_ours(town: Town) -> None:
    assert problem(town.line.call("GET", "/v2/hello")) == (404, "not-found")


def test_another_method_is_not_allowed(town: Town) -> None:
    refused = town.line.call("GET", "/v1/hello")

    assert problem(refused) == (405, "not-allowed")
    assert refused.headers["allow"] == "POST"


def test_a_bug_of_ours_is_a_problem_without_details(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    malee.push(malee.changes(1))
    with town.engine.connect() as connection:
        connection.execute(tables.commits.update().values(vouchers=b"broken"))
        connection.commit()

    refused = malee.post("/v1/pull", {"parts": [{"scope": CLASS, "known": [[0, ""]]}]})

    assert problem(refused) == (500, "internal")
    assert b"broken" not in refused.content


def test_a_database_that_is_gone_is_busy(engine: Engine, clock: Clock) -> None:
    town = Town(engine, create_app(engine, clock=clock), clock)
    malee = town.visitor("Malee")
    tables.rates.drop(engine)

    refused = malee.post("/v1/hello", wire.Hello())

    assert problem(refused) == (503, "busy")
    assert refused.headers["retry-after"] == "5"
    town.close()


def test_health_needs_nobody(town: Town) -> None:
    answer = town.line.call("GET", "/health")

    assert json.loads(answer.content) == {"status": "ok"}


def test_a_visitor_who_hangs_up_does_no_harm(town: Town) -> None:
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope: dict[str, object] = {
        "type": "http",
        "method": "POST",
        "path": "/v1/challenge",
        "query_string": b"",
        "headers": [],
        "client": None,
    }
    asyncio.run(town.app(scope, receive, send))  # type: ignore[arg-type]

    assert sent[0]["status"] == 400


def test_what_is_not_http_is_left_to_the_framework(town: Town) -> None:
    said: list[object] = []

    async def receive() -> dict[str, object]:
        return {"type": "lifespan.startup" if not said else "lifespan.shutdown"}

    async def send(message: dict[str, object]) -> None:
        said.append(message["type"])

    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    asyncio.run(town.app(scope, receive, send))  # type: ignore[arg-type]

    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_two_lines_are_two_addresses(town: Town) -> None:
    other = Line(town.app, "not an address")
    stranger = Visitor(other, "Stranger")

    refused = stranger.enrol("ZZZZZ-ZZZZZ-ZZ")
    other.close()

    assert problem(refused) == (403, "bad-code")
