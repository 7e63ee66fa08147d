from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from typing import Any

import httpx
import pytest

from desktop.actions import attendance
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.refusal import Fault
from desktop.store import roster as people
from desktop.store import timetable as plan
from desktop.sync.engine import Engine
from desktop.sync.loop import Loop

Joined = Callable[..., Desk]


def alive(engine: Engine, use: Callable[[Loop], Awaitable[object]], **more: Any) -> Loop:
    """Let a loop run while a test uses it."""

    async def live() -> Loop:
        loop = Loop(engine, chance=lambda: 0.0, **{"breath": 0.01, **more})
        running = asyncio.create_task(loop.run())
        try:
            async with asyncio.timeout(20):
                await use(loop)
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
        return loop

    return asyncio.run(live())


async def until(condition: Callable[[], object]) -> None:
    for _ in count():
        if condition():
            return
        await asyncio.sleep(0.002)


def watched(desk: Desk, loop: Loop) -> None:
    desk.store.on_commit = lambda _kinds: loop.wake()


def test_a_round_is_done_at_the_start_and_the_next_is_named(
    joined: Joined, engine: Callable[..., Engine]
) -> None:
    one = engine(joined("สมศรี"))

    alive(one, lambda _: until(lambda: one.state().next))

    assert one.state().last is not None
    assert one.state().phase == "idle"


def test_a_burst_of_marks_is_one_push(
    joined: Joined, engine: Callable[..., Engine], new_class: Callable[..., Any], house: Any
) -> None:
    desk = joined("สมศรี")
    of = new_class(desk, heads=5)
    one = engine(desk)

    async def mark_all(loop: Loop) -> None:
        watched(desk, loop)
        await until(lambda: one.state().next)
        house.asked.clear()
        session = next(s for s in plan.sessions(desk.store, of.id) if s.counts)
        for who in people.enrolments(desk.store, of.id):
            attendance.mark(desk, session, who.id, Mark(Status.PRESENT))
            await asyncio.sleep(0)
        await until(lambda: one.state().pending == 0)

    alive(one, mark_all, breath=0.2)

    assert house.asked.count("POST /v1/push") == 1
    desk.store.on_commit = None


def test_what_comes_from_others_wakes_nobody(
    joined: Joined,
    engine: Callable[..., Engine],
    sync: Callable[[Desk], Any],
    new_class: Callable[..., Any],
    house: Any,
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    new_class(first)
    sync(first)
    one = engine(second)
    beats: list[int] = []

    async def take(loop: Loop) -> None:
        watched(second, loop)
        await until(lambda: one.state().next)
        hellos = house.asked.count("POST /v1/hello")
        loop.wake()
        await until(lambda: not loop._woken.is_set())
        beats.append(house.asked.count("POST /v1/hello") - hellos)

    alive(one, take)

    assert beats == [0]
    second.store.on_commit = None


def test_without_a_network_marks_do_not_hurry_the_next_try_but_a_network_does(
    joined: Joined, engine: Callable[..., Engine], new_class: Callable[..., Any], house: Any
) -> None:
    desk = joined("สมศรี")
    one = engine(desk)
    tried: list[int] = []

    def cut(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    async def work(loop: Loop) -> None:
        watched(desk, loop)
        house.before = cut
        await until(lambda: one.state().phase == "offline" and one.state().next)
        tried.append(len(house.asked))
        new_class(desk)
        for _ in range(20):
            await asyncio.sleep(0)
        tried.append(len(house.asked))
        house.before = lambda _: None
        loop.hurry()
        await until(lambda: loop.pulse.failures == 0)

    loop = alive(one, work)

    assert tried[0] == tried[1]
    assert one.state().pending == 0
    assert loop.pulse.failures == 0
    desk.store.on_commit = None


def test_a_server_that_asks_for_time_gets_it(
    joined: Joined, engine: Callable[..., Engine], house: Any
) -> None:
    one = engine(joined("สมศรี"))
    house.before = lambda _: httpx.Response(503, headers={"Retry-After": "120"})

    alive(one, lambda _: until(lambda: one.state().next))

    state = one.state()
    assert state.cause == "busy"
    assert state.next is not None
    assert (state.next - one.desk.now()).total_seconds() > 60


def test_what_was_held_is_asked_again_on_purpose_only(
    joined: Joined, engine: Callable[..., Engine], new_class: Callable[..., Any], house: Any
) -> None:
    desk = joined("สมศรี")
    desk.author = "somebody else"
    new_class(desk)
    one = engine(desk)
    pushes: list[int] = []

    async def work(loop: Loop) -> None:
        await until(lambda: one.state().next)
        pushes.append(house.asked.count("POST /v1/push"))
        for again in (False, True):
            before = one.state().next
            loop.hurry(again=again)
            await until(lambda before=before: one.state().next not in (None, before))
            pushes.append(house.asked.count("POST /v1/push"))

    alive(one, work)

    assert pushes == [1, 1, 2]


def test_a_bug_in_a_round_is_logged_without_values_and_life_goes_on(
    joined: Joined,
    engine: Callable[..., Engine],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    one = engine(joined("สมศรี"))

    def stumble(*_: object) -> None:
        raise ZeroDivisionError("สมศรี 081-000-0000")

    async def work(loop: Loop) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(one.replica, "keep_devices", stumble)
            await until(lambda: one.state().cause == "bug")
        loop.hurry()
        await until(lambda: one.state().phase == "idle")

    with caplog.at_level(logging.ERROR):
        alive(one, work)

    assert "ZeroDivisionError" in caplog.text
    assert "test_loop.py" in caplog.text
    assert "สมศรี" not in caplog.text
    assert "081" not in caplog.text


def test_a_store_that_fails_is_no_bug(
    joined: Joined,
    engine: Callable[..., Engine],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    one = engine(joined("สมศรี"))

    def full(*_: object) -> None:
        raise Fault("disk-full")

    monkeypatch.setattr(one.replica, "keep_devices", full)
    alive(one, lambda _: until(lambda: one.state().next))

    assert one.state().cause == "store"
    assert caplog.text == ""


def test_the_loop_ends_in_the_middle_of_a_request(
    joined: Joined, house: Any, new_class: Callable[..., Any]
) -> None:
    desk = joined("สมศรี")
    new_class(desk)
    asked: list[str] = []

    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(request.url.path)
            await asyncio.Event().wait()
            raise AssertionError

    one = Engine(desk, connect=lambda _: httpx.AsyncClient(transport=Silent()), threads=False)

    alive(one, lambda _: until(lambda: asked))

    assert one.state().phase != "working"
    assert not one.busy
