from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from starlette.routing import Route

from protocol import wire
from protocol.log import GENESIS
from server.endpoints import ENDPOINTS
from tests.server.visitors import CLASS, Town


@pytest.fixture
def document(town: Town) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(town.line.call("GET", "/openapi.json").content)
    return found


def test_every_route_is_in_the_document_and_nothing_else(
    town: Town, document: dict[str, Any]
) -> None:
    routes = {
        (route.path, method.lower())
        for route in town.app.routes
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"
    }

    described = {
        (path, method)
        for path, item in document["paths"].items()
        for method in item
        if method != "parameters"
    }

    assert described == routes


def test_every_schema_is_one_and_every_reference_leads_somewhere(
    document: dict[str, Any],
) -> None:
    schemas = document["components"]["schemas"]

    for schema in schemas.values():
        jsonschema_rs.meta.validate({**schema, "components": {"schemas": schemas}})
    names = {
        part.partition('"')[0] for part in json.dumps(document).split('"#/components/schemas/')[1:]
    }

    assert names <= set(schemas)


def test_the_document_says_which_endpoints_need_a_session(document: dict[str, Any]) -> None:
    free = {path for path, item in document["paths"].items() if "security" not in str(item)}

    assert free == {"/v1/enrol", "/v1/challenge", "/v1/session", "/health", "/openapi.json"}


def test_what_the_server_answers_fits_the_document(town: Town, document: dict[str, Any]) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    malee.push([malee.change(), malee.change(author="Somebody Else")])
    messages = {
        "/v1/hello": wire.Hello(),
        "/v1/push": wire.Push(parts=[malee.part(malee.changes(1))]),
        "/v1/pull": wire.Pull(parts=[wire.PullPart(scope=CLASS, known=[GENESIS])]),
        "/v1/series": wire.SeriesAsked(series="BKK"),
        "/v1/blobs": wire.BlobsAsked(scope=CLASS, names=["0" * 64]),
    }
    components = {"components": document["components"]}

    for path, message in messages.items():
        operation = document["paths"][path]["post"]
        body = msgspec.json.encode(message)
        headers = {
            "Authorization": f"Bearer {malee.token}",
            "Content-Type": "application/json",
        }
        answer = town.line.call("POST", path, content=body, headers=headers)
        said = operation["responses"]["200"]["content"]["application/json"]["schema"]
        asked = operation["requestBody"]["content"]["application/json"]["schema"]
        jsonschema_rs.validate({**asked, **components}, json.loads(body))
        jsonschema_rs.validate({**said, **components}, json.loads(answer.content))


def test_each_endpoint_serves_strangers_or_guests() -> None:
    assert all((e.knock is None) != (e.work is None) for e in ENDPOINTS)
