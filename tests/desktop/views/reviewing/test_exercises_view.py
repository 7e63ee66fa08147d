from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import forms, submissions
from desktop.actions.classes import close_class
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.submissions import State, Version
from desktop.store.forms import running
from desktop.views.reviewing.exercises_view import ExercisesView
from desktop.views.reviewing.give_dialog import GiveDialog
from desktop.views.reviewing.reminder_dialog import ReminderDialog
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo

Open = Callable[[], ExercisesView]
Send = Callable[..., Version]


def states(view: ExercisesView) -> list[str]:
    return [row.state.value for row in view.list.table.rows_model.rows()]


def test_an_empty_tab_gives_the_workflow_exercise_out_with_one_button(
    show: Open, desk: Desk, of: Class, people: list[str], qtbot: QtBot
) -> None:
    view = show()
    assert view.pages.currentWidget() is view.empty

    qtbot.mouseClick(view.empty.button, Qt.MouseButton.LeftButton)

    assert [g.form.code for g in running(desk.store, of.id)] == ["workflow"]
    assert view.pages.currentIndex() == 1
    assert states(view) == ["blank"] * 4


def test_giving_out_can_be_taken_back_by_name(
    show: Open, ui: Ui, people: list[str], said: list[Message]
) -> None:
    view = show()
    view.give_workflow()

    undo(ui)

    assert view.pages.currentWidget() is view.empty
    assert said[0].undo is not None


def test_a_form_is_given_out_with_the_session_it_is_due_in(
    show: Open, desk: Desk, of: Class, given: str, qtbot: QtBot
) -> None:
    view = show()
    qtbot.mouseClick(view.bar.give, Qt.MouseButton.LeftButton)
    dialog = view.findChild(GiveDialog)
    assert dialog is not None

    dialog.form.setCurrentIndex(dialog.form.findData("swot"))
    dialog.due.setCurrentIndex(dialog.due.findData("S03"))
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    found = {g.form.code: g.due for g in running(desk.store, of.id)}
    assert found == {"workflow": "", "swot": "S03"}
    assert list(view.bar.chips) == ["workflow", "swot"]


def test_a_closed_class_is_given_nothing_and_says_so(
    show: Open, desk: Desk, of: Class, given: str, said: list[Message], qtbot: QtBot
) -> None:
    view = show()
    close_class(desk, of)
    dialog = GiveDialog(view.ui, of, view)
    qtbot.addWidget(dialog)

    dialog.accept()

    assert said[-1].tone == "warning"
    assert len(running(desk.store, of.id)) == 1


def test_the_due_time_is_changed_from_the_line_that_says_it(
    show: Open, desk: Desk, of: Class, given: str, qtbot: QtBot
) -> None:
    view = show()
    qtbot.mouseClick(view.list.change_due, Qt.MouseButton.LeftButton)
    dialog = view.findChild(GiveDialog)
    assert dialog is not None
    assert not dialog.form.isEnabled()

    dialog.due.setCurrentIndex(dialog.due.findData("S02"))
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    assert running(desk.store, of.id)[0].due == "S02"
    assert "S02" in view.list.due.text()


def test_the_chips_count_and_filter_the_states(
    show: Open, desk: Desk, of: Class, send: Send, everybody: list[Enrolment]
) -> None:
    first = send(everybody[0])
    send(everybody[1])
    submissions.review(desk, of, first, "accepted")
    view = show()
    assert states(view) == ["accepted", "submitted", "blank", "blank"]

    view.list.chips[State.SUBMITTED].click()

    assert states(view) == ["submitted"]
    assert view.list.chips[State.BLANK].count == 2


def test_enter_opens_the_work_under_the_cursor(
    show: Open, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    send(everybody[1])
    view = show()
    view.list.select(everybody[1].id)

    qtbot.keyClick(view.list.table, Qt.Key.Key_Return)

    assert view.pages.currentWidget() is view.desk
    assert view.desk.person is not None
    assert view.desk.person.enrolment == everybody[1]


def test_what_arrives_meanwhile_is_shown_without_moving_the_cursor(
    show: Open, send: Send, everybody: list[Enrolment]
) -> None:
    send(everybody[1])
    view = show()
    view.list.select(everybody[2].id)

    send(everybody[0])

    assert states(view)[0] == "submitted"
    current = view.list.current()
    assert current is not None
    assert current.enrolment == everybody[2]


def test_the_reminder_names_who_owes_and_copies_it_as_a_message(
    show: Open, desk: Desk, of: Class, send: Send, everybody: list[Enrolment], qtbot: QtBot
) -> None:
    back = send(everybody[0])
    send(everybody[1])
    submissions.review(desk, of, back, "returned", "ขอตัวเลขเพิ่ม")
    view = show()
    qtbot.mouseClick(view.list.remind, Qt.MouseButton.LeftButton)
    dialog = view.findChild(ReminderDialog)
    assert dialog is not None

    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)

    copied = QApplication.clipboard().text()
    assert everybody[0].name in copied
    assert everybody[1].name not in copied
    assert copied.index(everybody[0].name) < copied.index(everybody[2].name)
    dialog.close()


def test_a_form_withdrawn_stays_while_something_of_it_was_sent(
    show: Open, desk: Desk, of: Class, send: Send, everybody: list[Enrolment]
) -> None:
    send(everybody[0])
    forms.give(desk, of, "swot")
    view = show()

    view.withdraw()

    assert list(view.bar.chips) == ["workflow", "swot"]
    assert view.list.due.text() == view.ui.words("reviewing.withdrawn")


def test_a_form_withdrawn_that_nobody_sent_is_gone(
    show: Open, desk: Desk, of: Class, given: str
) -> None:
    forms.give(desk, of, "swot")
    view = show()

    view.withdraw()

    assert list(view.bar.chips) == ["swot"]


def test_everything_is_said_again_in_english(
    show: Open, ui: Ui, send: Send, everybody: list[Enrolment]
) -> None:
    send(everybody[0])
    view = show()

    ui.wording.use("en", "arabic")

    assert view.list.read.text().strip() == "Read 1 waiting"


def test_large_type_folds_the_forms_into_one_box(
    show: Open, ui: Ui, desk: Desk, of: Class, given: str
) -> None:
    forms.give(desk, of, "swot")
    view = show()

    ui.theme.set_scale(1.5)
    view.bar.box.setCurrentIndex(1)
    view.bar.box.activated.emit(1)

    assert view.bar.box.isVisible()
    assert view.bar.chips == {}
    assert view.bar.code == "swot"
