from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from desktop import app as desktop_app
from desktop.actions import attendance, opening, roster
from desktop.app import Application
from desktop.desk import Desk
from desktop.meeting import Meeting
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import BundlePreview
from desktop.store import roster as people
from desktop.store import timetable as plan
from server import accounts, tables
from server.app import create_app
from server.database import open_engine, writing

URL = "https://sync.example.test"

OpenDesk = Callable[..., Desk]


class House:
    """A server in this process; while ``silent`` it never answers."""

    def __init__(self, database: Any, clock: Callable[[], Any]) -> None:
        self.database = database
        self.clock = clock
        self.app: Starlette = create_app(database, clock=clock)
        self.silent = False
        self.waiting = 0

    def code(self, name: str, role: Any = "facilitator") -> str:
        with writing(self.database) as connection:
            person = accounts.add_person(connection, name, role, ("*",), self.clock())
            return accounts.invite(connection, person, self.clock())

    def connect(self, _url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=Wire(self))


class Wire(httpx.AsyncBaseTransport):
    def __init__(self, house: House) -> None:
        self.house = house
        self.inner = httpx.ASGITransport(app=house.app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.house.silent:
            self.house.waiting += 1
            await asyncio.Event().wait()
        return await self.inner.handle_async_request(request)


@pytest.fixture
def house(tmp_path: Path, clock: Callable[[], Any]) -> Iterator[House]:
    database = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    tables.metadata.create_all(database)
    yield House(database, clock)
    database.dispose()


def living(use: Callable[[], Awaitable[None]], *meetings: Meeting) -> None:
    """Let meetings live on one loop while a test uses them."""

    async def live() -> None:
        try:
            async with asyncio.timeout(20):
                await use()
        finally:
            for task in [task for meeting in meetings for task in meeting.stop()]:
                await asyncio.wait([task])

    asyncio.run(live())


async def until(condition: Callable[[], object]) -> None:
    for _ in count():
        if condition():
            return
        await asyncio.sleep(0.002)


def meeting_of(desk: Desk, house: House, **more: Any) -> Meeting:
    meeting = Meeting(desk, connect=house.connect, **more)
    desk.store.on_commit = lambda _kinds: meeting.committed()
    meeting.loop._breath = 0.01
    return meeting


async def join(meeting: Meeting, code: str) -> None:
    done: list[bool] = []
    failed: list[Exception] = []
    meeting.enrol(URL, code, lambda: done.append(True), failed.append)
    await until(lambda: done or failed)
    assert failed == []


def test_without_a_server_nothing_runs_and_nothing_is_missing(desk: Desk, house: House) -> None:
    meeting = meeting_of(desk, house)

    async def use() -> None:
        meeting.start()
        meeting.sync_now()
        await asyncio.sleep(0)

    living(use, meeting)

    assert meeting.state().phase == "alone"
    assert meeting._running is None


def test_joining_begins_to_send_by_itself_and_tells_listeners(
    desk: Desk, of: Class, house: House
) -> None:
    meeting = meeting_of(desk, house)
    heard: list[str] = []
    meeting.on_change(lambda: heard.append(meeting.state().phase))

    async def use() -> None:
        await join(meeting, house.code("สมศรี"))
        await until(lambda: meeting.state().last is not None)

    living(use, meeting)

    assert desk.author == "สมศรี"
    assert opening.settings.load(desk.store.path.parent).author == "สมศรี"
    assert meeting.state().pending == 0
    assert "working" in heard
    assert of.code == "T12"


def test_a_mark_on_one_desk_is_on_the_other(
    desk: Desk, of: Class, people_of: list[str], house: House, open_desk: OpenDesk
) -> None:
    here, there = meeting_of(desk, house), meeting_of(open_desk("there"), house)
    session = next(s for s in plan.sessions(desk.store, of.id) if s.counts)

    async def use() -> None:
        await join(here, house.code("สมศรี"))
        attendance.mark(desk, session, people_of[0], Mark(Status.PRESENT))
        await until(lambda: here.state().last and here.state().pending == 0)
        await join(there, house.code("มานะ"))
        await until(lambda: there.desk.store.rows("SELECT 1 FROM attendance"))

    living(use, here, there)


@pytest.fixture
def people_of(desk: Desk, of: Class) -> list[str]:
    roster.enrol(desk, of, [Person("นาย", f"ทดสอบ{n}", "ระบบ") for n in range(2)])
    return [e.id for e in people.enrolments(desk.store, of.id)]


@pytest.mark.parametrize(
    ("url", "code", "kind", "no"),
    [
        (URL, "00000-00000-00", Refused, "bad-code"),
        ("http://sync.example.test", "00000-00000-00", Refused, "plain-http"),
        (URL, "", Refused, "code-missing"),
    ],
)
def test_a_join_that_fails_is_said_beside_the_field(
    desk: Desk, house: House, url: str, code: str, kind: type[Exception], no: str
) -> None:
    meeting = meeting_of(desk, house)
    failed: list[Any] = []

    async def use() -> None:
        meeting.enrol(url, code, lambda: None, failed.append)
        await until(lambda: failed)

    living(use, meeting)

    assert isinstance(failed[0], kind)
    assert failed[0].code == no
    assert meeting.state().phase == "alone"


def test_a_failure_of_the_line_becomes_a_sentence(desk: Desk, house: House) -> None:
    meeting = meeting_of(desk, house)
    failed: list[Any] = []

    async def use() -> None:
        await join(meeting, house.code("สมศรี"))
        await until(lambda: not meeting.engine.busy)

        def broken(_url: str) -> httpx.AsyncClient:
            return httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(502)))

        await meeting.engine.close()
        meeting.engine._connect = broken
        meeting.take_numbers(lambda: None, failed.append)
        await until(lambda: failed)

    living(use, meeting)

    assert isinstance(failed[0], Fault)
    assert "The server has a problem" in desk.words.sentence(failed[0])


def test_a_bug_is_heard_as_any_other_is(
    desk: Desk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = meeting_of(desk, house)
    heard: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: heard.append(kind))

    async def stumble(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(meeting.engine, "numbers", stumble)

    async def use() -> None:
        meeting.take_numbers(lambda: None, lambda _: None)
        await until(lambda: heard)

    living(use, meeting)

    assert heard == [ZeroDivisionError]


def test_numbers_are_taken_over_by_an_admin(desk: Desk, house: House) -> None:
    meeting = meeting_of(desk, house)
    done: list[bool] = []

    async def use() -> None:
        await join(meeting, house.code("ผู้ดูแล", "admin"))
        meeting.take_numbers(lambda: done.append(True), lambda _: None)
        await until(lambda: done)

    living(use, meeting)

    assert '"yours":true' in (desk.store.key("series:กทม.") or "")


def test_leaving_the_server_stops_the_loop_and_keeps_everything(
    desk: Desk, of: Class, house: House
) -> None:
    meeting = meeting_of(desk, house)

    async def use() -> None:
        await join(meeting, house.code("สมศรี"))
        await until(lambda: meeting.state().last is not None)
        running = meeting._running
        meeting.part()
        assert running is not None
        await until(running.done)

    living(use, meeting)

    assert meeting.state().phase == "alone"
    assert desk.store.rows("SELECT code FROM class") == [(of.code,)]


def test_leaving_the_server_in_the_middle_of_a_round_is_leaving_as_well(
    desk: Desk, house: House
) -> None:
    meeting = meeting_of(desk, house)

    async def use() -> None:
        await join(meeting, house.code("สมศรี"))
        await until(lambda: meeting.state().last is not None and not meeting.engine.busy)
        house.silent = True
        meeting.sync_now()
        await until(lambda: house.waiting)
        running = meeting._running
        meeting.part()
        assert running is not None
        await until(running.done)

    living(use, meeting)

    assert (meeting.state().phase, meeting.state().membership) == ("alone", None)


def test_a_class_leaves_when_it_was_sent_and_comes_back_when_wanted(
    desk: Desk, of: Class, house: House
) -> None:
    meeting = meeting_of(desk, house)
    codes = "SELECT code FROM class"
    seen: list[Any] = []

    async def use() -> None:
        with pytest.raises(Refused, match="class-unsent"):
            meeting.leave_class(of.scope)
        await join(meeting, house.code("สมศรี"))
        await until(lambda: meeting.state().last is not None and not meeting.engine.busy)
        meeting.engine.tell(last=meeting.desk.now() - timedelta(minutes=5))
        with pytest.raises(Refused, match="class-unasked"):
            meeting.leave_class(of.scope)
        meeting.engine.tell(last=meeting.desk.now())
        meeting.leave_class(of.scope)
        seen.append((desk.store.rows(codes), len(desk.undoable)))
        meeting.sync_now()
        last = meeting.state().last
        await until(lambda: meeting.state().last != last)
        seen.append(desk.store.rows(codes))
        meeting.fetch_class(of.scope)
        await until(lambda: desk.store.rows(codes))

    living(use, meeting)

    assert seen == [([], 0), []]


def test_a_class_does_not_leave_in_the_middle_of_a_round(
    desk: Desk, of: Class, house: House
) -> None:
    meeting = meeting_of(desk, house)

    async def use() -> None:
        await join(meeting, house.code("สมศรี"))
        await until(lambda: meeting.state().last is not None and not meeting.engine.busy)
        house.silent = True
        meeting.sync_now()
        await until(lambda: house.waiting)
        with pytest.raises(Refused, match="sync-under-way"):
            meeting.leave_class(of.scope)

    living(use, meeting)


def test_a_file_goes_from_desk_to_desk_without_a_server(
    desk: Desk, of: Class, open_desk: OpenDesk, house: House, tmp_path: Path
) -> None:
    other = open_desk("other")
    here, there = meeting_of(desk, house), meeting_of(other, house)
    file = tmp_path / "class.wdb"
    previews: list[BundlePreview] = []
    failed: list[Exception] = []

    async def use() -> None:
        done: list[bool] = []
        here.export_bundle(
            [of.scope], file, passphrase="ดอกไม้ริมคลอง", done=lambda: done.append(True),
            failed=failed.append,
        )  # fmt: skip
        await until(lambda: done or failed)
        there.read_bundle(file, "", previews.append, failed.append)
        await until(lambda: failed)
        there.read_bundle(file, "ดอกไม้ริมคลอง", previews.append, failed.append)
        await until(lambda: previews)
        there.import_bundle(file, "ดอกไม้ริมคลอง", previews.append, failed.append)
        await until(lambda: len(previews) == 2)

    living(use, here, there)

    assert [getattr(no, "code", "") for no in failed] == ["passphrase-needed"]
    assert previews[0].new == previews[1].new > 0
    assert other.store.rows("SELECT code FROM class") == [(of.code,)]


def test_a_shared_folder_is_remembered_and_has_to_be_there(
    desk: Desk, house: House, tmp_path: Path
) -> None:
    meeting = meeting_of(desk, house)
    folder = tmp_path / "กลาง"
    known: list[Path | None] = []

    async def use() -> None:
        with pytest.raises(Refused, match="no-such-folder"):
            meeting.set_shared_folder(folder)
        folder.mkdir()
        known.append(meeting.shared_folder())
        meeting.set_shared_folder(folder)
        known.append(meeting.shared_folder())
        meeting.set_shared_folder(None)
        known.append(meeting.shared_folder())

    living(use, meeting)

    assert known == [None, folder, None]
    assert meeting._visiting is None


def test_two_desks_meet_in_a_folder_by_themselves(
    desk: Desk, of: Class, people_of: list[str], open_desk: OpenDesk, house: House, tmp_path: Path
) -> None:
    other = open_desk("other")
    here, there = meeting_of(desk, house), meeting_of(other, house)
    folder = tmp_path / "กลาง"
    folder.mkdir()
    session = next(s for s in plan.sessions(desk.store, of.id) if s.counts)
    shown: list[bool] = []

    def stored(_kinds: object) -> None:
        shown.append(there.storing)
        there.committed()

    async def use() -> None:
        other.store.on_commit = stored
        for meeting in (here, there):
            meeting.set_shared_folder(folder)
            assert meeting._folder is not None
            meeting._folder._every = meeting._folder._breath = 0.02
        await until(lambda: other.store.rows("SELECT 1 FROM enrolment"))
        attendance.mark(desk, session, people_of[0], Mark(Status.PRESENT))
        await until(lambda: other.store.rows("SELECT 1 FROM attendance"))

    living(use, here, there)

    assert set(shown) == {True}


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, desk: Desk, of: Class) -> Iterator[Application]:
    assert of
    application = Application(qapp, desk, desk.store.path.parent)
    qtbot.addWidget(application.window)
    application.window.show()
    yield application
    application.window.close()
    application.theme.release()
    application.close()
    desk.store.connection = _Closed()  # type: ignore[assignment]


class _Closed:
    """The application has closed the store; the fixture that opened it closes it again."""

    def close(self) -> None:
        """Nothing is left to close."""


def test_the_window_sends_marks_by_itself_and_closes_within_a_second_in_mid_request(
    app: Application, house: House, monkeypatch: pytest.MonkeyPatch, people_of: list[str]
) -> None:
    from qasync import QEventLoop

    monkeypatch.setattr("desktop.sync.address.connect", house.connect)
    loop = QEventLoop(app.qt)
    desk = app.desk
    session = next(s for s in plan.sessions(desk.store, app_class(desk)) if s.counts)
    took: list[float] = []

    async def work() -> None:
        closed = asyncio.Event()
        stay = asyncio.create_task(desktop_app._until(closed, app))
        await until(lambda: app.meeting)
        meeting = app.meeting
        assert meeting is not None
        meeting.engine._connect = meeting._connect = house.connect
        await join(meeting, house.code("สมศรี"))
        await until(lambda: meeting.state().last and meeting.state().pending == 0)
        attendance.mark(desk, session, people_of[0], Mark(Status.PRESENT))
        await until(lambda: meeting.state().pending == 0)
        house.silent = True
        meeting.sync_now()
        await until(lambda: house.waiting)
        begun = loop.time()
        closed.set()
        await stay
        took.append(loop.time() - begun)

    with loop:
        loop.run_until_complete(asyncio.wait_for(work(), 30))

    assert took[0] < 1
    assert app.meeting is None


def app_class(desk: Desk) -> str:
    return str(desk.store.rows("SELECT id FROM class")[0][0])
