"""The facilitator's desk for exercises: reading, keying in, the library, the forms themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.lanes.lane_view import LaneView
from desktop.views.place import Place
from desktop.views.reviewing.exercises_view import ExercisesView
from desktop.views.reviewing.form_draft import Place as FormPlace
from desktop.views.reviewing.forms_page import FormsPage
from desktop.views.reviewing.give_dialog import GiveDialog
from desktop.views.reviewing.library_dialog import LibraryDialog
from scripts.lib.stage import Stage

LANES = "to_be"

Scene = Callable[[Stage], object]


def scenes() -> dict[str, Scene]:
    """Give the scenes in order; none of them changes anything."""
    return {
        "exercises-read": _read,
        "exercises-lanes": partial(_read, section=LANES),
        "exercises-measures": partial(_read, section="measures"),
        "exercises-evaluation": _evaluation,
        "exercises-remind": lambda s: _tab(s).remind(),
        "exercises-give": lambda s: GiveDialog(_tab(s).ui, s.of("T34"), s.window).open(),
        "exercises-key-in": _key_in,
        "exercises-library": lambda s: LibraryDialog(_tab(s).ui, s.window).open(),
        "forms": partial(_forms, FormPlace(0, 0)),
        "forms-options": partial(_forms, FormPlace(2, 4)),
    }


def _tab(s: Stage) -> ExercisesView:
    s.go("classes", "T34", "exercises")
    return s.find(ExercisesView)


def _read(s: Stage, section: str = "") -> None:
    view = _tab(s)
    view.read()
    s.settle(lambda: view.desk.paper.whole)
    if section:
        view.desk.paper.show_section(section)
    if section == LANES:
        lanes = view.desk.paper.findChildren(LaneView)[-1]
        view.desk.paper.ensureWidgetVisible(lanes.after, 0, lanes.after.height())


def _evaluation(s: Stage) -> None:
    s.go("classes", "T33", "exercises")
    s.find(ExercisesView).bar.choose("evaluation")


def _key_in(s: Stage) -> None:
    view = _tab(s)
    view.bar.choose("workflow")
    view.list.table.select_row(view.list.table.rows_model.rowCount() - 1)
    view.key_in()


def _forms(place: FormPlace, s: Stage) -> None:
    frame = QWidget(s.window, Qt.WindowType.Window)
    frame.setObjectName("window")
    frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page = FormsPage(s.ui)
    QVBoxLayout(frame).addWidget(page)
    frame.setGeometry(s.window.geometry())
    page.open(Place("forms"))
    frame.show()
    if page.draft is not None:
        page.outline.show_form(page.draft, place)
    page.outline.picked.emit(place)
