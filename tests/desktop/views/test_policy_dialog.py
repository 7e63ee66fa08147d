from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions import attendance, classes, forms
from desktop.actions.classes import find_class
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.eligibility import Policy
from desktop.models.refusal import Fault
from desktop.models.tasks import ExerciseRule
from desktop.store import timetable
from desktop.views import policy_dialog
from desktop.views.policy_dialog import PolicyDialog
from desktop.views.ui import Message, Ui

MakeUi = Callable[..., Ui]


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    return make_ui(desk=desk)


@pytest.fixture
def asked(ui: Ui, of: Class, qtbot: QtBot) -> PolicyDialog:
    dialog = PolicyDialog(ui, of, None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def press(asked: PolicyDialog, choice: str, at: int, qtbot: QtBot) -> None:
    button = getattr(asked, choice).group.button(at)
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_the_demand_is_said_in_plain_numbers(asked: PolicyDialog) -> None:
    assert asked.demand.plain() == "ต้องเข้าร่วมอย่างน้อย ๑๐ จาก ๑๒ กิจกรรม"
    assert asked.effect.plain() == "ยังไม่มีรายชื่อ จึงยังไม่กระทบผู้ใด"


def test_every_choice_is_explained_at_once(asked: PolicyDialog, qtbot: QtBot) -> None:
    asked.percent.setValue(75)
    sessions = asked.demand.plain()

    press(asked, "bases", 1, qtbot)

    assert sessions == "ต้องเข้าร่วมอย่างน้อย ๙ จาก ๑๒ กิจกรรม"
    assert asked.demand.plain() == "ต้องเข้าร่วมอย่างน้อย ๘๑๐ จาก ๑,๐๘๐ นาที"


def test_whom_it_would_touch_is_said_before_it_is_saved(
    people: list[str], desk: Desk, of: Class, asked: PolicyDialog, qtbot: QtBot
) -> None:
    for code in ("S01", "S02", "S03"):
        session = classes.find_session(desk, of, code)
        attendance.mark(desk, session, people[0], Mark(Status.EXCUSED, reason="ป่วย"))

    press(asked, "excused", 0, qtbot)
    strict = asked.effect.plain()
    press(asked, "excused", 1, qtbot)

    assert strict.endswith("ครบแล้ว ๐ คน ยังผ่านได้ ๓ คน ไม่ผ่านแล้ว ๑ คน")
    assert asked.effect.plain().endswith("ครบแล้ว ๐ คน ยังผ่านได้ ๔ คน ไม่ผ่านแล้ว ๐ คน")


def test_saving_makes_a_new_version_that_can_be_undone(
    asked: PolicyDialog, desk: Desk, ui: Ui, qtbot: QtBot
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)
    press(asked, "excused", 2, qtbot)
    asked.percent.setValue(90)

    qtbot.keyClick(asked.percent, Qt.Key.Key_Return)
    saved = find_class(desk, "T12").policy
    assert said[-1].undo is not None
    said[-1].undo()

    assert saved == Policy(2, 90, "sessions", "left_out")
    assert find_class(desk, "T12").policy == Policy()


def test_a_policy_left_as_it_was_makes_no_version(asked: PolicyDialog, desk: Desk) -> None:
    steps = len(desk.undoable)

    asked.accept()

    assert len(desk.undoable) == steps
    assert not asked.isVisible()


def test_a_full_disk_is_said_and_the_dialog_stays(
    asked: PolicyDialog, ui: Ui, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)

    def fail(*_: object) -> None:
        raise Fault("disk-full")

    monkeypatch.setattr(policy_dialog, "change_policy", fail)
    asked.percent.setValue(50)

    asked.accept()

    assert asked.isVisible()
    assert said[-1].tone == "danger"


def test_what_is_asked_besides_attendance_is_said_in_one_line(
    asked: PolicyDialog, qtbot: QtBot
) -> None:
    before = asked.further.plain()

    asked.tasks.scored.setChecked(True)
    asked.tasks.least.setValue(70)
    qtbot.keyClick(asked.tasks.exercise.group.button(2), Qt.Key.Key_Space)

    assert before.endswith("ต้อง: ส่งแบบฝึกวิเคราะห์กระบวนงาน · กลุ่มนำเสนอโครงการต้นแบบ")
    assert asked.further.plain().endswith(
        "แบบฝึกวิเคราะห์กระบวนงานผ่านการตรวจ · กลุ่มนำเสนอโครงการต้นแบบ · ได้คะแนนโครงการต้นแบบอย่างน้อย ๗๐"
    )


def test_a_class_may_ask_for_attendance_alone(
    asked: PolicyDialog, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.keyClick(asked.tasks.exercise.group.button(0), Qt.Key.Key_Space)
    asked.tasks.presented.setChecked(False)
    said = asked.further.isVisible()

    asked.accept()

    policy = find_class(desk, "T12").policy
    assert not said
    assert (policy.version, policy.exercises, policy.presented, policy.least) == (
        2,
        (),
        False,
        None,
    )


def test_the_least_score_is_asked_only_once_it_is_ticked(asked: PolicyDialog, desk: Desk) -> None:
    enabled = asked.tasks.least.isEnabled()

    asked.tasks.scored.setChecked(True)
    asked.accept()

    assert not enabled
    assert find_class(desk, "T12").policy.least == 60


def test_rules_on_other_forms_stay_as_they_are(ui: Ui, desk: Desk, of: Class, qtbot: QtBot) -> None:
    other = ExerciseRule("swot", "accepted")
    kept = classes.change_policy(desk, of, Policy(exercises=(ExerciseRule("workflow"), other)))
    dialog = PolicyDialog(ui, find_class(desk, "T12"), None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)

    qtbot.keyClick(dialog.tasks.exercise.group.button(0), Qt.Key.Key_Space)
    dialog.accept()

    assert kept.version == 2
    assert find_class(desk, "T12").policy.exercises == (other,)


def test_who_has_an_exercise_before_them_has_not_done_all(
    people: list[str], ui: Ui, desk: Desk, of: Class, qtbot: QtBot
) -> None:
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    forms.give(desk, of, "workflow")
    dialog = PolicyDialog(ui, of, None)
    qtbot.addWidget(dialog)
    strict = dialog.effect.plain()

    qtbot.keyClick(dialog.tasks.exercise.group.button(0), Qt.Key.Key_Space)

    assert strict.endswith("ครบแล้ว ๐ คน ยังผ่านได้ ๔ คน ไม่ผ่านแล้ว ๐ คน")
    assert dialog.effect.plain().endswith("ครบแล้ว ๔ คน ยังผ่านได้ ๐ คน ไม่ผ่านแล้ว ๐ คน")
    assert len(people) == 4
