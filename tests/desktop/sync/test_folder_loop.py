from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from desktop.desk import Desk
from desktop.sync import folder
from desktop.sync.folder_loop import FolderLoop


async def until(condition: Callable[[], object]) -> None:
    for _ in count():
        if condition():
            return
        await asyncio.sleep(0.002)


def alive(loop: FolderLoop, use: Callable[[], Any]) -> None:
    async def live() -> None:
        running = asyncio.create_task(loop.run())
        try:
            async with asyncio.timeout(20):
                await use()
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    asyncio.run(live())


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    places: list[Path] = []
    real = folder.meet

    def meet(desk: Desk, place: Path, passphrase: str = "") -> Any:
        places.append(place)
        return real(desk, place, passphrase)

    monkeypatch.setattr(folder, "meet", meet)
    return places


def test_nothing_new_is_no_meeting(desk: Desk, of: Any, tmp_path: Path, met: list[Path]) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    loop = FolderLoop(desk, place, breath=0, every=0.001)
    looks: list[int] = []

    async def use() -> None:
        await until(lambda: loop._last is not None)
        looks.append(len(met))
        for _ in range(20):
            await asyncio.sleep(0.002)
        looks.append(len(met))

    alive(loop, use)

    assert looks == [1, 1]
    assert of.code == "T12"


def test_a_mark_is_brought_soon(
    desk: Desk, tmp_path: Path, met: list[Path], new_class: Callable[..., Any]
) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    loop = FolderLoop(desk, place, breath=0, every=60)

    async def use() -> None:
        await until(lambda: loop._last is not None)
        desk.store.on_commit = lambda _: loop.wake()
        new_class(desk)
        await until(lambda: len(met) == 2)

    alive(loop, use)
    desk.store.on_commit = None

    assert met == [place] * 2


def test_a_folder_that_is_away_is_met_when_it_is_back(
    desk: Desk, tmp_path: Path, met: list[Path]
) -> None:
    place = tmp_path / "shared"
    loop = FolderLoop(desk, place, breath=0, every=0.001)

    async def use() -> None:
        await until(lambda: len(met) > 1)
        place.mkdir()
        await until(lambda: loop._last is not None)

    alive(loop, use)

    assert list(place.iterdir()) != []


def test_what_is_stored_from_the_folder_wakes_nobody(desk: Desk, tmp_path: Path) -> None:
    loop = FolderLoop(desk, tmp_path)
    loop.storing = True

    loop.wake()

    assert not loop._woken.is_set()


def test_a_folder_that_cannot_be_listed_looks_empty(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = FolderLoop(desk, tmp_path)

    def fail(*_: object) -> Any:
        raise PermissionError

    monkeypatch.setattr(Path, "rglob", fail)

    assert asyncio.run(loop._look()) == (0, frozenset())
