"""Log lines as JSON, one a line, without personal data: no names, addresses, tokens or bodies."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.types import Scope

from server.watching import route_of

_requests = logging.getLogger("server.requests")
_DEVICE = 8
"""Characters of a device's id that are logged: enough to tell two apart."""


class JsonLines(logging.Formatter):
    """Writes time, level, logger and event; of an error only its type and the places it passed.

    The text of an error may quote what somebody typed, so it is left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Give one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": at, "level": record.levelname.lower()}
        line["event"] = getattr(record, "event", None) or _said(record)
        line.update(getattr(record, "details", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line.update(_failure(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _said(record: logging.LogRecord) -> str:
    """Give the message; of an error's, which may go on with a traceback, only the first line."""
    return f"{record.name}: {record.getMessage().partition(chr(10))[0]}"


def _failure(error: BaseException) -> dict[str, Any]:
    passed = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in passed]
    return {"error": type(error).__name__, "places": places}


def set_up() -> None:
    """Send everything that is logged to stderr, in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.getLogger("server").setLevel(logging.INFO)


def log_request(scope: Scope, status: int, seconds: float) -> None:
    """Log a request: method, route as written in the code, status, milliseconds, device."""
    details: dict[str, object] = {
        "method": scope["method"],
        "route": route_of(scope) or "-",
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    if device := scope.get("state", {}).get("device"):
        details["device"] = str(device)[:_DEVICE]
    _requests.info("", extra={"event": "request", "details": details})
