from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from desktop.views.arrivals import Arrivals, Reach


def test_what_comes_in_quick_succession_is_shown_together(qtbot: QtBot) -> None:
    shown: list[frozenset[str]] = []
    owner = QObject()
    arrivals = Arrivals(shown.append, owner)

    arrivals.add(frozenset({"attendance"}))
    arrivals.add(frozenset({"enrolment"}))
    qtbot.waitUntil(lambda: bool(shown))
    arrivals.add(frozenset({"class"}))
    qtbot.waitUntil(lambda: len(shown) == 2)

    assert shown == [{"attendance", "enrolment"}, {"class"}]


def test_a_closing_window_is_shown_nothing_any_more(qtbot: QtBot) -> None:
    shown: list[frozenset[str]] = []
    owner = QObject()
    arrivals = Arrivals(shown.append, owner)
    arrivals.add(frozenset({"attendance"}))

    arrivals.stop()

    assert not arrivals._timer.isActive()
    assert shown == []


def test_only_a_network_that_is_back_is_told(qtbot: QtBot) -> None:
    told: list[bool] = []
    owner = QObject()
    reach = Reach(lambda: told.append(True), owner)

    reach.changed(QNetworkInformation.Reachability.Disconnected)
    reach.changed(QNetworkInformation.Reachability.Online)

    assert told == [True]
