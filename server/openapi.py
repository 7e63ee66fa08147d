"""The OpenAPI 3.1 document, made from the endpoints and the messages themselves."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from protocol.wire import BlobKept, Problem
from server import __doc__ as about
from server.endpoints import ENDPOINTS, Endpoint
from server.http import JSON, MSGPACK

_REF = "#/components/schemas/{name}"
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_BEARER: list[dict[str, Any]] = [{"bearer": []}]


@cache
def document() -> bytes:
    """Give the document as JSON."""
    kinds = [kind for e in ENDPOINTS for kind in (e.asks, e.gives)] + [BlobKept, Problem]
    _, schemas = msgspec.json.schema_components(kinds, ref_template=_REF)
    paths: dict[str, Any] = {e.path: {"post": _operation(e)} for e in ENDPOINTS}
    paths["/v1/blobs/{scope}/{name}"] = _files()
    paths["/health"] = {"get": _health()}
    paths["/metrics"] = {"get": _metrics()}
    paths["/openapi.json"] = {"get": _itself()}
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Workshop Desk",
                "summary": (about or "").strip(),
                "version": "1",
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            },
            "paths": paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            },
        }
    )


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.path.rpartition("/")[2],
        "summary": endpoint.summary,
        "requestBody": {"required": True, "content": _message(endpoint.asks)},
        "responses": _responses(_message(endpoint.gives)),
    }
    if endpoint.work is not None:
        operation["security"] = _BEARER
    return operation


def _message(kind: type[msgspec.Struct]) -> dict[str, Any]:
    schema = {"schema": {"$ref": _REF.format(name=kind.__name__)}}
    return {JSON: schema, MSGPACK: schema}


def _responses(content: dict[str, Any], status: str = "200", said: str = "Done.") -> dict[str, Any]:
    return {
        status: {"description": said, "content": content},
        "default": {
            "description": "Not done; the status and the code say why.",
            "content": _message(Problem),
        },
    }


def _files() -> dict[str, Any]:
    part = _responses(_BYTES, "206", "The bytes from there to the end.")
    return {
        "parameters": [
            {
                "name": "scope",
                "in": "path",
                "required": True,
                "schema": {"type": "string", "maxLength": 80},
            },
            {
                "name": "name",
                "in": "path",
                "required": True,
                "description": "The file's SHA-256.",
                "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            },
        ],
        "put": {
            "operationId": "keepPiece",
            "summary": "Bring a piece of a file; the answer tells from where to go on.",
            "security": _BEARER,
            "parameters": [
                _query("at", "The byte the piece begins at; 0 begins the file anew."),
                _query("size", "The length of the whole file: lets the server see its end."),
            ],
            "requestBody": {"required": True, "content": _BYTES},
            "responses": _responses(_message(BlobKept)),
        },
        "get": {
            "operationId": "fetchFile",
            "summary": "Fetch a file that is wholly here.",
            "security": _BEARER,
            "parameters": [
                {
                    "name": "Range",
                    "in": "header",
                    "required": False,
                    "schema": {"type": "string", "pattern": "^bytes=[0-9]{1,15}-$"},
                }
            ],
            "responses": {
                **part,
                **_responses(_BYTES, said="The whole file."),
            },
        },
    }


def _query(name: str, said: str) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999_999_999}
    return {"name": name, "in": "query", "required": False, "description": said, "schema": schema}


def _health() -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {"status": {"const": "ok"}},
        "required": ["status"],
    }
    content = {JSON: {"schema": schema}, MSGPACK: {"schema": schema}}
    return {
        "operationId": "health",
        "summary": "Whether the server and its database answer.",
        "responses": _responses(content),
    }


def _metrics() -> dict[str, Any]:
    return {
        "operationId": "metrics",
        "summary": "Counters for Prometheus; for this machine and admins.",
        "security": [{}, *_BEARER],
        "responses": _responses({"text/plain": {"schema": {"type": "string"}}}),
    }


def _itself() -> dict[str, Any]:
    return {
        "operationId": "document",
        "summary": "This document.",
        "responses": _responses({JSON: {"schema": {"type": "object"}}}),
    }
