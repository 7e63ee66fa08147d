from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app as desktop_app
from desktop.actions import demo, opening, safety
from desktop.app import Application, sit_down
from desktop.models.refusal import Fault
from desktop.views import single
from desktop.views.startup import Choice


class Clock:
    """A clock the test turns."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Application]:
    desk = opening.open_desk(tmp_path, language="th", clock=clock)
    demo.fill(desk, 1, 5)
    application = Application(qapp, desk, tmp_path)
    qtbot.addWidget(application.window)
    application.window.show()
    yield application
    application.window.close()
    application.theme.release()
    application.close()


def test_the_window_opens_on_today(app: Application) -> None:
    assert app.window.page == "today"


def test_a_commit_is_told_in_the_status_line(app: Application) -> None:
    app.desk.undo()
    app.desk.redo()
    app.live.announce(frozenset())

    app._committed(frozenset({"attendance"}))

    assert "บันทึก" in app.window.status.told.text()


def test_language_and_look_are_remembered(app: Application, tmp_path: Path) -> None:
    app.wording.use("en", "arabic")
    app.theme.set_mode("dark")

    remembered = opening.open_desk(tmp_path).settings

    assert (remembered.language, remembered.theme) == ("en", "dark")
    assert app.desk.words.language == "en"


def test_a_backup_is_made_when_something_changed_and_the_last_is_old(
    app: Application, qtbot: QtBot, clock: Clock, tmp_path: Path
) -> None:
    app.back_up()
    qtbot.waitUntil(lambda: len(safety.backups(tmp_path)) == 1)

    app._committed(frozenset({"attendance"}))
    clock.time += timedelta(minutes=safety.INTERVAL_MINUTES - 1)
    app.back_up_if_due()
    clock.time += timedelta(minutes=2)
    app.back_up_if_due()

    qtbot.waitUntil(lambda: len(safety.backups(tmp_path)) == 2)


def test_a_clock_in_the_buddhist_era_is_warned_of(app: Application, clock: Clock) -> None:
    said: list[str] = []
    app.ui.said.connect(lambda message: said.append(message.text))
    clock.time = clock.time.replace(year=2569)

    app.check_clock()

    assert said == [app.ui.words("warning.clock-buddhist")]


def test_a_second_start_brings_the_first_to_the_front(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    raised: list[bool] = []
    bell = single.Doorbell(tmp_path, lambda: raised.append(True))

    heard = single.call_first(tmp_path)

    qtbot.waitUntil(lambda: raised == [True])
    assert heard
    app.raise_window()
    bell.close()
    assert not single.call_first(tmp_path)


def test_house_is_kept_until_the_window_closes(
    app: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qasync import QEventLoop

    monkeypatch.setattr(desktop_app, "FIRST_BACKUP_SECONDS", 0)
    loop = QEventLoop(app.qt)

    async def close_after_first_backup() -> None:
        closed = asyncio.Event()
        made = asyncio.Event()
        monkeypatch.setattr(app, "_backed_up", lambda _: made.set())
        stay = asyncio.create_task(desktop_app._until(closed, app))
        await made.wait()
        closed.set()
        await stay

    with loop:
        loop.run_until_complete(close_after_first_backup())

    assert len(safety.backups(tmp_path)) == 1


def _damage(folder: Path) -> None:
    store = folder / opening.STORE
    data = bytearray(store.read_bytes())
    data[0:4096] = b"\x55" * 4096
    store.write_bytes(data)


def _class_codes(folder: Path) -> list[str]:
    from desktop.store import classes

    desk = opening.open_desk(folder)
    codes = [c.code for c in classes.classes(desk.store)]
    desk.store.close()
    return codes


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    desk = opening.open_desk(tmp_path)
    demo.fill(desk, 1, 3)
    safety.back_up(tmp_path, desk.now())
    desk.store.close()
    _damage(tmp_path)
    return tmp_path


def test_a_damaged_store_is_moved_aside_and_the_backup_restored(damaged: Path) -> None:
    offered: list[str] = []

    def choose(_words: object, at: str) -> Choice:
        offered.append(at)
        return "restore"

    desk = sit_down(damaged, None, choose)

    assert desk is not None
    desk.store.close()
    assert offered[0]
    assert _class_codes(damaged) == ["T34"]
    assert len(list((damaged / "damaged").rglob("desk.db"))) == 1


def test_a_damaged_store_can_be_left_behind_but_is_never_deleted(damaged: Path) -> None:
    desk = sit_down(damaged, None, lambda *_: "anew")

    assert desk is not None
    desk.store.close()
    assert _class_codes(damaged) == []
    assert len(list((damaged / "damaged").rglob("desk.db"))) == 1


def test_whoever_quits_at_a_damaged_store_leaves_it_as_it_is(damaged: Path) -> None:
    before = (damaged / opening.STORE).read_bytes()

    assert sit_down(damaged, None, lambda *_: "quit") is None
    assert (damaged / opening.STORE).read_bytes() == before


def test_a_fault_that_is_no_damage_goes_on_up(tmp_path: Path) -> None:
    (tmp_path / opening.STORE).mkdir()

    with pytest.raises(Fault, match="no-permission"):
        sit_down(tmp_path, None, lambda *_: "quit")


def test_two_real_starts_on_one_folder_make_one_window(tmp_path: Path) -> None:
    start = [sys.executable, "-m", "desktop", "--data", str(tmp_path)]
    root = Path(desktop_app.__file__).resolve().parent.parent
    with subprocess.Popen(start, cwd=root) as first:
        try:
            while not single.call_first(tmp_path):
                assert first.poll() is None
            second = subprocess.run(start, cwd=root, timeout=60, check=False)
            assert second.returncode == 0
            assert first.poll() is None
        finally:
            first.terminate()


def test_without_a_screen_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    status = desktop_app.run(["--data", str(tmp_path), "--lang", "en"])

    assert status == 1
    assert capsys.readouterr().err.startswith("This machine has no screen")
