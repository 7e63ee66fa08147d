"""Why the server does not do what it was asked."""

from __future__ import annotations

STATUS = {
    "bad-request": 400,
    "no-session": 401,
    "session-locked": 401,
    "bad-code": 403,
    "forbidden": 403,
    "revoked": 403,
    "not-found": 404,
    "unknown-device": 404,
    "not-allowed": 405,
    "code-expired": 409,
    "code-spent": 409,
    "key-mismatch": 409,
    "old-protocol": 409,
    "role-differs": 409,
    "too-large": 413,
    "bad-type": 415,
    "past-end": 416,
    "too-many": 429,
    "internal": 500,
    "busy": 503,
}
"""The HTTP status of each code."""


class Rejected(Exception):
    """A refusal with a code from :data:`STATUS`; ``retry_after`` is in seconds."""

    def __init__(self, code: str, detail: str = "", retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after
