"""Brings the window and the sync room together: neither knows the other."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from desktop import settings
from desktop.desk import Desk
from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import BundlePreview, Membership, SyncState
from desktop.store import leaving
from desktop.sync import address, joining
from desktop.sync.engine import Engine
from desktop.sync.failures import Failure, as_fault
from desktop.sync.loop import Loop
from desktop.views.network import Done, Failed

if TYPE_CHECKING:
    from desktop.sync.folder_loop import FolderLoop

Result = TypeVar("Result")

SURE_FOR = timedelta(minutes=2)
"""So long after a whole round the server can be relied on to have what it said it has."""


class Meeting:
    """The network as the window knows it, on the loop that window and engine share.

    Coroutines run as tasks kept here until they end; a bug in one is heard as any other is.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        connect: Callable[[str], httpx.AsyncClient] = address.connect,
        say: Callable[[str], object] = lambda key: None,
    ) -> None:
        self.desk = desk
        self._connect = connect
        self._listeners: list[Callable[[], object]] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self.engine = Engine(desk, connect=connect, hear=self._changed, say=say)
        self.loop = Loop(self.engine)
        self._running: asyncio.Task[None] | None = None
        self._folder: FolderLoop | None = None
        self._visiting: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Keep up with the server and the folder from now on, if there are any.

        Needs a running event loop.
        """
        if self._running is None and self.state().membership is not None:
            self._running = self._spawn(self.loop.run())
        place = self.shared_folder()
        if self._visiting is None and place is not None:
            from desktop.sync.folder_loop import FolderLoop

            self._folder = FolderLoop(self.desk, place)
            self._visiting = self._spawn(self._folder.run())

    def stop(self) -> list[asyncio.Task[Any]]:
        """Call everything off; gives what is to be waited for."""
        self._running = self._visiting = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        return tasks

    @property
    def storing(self) -> bool:
        """Whether what is being stored just now came from elsewhere."""
        visited = self._folder is not None and self._folder.storing
        return self.engine.storing or visited

    def committed(self) -> None:
        """Something was stored, by a person here or from elsewhere."""
        if self.engine.storing:
            self.engine.forget_counts()  # told with the next step of the round
        else:
            self.loop.wake()
        if self._folder is not None:
            self._folder.wake()

    def network_is_back(self) -> None:
        """Try now: the machine says that it has a network."""
        self.loop.hurry()

    def state(self) -> SyncState:
        """Give how things stand."""
        return self.engine.state()

    def on_change(self, listener: Callable[[], object]) -> None:
        """Call the listener after every change of the state; the listener's owner must live."""
        self._listeners.append(listener)

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()

    def sync_now(self) -> None:
        """Begin a round as soon as possible, putting what was held to the question again."""
        self.loop.hurry(again=True)

    def enrol(self, url: str, code: str, done: Done, failed: Failed) -> None:
        """Join a server with a one-time code."""
        joining_ = joining.join(self.desk, url, code, connect=self._connect)
        self._ask(joining_, partial(self._joined, done), failed)

    def _joined(self, done: Done, _membership: Membership) -> None:
        settings.save(self.desk.store.path.parent, self.desk.settings)
        self.engine.joined()
        self.start()
        self.loop.hurry(again=True)
        done()

    def part(self) -> None:
        """Leave the server; everything stays on this device."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
        joining.part(self.desk)
        self.engine.joined()

    def leave_class(self, scope: str) -> None:
        """Take a class off this device. Raises ``Refused`` while something of it is unsent."""
        if self.engine.busy:
            raise Refused("sync-under-way")
        state = self.engine.state()
        asked = state.last if state.phase == "idle" else None
        sure = asked is not None and abs(self.desk.now() - asked) < SURE_FOR
        leaving.leave(self.desk.store, scope, sure=sure)
        for steps in (self.desk.undoable, self.desk.redoable):
            steps[:] = [step for step in steps if all(edit.scope != scope for edit in step.back)]

    def fetch_class(self, scope: str) -> None:
        """Let a class that left this device come back."""
        self.engine.replica.rejoin(scope)
        self.loop.hurry()

    def take_numbers(self, done: Done, failed: Failed) -> None:
        """Take the certificate series over to this desk."""
        self._ask(self.engine.numbers(take=True), lambda _held: done(), failed)

    def export_bundle(
        self,
        scopes: Sequence[str],
        file: Path,
        *,
        to: Sequence[str] = (),
        passphrase: str = "",
        pending: bool = False,
        done: Done,
        failed: Failed,
    ) -> None:
        """Write classes to one file, for some devices, under a passphrase, or signed only."""
        from desktop.sync import bundle

        self._do(
            lambda: bundle.export(
                self.desk, scopes, file, to=to, passphrase=passphrase, pending=pending
            ),
            lambda _exported: done(),
            failed,
        )

    def read_bundle(
        self,
        file: Path,
        passphrase: str,
        done: Callable[[BundlePreview], object],
        failed: Failed,
    ) -> None:
        """Say what a file would bring; nothing is stored. ``passphrase-needed`` is a refusal."""
        from desktop.sync import bundle

        self._do(lambda: bundle.read(self.desk, file, passphrase), done, failed)

    def import_bundle(
        self,
        file: Path,
        passphrase: str,
        done: Callable[[BundlePreview], object],
        failed: Failed,
    ) -> None:
        """Take in what a file brings."""
        from desktop.sync import bundle

        self._do(lambda: bundle.bring_in(self.desk, file, passphrase), done, failed)

    def shared_folder(self) -> Path | None:
        """Give the folder where devices meet without a server, if one is set."""
        kept = self.desk.store.key("folder")
        return Path(kept) if kept else None

    def set_shared_folder(self, folder: Path | None) -> None:
        """Meet other devices in a folder from now on, or no more. Raises ``Refused``."""
        if folder is not None and not folder.is_dir():
            raise Refused("no-such-folder", path=str(folder))
        self.desk.store.keep_key("folder", "" if folder is None else str(folder))
        if self._visiting is not None:
            self._visiting.cancel()
            self._folder = self._visiting = None
        self.start()
        self.engine.touched()

    def _do(
        self, work: Callable[[], Result], done: Callable[[Result], object], failed: Failed
    ) -> None:
        """Do what uses the store, on its thread, once the window has drawn what it was told."""

        def run() -> None:
            try:
                made = work()
            except (Refused, Fault) as no:
                failed(no)
            else:
                done(made)

        asyncio.get_running_loop().call_soon(run)

    def _ask(
        self,
        asked: Coroutine[Any, Any, Result],
        done: Callable[[Result], object],
        failed: Failed,
    ) -> None:
        """Ask over the network; say how it ended."""

        def ended(task: asyncio.Task[Result]) -> None:
            if task.cancelled():
                return
            error = task.exception()
            if error is None:
                done(task.result())
            elif isinstance(error, Failure):
                failed(as_fault(error, self.desk.words))
            elif isinstance(error, Refused | Fault):
                failed(error)

        self._spawn(asked).add_done_callback(ended)

    def _spawn(self, asked: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        task = asyncio.ensure_future(asked)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None and not isinstance(error, Failure | Refused | Fault):
            sys.excepthook(type(error), error, error.__traceback__)
