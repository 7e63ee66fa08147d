from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import demo, opening
from desktop.actions.classes import find_class
from desktop.desk import Desk
from desktop.models.attendance import Status
from desktop.models.syncing import SyncState
from desktop.store import roster, timetable
from desktop.views import pages
from desktop.views.attendance_view import AttendanceView
from desktop.views.bundle_export import ExportDialog
from desktop.views.bundle_import import ImportBundleDialog
from desktop.views.certificate_template_dialog import CertificateTemplateDialog
from desktop.views.class_details_dialog import ClassDetailsDialog
from desktop.views.device_page import DeviceDialog
from desktop.views.enrol_dialog import EnrolDialog
from desktop.views.history_panel import HistoryPanel
from desktop.views.honour_dialog import HonourDialog
from desktop.views.import_view import ImportDialog
from desktop.views.issue_dialog import IssueDialog
from desktop.views.main_window import MainWindow
from desktop.views.new_class_dialog import NewClassDialog
from desktop.views.person_dialog import PersonDialog
from desktop.views.place import Place
from desktop.views.policy_dialog import PolicyDialog
from desktop.views.session_dialog import SessionDialog
from desktop.views.shortcut_sheet import ShortcutSheet
from desktop.views.sync_sheet import SyncSheet
from desktop.views.ui import Ui
from desktop.views.walk_in_dialog import WalkInDialog
from scripts.lib.pretended_network import MEMBER, Pretended

MakeUi = Callable[..., Ui]
NOW = datetime(2026, 11, 20, 4, 5, tzinfo=UTC)
ROSTERS = Path(__file__).parents[2] / "data/rosters"
PLACES = {
    "today": Place("today"),
    "classes": Place("classes"),
    "people": Place("people"),
    "certificates": Place("certificates"),
    "reports": Place("reports"),
    "settings": Place("settings"),
    "forms": Place("forms"),
    "rubric": Place("rubric"),
    **{
        tab: Place("classes", class_id="T34", tab=tab)
        for tab in (
            "timetable",
            "roster",
            "attendance",
            "exercises",
            "projects",
            "certificates",
            "summary",
        )
    },
    "register": Place("certificates"),
    "conflicts": Place("classes", class_id="T34", tab="conflicts"),
}


@pytest.fixture
def lively(tmp_path: Path) -> Iterator[Desk]:
    chance = Random(34).randbytes
    desk = opening.open_desk(tmp_path, language="th", clock=lambda: NOW, random=chance)
    demo.fill(desk, 3, 12)
    yield desk
    desk.store.close()


@pytest.fixture
def frame(make_ui: MakeUi, lively: Desk, qtbot: QtBot) -> MainWindow:
    ui = make_ui(desk=lively)
    ui.network = Pretended(SyncState("offline", MEMBER, pending=12, conflicts=1))
    window = MainWindow(ui)
    pages.add_pages(window)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def _preview(ui: Ui, window: QWidget) -> QWidget:
    dialog = ImportDialog(ui, find_class(ui.desk, "T34"), window)
    dialog.read_text((ROSTERS / "04_utf8_bom_tabs.csv").read_text(encoding="utf-8-sig"))
    return dialog


def _session(ui: Ui, window: QWidget) -> QWidget:
    of = find_class(ui.desk, "T34")
    sessions = timetable.sessions(ui.desk.store, of.id)
    return SessionDialog(ui, of, sessions[1], sessions, {}, window)


def _person(ui: Ui, window: QWidget) -> QWidget:
    of = find_class(ui.desk, "T34")
    return PersonDialog(ui, roster.enrolments(ui.desk.store, of.id)[0], window)


DIALOGS: dict[str, Callable[[Ui, QWidget], QWidget]] = {
    "new class": NewClassDialog,
    "class details": lambda ui, w: ClassDetailsDialog(ui, find_class(ui.desk, "T34"), w),
    "policy": lambda ui, w: PolicyDialog(ui, find_class(ui.desk, "T34"), w),
    "session": _session,
    "person": _person,
    "walk-in": lambda ui, w: WalkInDialog(ui, find_class(ui.desk, "T34"), w),
    "import": _preview,
    "issue": lambda ui, w: IssueDialog(ui, find_class(ui.desk, "T34"), 3, True, w),
    "honours": lambda ui, w: HonourDialog(ui, find_class(ui.desk, "T33"), w),
    "template": lambda ui, w: CertificateTemplateDialog(ui, find_class(ui.desk, "T34"), "ก", w),
    "history": HistoryPanel,
    "shortcuts": ShortcutSheet,
    "sync": SyncSheet,
    "enrol": EnrolDialog,
    "device": DeviceDialog,
    "export": ExportDialog,
    "bundle": lambda ui, w: ImportBundleDialog(ui, Path("T34.wdb"), w),
}


def go(window: MainWindow, where: str) -> None:
    place = PLACES[where]
    known = find_class(window.ui.desk, place.class_id).id if place.class_id else ""
    window.ui.go(Place(place.page, class_id=known, tab=place.tab))
    settle()


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def controls(root: QWidget) -> list[QWidget]:
    """Everything on screen that Tab should reach."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.window() is root.window()
    ]


def name(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or said


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {name(widget)!r}".replace("  ", " ")


def walk(root: QWidget, qtbot: QtBot) -> tuple[list[QWidget], list[str]]:
    """Press Tab until the round is complete; give the stops, and which steps led back.

    A step is judged when it is made: what scrolls stands elsewhere at the end.
    """
    round_: list[QWidget] = []
    back: list[str] = []
    for _ in range(200):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in round_[:-1]:
            break
        if focus not in round_:  # the register takes Tab along the row first
            if round_ and goes_back(round_[-1], focus):
                back.append(f"{told(round_[-1])} -> {told(focus)}")
            round_.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    return round_, back


def place_of(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def goes_back(before: QWidget, after: QWidget) -> bool:
    """Whether the step leads up without leading to the right: against the way people read."""
    here, there = place_of(before), place_of(after)
    return there.bottom() < here.top() and there.left() <= here.left()


@pytest.mark.parametrize("where", PLACES)
def test_every_control_of_a_page_has_a_name(frame: MainWindow, where: str) -> None:
    go(frame, where)

    found = controls(frame)

    assert found
    assert [told(widget) for widget in found if not name(widget)] == []


@pytest.mark.parametrize("where", DIALOGS)
def test_every_control_of_a_dialog_has_a_name(frame: MainWindow, where: str, qtbot: QtBot) -> None:
    dialog = DIALOGS[where](frame.ui, frame)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()

    found = controls(dialog)

    assert found
    assert [told(widget) for widget in found if not name(widget)] == []


@pytest.mark.parametrize("where", PLACES)
def test_tab_reaches_every_control_of_a_page_in_reading_order(
    frame: MainWindow, where: str, qtbot: QtBot
) -> None:
    go(frame, where)
    frame.rail.focus()

    reached, back = walk(frame, qtbot)

    missed = [told(widget) for widget in controls(frame) if widget not in reached]
    assert missed == []
    assert back == []


@pytest.mark.parametrize("where", DIALOGS)
def test_tab_reaches_every_control_of_a_dialog_in_reading_order(
    frame: MainWindow, where: str, qtbot: QtBot
) -> None:
    dialog = DIALOGS[where](frame.ui, frame)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    settle()

    reached, _ = walk(dialog, qtbot)

    missed = [told(widget) for widget in controls(dialog) if widget not in reached]
    assert missed == []
    first = reached.index(min(reached, key=lambda w: (place_of(w).top(), place_of(w).left())))
    ordered = reached[first:] + reached[:first]
    back = [
        f"{told(before)} -> {told(after)}"
        for before, after in pairwise(ordered)
        if goes_back(before, after)
    ]
    assert back == []


def test_the_states_of_an_opened_cell_have_names(frame: MainWindow, qtbot: QtBot) -> None:
    go(frame, "attendance")
    view = next(v for v in frame.findChildren(AttendanceView) if v.isVisible())

    view.work.open_cell(Status.LATE)

    popover = QApplication.activePopupWidget()
    assert popover is not None
    assert [told(widget) for widget in controls(popover) if not name(widget)] == []
    popover.close()


@pytest.mark.parametrize("where", PLACES)
def test_no_page_flashes_a_window_of_its_own(
    frame: MainWindow, where: str, qapp: QApplication
) -> None:
    shown: list[str] = []

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            opened = event.type() == QEvent.Type.Show and watched is not frame
            if opened and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(told(watched))
            return False

    watcher = Watcher()
    qapp.installEventFilter(watcher)
    go(frame, where)
    frame.ui.wording.use("en", "arabic")
    settle()
    qapp.removeEventFilter(watcher)

    assert shown == []
