from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import httpx
import pytest

from desktop.desk import Desk, Edit
from desktop.models.classes import scope_of
from desktop.models.refusal import Fault
from desktop.store import files as shelf
from desktop.store import leaving
from desktop.sync import files as files_room
from desktop.sync.engine import Engine
from desktop.sync.files import ARRIVING, LEAST_PIECE
from protocol.wire import Limits

Joined = Callable[..., Desk]
Sync = Callable[[Desk], Any]


@pytest.fixture
def limits() -> Limits:
    return Limits(piece_bytes=20_000, blob_bytes=200_000)


def give_page(desk: Desk, of: Any, pdf: bytes, template: bytes = b"{}") -> str:
    """Archive a page in a class as issuing does, without the rules of issuing."""
    name, wording = sha256(pdf).hexdigest(), sha256(template).hexdigest()
    desk.store.keep_blob(name, pdf)
    desk.store.keep_blob(wording, template)
    number = len(desk.store.rows("SELECT 1 FROM certificate")) + 1
    issue = {
        "enrolment": "e", "series": f"{desk.device} ", "year": 2569, "running": number,
        "number": str(number), "code": "0" * 12, "issued_on": "2026-12-03",
        "template": wording, "printed": {},
    }  # fmt: skip
    row = desk.new_id()
    page = {"archive": name, "page": 1}
    desk.commit_for_good(
        [Edit(scope_of(of.id), "certificate", row, {"issue": issue, "page": page}, new=True)]
    )
    return name


def noise(size: int) -> bytes:
    return os.urandom(size)


def test_pages_follow_the_changes_to_the_other_desk_before_templates(
    joined: Joined, sync: Sync, new_class: Callable[..., Any], house: Any
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    of = new_class(first)
    pdf = noise(70_000)
    name = give_page(first, of, pdf, b'{"a": 1}')

    sync(first)
    puts = [asked for asked in house.asked if asked.startswith("PUT")]
    sync(second)

    assert second.store.blob(name) == pdf
    assert second.store.blob(sha256(b'{"a": 1}').hexdigest()) == b'{"a": 1}'
    assert [name in put for put in puts] == [True] * 4 + [False]
    assert list((second.store.path.parent / ARRIVING).iterdir()) == []


def test_what_was_sent_is_not_asked_about_again(
    joined: Joined, sync: Sync, new_class: Callable[..., Any], house: Any
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    give_page(first, new_class(first), noise(100))
    sync(first)
    sync(second)
    house.asked.clear()

    sync(first)
    sync(second)

    assert house.asked == ["POST /v1/hello"] * 2
    assert shelf.to_send(first.store) == shelf.to_send(second.store) == {}


def test_a_file_named_by_a_second_class_is_brought_for_it_as_well(
    joined: Joined, sync: Sync, new_class: Callable[..., Any]
) -> None:
    desk = joined("สมศรี")
    give_page(desk, new_class(desk, "T1"), noise(100), b"same")
    sync(desk)
    second = new_class(desk, "T2")
    give_page(desk, second, noise(100), b"same")
    viewer = joined("ผู้ดู", "viewer", (second.scope,))

    sync(desk)
    sync(viewer)

    assert viewer.store.blob(sha256(b"same").hexdigest()) == b"same"
    assert shelf.to_send(desk.store) == {}


def test_an_upload_that_was_cut_goes_on_where_it_stopped(
    joined: Joined,
    engine: Callable[..., Engine],
    new_class: Callable[..., Any],
    house: Any,
    sync: Sync,
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    pdf = noise(100_000)
    name = give_page(first, new_class(first), pdf)
    puts: list[str] = []

    def cut(request: httpx.Request) -> None:
        if request.method == "PUT" and name in request.url.path:
            puts.append(request.url.params["at"])
            if len(puts) == 4:
                raise httpx.ConnectError("cut")

    house.before = cut
    one = engine(first)
    with pytest.raises(Exception, match="unreachable"):
        asyncio.run(one.alone(one.round()))
    sync(first)
    sync(second)

    assert puts == ["0", "20000", "40000", "60000", "60000", "80000"]
    assert second.store.blob(name) == pdf


def test_pieces_shrink_on_a_slow_line(
    joined: Joined, sync: Sync, new_class: Callable[..., Any], house: Any
) -> None:
    desk = joined("สมศรี")
    give_page(desk, new_class(desk), noise(40_000))
    sizes: list[int] = []

    def slow(request: httpx.Request) -> None:
        if request.method == "PUT":
            sizes.append(len(request.content))
            if len(request.content) > LEAST_PIECE:
                raise httpx.ReadTimeout("slow")

    house.before = slow
    sync(desk)

    assert sizes[:3] == [20_000, LEAST_PIECE, LEAST_PIECE]
    assert shelf.to_send(desk.store) == {}


def test_a_line_too_slow_for_the_smallest_piece_is_left_for_later(
    joined: Joined, engine: Callable[..., Engine], new_class: Callable[..., Any], house: Any
) -> None:
    desk = joined("สมศรี")
    give_page(desk, new_class(desk), noise(40_000))

    def slow(request: httpx.Request) -> None:
        if request.method == "PUT":
            raise httpx.ReadTimeout("slow")

    house.before = slow
    one = engine(desk)
    with pytest.raises(Exception, match="timeout"):
        asyncio.run(one.alone(one.round()))

    assert one.state().pending == 0


def test_a_file_too_large_for_the_server_stops_nothing_else(
    joined: Joined, sync: Sync, new_class: Callable[..., Any]
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    give_page(first, new_class(first, "T1"), noise(200_001))
    small = give_page(first, new_class(first, "T2"), b"small")

    tally = sync(first)
    sync(second)

    assert tally.still_pending == 0
    assert second.store.blob(small) == b"small"


def test_a_download_that_was_cut_goes_on_where_it_stopped(
    joined: Joined,
    sync: Sync,
    engine: Callable[..., Engine],
    new_class: Callable[..., Any],
    house: Any,
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    pdf = noise(100_000)
    name = give_page(first, new_class(first), pdf)
    sync(first)
    ranges: list[str] = []

    class Cut(httpx.AsyncByteStream):
        def __init__(self, whole: Any) -> None:
            self.whole = whole

        async def __aiter__(self) -> Any:
            async for piece in self.whole:
                yield piece[:30_000]
                raise httpx.ReadError("cut")

        async def aclose(self) -> None:
            await self.whole.aclose()

    def break_off(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.method == "GET" and name in request.url.path:
            ranges.append(request.headers["Range"])
            if len(ranges) == 1:
                return httpx.Response(
                    answer.status_code, headers=answer.headers, stream=Cut(answer.stream)
                )
        return answer

    house.after = break_off
    one = engine(second)
    with pytest.raises(Exception, match="unreachable"):
        asyncio.run(one.alone(one.round()))
    sync(second)

    assert ranges[0] == "bytes=0-"
    assert 0 < int(ranges[1][6:-1]) <= 30_000
    assert second.store.blob(name) == pdf


@pytest.mark.parametrize("here", [50_000, 100_000, 100_001])
def test_a_part_that_is_already_here_may_have_any_length(
    joined: Joined, sync: Sync, new_class: Callable[..., Any], here: int
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    pdf = noise(100_000)
    name = give_page(first, new_class(first), pdf)
    sync(first)
    folder = second.store.path.parent / ARRIVING
    folder.mkdir()
    (folder / f"{name}.part").write_bytes((pdf + b"!!!")[:here])

    sync(second)
    sync(second)

    assert second.store.blob(name) == pdf


def test_a_part_of_something_else_is_thrown_away_and_fetched_anew(
    joined: Joined, sync: Sync, new_class: Callable[..., Any]
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    pdf = noise(50_000)
    name = give_page(first, new_class(first), pdf)
    sync(first)
    folder = second.store.path.parent / ARRIVING
    folder.mkdir()
    (folder / f"{name}.part").write_bytes(noise(9_000))

    sync(second)
    after_first = second.store.blob(name)
    sync(second)

    assert after_first is None
    assert second.store.blob(name) == pdf


def test_a_file_that_is_not_there_yet_is_asked_for_less_and_less_often(
    joined: Joined,
    sync: Sync,
    engine: Callable[..., Engine],
    new_class: Callable[..., Any],
    house: Any,
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    name = give_page(first, new_class(first), b"page")
    house.before = lambda r: httpx.Response(403, json={"code": "forbidden"}) if (
        r.url.path == "/v1/blobs") else None  # fmt: skip
    sync(first)
    one = engine(second)
    now = [0.0]
    one.files._clock = lambda: now[0]
    asked: list[int] = []

    async def look() -> None:
        for at in (0, 30, 61, 120, 182):
            now[0] = at
            before = len(house.asked)
            await one.round()
            asked.append(sum(name in a for a in house.asked[before:]))
        house.before = lambda _: None
        other = engine(first)
        await other.alone(other.round())
        now[0] = 10_000
        await one.alone(one.round())

    asyncio.run(look())

    assert asked == [1, 0, 1, 0, 1]
    assert second.store.blob(name) == b"page"


def test_a_server_that_keeps_nothing_is_given_up_on(
    joined: Joined, sync: Sync, new_class: Callable[..., Any], house: Any
) -> None:
    desk = joined("สมศรี")
    give_page(desk, new_class(desk), b"page")

    def forget(request: httpx.Request) -> httpx.Response | None:
        if request.method != "PUT":
            return None
        body = b"\x82\xa8received\x00\xa5whole\xc2"
        return httpx.Response(200, headers={"Content-Type": "application/msgpack"}, content=body)

    house.before = forget
    sync(desk)

    assert sum(asked.startswith("PUT") for asked in house.asked) == files_room.MOST_STANDSTILLS
    assert shelf.to_send(desk.store) != {}


def test_a_disk_that_fails_while_a_file_comes_is_a_fault(
    joined: Joined, engine: Callable[..., Engine], sync: Sync, new_class: Callable[..., Any]
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    give_page(first, new_class(first), b"page")
    sync(first)
    (second.store.path.parent / ARRIVING).write_bytes(b"not a folder")

    one = engine(second)
    with pytest.raises(Fault, match="disk-fails"):
        asyncio.run(one.alone(one.round()))


def test_a_class_leaves_a_desk_only_when_changes_and_files_were_sent(
    joined: Joined, sync: Sync, new_class: Callable[..., Any]
) -> None:
    desk = joined("สมศรี")
    of = new_class(desk)
    scope = scope_of(of.id)
    unsent = leaving.unsent_in(desk.store, scope)
    sync(desk)
    give_page(desk, of, b"page")
    desk.store.connection.execute("UPDATE changes SET rev = 99 WHERE rev IS NULL")
    with_files = leaving.unsent_in(desk.store, scope)

    assert unsent == len(desk.store.rows("SELECT 1 FROM changes WHERE rev = 1"))
    assert with_files == 2
