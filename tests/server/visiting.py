"""A visitor of the pages within this process: keeps cookies, follows nothing by itself."""

from __future__ import annotations

import asyncio
from typing import Any, Self

import httpx
from starlette.types import ASGIApp


class Visitor:
    """Speaks to an application while its ``with`` block lasts."""

    def __init__(
        self, app: ASGIApp, base: str = "http://127.0.0.1:8765", address: str = "127.0.0.1"
    ) -> None:
        transport = httpx.ASGITransport(app, client=(address, 5_000))
        self._client = httpx.AsyncClient(transport=transport, base_url=base)

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    @property
    def cookies(self) -> httpx.Cookies:
        """What the server has set."""
        return self._client.cookies

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask once."""
        return self._runner.run(self._client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Open a page."""
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        """Send a form."""
        return self.request("POST", path, **more)
