"""Builds the window once, and keeps house while it is open."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import settings
from desktop.actions import figures, kiosk, opening, safety, today  # noqa: F401 (Today's, before Qt)
from desktop.desk import Desk
from desktop.models.dates import show_date, show_time
from desktop.models.refusal import Fault
from desktop.models.wording import Language, Words
from desktop.store.backup import Backup
from desktop.store.history import newest_change_at

# isort: split
# Qt for Python reads the source of every module imported after it: what needs no Qt comes first.
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views import crash, pages, startup, undoing
from desktop.views.arrivals import Arrivals, Reach
from desktop.views.live import Live
from desktop.views.main_window import MainWindow
from desktop.views.place import Place
from desktop.views.theme import Theme, new_application
from desktop.views.ui import Ui
from desktop.views.wording import Wording

if TYPE_CHECKING:
    import asyncio

    from desktop.meeting import Meeting

GOODBYE_SECONDS = 1.0
"""So long a request under way may take to notice that the window is closed."""
TICK_SECONDS = 30
FIRST_BACKUP_SECONDS = 3


class Application:
    """Everything of one open window: desk, look, words, pages. Owns what must stay alive."""

    def __init__(self, qt: QApplication, desk: Desk, folder: Path) -> None:
        self.qt = qt
        self.desk = desk
        self.folder = folder
        liked = desk.settings
        self.wording = Wording(liked.language, liked.digits)
        self.theme = Theme(liked.theme, liked.scale)
        self.theme.apply(qt)
        self.live = Live()
        self.ui = Ui(desk, self.wording, self.theme, self.live, liked.windows)
        self.window = MainWindow(self.ui)
        self.meeting: Meeting | None = None
        self._arrivals = Arrivals(self._show, self.window)
        pages.add_pages(self.window)
        undoing.add_commands(self.ui)
        desk.store.on_commit = self._committed
        self.wording.changed.connect(self._remember)
        self.theme.changed.connect(self._remember)
        newest = newest_change_at(desk.store)
        self._saved_at = datetime.fromisoformat(newest).astimezone() if newest else None
        self._backed_up_at: datetime | None = None
        self._changed = True
        known = safety.backups(folder)
        if known:
            self._backed_up_at = known[0].at
        self.tell()
        self.ui.go(Place("today"))

    def _committed(self, kinds: frozenset[str]) -> None:
        self._saved_at = self.desk.now()
        self._changed = True
        if self.meeting is not None and self.meeting.storing:
            self._arrivals.add(kinds)
        else:
            self._show(kinds)
        if self.meeting is not None:
            self.meeting.committed()

    def _show(self, kinds: frozenset[str]) -> None:
        self.live.announce(kinds)
        self.tell()

    def meet(self) -> None:
        """Meet the other devices from now on, over the network or without one.

        Once the window stands, for all that it takes is loaded only now. On the running loop.
        """
        from desktop.meeting import Meeting

        self.meeting = Meeting(self.desk, say=lambda key: self.ui.say(self.ui.words(key), "info"))
        self.ui.network = self.meeting
        self.meeting.start()
        Reach(self.meeting.network_is_back, self.window)

    async def part_ways(self) -> None:
        """Call off what is under way with the other devices, and hang up."""
        import asyncio

        meeting, self.meeting = self.meeting, None
        if meeting is not None and (tasks := meeting.stop()):
            await asyncio.wait(tasks, timeout=GOODBYE_SECONDS)

    def tell(self) -> None:
        """Bring the status line up to what is true now."""
        self.window.status.set(self._when(self._saved_at), self._when(self._backed_up_at))

    def _when(self, at: datetime | None) -> str | None:
        if at is None:
            return None
        words = self.wording.words
        time = show_time(at.time(), words.language, words.digits)
        if at.date() == self.desk.now().date():
            return time
        return f"{show_date(at.date(), words.language, words.digits)} {time}"

    def open(self) -> None:
        """Show the window, or participants' mode if the program was left in it."""
        of = kiosk.shown_class(self.desk)
        if of is None:
            self.desk.settings.kiosk.on = False  # its class may be gone
            self.window.show()
        else:
            from desktop.views.kiosk.door import door

            door(self.ui).go_in(of)

    @property
    def visible(self) -> bool:
        """Whether a window of the program is open."""
        return self.window.isVisible() or self.participants is not None

    @property
    def participants(self) -> QWidget | None:
        """The window of participants' mode, while it is on."""
        if not self.desk.settings.kiosk.on:
            return None
        from desktop.views.kiosk.door import door

        return door(self.ui).window

    def raise_window(self) -> None:
        """Come to the front: somebody started the program again."""
        if (participants := self.participants) is not None:
            participants.activateWindow()
            return
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def back_up_if_due(self) -> None:
        """Make a backup when something changed and the last one is half an hour old."""
        now = self.desk.now()
        due = self._backed_up_at is None or now - self._backed_up_at >= timedelta(
            minutes=safety.INTERVAL_MINUTES
        )
        if self._changed and due:
            self.back_up()

    def back_up(self) -> None:
        """Make a checked backup beside the work."""
        self._changed = False
        self.ui.background.run(
            safety.back_up,
            self.folder,
            self.desk.now(),
            done=self._backed_up,
            failed=self._backup_failed,
        )

    def _backed_up(self, made: Backup) -> None:
        self._backed_up_at = made.at
        self.tell()

    def _backup_failed(self, error: Exception) -> None:
        self._changed = True
        if isinstance(error, Fault):
            self.ui.refuse(error)

    def check_clock(self) -> None:
        """Warn of a clock that is plainly wrong."""
        if wrong := safety.check_clock(self.desk):
            self.ui.say(self.ui.words(f"warning.{wrong}"), "warning")

    def _remember(self) -> None:
        liked, words = self.desk.settings, self.wording.words
        liked.language, liked.digits = words.language, words.digits
        liked.theme = self.theme.mode
        if not liked.kiosk.on:  # there everything is larger, whatever is liked at the desk
            liked.scale = self.theme.scale
        self.desk.words = words
        settings.save(self.folder, liked)
        self.tell()

    async def keep_house(self) -> None:
        """Back up on start and while things change, for as long as the window is open."""
        import asyncio

        await asyncio.sleep(FIRST_BACKUP_SECONDS)
        self.back_up()
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self.back_up_if_due()

    def close(self) -> None:
        """Remember how the window was, and close the store."""
        self.desk.store.on_commit = None
        self._arrivals.stop()
        settings.save(self.folder, self.desk.settings)
        self.ui.background.close()
        self.desk.store.close()


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed; give the exit status."""
    given = _parser().parse_args(arguments)
    folder: Path = given.data or settings.default_folder()
    language: Language | None = given.lang
    if not has_screen():
        sys.stderr.write(_words(folder, language)("startup.no-screen") + "\n")
        return 1
    gc.disable()  # until the window stands: nothing made so far is rubbish yet
    qt = QApplication.instance() or new_application(sys.argv[0])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("Workshop Desk")
    try:
        opening.prepare_folder(folder)
        lock = opening.lock(folder)
    except Fault as fault:
        if fault.code == "in-use" and _call_first(folder):
            return 0
        return _say(folder, language, fault)
    try:
        desk = sit_down(folder, language)
        return _stay(qt, desk, folder) if desk is not None else 1
    except Fault as fault:
        return _say(folder, language, fault)
    finally:
        gc.enable()
        lock.release()


def has_screen() -> bool:
    """Whether a window could be seen; without a screen Qt would only abort, saying little."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in screens)


def _say(folder: Path, language: Language | None, fault: Fault) -> int:
    startup.tell(_words(folder, language), fault)
    return 1


def _words(folder: Path, language: Language | None) -> Words:
    """Give the words to speak in while nobody sits at a desk yet."""
    return opening.words_for(language or settings.load(folder).language, "arabic")


def _call_first(folder: Path) -> bool:
    from desktop.views.single import call_first

    return call_first(folder)


def sit_down(
    folder: Path,
    language: Language | None,
    ask: Callable[..., startup.Choice] = startup.ask_restore,
) -> Desk | None:
    """Open the desk; a damaged store is moved aside and the last good backup offered."""
    try:
        return opening.open_desk(folder, language=language)
    except Fault as fault:
        if fault.code != "store-damaged":
            raise
    now = opening.system_clock().astimezone()
    words = _words(folder, language)
    good = safety.newest_good(folder)
    at = f"{show_date(good.at.date(), words.language)} {good.at:%H:%M}" if good else ""
    match ask(words, at):
        case "restore" if good is not None:
            safety.restore(folder, good, now)
        case "anew":
            safety.begin_anew(folder, now)
        case _:
            return None
    return opening.open_desk(folder, language=language)


def _stay(qt: QApplication, desk: Desk, folder: Path) -> int:
    app = Application(qt, desk, folder)
    hook = crash.report_bugs(app.ui)
    try:
        app.open()
        qt.processEvents()  # painted and answering: what nobody sees or presses can follow
        _live(qt, app, folder)
    finally:
        sys.excepthook = hook
        app.close()
    return 0


def _live(qt: QApplication, app: Application, folder: Path) -> None:
    """Run the one loop of window and background work until the window is closed."""
    import asyncio

    from qasync import QEventLoop

    from desktop.views.single import Doorbell

    loop = QEventLoop(qt)
    asyncio.set_event_loop(loop)
    closed = asyncio.Event()
    qt.setQuitOnLastWindowClosed(False)  # the loop ends when the house-keeping has
    qt.lastWindowClosed.connect(closed.set)
    bell = Doorbell(folder, app.raise_window)
    app.check_clock()
    app.desk.store.prepare()
    gc.freeze()
    gc.enable()
    if not app.visible:
        closed.set()  # closed already, before anybody listened
    try:
        with loop:
            loop.run_until_complete(_until(closed, app))
    finally:
        bell.close()


async def _until(closed: asyncio.Event, app: Application) -> None:
    """Keep house until the window is closed; a house-keeper that dies is a bug and is heard."""
    import asyncio

    keeper = asyncio.create_task(app.keep_house())
    keeper.add_done_callback(partial(_hear, closed))
    app.meet()
    await closed.wait()
    await app.part_ways()
    keeper.cancel()
    with suppress(asyncio.CancelledError):
        await keeper


def _hear(closed: asyncio.Event, keeper: asyncio.Task[None]) -> None:
    if not closed.is_set() and not keeper.cancelled() and (error := keeper.exception()):
        sys.excepthook(type(error), error, error.__traceback__)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m desktop", allow_abbrev=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--lang", choices=["th", "en"])
    return parser
