"""A work laid out to be read, with what the program adds: changes, diagrams, measures, files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.actions.attachments import attached
from desktop.models.forms import Answers, Form, Section
from desktop.views.reviewing.attachments_card import AttachmentsCard
from desktop.views.reviewing.changes_card import ChangesCard
from desktop.views.reviewing.measures_table import measures_table
from desktop.views.reviewing.paper_section import PaperSection
from desktop.views.reviewing.work_paper import Part
from desktop.views.ui import Ui
from desktop.views.widgets.error_panel import ErrorPanel

DIAGRAMS, MEASURES = "to_be", "measures"
"""The sections of the workflow exercise that end with what is computed."""
CHANGES, FILES, UNFIT = "changes:", "files:", "unfit:"


def parts(ui: Ui, form: Form, answers: Answers | None, work_id: str = "") -> list[Part]:
    """Give the parts of a page with answers, and with the files of a work.

    ``None`` is a document that does not fit its form: that is said instead.
    """
    made: list[Part] = []
    if answers is None:
        made.append((UNFIT, partial(_unfit, ui)))
    else:
        made += [(s.code, partial(_section, ui, form, s, answers)) for s in form.sections]
    files = attached(ui.desk, work_id) if work_id else []
    if files:
        made.append((FILES, partial(AttachmentsCard, ui, files)))
    return made


def changes(
    ui: Ui, form: Form, before: tuple[int, Answers], after: Answers, ask: Callable[[str], object]
) -> Part:
    """Give what changed since the version before (its number, its answers), to stand on top."""

    def make() -> QWidget:
        card = ChangesCard(ui, form, before, after)
        card.asked.connect(ask)
        return card

    return (CHANGES, make)


def _unfit(ui: Ui) -> QWidget:
    return ErrorPanel(ui, ui.words("reviewing.unfit"), ui.words("reviewing.unfit_kept"))


def _section(ui: Ui, form: Form, section: Section, answers: Answers) -> QWidget:
    card = PaperSection(ui, form, section, answers)
    if form.computes == "workflow" and section.code == DIAGRAMS:
        from desktop.views.lanes.lane_view import LaneView

        lanes = LaneView(ui)
        lanes.show_answers(answers)
        card.rows.addWidget(lanes)
    elif form.computes == "workflow" and section.code == MEASURES:
        table = measures_table(ui, answers)
        if table is not None:
            card.rows.addWidget(table)
    return card
