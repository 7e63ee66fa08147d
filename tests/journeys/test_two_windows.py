"""Two facilitators at two windows mark the same sheet offline, meet, and settle what differs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from desktop.actions import classes, opening, roster
from desktop.app import Application
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.syncing import SyncState
from desktop.store import classes as shelf
from desktop.store.attendance import attending
from desktop.views.attendance_view import AttendanceView
from desktop.views.conflicts_view import ConflictsView
from desktop.views.enrol_dialog import EnrolDialog
from desktop.views.place import Place
from desktop.views.sync_chip import SyncChip
from server import accounts
from server.database import default_url, open_engine, writing
from server.tables import metadata
from tests.network import gathering
from tests.network.proxy import FaultProxy

MORNING = datetime(2026, 12, 1, 2, 5, tzinfo=UTC)
DAYS = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))
PEOPLE = (("นางสาว", "ปิ่นแก้ว", "แสงทอง"), ("นาย", "มานพ", "ใจดี"), ("นาง", "ญาณิศา", "ณ อยุธยา"))
PATIENCE = 60  # seconds for one thing to happen: the machine may be busy
SOME = TypeVar("SOME", bound=QWidget)
Code = Callable[[str], str]


class Seat:
    """One person before a window."""

    def __init__(self, app: Application) -> None:
        self.app = app

    @property
    def state(self) -> SyncState:
        """How things stand with the server."""
        assert self.app.meeting is not None
        return self.app.meeting.state()

    @property
    def chip(self) -> str:
        """What the chip says."""
        (chip,) = self.app.window.findChildren(SyncChip)
        return chip.whole

    async def until(self, condition: Callable[[Seat], object], what: str) -> None:
        """Let windows and network go on until it is so."""
        try:
            async with asyncio.timeout(PATIENCE):
                for _ in count():
                    if condition(self):
                        return
                    await asyncio.sleep(0.005)
        except TimeoutError:
            raise AssertionError(f"not within {PATIENCE} s: {what}") from None

    async def shown(self, kind: type[SOME]) -> SOME:
        """Wait for a page or a dialog of this kind to be on the screen."""

        def visible() -> list[SOME]:
            return [w for w in self.app.window.findChildren(kind) if w.isVisible()]

        await self.until(lambda _: visible(), f"{kind.__name__} is shown")
        return visible()[0]

    async def join(self, url: str, code: str) -> None:
        """Type the address and the code of an invitation."""
        dialog = EnrolDialog(self.app.ui, self.app.window)
        dialog.open()
        QTest.keyClicks(dialog.address, url)
        QTest.keyClicks(dialog.code, code)
        press(dialog.confirm)
        await self.until(lambda _: dialog.joined, "the desk has joined")
        press(dialog.confirm)
        assert not dialog.isVisible()

    async def sync(self) -> None:
        """Press F9."""
        self.app.window.activateWindow()
        await self.until(lambda _: self.app.window.isActiveWindow(), "the window is in front")
        QTest.keyClick(self.app.window, Qt.Key.Key_F9)

    async def register(self, of: Class) -> AttendanceView:
        """Go to the register of a class."""
        self.app.ui.go(Place("classes", class_id=of.id, tab="attendance"))
        return await self.shown(AttendanceView)

    async def mark(self, of: Class, *keys: Qt.Key) -> None:
        """Mark one person after another in the session that runs, by a key each."""
        view = await self.register(of)
        view.activateWindow()
        view.grid.setFocus()
        for row, key in enumerate(keys, 1):
            view.grid.go_to(row - 1, view.grid.currentIndex().column())
            QTest.keyClick(view.grid, key)
            await self.until(partial(marked, of, row), "the mark stands")

    def marks(self, of: Class) -> list[str]:
        """What stands in the first session, by seat."""
        return [li.mark_in("S01").status.value for li in attending(self.app.desk.store, of.id)]


def marked(of: Class, people: int, seat: Seat) -> bool:
    """Whether so many people have a mark."""
    return sum(mark != "unmarked" for mark in seat.marks(of)) == people


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[FaultProxy, Code]]:
    """A server behind a line that can be cut, and the way to get a code for somebody."""
    folder = tmp_path / "server"
    folder.mkdir()
    database = open_engine(default_url(folder))
    metadata.create_all(database)

    def code(name: str) -> str:
        with writing(database) as connection:
            person = accounts.add_person(connection, name, "facilitator", ("*",), MORNING)
            return accounts.invite(connection, person, MORNING)

    with gathering.serving(database, clock=lambda: MORNING) as url, FaultProxy(url) as proxy:
        yield proxy, code
    database.dispose()


@pytest.fixture
def seats(qapp: QApplication, tmp_path: Path) -> Iterator[list[Seat]]:
    """Two windows side by side, each over a folder of its own."""
    made = []
    for name in ("first", "second"):
        folder = tmp_path / name
        opening.prepare_folder(folder)
        desk = opening.open_desk(folder, language="en", clock=lambda: MORNING)
        made.append(Seat(Application(qapp, desk, folder)))
        made[-1].app.window.resize(1366, 768)
        made[-1].app.window.show()
    yield made
    for seat in made:
        seat.app.window.close()
        seat.app.theme.release()
        seat.app.close()
        seat.app.window.deleteLater()


def live(qapp: QApplication, seats: list[Seat], journey: Coroutine[Any, Any, None]) -> None:
    """Let both windows live on one loop with the network, as the program does, for a journey."""
    loop = QEventLoop(qapp)

    async def life() -> None:
        for seat in seats:
            seat.app.meet()
        try:
            await journey
        finally:
            for seat in seats:
                await seat.app.part_ways()

    with loop:
        loop.run_until_complete(life())


async def set_up(first: Seat, second: Seat, url: str, code: Code) -> Class:
    """Let one set a class up and both join, until it is on both."""
    desk = first.app.desk
    of = classes.create_class(desk, classes.NewClass("T1", 1, DAYS))
    roster.enrol(desk, of, [Person(*name) for name in PEOPLE])
    await first.join(url, code("สมศรี"))
    await first.until(lambda seat: seat.state.pending == 0, "the class is sent")
    await second.join(url, code("มานะ"))
    await second.until(lambda seat: shelf.classes(seat.app.desk.store), "the class has come")
    await second.until(lambda seat: len(seat.marks(of)) == 3, "its people have come")
    return of


async def see_offline(seat: Seat) -> None:
    """See that it goes on calmly without a network."""
    await seat.sync()
    await seat.until(lambda seat: "offline · 2 to send" in seat.chip, "it is offline")


async def see_conflict(seat: Seat, of: Class) -> None:
    """See what differs in the chip, in the grid, and asked about on its tab."""
    await seat.until(lambda seat: "1 differ" in seat.chip, "what differs is counted")
    view = await seat.register(of)
    await seat.until(lambda _: any(disputed(view)), "the cell is flagged")
    assert disputed(view) == [frozenset({"S01"}), frozenset(), frozenset()]
    assert view.notice.isVisible()
    seat.app.ui.go(Place("classes", class_id=of.id, tab="conflicts"))
    (asked,) = (await seat.shown(ConflictsView)).panel.open
    assert {(c.author, c.shown) for c in asked.choices} == {("สมศรี", "Present"), ("มานะ", "Absent")}


async def see_agreement(seat: Seat, of: Class) -> None:
    """See that nothing differs any more, wherever it was shown."""
    panel = (await seat.shown(ConflictsView)).panel
    await seat.until(lambda _: not panel.open, "nothing is asked any more")
    await seat.until(lambda seat: "differ" not in seat.chip, "nothing is counted any more")
    assert seat.marks(of) == ["absent", "present", "unmarked"]
    view = await seat.register(of)
    await seat.until(lambda _: not any(disputed(view)), "the flag is gone")


def disputed(view: AttendanceView) -> list[frozenset[str]]:
    """The sessions flagged in a register, by seat."""
    return [row.disputed for row in view.sheet.rows] if view.sheet is not None else []


def test_two_windows_mark_the_same_sheet_offline_and_agree_in_the_end(
    qapp: QApplication, seats: list[Seat], line: tuple[FaultProxy, Code]
) -> None:
    (proxy, code), (first, second) = line, seats

    async def journey() -> None:
        of = await set_up(first, second, proxy.url, code)

        # Without a network both mark the same people: the first differently, the second alike.
        proxy.plan = lambda *_: "drop-request"
        await first.mark(of, Qt.Key.Key_1, Qt.Key.Key_1)
        await second.mark(of, Qt.Key.Key_4, Qt.Key.Key_1)
        for seat in seats:
            await see_offline(seat)

        # The network is back: what differs stands on both.
        proxy.plan = ()
        for seat in (first, second):
            await seat.sync()
            await seat.until(lambda seat: seat.state.pending == 0, "all is sent")
        await first.sync()
        for seat in seats:
            await see_conflict(seat, of)

        # The second settles it with one key, and the first hears of it.
        panel = (await second.shown(ConflictsView)).panel
        number = [c.shown for c in panel.open[0].choices].index("Absent")
        QTest.keyClick(panel.card, (Qt.Key.Key_1, Qt.Key.Key_2)[number])
        await second.until(lambda seat: seat.state.conflicts == 0, "it is settled")
        await second.until(lambda seat: seat.state.pending == 0, "the choice is sent by itself")
        await first.sync()
        await first.until(lambda seat: seat.state.conflicts == 0, "the choice has come")
        for seat in seats:
            await see_agreement(seat, of)

    live(qapp, seats, journey())
