"""Keeps people's data off open lines: plain HTTP is for this machine only."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.settings import is_loopback

_OPEN_TO_ALL = {"/health"}


class GuardedLine:
    """Refuses a request that came from elsewhere without TLS.

    Behind a proxy this sees the address and scheme that a *trusted* proxy reports; whatever an
    untrusted one says was not believed, so its requests count as plain HTTP from its address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is guarded."""
        if scope["type"] != "http" or _guarded(scope):
            await self.app(scope, receive, send)
            return
        answer = JSONResponse({"code": "forbidden", "detail": "plain HTTP"}, 403)
        await answer(scope, receive, send)


def _guarded(scope: Scope) -> bool:
    client = scope.get("client")
    return (
        scope["scheme"] == "https"
        or scope["path"] in _OPEN_TO_ALL
        or client is None
        or is_loopback(client[0])
    )
