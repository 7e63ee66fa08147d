"""Files that participants add follow the changes that name them: through a server, in a bundle."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop.actions import attachments
from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.store import files as shelf
from desktop.store import leaving
from desktop.sync import bundle
from desktop.sync.engine import Engine
from protocol.wire import Limits
from tests.desktop.exercise import opened

Joined = Callable[..., Desk]
Sync = Callable[[Desk], Any]


@pytest.fixture
def limits() -> Limits:
    return Limits(piece_bytes=20_000, blob_bytes=25_000_000)


def photo(size: int) -> bytes:
    return b"\xff\xd8\xff\xe0" + os.urandom(size)


def test_a_file_comes_to_the_other_desk_after_the_change_that_names_it(
    joined: Joined, sync: Sync, new_class: Callable[..., Any], house: Any
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    of, data = new_class(first), photo(70_000)
    work = opened(first, of)
    added = attachments.attach(first, work, "as_is", "หน้างาน.jpg", data)

    sync(first)
    asked = [line.split()[0] for line in house.asked]
    sync(second)

    assert second.store.blob(added.sha256) == data
    assert attachments.attached(second, work.work_id) == [added]
    assert asked.index("PUT") > asked.index("POST")
    assert shelf.to_send(first.store) == shelf.to_fetch(second.store) == {}


def test_a_file_that_was_cut_on_its_way_goes_on_where_it_stopped(
    joined: Joined, engine: Callable[..., Engine], new_class: Callable[..., Any], house: Any,
    sync: Sync,
) -> None:  # fmt: skip
    first, second = joined("สมศรี"), joined("มานะ")
    of, data = new_class(first), photo(100_000)
    work = opened(first, of)
    name = attachments.attach(first, work, "as_is", "a.jpg", data).sha256
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
    sync(second)
    before = attachments.attached(second, work.work_id)
    sync(first)
    sync(second)

    assert [a.here for a in before] == [False]
    assert puts == ["0", "20000", "40000", "60000", "60000", "80000", "100000"]
    assert second.store.blob(name) == data


def test_a_class_does_not_leave_before_its_files_have_travelled(
    joined: Joined, sync: Sync, new_class: Callable[..., Any], house: Any
) -> None:
    desk = joined("สมศรี")
    of = new_class(desk)
    attachments.attach(desk, opened(desk, of), "as_is", "a.jpg", photo(100))
    house.before = lambda r: httpx.Response(503) if r.method == "PUT" else None
    with pytest.raises(Exception, match="busy"):
        sync(desk)

    with pytest.raises(Refused) as refused:
        leaving.leave(desk.store, of.scope, sure=True)

    assert refused.value.code == "class-unsent"


def test_a_file_travels_in_a_bundle_and_one_that_is_not_here_is_left_out(
    open_desk: Callable[..., Desk], new_class: Callable[..., Any], tmp_path: Path
) -> None:
    first, second, third = map(open_desk, ("one", "two", "three"))
    of, data = new_class(first), photo(70_000)
    work = opened(first, of)
    added = attachments.attach(first, work, "as_is", "a.jpg", data)
    whole, without = tmp_path / "a.wdb", tmp_path / "b.wdb"

    made = bundle.export(first, [of.scope], whole)
    brought = bundle.bring_in(second, whole)
    second.store.connection.execute("DELETE FROM blobs")
    bundle.export(second, [of.scope], without)
    bundle.bring_in(third, without)

    assert made.files == brought.files == 1
    assert [a.here for a in attachments.attached(third, work.work_id)] == [False]
    bundle.bring_in(third, whole)
    assert attachments.attached(third, work.work_id) == [added]
    assert third.store.blob(added.sha256) == data
