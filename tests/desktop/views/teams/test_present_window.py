from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions import projects
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.views.teams.present_window import PresentWindow
from desktop.views.teams.stopwatch import Phase
from desktop.views.ui import Message, Ui

Key = Qt.Key


class Seconds:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def window(ui: Ui, of: Class, two: list[Project], seconds: Seconds, qtbot: QtBot) -> PresentWindow:
    """The timer, open at the first project."""
    window = PresentWindow(ui, now=seconds)
    qtbot.addWidget(window)
    window.present(of, two[0].id)
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def sounds(window: PresentWindow) -> list[str]:
    heard: list[str] = []
    window.sounded.connect(heard.append)
    return heard


def spend(window: PresentWindow, seconds: Seconds, spent: float) -> None:
    seconds.now += spent
    window.tick()


def test_seven_minutes_are_given_at_first(window: PresentWindow) -> None:
    assert window.face.face.time == "7:00"
    assert window.face.face.title == "P01 · Permits online"
    assert window.face.face.group == "Group 1"


def test_colour_shape_and_words_change_when_time_is_short_and_when_it_is_over(
    window: PresentWindow, seconds: Seconds, sounds: list[str]
) -> None:
    window.start.click()

    seen = []
    for spent in (60, 240, 60, 60, 35):
        spend(window, seconds, spent)
        seen.append((window.face.face.phase, window.face.face.time, list(sounds)))

    assert seen == [
        (Phase.CALM, "6:00", []),
        (Phase.SOON, "2:00", ["soon"]),
        (Phase.SOON, "1:00", ["soon"]),
        (Phase.OVER, "+0:00", ["soon", "over"]),
        (Phase.OVER, "+0:35", ["soon", "over"]),
    ]
    assert "over time" in window.face.accessibleName()


@pytest.mark.parametrize("spent", [10, 330, 500])
def test_every_phase_is_drawn_differently(
    window: PresentWindow, seconds: Seconds, spent: int
) -> None:
    before = window.face.grab().toImage()
    window.start.click()

    spend(window, seconds, spent)

    assert window.face.grab().toImage() != before


def test_a_pause_takes_no_time(window: PresentWindow, seconds: Seconds) -> None:
    window.start.click()
    spend(window, seconds, 60)
    window.start.click()
    spend(window, seconds, 600)
    paused = window.face.face
    window.start.click()
    spend(window, seconds, 30)

    assert (paused.time, paused.told) == ("6:00", "Paused")
    assert window.face.face.time == "5:30"


def test_ending_stores_that_it_was_presented_and_how_long_it_took(
    desk: Desk, of: Class, window: PresentWindow, seconds: Seconds, said: list[Message]
) -> None:
    window.start.click()
    spend(window, seconds, 391.4)

    window.end.click()

    now = projects.find_project(desk, of, "P01")
    assert (now.presented, now.seconds) == (True, 391)
    assert window.face.face.time == "6:31"
    assert window.face.face.told == "Saved as presented"
    assert window.next.hasFocus()
    assert said[-1].undo is not None


def test_ending_too_early_is_undone_and_the_clock_is_where_it_was(
    desk: Desk, of: Class, window: PresentWindow, seconds: Seconds
) -> None:
    window.start.click()
    spend(window, seconds, 60)
    window.end.click()

    window.back.click()

    assert not projects.find_project(desk, of, "P01").presented
    assert window.face.face.time == "6:00"
    assert window.start.isVisible()


def test_the_next_project_begins_with_all_its_time(window: PresentWindow, seconds: Seconds) -> None:
    window.start.click()
    spend(window, seconds, 60)

    window.next.click()
    there = window.face.face
    spend(window, seconds, 60)

    assert (there.title, there.time) == ("P02 · Flood map", "7:00")
    assert window.face.face.time == "7:00"
    assert not window.next.isEnabled()


def test_closed_and_opened_again_the_clock_goes_on_from_there(
    of: Class, window: PresentWindow, two: list[Project], seconds: Seconds, qtbot: QtBot
) -> None:
    window.start.click()
    spend(window, seconds, 60)
    qtbot.keyClick(window, Key.Key_Escape)
    closed = not window.isVisible()
    seconds.now += 600

    window.present(of, two[0].id)

    assert closed
    assert window.face.face.time == "6:00"
    assert window.face.face.told == "Paused"


def test_presenting_once_more_begins_at_nothing(
    of: Class, window: PresentWindow, two: list[Project], seconds: Seconds
) -> None:
    window.start.click()
    spend(window, seconds, 60)
    window.end.click()

    window.present(of, two[0].id)

    assert window.face.face.time == "7:00"
    assert window.face.face.told.startswith("Presented ")


def test_the_minutes_are_kept_for_the_class(
    ui: Ui, of: Class, window: PresentWindow, two: list[Project], qtbot: QtBot
) -> None:
    window.minutes.setValue(10)
    again = PresentWindow(ui)
    qtbot.addWidget(again)

    again.present(of, two[1].id)

    assert window.face.face.time == "10:00"
    assert again.face.face.time == "10:00"


def test_the_space_bar_starts_and_pauses(window: PresentWindow, qtbot: QtBot) -> None:
    focus = window.focusWidget()
    assert focus is window.start

    qtbot.keyClick(focus, Key.Key_Space)
    running = window.watch.running
    qtbot.keyClick(focus, Key.Key_Space)

    assert running
    assert not window.watch.running


def test_f11_fills_the_screen_and_escape_gives_it_back(window: PresentWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Key.Key_F11)
    filled = window.isFullScreen()

    qtbot.keyClick(window, Key.Key_Escape)

    assert filled
    assert not window.isFullScreen()
    assert window.isVisible()


def test_a_project_that_is_removed_meanwhile_closes_the_window(
    desk: Desk, of: Class, window: PresentWindow, two: list[Project]
) -> None:
    projects.remove(desk, of, two[0])

    assert not window.isVisible()


def test_another_theme_while_the_clock_runs_loses_no_second(
    ui: Ui, window: PresentWindow, seconds: Seconds
) -> None:
    window.start.click()
    spend(window, seconds, 60)

    ui.theme.set_mode("dark")
    spend(window, seconds, 1)

    assert window.watch.running
    assert window.face.face.time == "5:59"


def test_a_closed_class_tells_why_nothing_is_stored(
    desk: Desk, of: Class, window: PresentWindow, seconds: Seconds, said: list[Message]
) -> None:
    from desktop.actions.classes import close_class

    close_class(desk, of)
    window.start.click()
    spend(window, seconds, 60)

    window.end.click()

    assert said[-1].tone == "warning"
    assert window.face.face.told == "Paused"
    assert window.start.isVisible()
