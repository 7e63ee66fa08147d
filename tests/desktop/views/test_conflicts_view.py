from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.attendance import mark
from desktop.actions.classes import find_session
from desktop.actions.conflicts import conflicts
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.ids import attendance_row
from desktop.store import attendance as marks
from desktop.views.attendance_view import AttendanceView
from desktop.views.class_page import ClassPage
from desktop.views.conflict_card import number_of
from desktop.views.conflicts_view import ConflictsView, SharedConflictsDialog
from desktop.views.place import Place
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo
from protocol.change import Change

MakeUi = Callable[..., Ui]
OTHER = "ee" * 8


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk, language="en")
    desk.store.on_commit = ui.live.announce
    return ui


def rival(desk: Desk, scope: str, entity: str, row: str, **values: object) -> None:
    """Let another device have written something without having seen what stands here."""
    desk.store.commit(
        [
            Change(
                id=desk.new_id(), scope=scope, entity=entity, row=row, set=values, over={},
                salt=dict.fromkeys(values, "0" * 32), n=1, author="Winai", device=OTHER,
                at="2026-12-01T02:00:00.000+00:00", schema=1, prev="",
            )
        ]
    )  # fmt: skip


@pytest.fixture
def disputed(desk: Desk, of: Class, people: list[str]) -> list[str]:
    """Two marks that two devices made differently, as ids of their enrolments."""
    session = find_session(desk, of, "S02")
    for who in people[:2]:
        mark(desk, session, who, Mark(Status.PRESENT))
        rival(
            desk, of.scope, "attendance", attendance_row(session.id, who),
            mark={"status": "absent"},
        )  # fmt: skip
    return people[:2]


@pytest.fixture
def view(ui: Ui, of: Class, disputed: list[str], qtbot: QtBot) -> ConflictsView:
    view = ConflictsView(ui)
    qtbot.addWidget(view)
    view.resize(1100, 650)
    view.open(Place("classes", of.id, "conflicts"))
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def shown(view: ConflictsView) -> str:
    return view.panel.card.who.plain()


def status(desk: Desk, of: Class, who: str) -> str:
    session = find_session(desk, of, "S02")
    return marks.stamps(desk.store, of.id)[who, session.id].mark.status.value


def test_one_person_and_one_session_are_asked_about_with_all_that_was_written(
    view: ConflictsView,
) -> None:
    said = view.panel.card.accessibleName()

    assert "No. 1 นายสมชาย ใจดี" in said
    assert "Attendance S02" in said
    assert "Present, author of desk · this device" in said
    assert "Absent, Winai · eeeeeeee" in said
    assert view.panel.place.text() == "1 of 2"


def test_enter_alone_chooses_nothing(
    view: ConflictsView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None

    qtbot.keyClick(focus, Qt.Key.Key_Return)

    assert len(conflicts(desk, of)) == 2


def test_a_number_chooses_and_the_next_comes_up(
    view: ConflictsView, desk: Desk, of: Class, disputed: list[str], qtbot: QtBot
) -> None:
    wanted = view.panel.open[0].choices[1].value

    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_2)

    assert wanted == {"status": status(desk, of, disputed[0])}
    assert "ปิ่นแก้ว" in shown(view)
    assert view.panel.place.text() == "1 of 1"


def test_the_last_choice_leads_to_the_calm_end(
    view: ConflictsView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    for _ in range(2):
        qtbot.keyClick(view.panel.card, Qt.Key.Key_1)

    assert conflicts(desk, of) == []
    assert view.panel.pages.currentIndex() == 1


def test_a_number_without_a_choice_does_nothing(
    view: ConflictsView, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    qtbot.keyClick(view.panel.card, Qt.Key.Key_3)

    assert len(conflicts(desk, of)) == 2


def test_undo_takes_the_choice_back(
    view: ConflictsView, desk: Desk, of: Class, ui: Ui, qtbot: QtBot
) -> None:
    qtbot.keyClick(view.panel.card, Qt.Key.Key_2)

    undo(ui)

    assert len(conflicts(desk, of)) == 2
    assert view.panel.place.text().endswith("of 2")


def test_a_choice_is_said_with_its_way_back(view: ConflictsView, ui: Ui, qtbot: QtBot) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)

    qtbot.mouseClick(view.panel.card.choices[0], Qt.MouseButton.LeftButton)

    assert said[-1].text.startswith("Chosen: No. 1 นายสมชาย ใจดี · ")
    assert said[-1].undo is not None


def test_one_may_skip_and_come_back(view: ConflictsView, qtbot: QtBot) -> None:
    view.panel.skip.click()
    skipped = shown(view)
    view.panel.back.click()

    assert "ปิ่นแก้ว" in skipped
    assert "สมชาย" in shown(view)


def test_it_opens_at_the_person_one_came_from(
    view: ConflictsView, of: Class, disputed: list[str]
) -> None:
    view.open(Place("classes", of.id, "conflicts", disputed[1]))

    assert "ปิ่นแก้ว" in shown(view)


def test_a_closed_class_stays_as_it_is_and_says_why(
    view: ConflictsView, desk: Desk, of: Class, ui: Ui, qtbot: QtBot
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)
    rival(desk, of.scope, "class", of.id, status="closed")

    qtbot.keyClick(view.panel.card, Qt.Key.Key_1)

    assert said[-1].tone == "warning"
    assert len(conflicts(desk, of)) == 2


@pytest.mark.parametrize(
    ("text", "at"), [("1", 0), ("3", 2), ("๒", 1), ("/", 1), ("ๅ", 0), ("x", None), ("0", None)]
)
def test_numbers_are_understood_on_every_keyboard(text: str, at: int | None) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)

    assert number_of(event) == at


def test_the_tab_is_there_while_there_is_something_to_choose(
    ui: Ui, desk: Desk, of: Class, disputed: list[str], qtbot: QtBot
) -> None:
    page = ClassPage(ui)
    qtbot.addWidget(page)
    page.resize(1280, 650)
    page.open(Place("classes", of.id, "conflicts"))
    page.show()
    view = page.findChild(ConflictsView)
    assert view is not None
    qtbot.waitUntil(view.isVisible)
    offered = page.tabs.bar.tabText(page.tabs.names.index("conflicts"))

    for _ in range(2):
        qtbot.keyClick(view.panel.card, Qt.Key.Key_1)
    stays = "conflicts" in page.tabs.offered()
    page.tabs.open("summary")

    assert (offered, stays) == ("Differs 2", True)
    assert "conflicts" not in page.tabs.offered()


def test_a_mark_of_somebody_else_brings_the_tab(
    ui: Ui, desk: Desk, of: Class, people: list[str], qtbot: QtBot
) -> None:
    page = ClassPage(ui)
    qtbot.addWidget(page)
    page.open(Place("classes", of.id, "roster"))
    page.show()
    session = find_session(desk, of, "S02")
    mark(desk, session, people[0], Mark(Status.PRESENT))
    before = page.tabs.offered()

    rival(
        desk, of.scope, "attendance", attendance_row(session.id, people[0]),
        mark={"status": "late"},
    )  # fmt: skip

    assert "conflicts" not in before
    assert "conflicts" in page.tabs.offered()


def test_the_tab_is_passed_over_while_it_is_not_there(
    ui: Ui, of: Class, people: list[str], qtbot: QtBot
) -> None:
    page = ClassPage(ui)
    qtbot.addWidget(page)
    page.open(Place("classes", of.id, "summary"))
    page.show()

    page._turn(1)

    assert page.tabs.current() == "timetable"


def test_what_belongs_to_no_class_has_its_own_place(ui: Ui, desk: Desk, qtbot: QtBot) -> None:
    from desktop.desk import Edit

    desk.commit("step.resolve", [Edit("org", "org", "org", {"office": {"name": "A"}})])
    rival(desk, "org", "org", "org", office={"name": "B"})
    dialog = SharedConflictsDialog(ui, None)
    qtbot.addWidget(dialog)
    dialog.open()
    before = len(dialog.panel.open)

    qtbot.keyClick(dialog.panel.card, Qt.Key.Key_2)

    assert (before, dialog.panel.open) == (1, [])


@pytest.mark.parametrize("way", ["notice", "cell"])
def test_the_register_leads_to_the_questions(
    ui: Ui, of: Class, disputed: list[str], qtbot: QtBot, way: str
) -> None:
    went: list[Place] = []
    ui.went.connect(went.append)
    view = AttendanceView(ui)
    qtbot.addWidget(view)
    view.resize(1200, 650)
    view.open(Place("classes", of.id, "attendance"))
    view.show()
    view.bar.chosen.emit("S02")

    if way == "notice":
        view.notice.choose.click()
    else:
        view.grid.go_to(1, view.grid.register.column_of("S02"))
        view.work.open_cell()

    person = "" if way == "notice" else disputed[1]
    assert went == [Place("classes", of.id, "conflicts", person)]


def test_without_a_dispute_the_register_offers_no_way_there(
    ui: Ui, of: Class, people: list[str], qtbot: QtBot
) -> None:
    view = AttendanceView(ui)
    qtbot.addWidget(view)
    view.open(Place("classes", of.id, "attendance"))
    view.show()

    assert not view.notice.isVisible()
