"""What is to be seen: every page, every dialog and panel, every empty state, in order.

Scenes that change the demo come last, so that the ones before show it as it was made.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from desktop.actions import certificates
from desktop.actions.classes import NewClass, close_class, create_class, remove_class
from desktop.models.certificates import check_code
from desktop.store import classes as shelf
from desktop.store import roster
from desktop.views.certificates_view import CertificatesView
from desktop.views.class_certificates_view import ClassCertificatesView
from desktop.views.class_details_dialog import ClassDetailsDialog
from desktop.views.class_menu import open_class_menu
from desktop.views.class_page import TABS, ClassPage
from desktop.views.import_view import ImportDialog
from desktop.views.new_class_dialog import open_new_class
from desktop.views.palette import Palette
from desktop.views.person_dialog import PersonDialog
from desktop.views.policy_dialog import PolicyDialog
from desktop.views.reports_view import ReportsView
from desktop.views.roster_view import RosterView
from desktop.views.summary_view import SummaryView
from desktop.views.timetable_block import SessionBlock
from desktop.views.view import View
from desktop.views.walk_in_dialog import WalkInDialog
from scripts.lib import (
    scenes_attendance,
    scenes_exercises,
    scenes_kiosk,
    scenes_scoring,
    scenes_sync,
    scenes_teams,
)
from scripts.lib.stage import Stage

ROSTERS = Path(__file__).parents[2] / "tests/data/rosters"
PAGES = ("today", "classes", "people", "certificates", "reports", "settings")

Scene = Callable[[Stage], object]


def scenes() -> dict[str, Scene]:
    """Give every scene by the name of its picture."""
    return {
        **{page: partial(Stage.go, page=page) for page in PAGES},
        **{f"class-{tab}": partial(Stage.go, page="classes", code="T34", tab=tab) for tab in TABS},
        **_frame(),
        **_dialogs(),
        **_certificates(),
        **scenes_attendance.scenes(),
        **scenes_sync.scenes(),
        **scenes_exercises.scenes(),
        **scenes_kiosk.scenes(),
        **scenes_teams.scenes(),
        **scenes_scoring.scenes(),
        **_empty(),
    }


def _frame() -> dict[str, Scene]:
    return {
        "palette": lambda s: s.window.open_palette(),
        "palette-query": _palette_query,
        "shortcuts": lambda s: s.window.open_shortcuts(),
        "reports-chart": partial(_scroll_down, "reports", ReportsView),
        "settings-below": partial(_scroll_down, "settings", View),
    }


def _dialogs() -> dict[str, Scene]:
    return {
        "new-class": _new_class,
        "class-menu": _class_menu,
        "class-details": lambda s: ClassDetailsDialog(s.ui, s.of("T34"), s.window).open(),
        "policy": lambda s: PolicyDialog(s.ui, s.of("T34"), s.window).open(),
        "session": _session,
        "person": _person,
        "walk-in": _walk_in,
        "import-preview": partial(_import, "05_dirty.xlsx"),
        "import-error": partial(_import, "08_not_a_roster.xlsx"),
        "import-no-names": partial(_import, "09_no_names.xlsx"),
        "summary-why": _why,
        "summary-chart": _chart,
    }


def _certificates() -> dict[str, Scene]:
    return {
        "certificate-template": _template,
        "certificate-issue": _issue,
        "certificates-pending": partial(Stage.go, page="classes", code="T33", tab="certificates"),
        "certificates-made": _made,
        "verify-valid": partial(_verify, ""),
        "verify-unknown": partial(_verify, check_code(b"", "", "", "")),
    }


def _empty() -> dict[str, Scene]:
    return {
        "today-between": _between,
        "class-closed": _closed,
        **{f"empty-{tab}": partial(_nobody, tab) for tab in TABS},
        "no-classes": partial(_no_classes, "classes"),
        "no-classes-today": partial(_no_classes, "today"),
        "no-classes-people": partial(_no_classes, "people"),
        "no-classes-reports": partial(_no_classes, "reports"),
    }


def _palette_query(s: Stage) -> None:
    s.window.open_palette()
    s.find(Palette).entry.setText("สม")


def _scroll_down(page: str, kind: type[View], s: Stage) -> None:
    s.go(page)
    bars = [a.verticalScrollBar() for a in s.find(kind).findChildren(QScrollArea)]
    s.settle()
    max(bars, key=lambda bar: bar.maximum() * bar.isVisible()).setValue(10_000)


def _new_class(s: Stage) -> None:
    s.go("classes")
    open_new_class(s.ui, s.window)


def _class_menu(s: Stage) -> None:
    s.go("classes", "T34", "timetable")
    open_class_menu(s.ui, s.of("T34"), s.find(ClassPage).manage)


def _session(s: Stage) -> None:
    s.go("classes", "T34", "timetable")
    blocks = (b for b in s.window.findChildren(SessionBlock) if b.session.code == "S07")
    next(blocks).click()


def _person(s: Stage) -> None:
    s.go("classes", "T34", "roster")
    someone = roster.enrolments(s.desk.store, s.of("T34").id)[1]
    PersonDialog(s.ui, someone, s.find(RosterView)).open()


def _walk_in(s: Stage) -> None:
    s.go("classes", "T34", "roster")
    WalkInDialog(s.ui, s.of("T34"), s.find(RosterView)).open()


def _import(file: str, s: Stage) -> None:
    s.go("classes", "T34", "roster")
    s.find(RosterView).import_file(ROSTERS / file)
    dialog = s.find(ImportDialog)
    s.settle(lambda: dialog.progress.isHidden())


def _why(s: Stage) -> None:
    s.go("classes", "T34", "summary")
    view = s.find(SummaryView)
    rows = view.table.rows_model.rows()
    view.table.select_row(next(n for n, who in enumerate(rows) if who.verdict.out_of_reach))


def _chart(s: Stage) -> None:
    s.go("classes", "T34", "summary")
    s.find(SummaryView).turn()


def _template(s: Stage) -> None:
    s.go("classes", "T34", "certificates")
    s.find(ClassCertificatesView).edit.click()


def _issue(s: Stage) -> None:
    from desktop.views.issue_dialog import IssueDialog

    s.go("classes", "T34", "certificates")
    IssueDialog(s.ui, s.of("T34"), 42, True, s.window).open()


def _made(s: Stage) -> None:
    s.go("classes", "T33", "certificates")
    view = s.find(ClassCertificatesView)
    view.primary.click()
    s.settle(lambda: not view.work.busy)


def _verify(code: str, s: Stage) -> None:
    s.go("certificates")
    view = s.find(CertificatesView)
    issued = certificates.candidates(s.desk, s.of("T33"))
    view.code.setText(code or next(c.certificate.code for c in issued if c.certificate))
    view.check()


def _between(s: Stage) -> None:
    s.wait(48)
    s.go("today")
    s.wait(-48)


def _closed(s: Stage) -> None:
    close_class(s.desk, s.of("T32"))
    s.go("classes", "T32", "attendance")


def _nobody(tab: str, s: Stage) -> None:
    if not shelf.classes_by_code(s.desk.store, "T36"):
        days = tuple(date(2026, 12, day) for day in (14, 15, 16))
        create_class(s.desk, NewClass("T36", 36, days))
    s.go("classes", "T36", tab)


def _no_classes(page: str, s: Stage) -> None:
    for of in shelf.classes(s.desk.store):
        remove_class(s.desk, of)
    s.go(page)
