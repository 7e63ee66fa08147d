"""Log lines: machines can read them, and nobody is named in them."""

from __future__ import annotations

import asyncio
import json
import logging
import sys

import pytest
from starlette.types import Message, Receive, Scope, Send

from server import logs
from server.watching import Watched


def line(record: logging.LogRecord) -> dict[str, object]:
    found: dict[str, object] = json.loads(logs.JsonLines().format(record))
    return found


def record(message: str, **more: object) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "server.x", "levelname": "ERROR", "msg": message, **more})


def test_of_an_error_only_its_kind_and_its_places_are_kept() -> None:
    try:
        raise ValueError("Somchai 081-000-0000")
    except ValueError:
        found = line(record("it failed\nTraceback: Somchai", exc_info=sys.exc_info()))

    assert found["error"] == "ValueError"
    assert "test_logs.py" in str(found["places"])
    assert "Somchai" not in json.dumps(found)


def test_a_message_is_one_line_with_its_time_and_level() -> None:
    found = line(record("busy", created=0.5))

    assert found == {
        "time": "1970-01-01T00:00:00.500+00:00",
        "level": "error",
        "event": "server.x: busy",
    }


def test_a_request_is_logged_with_the_beginning_of_its_device_even_when_it_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def bad(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"] = {"device": "0123456789abcdef"}
        raise KeyError("Somchai")

    async def nothing() -> Message:
        return {}

    async def nowhere(message: Message) -> None:
        pass

    scope = {"type": "http", "method": "POST", "path": "/v1/push/Somchai"}
    with caplog.at_level(logging.INFO, "server"), pytest.raises(KeyError):
        asyncio.run(Watched(bad, logs.log_request)(scope, nothing, nowhere))

    found = line(caplog.records[0])
    assert (found["status"], found["device"], found["route"]) == (500, "01234567", "-")
    assert "Somchai" not in json.dumps(found)


def test_what_is_no_request_is_passed_on_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    passed: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope["type"])

    asyncio.run(Watched(app, logs.log_request)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]

    assert (passed, caplog.records) == (["lifespan"], [])
