"""The bad network does what it was told, to each exchange and to no other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.network import proxy as proxies
from tests.network.proxy import KINDS, FaultProxy, Plan
from tests.network.upstream import PATIENCE, Upstream

IMPATIENT = httpx.Timeout(PATIENCE, read=0.05)


class Line:
    """A client, a proxy and an upstream, in a row."""

    def __init__(self, upstream: Upstream, proxy: FaultProxy, client: httpx.Client) -> None:
        self.upstream, self.proxy, self.client = upstream, proxy, client

    def post(self, path: str, body: str = "marks") -> str:
        return self.client.post(path, content=body).text


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    server = Upstream()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def line(upstream: Upstream) -> Iterator[Callable[[Plan], Line]]:
    """Draws a line with a plan; it is taken down after the test."""
    with FaultProxy(upstream.url) as proxy, client_of(proxy) as client:

        def draw(plan: Plan) -> Line:
            proxy.plan = plan
            return Line(upstream, proxy, client)

        yield draw


def client_of(proxy: FaultProxy) -> httpx.Client:
    return httpx.Client(base_url=proxy.url, trust_env=False, timeout=PATIENCE)


Draw = Callable[[Plan], Line]


def test_without_a_plan_everything_passes_unchanged(line: Draw) -> None:
    between = line([])

    got = between.client.get("/hello?since=3")
    posted = between.post("/push", "หนึ่ง")

    assert (got.status_code, got.text, posted) == (200, "answer 1", "answer 2")
    assert between.upstream.rest() == ["GET /hello?since=3", "POST /push หนึ่ง"]
    assert between.proxy.counts == {"pass": 2}


def test_bodies_in_chunks_pass_both_ways(line: Draw) -> None:
    between = line([])

    answer = between.client.post("/streamed", content=iter([b"one ", b"two"]))

    assert answer.text == "answer 1"
    assert between.upstream.rest() == ["POST /streamed one two"]


def test_a_body_larger_than_every_buffer_passes(line: Draw) -> None:
    between = line([])
    body = "x" * 5_000_000

    answer = between.post("/push", body)

    assert answer == "answer 1"


def test_a_dropped_request_never_arrives(line: Draw) -> None:
    between = line(["drop-request"])

    with pytest.raises(httpx.RemoteProtocolError):
        between.post("/lost")
    again = between.post("/again")

    assert again == "answer 1"
    assert between.upstream.rest() == ["POST /again marks"]
    assert between.proxy.counts == {"drop-request": 1, "pass": 1}


def test_a_dropped_answer_leaves_the_deed_done(line: Draw) -> None:
    between = line(["drop-answer"])

    with pytest.raises(httpx.RemoteProtocolError):
        between.post("/push")

    assert between.upstream.rest() == ["POST /push marks"]


@pytest.mark.parametrize("word", ["cut-answer", "cut-answer:20", "cut-answer:80"])
def test_a_cut_answer_is_no_answer_but_the_deed_is_done(line: Draw, word: str) -> None:
    between = line([word])

    with pytest.raises(httpx.RemoteProtocolError):
        between.post("/push")

    assert between.upstream.rest() == ["POST /push marks"]


def test_a_cut_request_arrives_in_part(line: Draw) -> None:
    between = line(["cut-request"])

    with pytest.raises(httpx.RemoteProtocolError):
        between.post("/push", "marks" * 1000)
    arrived = between.upstream.next()

    assert arrived == "a part of /push"
    assert between.upstream.count == 0


def test_a_request_cut_within_its_head_is_not_heard(line: Draw) -> None:
    between = line(["cut-request:20"])

    with pytest.raises(httpx.RemoteProtocolError):
        between.post("/push")
    again = between.post("/again")

    assert again == "answer 1"
    assert between.upstream.rest() == ["POST /again marks"]


@pytest.mark.parametrize(
    ("word", "answer"), [("duplicate", "answer 2"), ("duplicate:first", "answer 1")]
)
def test_a_duplicate_arrives_twice_and_is_answered_once(line: Draw, word: str, answer: str) -> None:
    between = line([word])

    said = between.post("/push")

    assert said == answer
    assert between.upstream.rest() == ["POST /push marks"] * 2


@pytest.mark.parametrize(("word", "old"), [("replay", "second"), ("replay:0", "first")])
def test_an_old_request_comes_again_after_the_new_one(line: Draw, word: str, old: str) -> None:
    between = line(["pass", "pass", word])

    said = [between.post("/push", body) for body in ("first", "second", "third")]

    assert said == ["answer 1", "answer 2", "answer 3"]
    assert between.upstream.rest()[2:] == ["POST /push third", f"POST /push {old}"]


def test_with_nothing_to_replay_the_exchange_passes_and_is_counted_so(line: Draw) -> None:
    between = line(["replay", "replay:7"])

    said = [between.post("/push"), between.post("/push")]

    assert said == ["answer 1", "answer 2"]
    assert between.proxy.counts == {"pass": 2}


def test_a_delayed_request_passes_later(line: Draw) -> None:
    between = line(["delay:0.2"])
    began = time.perf_counter()

    said = between.post("/push")

    assert said == "answer 1"
    assert time.perf_counter() - began >= 0.2


def test_a_client_that_does_not_wait_sees_a_timeout_and_the_request_arrives_later(
    line: Draw,
) -> None:
    between = line(["delay:1"])

    with pytest.raises(httpx.ReadTimeout):
        between.client.post("/push", content="marks", timeout=IMPATIENT)
    arrived = between.upstream.next()

    assert arrived == "POST /push marks"


@pytest.mark.parametrize(
    ("word", "status", "wait"),
    [
        ("500", 500, None),
        ("503", 503, "1"),
        ("503:7", 503, "7"),
        ("429", 429, "1"),
        ("429:30", 429, "30"),
    ],
)
def test_an_overloaded_front_answers_by_itself(
    line: Draw, word: str, status: int, wait: str | None
) -> None:
    between = line([word])

    answer = between.client.post("/push", content="marks")

    assert (answer.status_code, answer.headers.get("retry-after")) == (status, wait)
    assert between.upstream.rest() == []


def test_a_captive_portal_answers_with_a_page(line: Draw) -> None:
    between = line(["html"])

    answer = between.client.post("/push", content="marks")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html")
    assert "<html>" in answer.text
    assert between.upstream.rest() == []


def test_a_captive_portal_sends_to_its_login(line: Draw) -> None:
    between = line(["redirect"])

    answer = between.client.post("/push", content="marks")

    assert (answer.status_code, answer.next_request is not None) == (302, True)
    assert answer.headers["location"].startswith("http://portal.invalid/")
    assert between.upstream.rest() == []


def test_a_plan_may_choose_by_number_method_and_path(line: Draw) -> None:
    asked: list[tuple[int, str, str]] = []

    def plan(number: int, method: str, path: str) -> str:
        asked.append((number, method, path))
        return "503" if path == "/push" else "pass"

    between = line(plan)

    statuses = [between.client.get("/hello").status_code, between.client.post("/push").status_code]

    assert statuses == [200, 503]
    assert asked == [(0, "GET", "/hello"), (1, "POST", "/push")]
    assert [e.fault for e in between.proxy.exchanges] == ["pass", "503"]


def test_an_upstream_that_is_away_looks_like_a_closed_connection(upstream: Upstream) -> None:
    with FaultProxy("http://127.0.0.1:1") as proxy, client_of(proxy) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/hello")
        proxy.upstream = upstream.url
        back = client.get("/hello").text

    assert back == "answer 1"


def test_an_end_in_the_middle_of_an_exchange_waits_for_nothing(upstream: Upstream) -> None:
    began = time.perf_counter()

    with (
        FaultProxy(upstream.url, ["delay:60"]) as proxy,
        client_of(proxy) as client,
        pytest.raises(httpx.ReadTimeout),
    ):
        client.get("/hello", timeout=IMPATIENT)

    assert time.perf_counter() - began < PATIENCE
    assert upstream.rest() == []


@pytest.mark.parametrize("word", ["drop", "delay", "delay:soon", "html:3", "duplicate:third", ""])
def test_a_word_that_is_no_fault_is_a_mistake_of_the_test(upstream: Upstream, word: str) -> None:
    def run() -> None:
        with FaultProxy(upstream.url, [word]) as proxy, client_of(proxy) as client:
            client.get("/hello")

    with pytest.raises(ValueError, match=r"no such fault|could not convert"):
        run()


def test_every_kind_of_fault_is_in_the_description() -> None:
    described = proxies.__doc__ or ""

    assert [kind for kind in KINDS if f"``{kind}" not in described] == []
