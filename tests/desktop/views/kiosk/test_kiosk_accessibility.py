from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import forms, submissions
from desktop.models.forms import Form
from desktop.views.form_fields.table import TableEditor
from desktop.views.kiosk.confirm_page import ConfirmPage
from desktop.views.kiosk.enter_dialog import EnterDialog
from desktop.views.kiosk.form_page import FormPage
from desktop.views.kiosk.leave_dialog import LeaveDialog
from desktop.views.kiosk.my_page import MyPage
from desktop.views.kiosk.receipt_page import ReceiptPage
from desktop.views.kiosk.stops import Stop, find_stop, stops_of
from desktop.views.kiosk.window import KioskWindow
from desktop.views.ui import Ui

Show = Callable[[KioskWindow, SimpleNamespace], object]


def form_page(window: KioskWindow, room: SimpleNamespace, at: int) -> FormPage:
    room.filled(0, room.example)
    window.unlock(room.people[0])
    assert isinstance(window.page, MyPage)
    window.page.open_form("workflow")
    assert isinstance(window.page, FormPage)
    window.page.show_stop(at % len(window.page.stops))
    return window.page


def open_step(window: KioskWindow, room: SimpleNamespace) -> None:
    page = form_page(window, room, 0)
    page.show_stop(find_stop(page.stops, "to_be", "steps"))
    assert page.editor is not None
    table = page.editor.questions["steps"].editor
    assert isinstance(table, TableEditor)
    table.open_row(2)


def receipt(window: KioskWindow, room: SimpleNamespace) -> None:
    version = room.sent(0)
    opened = submissions.open_work(room.desk, room.of, room.people[0], "workflow")
    window.unlock(room.people[0])
    window.show_page(ReceiptPage(window.ui, opened, version))


def returned(window: KioskWindow, room: SimpleNamespace) -> None:
    submissions.review(room.desk, room.of, room.sent(0), "returned", "เพิ่มขั้นลงนาม")
    window.unlock(room.people[0])


def confirming(window: KioskWindow, room: SimpleNamespace) -> None:
    opened = room.filled(0, room.example)
    version = submissions.submit(room.desk, opened, keyed_by="สมศรี")
    window.unlock(room.people[0])
    window.show_page(ConfirmPage(window.ui, room.of, room.people[0], version))


def list_names(window: KioskWindow, room: SimpleNamespace) -> None:
    page = window.page
    page.entry.setText("น")  # type: ignore[union-attr]
    page._search("น")  # type: ignore[union-attr]


PAGES: dict[str, Show] = {
    "names": list_names,
    "pin": lambda w, r: w.ask_pin(r.people[0]),
    "my page": lambda w, r: w.unlock(r.people[0]),
    "my page, returned": returned,
    "one question": lambda w, r: form_page(w, r, 0),
    "choices": lambda w, r: form_page(w, r, 12),
    "an open step": open_step,
    "files": lambda w, r: form_page(w, r, -2),
    "review": lambda w, r: form_page(w, r, -1),
    "steps": lambda w, r: form_page(w, r, 3).show_steps(),
    "examples": lambda w, r: form_page(w, r, 0).toggle_samples(),
    "receipt": receipt,
    "confirming": confirming,
}
DIALOGS: dict[str, Callable[[Ui, QWidget], QWidget]] = {
    "enter": EnterDialog,
    "leave": LeaveDialog,
}


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def controls(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.window() is root.window()
    ]


def named(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {named(widget)!r}"


def place_of(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def goes_back(before: QWidget, after: QWidget) -> bool:
    """Whether the step leads up without leading to the right: against the way people read."""
    here, there = place_of(before), place_of(after)
    return there.bottom() < here.top() and there.left() <= here.left()


def walk(qtbot: QtBot) -> tuple[list[QWidget], list[str]]:
    """Press Tab until the round is complete; give the stops, and which steps led back up."""
    round_: list[QWidget] = []
    back: list[str] = []
    for _ in range(200):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in round_:
            break
        if round_ and goes_back(round_[-1], focus):
            back.append(f"{told(round_[-1])} -> {told(focus)}")
        round_.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        settle()
    return round_, back


@pytest.fixture
def example_room(room: SimpleNamespace, worked: object) -> SimpleNamespace:
    room.example = worked
    return room


@pytest.mark.parametrize("where", PAGES)
def test_every_control_has_a_name_and_tab_reaches_it(
    kiosk_window: KioskWindow, example_room: SimpleNamespace, where: str, qtbot: QtBot
) -> None:
    PAGES[where](kiosk_window, example_room)
    settle()

    reached, back = walk(qtbot)

    known = controls(kiosk_window)
    assert [told(widget) for widget in known if not named(widget)] == []
    assert [told(widget) for widget in known if widget not in reached] == []
    assert len(back) <= 1  # from the foot of the page to its head, once round


@pytest.mark.parametrize("where", PAGES)
def test_nothing_is_wider_than_a_small_screen(
    kiosk_window: KioskWindow, example_room: SimpleNamespace, where: str
) -> None:
    PAGES[where](kiosk_window, example_room)
    settle()

    assert kiosk_window.minimumSizeHint().width() <= 1366
    page = kiosk_window.page
    assert page is not None
    assert page.area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("where", DIALOGS)
def test_every_control_of_a_dialog_has_a_name(
    kiosk_window: KioskWindow, where: str, qtbot: QtBot
) -> None:
    dialog = DIALOGS[where](kiosk_window.ui, kiosk_window)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()

    found = controls(dialog)

    assert found
    assert [told(widget) for widget in found if not named(widget)] == []


def test_the_cursor_is_always_in_view(
    kiosk_window: KioskWindow, example_room: SimpleNamespace, qtbot: QtBot
) -> None:
    open_step(kiosk_window, example_room)
    settle()
    page = kiosk_window.page
    assert page is not None
    hidden = []

    for _ in range(25):
        focus = QApplication.focusWidget()
        assert focus is not None
        view = place_of(page.area.viewport())
        if page.area.isAncestorOf(focus) and not view.intersects(place_of(focus)):
            hidden.append(told(focus))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        settle()

    assert hidden == []


def pages_of(form: Form) -> list[tuple[str, ...]]:
    return [tuple(field.code for field in stop.fields) for stop in stops_of(form)]


def test_every_question_of_every_form_has_its_page(room: SimpleNamespace) -> None:
    for form in forms.library(room.desk):
        asked = [f.code for _, f in form.fields()]
        stops: list[Stop] = stops_of(form)

        shown = [f.code for stop in stops for f in stop.fields]

        assert sorted(set(shown)) == sorted(set(asked)), form.code
        assert stops[-1].kind == "review"
        assert (stops[-2].kind == "files") == (form.purpose == "exercise")


def test_only_what_belongs_together_shares_a_page(room: SimpleNamespace) -> None:
    pages = pages_of(forms.form_of(room.desk, room.of, "workflow"))

    assert ("tech", "tech_other", "no_tech", "no_tech_reason") in pages
    assert ("cost_before", "cost_after") in pages
    assert ("steps", "removed") in pages
    assert ("process_name",) in pages
    assert ("picture", "explanation") in pages
