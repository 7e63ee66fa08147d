from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from desktop.models.refusal import Refused
from desktop.views.background import Background
from desktop.views.ui import Ui
from desktop.views.widgets.progress_strip import ProgressStrip


def counted(total: int, progress: Callable[[int, int], None]) -> int:
    for done in range(1, total + 1):
        progress(done, total)
    return total


def test_the_result_arrives_on_the_interfaces_thread(qtbot: QtBot) -> None:
    background = Background()
    got: list[tuple[int, bool]] = []
    here = threading.get_ident()

    background.run(sum, (1, 2, 3), done=lambda n: got.append((n, threading.get_ident() == here)))
    qtbot.waitUntil(lambda: bool(got))
    background.close()

    assert got == [(6, True)]


def test_progress_is_told_on_the_way(qtbot: QtBot) -> None:
    background = Background()
    steps: list[tuple[int, int]] = []
    results: list[int] = []

    background.run(
        counted, 3, done=results.append, progress=lambda done, of: steps.append((done, of))
    )
    qtbot.waitUntil(lambda: results == [3])
    background.close()

    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_a_failing_world_is_told_to_the_one_who_asked(qtbot: QtBot) -> None:
    background = Background()
    failures: list[Exception] = []

    def full() -> None:
        raise OSError(28, "disk full")

    def no() -> None:
        raise Refused("closed")

    background.run(full, failed=failures.append)
    background.run(no, failed=failures.append)
    qtbot.waitUntil(lambda: len(failures) == 2)
    background.close()

    assert {type(each) for each in failures} == {OSError, Refused}


def test_a_bug_is_raised_where_it_is_seen(qtbot: QtBot) -> None:
    background = Background()

    with qtbot.captureExceptions() as seen:
        background.run(lambda: [][1], failed=lambda _: None)
        qtbot.waitUntil(lambda: bool(seen))
    background.close()

    assert seen[0][0] is IndexError


def test_nobody_hears_of_work_that_was_called_off(qtbot: QtBot) -> None:
    background = Background()
    go_on = threading.Event()
    heard: list[object] = []

    def slow(progress: Callable[[int, int], None]) -> int:
        go_on.wait(5)
        progress(1, 2)
        return 1

    task = background.run(slow, done=heard.append, failed=heard.append, progress=lambda a, b: None)
    with qtbot.waitSignal(task.ended):
        task.cancel()
        go_on.set()
    background.close()

    assert heard == []


def test_the_strip_follows_a_task_and_goes_away(ui: Ui, qtbot: QtBot) -> None:
    strip = ProgressStrip(ui)
    qtbot.addWidget(strip)

    task = ui.background.run(counted, 5, progress=lambda a, b: None)
    strip.watch(task, "อ่านรายชื่อ")
    seen = strip.isVisible()
    qtbot.waitUntil(lambda: strip.isHidden())

    assert seen


def test_the_strip_can_call_the_work_off(ui: Ui, qtbot: QtBot) -> None:
    strip = ProgressStrip(ui)
    qtbot.addWidget(strip)
    task = ui.background.run(counted, 5, progress=lambda a, b: None)
    strip.watch(task, "อ่านรายชื่อ")

    strip.stop.click()

    assert task.cancelled
    assert strip.isHidden()
