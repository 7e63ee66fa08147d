from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from desktop.desk import Desk
from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import Membership
from desktop.store import membership as kept
from desktop.store.membership import membership
from desktop.sync.joining import join, part, split

URL = "https://sync.example.test"


def join_in(desk: Desk, house: Any, url: str, code: str = "") -> Membership:
    return asyncio.run(join(desk, url, code, connect=house.connect))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (URL, "ABCDE-FGHJK-LM"),
        (f"{URL}/", "abcde fghjk lm"),
        (f"{URL} ABCDE-FGHJK-LM", ""),
        (f"  {URL}\n", "abcde–fghjk–lm"),
        ("sync.example.test", "ABCDEFGHJKLM"),
    ],
)
def test_address_and_code_are_told_apart_however_they_come(url: str, code: str) -> None:
    assert split(url, code) == (URL, "ABCDEFGHJK1M")


@pytest.mark.parametrize(
    ("url", "code", "no"),
    [
        ("", "", "url-unfit"),
        (URL, "", "code-missing"),
        (URL, "ABC", "code-missing"),
        ("http://sync.example.test", "ABCDE-FGHJK-LM", "plain-http"),
    ],
)
def test_what_is_missing_is_said(url: str, code: str, no: str) -> None:
    with pytest.raises(Refused, match=no):
        split(url, code)


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_one_joins_as_the_person_the_code_is_for(
    desk: Desk, house: Any, typed: Callable[[str], str]
) -> None:
    joined = join_in(desk, house, URL, typed(house.code("สมศรี ใจดี")))

    assert (joined.person, joined.role, joined.url) == ("สมศรี ใจดี", "facilitator", URL)
    assert membership(desk.store) == joined
    assert desk.author == desk.settings.author == "สมศรี ใจดี"


def test_what_was_written_before_under_another_name_is_taken(
    desk: Desk, house: Any, sync: Callable[[Desk], Any], new_class: Callable[..., Any]
) -> None:
    desk.author = "ชื่อบัญชีเครื่อง"
    new_class(desk)

    join_in(desk, house, URL, house.code("สมศรี"))
    tally = sync(desk)

    assert (tally.held, tally.still_pending) == (0, 0)


def test_a_lost_answer_may_be_asked_for_again_with_the_same_code(desk: Desk, house: Any) -> None:
    code = house.code("สมศรี")

    def lose(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.url.path == "/v1/enrol":
            raise httpx.ConnectError("lost on its way back")
        return answer

    house.after = lose
    with pytest.raises(Fault, match="not-reached"):
        join_in(desk, house, URL, code)
    before = membership(desk.store)
    house.after = lambda _, answer: answer

    joined = join_in(desk, house, URL, code)

    assert before is None
    assert joined.person == "สมศรี"


def test_the_same_server_again_with_a_new_code_is_fine(desk: Desk, house: Any) -> None:
    join_in(desk, house, URL, house.code("สมศรี"))

    joined = join_in(desk, house, URL, house.code("มานะ", "viewer"))

    assert (joined.person, joined.role) == ("มานะ", "viewer")


def test_another_server_is_refused_until_one_has_left(desk: Desk, house: Any) -> None:
    other = Membership("https://other.example.test", "other", "สมศรี", "viewer")
    kept.join(desk.store, other)
    code = house.code("สมศรี")

    with pytest.raises(Refused, match="other-server"):
        join_in(desk, house, URL, code)
    stayed = membership(desk.store)
    part(desk)
    joined = join_in(desk, house, URL, code)

    assert stayed == other
    assert joined.server != "other"


def test_another_server_that_knows_this_device_is_refused_before_the_code_is_used(
    desk: Desk, house: Any
) -> None:
    join_in(desk, house, URL, house.code("สมศรี"))
    kept.join(desk.store, Membership(URL, "other", "สมศรี", "viewer"))
    house.asked.clear()

    with pytest.raises(Refused, match="other-server"):
        join_in(desk, house, URL, house.code("สมศรี"))

    assert "POST /v1/enrol" not in house.asked


@pytest.mark.parametrize("which", ["wrong", "spent", "expired"])
def test_a_code_that_is_not_good_is_refused_and_nothing_changes(
    desk: Desk, open_desk: Callable[..., Desk], house: Any, clock: Any, which: str
) -> None:
    code = house.code("สมศรี")
    match which:
        case "wrong":
            code = code[:-2] + ("00" if code[-2:] != "00" else "11")
        case "spent":
            join_in(open_desk("other"), house, URL, code)
        case "expired":
            clock.now += timedelta(minutes=16)

    expected = {"wrong": "bad-code", "spent": "code-spent", "expired": "code-expired"}[which]
    with pytest.raises(Refused, match=expected):
        join_in(desk, house, URL, code)

    assert membership(desk.store) is None
    assert desk.author == "author of desk"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx.Response(200, html="<p>Please sign in"), "sign in to the network"),
        (httpx.Response(302, headers={"Location": "http://login.example"}), "sign in to the"),
        (httpx.Response(500, html="<p>oh"), "The server has a problem"),
        (httpx.Response(403, json={"code": "forbidden"}), "The server has a problem"),
    ],
)
def test_whatever_stands_in_between_is_noticed_before_the_code_is_sent(
    desk: Desk, house: Any, answer: httpx.Response, words: str
) -> None:
    house.before = lambda _: answer

    with pytest.raises(Fault) as fault:
        join_in(desk, house, URL, house.code("สมศรี"))

    assert words in desk.words.sentence(fault.value)
    assert house.asked == ["GET /health"]


def test_the_series_is_asked_for_on_joining_and_may_fail(desk: Desk, house: Any) -> None:
    def down(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(503) if request.url.path == "/v1/series" else None

    house.before = down

    joined = join_in(desk, house, URL, house.code("สมศรี"))

    assert joined.person == "สมศรี"
    assert desk.store.key("series:กทม.") is None
