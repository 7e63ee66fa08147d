from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.views.place import Place
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.label import Label


class Counting(View):
    shows: ClassVar[frozenset[str]] = frozenset({"attendance"})

    def build(self, page: QVBoxLayout) -> None:
        self.said = Label(self.ui.words("frame.today"))
        page.addWidget(self.said)

    def refresh(self) -> None:
        self.refreshed = getattr(self, "refreshed", 0) + 1


def shown(ui: Ui, qtbot: QtBot) -> Counting:
    view = Counting(ui)
    qtbot.addWidget(view)
    view.show()
    return view


def test_a_view_on_screen_refreshes_when_what_it_shows_has_changed(ui: Ui, qtbot: QtBot) -> None:
    view = shown(ui, qtbot)

    ui.live.announce({"attendance", "score"})

    assert view.refreshed == 2


def test_a_view_does_not_care_about_other_rows(ui: Ui, qtbot: QtBot) -> None:
    view = shown(ui, qtbot)

    ui.live.announce(["certificate"])

    assert view.refreshed == 1


def test_a_hidden_view_catches_up_once_when_shown(ui: Ui, qtbot: QtBot) -> None:
    view = shown(ui, qtbot)
    view.hide()
    ui.live.announce({"attendance"})
    ui.live.announce({"attendance"})
    while_hidden = view.refreshed

    view.show()

    assert (while_hidden, view.refreshed) == (1, 2)


def test_a_view_speaks_another_language_at_once(ui: Ui, qtbot: QtBot) -> None:
    view = shown(ui, qtbot)

    ui.wording.use("en")

    assert view.said.text() == "Today"


def test_a_view_opened_elsewhere_refreshes_there(ui: Ui, qtbot: QtBot) -> None:
    view = shown(ui, qtbot)

    view.open(Place("today", class_id="c1"))

    assert (view.place.class_id, view.refreshed) == ("c1", 2)
