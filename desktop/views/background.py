"""Long work on pure data leaves the interface's thread and comes back to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.models.refusal import Fault, Refused

Progress = Callable[[int, int], None]


class Cancelled(Exception):
    """Raised inside work that somebody called off, at its next report."""


class Task(QObject):
    """One piece of work under way; every signal arrives on the interface's thread."""

    progressed = Signal(int, int)
    ended = Signal()
    _reported = Signal(int, int)
    _arrived = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.future: Future[Any] | None = None
        self._stop = Event()
        self._reported.connect(self._pass_on)
        self._arrived.connect(self._end)

    @property
    def cancelled(self) -> bool:
        """Whether somebody called it off."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Call the work off; it stops at its next report and nobody hears of its result."""
        self._stop.set()
        if self.future is not None:
            self.future.cancel()

    def report(self, done: int, total: int) -> None:
        """Say how far the work is; called by the work itself, on its own thread."""
        if self._stop.is_set():
            raise Cancelled
        self._reported.emit(done, total)

    def arrive(self, _future: Future[Any]) -> None:
        """Take note that the work is over; called on whichever thread ended it."""
        self._arrived.emit()

    def _pass_on(self, done: int, total: int) -> None:
        if not self.cancelled:
            self.progressed.emit(done, total)

    def _end(self) -> None:
        self.ended.emit()


class Background(QObject):
    """Runs pure functions over frozen data; nothing it runs may touch the store or a widget."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._tasks: set[Task] = set()

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
        of how many. ``failed`` hears a refusal or a failing world (``Fault``, ``OSError``); anything else
        is a bug and is raised here.
        """
        task = Task(self)
        more: dict[str, Progress] = {}
        if progress is not None:
            task.progressed.connect(progress)
            more["progress"] = task.report
        task.ended.connect(lambda: self._deliver(task, done, failed))
        self._tasks.add(task)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(2, "background")
        task.future = self._pool.submit(function, *args, **more)
        task.future.add_done_callback(task.arrive)
        return task

    def close(self) -> None:
        """Call everything off and wait until it has stopped."""
        for task in self._tasks:
            task.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None

    def _deliver(
        self,
        task: Task,
        done: Callable[[Any], object] | None,
        failed: Callable[[Exception], object] | None,
    ) -> None:
        self._tasks.discard(task)
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
