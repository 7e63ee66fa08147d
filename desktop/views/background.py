"""Long work on pure data leaves the interface's thread and comes back to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.models.refusal import Fault, Refused

Progress = Callable[[int, int], None]


class Cancelled(Exception):
    """Raised inside work that somebody called off, at its next report."""


class Task(QObject):
    """One piece of work under way; it lives and speaks on the interface's thread only."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.future: Future[Any] | None = None
        self.stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether somebody called it off."""
        return self.stop.is_set()

    def cancel(self) -> None:
        """Call the work off; it stops at its next report and nobody hears of its result."""
        self.stop.set()
        if self.future is not None:
            self.future.cancel()


class Background(QObject):
    """Runs pure functions over frozen data; nothing it runs may touch the store or a widget.

    Work speaks to the interface through one signal of this long-lived object: a task must not
    be deleted while another thread is still emitting from it.
    """

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._tasks: set[Task] = set()
        self._posted.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[..., Any],
        *args: object,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        progress: Progress | None = None,
    ) -> Task:
        """Run ``function(*args)`` elsewhere, then ``done(result)`` here.

        With ``progress`` the function is also given ``progress=``, to be called with how many
        of how many. ``failed`` hears a refusal or a failing world (``Fault``, ``OSError``); else it
        is a bug and is raised here.
        """
        task = Task(self)
        self._tasks.add(task)
        more: dict[str, Progress] = {}
        if progress is not None:
            task.progressed.connect(progress)
            more["progress"] = partial(self._report, task.stop, task)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(2, "background")
        task.future = self._pool.submit(function, *args, **more)
        end = partial(self._deliver, task, done, failed)
        task.future.add_done_callback(lambda _: self._posted.emit(end))
        return task

    def close(self) -> None:
        """Call everything off and wait until it has stopped."""
        for task in self._tasks:
            task.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None

    def _report(self, stop: Event, task: Task, done: int, total: int) -> None:
        """Carry a report over; called by the work, on its own thread."""
        if stop.is_set():
            raise Cancelled
        self._posted.emit(partial(_tell, task, done, total))

    @Slot(object)
    def _receive(self, what: Callable[[], None]) -> None:
        what()

    def _deliver(
        self,
        task: Task,
        done: Callable[[Any], object] | None,
        failed: Callable[[Exception], object] | None,
    ) -> None:
        self._tasks.discard(task)
        task.ended.emit()
        task.deleteLater()
        if task.cancelled or task.future is None:
            return
        error = task.future.exception()
        if error is None:
            if done is not None:
                done(task.future.result())
        elif failed is not None and isinstance(error, Refused | Fault | OSError):
            failed(error)
        else:
            raise error


def _tell(task: Task, done: int, total: int) -> None:
    if not task.cancelled:
        task.progressed.emit(done, total)
