"""The address of a server as people type or scan it, and the way to connect to it."""

from __future__ import annotations

import ipaddress
import ssl

import httpx

from desktop.models.refusal import Refused

CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 60.0
"""How long a line may be silent within an answer; a slow one that goes on is no fault."""


def address(typed: str) -> str:
    """Give an address in one form, without a slash at its end.

    Without ``https://`` before it, it is added, or ``http://`` for this very machine. Raises
    :class:`Refused`: ``url-unfit``; ``plain-http`` when it would travel unencrypted.
    """
    text = typed.strip()
    if "://" not in text:
        text = f"{'http' if _names_loopback(text) else 'https'}://{text}"
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise Refused("url-unfit", given=typed[:80]) from error
    if url.scheme not in ("http", "https") or not url.host or " " in text:
        raise Refused("url-unfit", given=typed[:80])
    if url.scheme == "http" and not is_loopback(url.host):
        raise Refused("plain-http")
    plain = url.copy_with(query=None, fragment=None, username=None, password=None)
    return str(plain).rstrip("/")


def _names_loopback(text: str) -> bool:
    try:
        return is_loopback(httpx.URL(f"http://{text}").host)
    except httpx.InvalidURL:
        return False


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def connect(url: str) -> httpx.AsyncClient:
    """Open a client for a server; redirects are not followed: only a portal sends one.

    Certificates are held to what this machine trusts, an organisation's own authority included.
    """
    near = is_loopback(httpx.URL(url).host)
    return httpx.AsyncClient(
        timeout=httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
        verify=True if near and url.startswith("http:") else _trust(),
        trust_env=not near,  # a proxy is no way to this machine itself
    )


def _trust() -> ssl.SSLContext:
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context
