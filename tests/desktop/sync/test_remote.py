from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.sync import answers as answers_room
from desktop.sync.address import address, connect, is_loopback
from desktop.sync.answers import MSGPACK
from desktop.sync.exchange import TooSlow
from desktop.sync.failures import Denied, Failure, Offline, Trouble, of_certificate
from desktop.sync.identity import identity
from desktop.sync.remote import Remote
from protocol import wire

NOW = datetime(2026, 12, 1, 2, 5, tzinfo=UTC)
WELCOME = wire.Welcome(
    protocol=1, server="s", person="สมศรี", role="facilitator", now="2026-12-01T02:05:00+00:00",
    token="t.next", limits=wire.Limits(),
)  # fmt: skip

Answers = Callable[[httpx.Request], httpx.Response]


def packed(message: object, status: int = 200, **headers: str) -> httpx.Response:
    body = msgspec.msgpack.encode(message)
    return httpx.Response(status, headers={"Content-Type": MSGPACK, **headers}, content=body)


def problem(code: str, status: int, **headers: str) -> httpx.Response:
    return packed(wire.Problem(code=code), status, **headers)


class Server:
    """Answers by path; a list is answered one after another, its last for good."""

    def __init__(self, **answers: Any) -> None:
        self.answers: dict[str, Any] = {
            "challenge": packed(wire.Nonce(nonce="n", server="s")),
            "session": packed(wire.Session(token="t.first", expires_in=3600)),
            "hello": packed(WELCOME),
            **answers,
        }
        self.asked: list[str] = []
        self.tokens: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.split("/")[-1]
        self.asked.append(name)
        self.tokens.append(request.headers.get("Authorization", "").removeprefix("Bearer "))
        answer = self.answers[name]
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            return answer(request)  # type: ignore[no-any-return]
        assert isinstance(answer, httpx.Response)
        return answer


def talk(desk: Desk, server: Answers, use: Callable[[Remote], Any], **more: Any) -> Any:
    async def session() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as http:
            mine = identity(desk.store, "d", desk.random)
            given = {"clock": lambda: NOW, "server": "s", **more}
            return await use(Remote("https://sync.example.test", http, mine, **given))

    return asyncio.run(session())


def hello(remote: Remote) -> Any:
    return remote.hello(wire.Hello())


def push(remote: Remote) -> Any:
    return remote.push(wire.Push(parts=[]))


def test_a_session_is_opened_by_itself_and_the_next_token_is_used_and_kept(desk: Desk) -> None:
    server, kept = Server(), list[str]()

    async def twice(remote: Remote) -> None:
        await remote.hello(wire.Hello())
        await remote.hello(wire.Hello())

    talk(desk, server, twice, keep=kept.append)

    assert server.asked == ["challenge", "session", "hello", "hello"]
    assert server.tokens == ["", "", "t.first", "t.next"]
    assert kept == ["t.first", "t.next", "t.next"]


def test_a_kept_token_makes_a_round_one_message(desk: Desk) -> None:
    server = Server()

    talk(desk, server, hello, token="t.kept")

    assert server.asked == ["hello"]
    assert server.tokens == ["t.kept"]


@pytest.mark.parametrize("code", ["no-session", "session-locked"])
def test_a_token_that_is_not_good_any_more_is_replaced_once(desk: Desk, code: str) -> None:
    server = Server(hello=[problem(code, 401), packed(WELCOME)])

    welcome = talk(desk, server, hello, token="t.old")

    assert server.asked == ["hello", "challenge", "session", "hello"]
    assert welcome.person == "สมศรี"


@pytest.mark.parametrize("token", ["", "t.old"])
def test_a_server_that_never_takes_a_session_is_left_for_later(desk: Desk, token: str) -> None:
    server, kept = Server(hello=problem("no-session", 401)), list[str]()

    with pytest.raises(Offline) as offline:
        talk(desk, server, hello, token=token, keep=kept.append)

    assert offline.value.cause == "server"
    assert server.asked.count("hello") <= 2
    assert kept[-1] == ""


def test_a_signature_that_is_not_taken_is_left_for_later(desk: Desk) -> None:
    with pytest.raises(Offline) as offline:
        talk(desk, Server(session=problem("no-session", 401)), hello)

    assert offline.value.cause == "server"


HTML = httpx.Response(200, headers={"Content-Type": "text/html"}, content=b"<p>Welcome!")


def bare(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers={"Content-Type": "text/html", **headers})


FAILURES: list[tuple[str, Any, str, float | None]] = [
    ("no network", httpx.ConnectError("no route"), "unreachable", None),
    ("a name nobody knows", httpx.ConnectError("Name or service not known"), "unreachable", None),
    ("cut in the answer", httpx.ReadError(""), "unreachable", None),
    ("hung up", httpx.RemoteProtocolError(""), "unreachable", None),
    ("no way in time", httpx.ConnectTimeout(""), "timeout", None),
    ("no answer in time", httpx.ReadTimeout(""), "timeout", None),
    ("a portal's page", HTML, "captive", None),
    ("a portal's redirect", bare(302, Location="http://login.example"), "captive", None),
    ("a portal's 403", bare(403), "captive", None),
    ("somebody else's JSON", httpx.Response(200, json={"a": 1}), "captive", None),
    ("no content type", httpx.Response(200, content=b"x"), "captive", None),
    ("a proxy's 502", bare(502), "server", None),
    ("a proxy's 503", bare(503, **{"Retry-After": "30"}), "busy", 30),
    ("a date to come back", bare(503, **{"Retry-After": "Mon, 01 Dec"}), "busy", None),
    ("a week to wait", bare(503, **{"Retry-After": "604800"}), "busy", 3600),
    ("a bug of the server", problem("internal", 500), "server", None),
    ("too many", packed(wire.Problem(code="too-many", retry_after=9), 429), "busy", 9),
    ("busy", problem("busy", 503), "busy", None),
    ("too many in JSON", httpx.Response(429, json={"code": "too-many"}), "busy", None),
    ("busy in JSON", httpx.Response(503, json={"code": "busy", "retry_after": 4}), "busy", 4),
    ("a problem nobody can read", packed(1, 400), "server", None),
    ("an answer nobody can read", packed({"protocol": "x"}), "server", None),
    ("forbidden", problem("forbidden", 403), "server", None),
]


@pytest.mark.parametrize(
    ("what", "answer", "cause", "wait"), FAILURES, ids=[f[0] for f in FAILURES]
)
def test_every_way_of_failing_has_its_cause(
    desk: Desk, what: str, answer: Any, cause: str, wait: float | None
) -> None:
    with pytest.raises(Offline) as offline:
        talk(desk, Server(hello=answer), hello)

    assert (offline.value.cause, offline.value.retry_after) == (cause, wait), what


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (problem("revoked", 403), "revoked"),
        (problem("unknown-device", 404), "unknown-device"),
        (problem("old-protocol", 409), "old-protocol"),
        (packed(msgspec.structs.replace(WELCOME, protocol=99)), "old-protocol"),
        (packed(msgspec.structs.replace(WELCOME, server="other")), "other-server"),
    ],
)
def test_what_somebody_has_to_mend_is_trouble(desk: Desk, answer: Any, cause: str) -> None:
    with pytest.raises(Trouble) as trouble:
        talk(desk, Server(hello=answer), hello)

    assert trouble.value.cause == cause


def test_another_server_gets_no_signature(desk: Desk) -> None:
    server = Server(challenge=packed(wire.Nonce(nonce="n", server="other")))

    with pytest.raises(Trouble) as trouble:
        talk(desk, server, hello)

    assert trouble.value.cause == "other-server"
    assert server.asked == ["challenge"]


@pytest.mark.parametrize(
    "answer", [httpx.ReadTimeout(""), httpx.WriteTimeout(""), problem("too-large", 413)]
)
def test_a_batch_too_large_or_too_slow_may_be_halved(desk: Desk, answer: Any) -> None:
    with pytest.raises(TooSlow):
        talk(desk, Server(push=answer), push)
    with pytest.raises(TooSlow):
        talk(desk, Server(pull=answer), lambda r: r.pull(wire.Pull(parts=[])))


def test_a_refused_batch_is_not_halved(desk: Desk) -> None:
    with pytest.raises(Denied) as denied:
        talk(desk, Server(push=problem("bad-request", 400)), push)

    assert denied.value.code == "bad-request"


def test_a_line_that_was_idle_too_long_is_tried_again_at_once(desk: Desk) -> None:
    server = Server(hello=[httpx.RemoteProtocolError("closed"), packed(WELCOME)])

    welcome = talk(desk, server, hello, token="t.kept")

    assert welcome.person == "สมศรี"
    assert server.asked == ["hello", "hello"]


def test_an_answer_that_trickles_for_ever_ends(desk: Desk) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        yield b"\x81"
        await asyncio.Event().wait()

    def endless(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Type": MSGPACK}, content=trickle())

    with pytest.raises(Offline) as offline:
        talk(desk, Server(hello=endless), hello, patience=0.02)

    assert offline.value.cause == "timeout"


def test_an_answer_without_an_end_is_not_read_to_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers_room, "MOST_BYTES", 1_000)

    with pytest.raises(Offline) as offline:
        talk(desk, Server(hello=packed("x" * 2_000)), hello)

    assert offline.value.cause == "server"


def test_a_session_that_ends_before_a_file_comes_is_opened_anew_once(
    desk: Desk, tmp_path: Path
) -> None:
    server, kept = Server(f=problem("session-locked", 401)), list[str]()
    part = tmp_path / "f.part"

    with pytest.raises(Offline) as offline:
        talk(desk, server, lambda r: r.get_blob("s", "f", 0, part), token="t.old", keep=kept.append)

    assert offline.value.cause == "server"
    assert kept == ["t.first", ""]


@pytest.mark.parametrize(("status", "whole"), [(206, b"1234"), (200, b"34")])
def test_a_file_goes_on_or_begins_anew_as_the_server_says(
    desk: Desk, tmp_path: Path, status: int, whole: bytes
) -> None:
    kind = {"Content-Type": "application/octet-stream"}
    server = Server(f=httpx.Response(status, headers=kind, content=b"34"))
    part = tmp_path / "f.part"
    part.write_bytes(b"12")

    talk(desk, server, lambda r: r.get_blob("s", "f", 2, part), token="t")

    assert part.read_bytes() == whole


@pytest.mark.parametrize(
    ("code", "now", "cause"),
    [
        (10, NOW, "certificate"),
        (18, NOW, "certificate"),
        (9, NOW.replace(year=2000), "clock"),
        (10, NOW.replace(year=2569), "clock"),
        (18, NOW.replace(year=2000), "certificate"),
    ],
)
def test_a_wrong_clock_is_told_from_a_wrong_certificate(
    code: int, now: datetime, cause: str
) -> None:
    assert of_certificate(code, now).cause == cause


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("https://sync.example.test/", "https://sync.example.test"),
        (" sync.example.test ", "https://sync.example.test"),
        ("sync.example.test:8443/desk/", "https://sync.example.test:8443/desk"),
        ("localhost:8000", "http://localhost:8000"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://u:p@sync.example.test/?a=1#b", "https://sync.example.test"),
    ],
)
def test_addresses_are_understood_however_they_are_typed(typed: str, understood: str) -> None:
    assert address(typed) == understood


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("http://sync.example.test", "plain-http"),
        ("http://10.0.0.7", "plain-http"),
        ("http://localhost.example.test", "plain-http"),
        ("ftp://sync.example.test", "url-unfit"),
        ("", "url-unfit"),
        ("https://", "url-unfit"),
        ("https://a b", "url-unfit"),
        ("https://[::1", "url-unfit"),
        ("[::1", "url-unfit"),
    ],
)
def test_addresses_that_would_not_do_are_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        address(typed)


def test_only_this_machine_is_loopback() -> None:
    hosts = ["localhost", "127.0.0.5", "::1", "10.0.0.1", "example.test", "127.0.0.1.example.test"]

    assert [host for host in hosts if is_loopback(host)] == ["localhost", "127.0.0.5", "::1"]


def certificate(folder: Path, begins: datetime, ends: datetime) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "localhost.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_a_certificate_nobody_vouches_for_is_not_trusted_over_real_tls(
    desk: Desk, tmp_path: Path
) -> None:
    context = certificate(tmp_path, NOW - timedelta(days=900), NOW + timedelta(days=900))

    async def visit() -> Failure:
        served = await asyncio.start_server(lambda *_: None, "localhost", 0, ssl=context)
        port = served.sockets[0].getsockname()[1]
        url = address(f"https://localhost:{port}")
        try:
            async with connect(url) as http:
                mine = identity(desk.store, "d", desk.random)
                with pytest.raises(Offline) as offline:
                    await Remote(url, http, mine, clock=lambda: NOW).look()
                return offline.value
        finally:
            served.close()
            await served.wait_closed()

    assert asyncio.run(visit()).cause == "certificate"


def test_a_port_where_nobody_listens_is_unreachable(desk: Desk) -> None:
    async def visit() -> Failure:
        served = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = served.sockets[0].getsockname()[1]
        served.close()
        await served.wait_closed()
        url = address(f"127.0.0.1:{port}")
        async with connect(url) as http:
            mine = identity(desk.store, "d", desk.random)
            with pytest.raises(Offline) as offline:
                await Remote(url, http, mine, clock=lambda: NOW).look()
            return offline.value

    assert asyncio.run(visit()).cause == "unreachable"
