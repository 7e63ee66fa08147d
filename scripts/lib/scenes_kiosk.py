"""Participants' mode: names, PIN, one's own page, filling in, sending, the receipt."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QCloseEvent

from desktop import resources
from desktop.actions import forms, submissions
from desktop.actions.submissions import Opened
from desktop.models.enrolment import Enrolment
from desktop.store import roster
from desktop.views.form_fields.table import TableEditor
from desktop.views.kiosk.door import LARGE
from desktop.views.kiosk.enter_dialog import EnterDialog
from desktop.views.kiosk.form_page import FormPage
from desktop.views.kiosk.my_page import MyPage
from desktop.views.kiosk.name_page import NamePage
from desktop.views.kiosk.receipt_page import ReceiptPage
from desktop.views.kiosk.stops import find_stop
from desktop.views.kiosk.window import KioskWindow
from scripts.lib.stage import Stage

Scene = Callable[[Stage], object]
SEAT = 44
"""Somebody of the demo who has not begun."""


def scenes() -> dict[str, Scene]:
    """Give the scenes in order; each opens the mode anew."""
    return {
        "kiosk-enter": lambda s: EnterDialog(s.ui, s.window).open(),
        "kiosk-names": _names,
        "kiosk-pin": lambda s: _open(s).ask_pin(_somebody(s)),
        "kiosk-my-page": _my_page,
        "kiosk-question": partial(_question, "process", "process_name"),
        "kiosk-steps": partial(_question, "as_is", "steps"),
        "kiosk-step-open": _step,
        "kiosk-new-steps": partial(_question, "to_be", "steps"),
        "kiosk-measures": partial(_question, "measures", "explanation"),
        "kiosk-example": lambda s: _question("define", "hmw", s).toggle_samples(),
        "kiosk-missing": _missing,
        "kiosk-all-steps": lambda s: _question("define", "hmw", s).show_steps(),
        "kiosk-receipt": _receipt,
    }


class _Shown(KioskWindow):
    """Closes without a code, and gives everything its size back."""

    def __init__(self, s: Stage) -> None:
        self._theme, self._scale = s.ui.theme, s.look.scale
        self._theme.set_scale(max(LARGE, s.look.scale))
        super().__init__(s.ui, s.of("T34"))
        self.may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go, and leave the window behind as it was."""
        super().closeEvent(event)
        self._theme.set_scale(self._scale)


def _open(s: Stage) -> KioskWindow:
    """Show the mode exactly over the window, so that the camera sees it alone."""
    forms.give(s.desk, s.of("T34"), "workflow", "S12")
    window = _Shown(s)
    window.setGeometry(s.window.geometry())
    window.show()
    s.settle()
    return window


def _somebody(s: Stage) -> Enrolment:
    return roster.enrolments(s.desk.store, s.of("T34").id)[SEAT]


def _names(s: Stage) -> None:
    page = _open(s).page
    assert isinstance(page, NamePage)
    page.entry.insert("ก")
    page.entry.textEdited.emit("ก")


def _my_page(s: Stage) -> None:
    _open(s).unlock(_somebody(s))


def _filled(s: Stage, upto: int) -> Opened:
    """Fill in the worked example up to a step."""
    answers = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    opened = submissions.open_work(s.desk, s.of("T34"), _somebody(s), "workflow")
    for section in opened.form.sections[:upto]:
        if section.code in answers:
            opened = submissions.type_in(s.desk, opened, section.code, answers[section.code])
    return opened


def _question(section: str, field: str, s: Stage, upto: int = 9) -> FormPage:
    window = _open(s)
    _filled(s, upto)
    window.unlock(_somebody(s))
    assert isinstance(window.page, MyPage)
    window.page.open_form("workflow")
    page = window.page
    assert isinstance(page, FormPage)
    page.show_stop(find_stop(page.stops, section, field))
    return page


def _step(s: Stage) -> None:
    page = _question("as_is", "steps", s)
    assert page.editor is not None
    table = page.editor.questions["steps"].editor
    assert isinstance(table, TableEditor)
    table.open_row(2)


def _missing(s: Stage) -> None:
    page = _question("define", "hmw", s)
    page.draft.type_in("empathy", {"user_who": "", "needs": ""})
    page.show_stop(len(page.stops) - 1)
    page.send()


def _receipt(s: Stage) -> None:
    version = submissions.submit(s.desk, _filled(s, 11))
    opened = submissions.open_work(s.desk, s.of("T34"), _somebody(s), "workflow")
    window = _open(s)
    window.unlock(_somebody(s))
    window.show_page(ReceiptPage(s.ui, opened, version, fresh=True))
