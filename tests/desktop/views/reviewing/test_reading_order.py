"""Every control of the inner pages has a name and is reached by Tab the way people read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.submissions import Version
from desktop.views.place import Place
from desktop.views.reviewing.exercises_view import ExercisesView
from desktop.views.reviewing.form_draft import Place as FormPlace
from desktop.views.reviewing.forms_page import FormsPage
from desktop.views.ui import Ui
from desktop.views.view import View

Send = Callable[..., Version]
Page = Callable[[Ui, Class, list[Enrolment]], tuple[View, Callable[[], object]]]


def the_list(ui: Ui, of: Class, everybody: list[Enrolment]) -> tuple[View, Callable[[], object]]:
    view = ExercisesView(ui)
    view.open(Place("classes", of.id, "exercises"))
    return view, lambda: view.list.select(everybody[0].id)


def the_desk(ui: Ui, of: Class, everybody: list[Enrolment]) -> tuple[View, Callable[[], object]]:
    view = ExercisesView(ui)
    view.open(Place("classes", of.id, "exercises"))
    return view, view.read


def keying_in(ui: Ui, of: Class, everybody: list[Enrolment]) -> tuple[View, Callable[[], object]]:
    view = ExercisesView(ui)
    view.open(Place("classes", of.id, "exercises"))
    return view, view.key_in


def the_editor(ui: Ui, of: Class, everybody: list[Enrolment]) -> tuple[View, Callable[[], object]]:
    page = FormsPage(ui)
    page.open(Place("forms"))
    return page, lambda: page.outline.picked.emit(FormPlace(2, 4))


def controls(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    ]


def name(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or said


def place_of(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def walk(first: QWidget, qtbot: QtBot) -> tuple[list[QWidget], list[str]]:
    """Press Tab until it comes round; give the stops, and the steps that led up and left."""
    first.setFocus()
    stops, back = [first], []
    for _ in range(120):
        qtbot.keyClick(stops[-1], Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in stops:
            break
        here, there = place_of(stops[-1]), place_of(focus)
        if there.bottom() < here.top() and there.left() <= here.left():
            back.append(f"{name(stops[-1])} -> {name(focus)}")
        stops.append(focus)
    return stops, back


@pytest.mark.parametrize("page", [the_list, the_desk, keying_in, the_editor])
def test_tab_reaches_every_named_control_in_reading_order(
    page: Page, ui: Ui, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    submissions.review(desk, of, send(everybody[0]), "returned", "ขอตัวเลขเพิ่ม")
    send(everybody[0], "ชื่อใหม่")
    send(everybody[1], keyed_by="สมศรี ใจงาม")
    view, then = page(ui, of, everybody)
    qtbot.addWidget(view)
    view.resize(1200, 640)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    then()
    if isinstance(view, ExercisesView):
        qtbot.waitUntil(lambda: view.desk.paper.whole)

    found = controls(view)
    seen = [widget for widget in found if not widget.visibleRegion().isEmpty()]
    highest = min(place_of(widget).top() for widget in seen)
    upper = [widget for widget in seen if place_of(widget).top() < highest + 24]
    first = min(upper, key=lambda widget: place_of(widget).left())
    stops, back = walk(first, qtbot)

    assert [type(widget).__name__ for widget in found if not name(widget)] == []
    assert [name(widget) for widget in controls(view) if widget not in stops] == []
    assert back == []


@pytest.mark.parametrize("page", [the_list, the_desk, keying_in, the_editor])
def test_no_page_flashes_a_window_of_its_own(
    page: Page, ui: Ui, of: Class, send: Send, everybody: list[Enrolment], qtbot: QtBot,
    qapp: QApplication,
) -> None:  # fmt: skip
    send(everybody[0])
    view, then = page(ui, of, everybody)
    qtbot.addWidget(view)
    shown: list[str] = []

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            opened = event.type() == QEvent.Type.Show and watched is not view
            if opened and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
            return False

    watcher = Watcher()
    qapp.installEventFilter(watcher)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    then()
    if isinstance(view, ExercisesView):
        qtbot.waitUntil(lambda: view.desk.paper.whole)
    ui.wording.use("en", "arabic")
    QApplication.processEvents()
    qapp.removeEventFilter(watcher)

    assert shown == []
