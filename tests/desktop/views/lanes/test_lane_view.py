from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import resources
from desktop.models.lane_shapes import LaneStep
from desktop.views.lanes.lane_view import LaneView
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button

MakeUi = Callable[..., Ui]


@pytest.fixture
def answers() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))
    answers: dict[str, Any] = data["answers"]
    return answers


@pytest.fixture
def view(ui: Ui, qtbot: QtBot, answers: dict[str, Any]) -> LaneView:
    view = LaneView(ui)
    qtbot.addWidget(view)
    view.show_answers(answers)
    view.resize(1200, 700)
    view.show()
    return view


def steps(count: int, actors: int) -> list[LaneStep]:
    return [
        LaneStep(n + 1, f"ขั้นตอนที่ยาวมากของงานสารบรรณ {n}", f"ผู้ปฏิบัติ {n % actors}", 10, n % 3 * 60, 2)
        for n in range(count)
    ]  # fmt: skip


def press(view: LaneView, name: str, qtbot: QtBot) -> None:
    button = next(b for b in view.findChildren(Button) if b.accessibleName() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_wide_both_stand_beside_each_other_narrow_below(view: LaneView) -> None:
    beside = view.before.y() == view.after.y()

    view.resize(700, 700)
    QApplication.processEvents()

    assert beside
    assert view.after.y() > view.before.y()


def test_the_steps_are_read_out_as_sentences(view: LaneView, answers: dict[str, Any]) -> None:
    said = view.before.picture.accessibleName()

    for row in answers["as_is"]["steps"]:
        assert row["step"] in said
        assert row["actor"] in said
    assert "ตัดออก" in said


def test_nothing_to_draw_is_not_there(ui: Ui, qtbot: QtBot) -> None:
    page, view = QWidget(), LaneView(ui)
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(view)
    page.show()
    view.set_diagrams([], [])
    assert not view.isVisible()

    view.set_diagrams(steps(3, 2), [])

    assert view.isVisible()
    assert view.before.isVisible()
    assert not view.after.isVisible()


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_the_picture_is_drawn_in_every_look(
    make_ui: MakeUi, qtbot: QtBot, answers: dict[str, Any], mode: str
) -> None:
    view = LaneView(make_ui(mode=mode))
    qtbot.addWidget(view)
    view.show_answers(answers)

    image = view.picture()

    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }
    assert len(colours) > 20


def test_both_are_copied_as_one_picture(view: LaneView, ui: Ui, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()

    press(view, ui.words("results.copy_picture"), qtbot)

    image = QGuiApplication.clipboard().image()
    assert image.width() > 2_000
    assert image.height() > 1_000


def test_zooming_lays_out_anew_in_the_same_width(view: LaneView, ui: Ui, qtbot: QtBot) -> None:
    width = view.before.picture.width()
    before = view.before.picture.heightForWidth(width)

    for _ in range(4):
        press(view, ui.words("reviewing.lanes.smaller"), qtbot)

    assert view.zoom == pytest.approx(0.6)
    assert view.before.picture.heightForWidth(width) < before
    press(view, ui.words("reviewing.lanes.larger"), qtbot)
    assert view.zoom == pytest.approx(0.7)


def test_the_wheel_zooms_with_ctrl_alone(view: LaneView) -> None:
    def wheel(held: Qt.KeyboardModifier, way: int) -> QWheelEvent:
        here = QPointF(100, 200)
        return QWheelEvent(
            here, here, QPoint(0, 0), QPoint(0, way), Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip

    plain = wheel(Qt.KeyboardModifier.NoModifier, 120)
    view.wheelEvent(plain)
    view.wheelEvent(wheel(Qt.KeyboardModifier.ControlModifier, -120))

    assert not plain.isAccepted()
    assert view.zoom == pytest.approx(0.9)


def test_fitting_makes_a_long_process_smaller_but_readable(view: LaneView) -> None:
    view.set_diagrams(steps(12, 3), steps(9, 3))
    QApplication.processEvents()

    view.fit()

    assert 0.5 <= view.zoom < 1


def test_three_hundred_steps_are_drawn_where_they_are_seen(view: LaneView, qtbot: QtBot) -> None:
    view.set_diagrams(steps(300, 12), steps(300, 12))
    view.resize(1200, view.heightForWidth(1200))

    picture = view.before.picture

    assert len(picture.diagram(picture.width()).boxes) == 300
    assert not view.grab().isNull()


def test_a_step_is_said_in_full_under_the_pointer(view: LaneView) -> None:
    picture = view.after.picture
    box = picture.diagram(picture.width()).boxes[1]
    at = QPoint(int(box.rect.x) + 10, int(box.rect.y) + 10)

    shown = picture.event(QHelpEvent(QHelpEvent.Type.ToolTip, at, picture.mapToGlobal(at)))

    assert shown
    assert box.step.text in QToolTip.text()


def test_larger_type_draws_larger_boxes(view: LaneView, ui: Ui) -> None:
    picture = view.before.picture
    before = picture.diagram(900).boxes[0].rect.height

    ui.theme.set_scale(1.5)

    assert picture.diagram(900).boxes[0].rect.height == pytest.approx(1.5 * before)
