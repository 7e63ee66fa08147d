"""A download and an upload through the slow line take as long as arithmetic says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks.sync.shaper import Link, shaped

LINE = Link(round_trip=0.2, rate=4e6)
SIZE = 100_000
ON_THE_WAY = SIZE * 8 / LINE.rate


class Trivial(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer(b"x" * int(self.path[1:]))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(b"")

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def line() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Trivial) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        with shaped(server.server_port, LINE) as port:
            yield port
        server.shutdown()
        serving.join()


@pytest.fixture
def connection(line: int) -> Iterator[HTTPConnection]:
    made = HTTPConnection("127.0.0.1", line)
    ask(made, 1)
    yield made
    made.close()


def ask(connection: HTTPConnection, down: int, up: int | None = None) -> int:
    if up is None:
        connection.request("GET", f"/{down}")
    else:
        connection.request("POST", "/", body=b"x" * up)
    return len(connection.getresponse().read())


def seconds(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def quickest(deed: Callable[[], object]) -> float:
    """Of three: a machine under load is late now and then, the line never early."""
    return min(seconds(deed) for _ in range(3))


def test_a_download_takes_a_round_trip_and_its_time_on_the_line(connection: HTTPConnection) -> None:
    taken = quickest(lambda: ask(connection, SIZE))

    assert LINE.round_trip + ON_THE_WAY <= taken < 1.5 * (LINE.round_trip + ON_THE_WAY)


def test_an_upload_takes_as_long_as_a_download(connection: HTTPConnection) -> None:
    taken = quickest(lambda: ask(connection, 0, up=SIZE))

    assert LINE.round_trip + ON_THE_WAY <= taken < 1.5 * (LINE.round_trip + ON_THE_WAY)


def test_a_new_connection_costs_a_round_trip_more(line: int) -> None:
    def anew() -> None:
        connection = HTTPConnection("127.0.0.1", line)
        ask(connection, 1)
        connection.close()

    taken = quickest(anew)

    assert 2 * LINE.round_trip <= taken < 3 * LINE.round_trip


def test_connections_at_once_share_the_line(line: int) -> None:
    def download() -> None:
        connection = HTTPConnection("127.0.0.1", line)
        ask(connection, SIZE)
        connection.close()

    def both() -> None:
        threads = [Thread(target=download) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    taken = quickest(both)

    assert taken >= 2 * LINE.round_trip + 2 * ON_THE_WAY


def test_what_is_downloaded_arrives_whole(connection: HTTPConnection) -> None:
    arrived = ask(connection, SIZE)

    assert arrived == SIZE
