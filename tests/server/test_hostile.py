"""Whatever comes in, a problem goes out: no failure of ours, no hang."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import checks

from protocol import wire
from protocol.log import GENESIS, unpack
from server import openapi, tables
from server.app import create_app
from server.database import open_engine
from server.endpoints import ENDPOINTS
from server.throttle import Rate, Rates
from tests.server.visitors import CLASS, MSGPACK, Clock, Town, Visitor

FREE = Rate("free", 10**9, 60)
RATES = Rates(door=FREE, enrol=FREE, wrong=FREE, sync=FREE, files=FREE)
SCHEMATHESIS_EXAMPLES = 5
MOST_SECONDS = 20
CHECKS = [
    checks.not_a_server_error,
    checks.response_schema_conformance,
    checks.content_type_conformance,
]
NAMES = ["series", "year", "running", "groups"]


@schemathesis.serializer(MSGPACK)
def as_msgpack(_context: Any, value: Any) -> Any:
    try:
        return msgspec.msgpack.encode(value)
    except OverflowError:  # MessagePack has no integers of more than 64 bits
        return b"\xc1"


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    engine = open_engine("sqlite://")
    tables.metadata.create_all(engine)
    clock = Clock()
    built = Town(engine, create_app(engine, clock=clock, rates=RATES), clock)
    yield built
    built.close()
    engine.dispose()


@pytest.fixture(scope="module")
def anong(town: Town) -> Visitor:
    """An admin with a session: whoever may do most can do most harm."""
    visitor = town.visitor("Anong", "admin")
    visitor.push(visitor.changes(2))
    return visitor


document = schemathesis.openapi.from_dict(json.loads(openapi.document()))


@document.parametrize()
@settings(max_examples=SCHEMATHESIS_EXAMPLES)
def test_the_server_answers_as_its_document_says(case: Any, anong: Visitor, town: Town) -> None:
    headers = {"Authorization": f"Bearer {anong.token}"}

    answer = case.call(base_url="https://desk.test", app=town.app, headers=headers)

    assert answer.elapsed < MOST_SECONDS
    case.validate_response(answer, checks=CHECKS)


def _messages(anong: Visitor) -> dict[str, msgspec.Struct]:
    ask = wire.PullPart(scope=CLASS, known=[GENESIS])
    return {
        "/v1/enrol": wire.Enrol(
            code="ZZZZZ", device="x", key=anong.key, box=anong.box, proof="0" * 128
        ),
        "/v1/challenge": wire.Challenge(device=anong.device),
        "/v1/session": wire.Answer(device=anong.device, nonce="x", signature="0" * 128),
        "/v1/hello": wire.Hello(scopes={CLASS: GENESIS}),
        "/v1/push": wire.Push(parts=[anong.part(anong.changes(2))]),
        "/v1/pull": wire.Pull(parts=[ask]),
        "/v1/successor": wire.Successor(device="y", key=anong.key, box=anong.box, proof="0" * 128),
        "/v1/series": wire.SeriesAsked(series="BKK", want="take"),
        "/v1/blobs": wire.BlobsAsked(scope=CLASS, names=["0" * 64]),
    }


PATHS = sorted(e.path for e in ENDPOINTS)
EDITS = st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), min_size=1, max_size=5)


@given(path=st.sampled_from(PATHS), edits=EDITS, cut=st.none() | st.integers(0, 2**16))
def test_a_mutated_message_gets_an_answer(
    anong: Visitor, path: str, edits: list[tuple[int, int]], cut: int | None
) -> None:
    raw = bytearray(msgspec.msgpack.encode(_messages(anong)[path]))
    for place, byte in edits:
        raw[place % len(raw)] = byte
    whole = bytes(raw if cut is None else raw[: cut % len(raw)])
    headers = {"Content-Type": MSGPACK, "Authorization": f"Bearer {anong.token}"}

    answer = anong.line.call("POST", path, content=whole, headers=headers)

    assert answer.status_code < 500


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=90)
    | st.binary(max_size=4)
    | st.sampled_from(["issue", "groups", "BKK", "a\0b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    entity=st.sampled_from(["attendance", "certificate", "erasure"]),
    group=st.sampled_from(["issue", "groups", "mark", "\0"]),
    value=ODD | st.fixed_dictionaries({"series": ODD, "year": ODD, "running": ODD}),
    row=st.text(max_size=90),
)
def test_a_signed_change_with_anything_in_it_gets_an_answer(
    anong: Visitor, entity: str, group: str, value: object, row: str
) -> None:
    change = anong.change(entity=entity, set={group: value}, row=row)

    answer = anong.post("/v1/push", wire.Push(parts=[anong.part([change])]))

    assert answer.status_code < 500
    for commit in anong.pull().commits[-1:]:
        assert unpack(CLASS, commit.body)
