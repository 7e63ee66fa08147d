"""One project: its parts on the left, the one that lies open beside them, saved as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import projects as actions
from desktop.actions.roles import role
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.refusal import Fault, Refused
from desktop.models.teams import Team
from desktop.views.form_fields.question import Question
from desktop.views.form_fields.section_editor import SectionEditor
from desktop.views.reviewing.step_list import StepList
from desktop.views.tab_order import follow_layout
from desktop.views.teams import project_draft as drafts
from desktop.views.teams.process_picker import ProcessPicker, processes
from desktop.views.teams.project_form import PICKED, answers_of, form_for, parts_of
from desktop.views.teams.project_head import ProjectHead
from desktop.views.teams.project_rules import Place, forgive, place_of, said_at, same_agency
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

PAUSE = 300
"""Milliseconds without a key after which what was typed is kept."""
STEPS_WIDE = 250


class ProjectPage(QWidget):
    """``left`` leads back to the list; what was typed is put by before, or said to be unfit."""

    left = Signal()
    presenting = Signal(str)
    stepped = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._of: Class | None = None
        self.project: Project | None = None
        self._team: Team | None = None
        self._at = 0
        self._shown: dict[str, Any] = {}
        self._base: dict[str, Any] = {}
        self._seen: Mapping[str, Sequence[str]] = {}
        self._told = ""
        self.editor: SectionEditor | None = None
        self.picker: ProcessPicker | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(10))
        self.head = ProjectHead(ui)
        self.head.left.connect(self.leave)
        self.head.presenting.connect(self._present)
        self.head.stepped.connect(self._step)
        rows.addWidget(self.head)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(16))
        self.steps = StepList(ui, ui.words("teams.sections"), STEPS_WIDE)
        self.steps.walked.connect(self.go)
        across.addWidget(self.steps)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across.addWidget(self._area, 1)
        rows.addLayout(across, 1)
        rows.addLayout(self._foot())

    def show_project(self, of: Class, project: Project, team: Team | None) -> None:
        """Show a project; what is being typed is not disturbed by what arrives meanwhile."""
        other = self.project is None or self.project.id != project.id
        if other:
            self.forget()
        self._of, self.project, self._team = of, project, team
        words = self._ui.words
        self.head.show_project(of, project, team)
        if other:
            self.steps.set_steps([s.title.text(words.language) for s in form_for({}).sections])
            self._at, self._told = 0, ""
            self._open()
        elif self._shown != drafts.stored(project):
            if self._dirty():
                self.keep()
            self._overtaken(project)

    def _overtaken(self, project: Project) -> None:
        """Show what arrived from elsewhere, or say that it is under what is typed here."""
        typed = drafts.typed_in(self._ui.desk, project)
        if not typed:
            self._open()
            return
        stored = drafts.stored(project)
        if any(stored[part] != self._base.get(part) for part in typed):
            self.kept.setText(self._ui.words("teams.overtaken"))
            self.kept.set_tone("warning")

    def forget(self) -> None:
        """Let go of the project that lies open; what was typed stays kept."""
        if self._dirty():
            self.keep()
        self.project = None

    def begin(self) -> None:
        """Put the cursor where one begins to write."""
        if self.editor is not None:
            self.editor.begin()
        elif self.picker is not None:
            self.picker.begin()

    def keep(self) -> None:
        """Keep what was typed, durably; no change is made of it yet."""
        self._pause.stop()
        if self.project is None or self._of is None:
            return
        with self._ui.trying():
            drafts.keep(
                self._ui.desk, self._of, self.project, self._parts(), self._base, self._seen
            )
            if not self.kept.property("tone"):
                self.kept.setText(self._ui.words("teams.kept"))
        if self.editor is not None and self.editor.section.code == "data":
            self._warn_same_agency(self.editor)

    def put_by(self) -> bool:
        """Make changes of what was typed; what is unfit is shown at its place, once."""
        if self.project is None or self._of is None:
            return True
        if self._dirty():
            self.keep()
        self._shown = drafts.parts(self._ui.desk, self.project)  # its own change is no news to it
        try:
            self.project = drafts.put_by(self._ui.desk, self._of, self.project)
        except (Refused, Fault) as no:
            told = f"{no.code} {no.details}"
            if told == self._told:
                return True
            self._told = told
            self._show_unfit(no)
            return False
        self._told = ""
        return True

    def go(self, at: int) -> None:
        """Open another part; the one that was open is put by."""
        if not self.put_by():
            self.steps.go_to(self._at)
            return
        self._at = at
        self._open()
        if not self.steps.hasFocus():
            self.begin()

    def leave(self) -> None:
        """Go back to the list."""
        if self.put_by():
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost by going elsewhere, and what is fit becomes a change."""
        if self._dirty():
            self.keep()
        if self.project is not None and self._of is not None:
            try:
                drafts.put_by(self._ui.desk, self._of, self.project)
            except (Refused, Fault):
                self._told = ""  # it stays as typed, and is said at the next leaving
        super().hideEvent(event)

    def _dirty(self) -> bool:
        return self._pause.isActive()

    def _parts(self) -> dict[str, Any]:
        if self.picker is not None:
            return {PICKED: {"works": self.picker.works()}}
        if self.editor is None:
            return {}
        return parts_of(self.editor.section.code, self.editor.value())

    def _open(self) -> None:
        of, project, ui = self._of, self.project, self._ui
        if of is None or project is None:
            return
        self._shown = self._base = drafts.stored(project)
        self._seen = actions.shown(ui.desk, of, project)
        parts = drafts.parts(ui.desk, project)
        form = form_for(parts)
        section = form.sections[self._at]
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, ui.theme.px(12), 0)
        rows.setSpacing(ui.theme.px(12))
        rows.addWidget(Label(section.title.text(ui.words.language), "section"))
        rows.addWidget(WrapLabel(ui, section.help.text(ui.words.language), "muted"))
        self.editor = self.picker = None
        asked: SectionEditor | ProcessPicker
        if section.code == PICKED:
            known = processes(ui.desk, of, project, self._team)
            asked = self.picker = ProcessPicker(ui, known, parts[PICKED]["works"])
        else:
            asked = self.editor = SectionEditor(ui, form, section, answers_of(parts))
        asked.changed.connect(self._pause.start)
        asked.setEnabled(self._may_write(of))
        rows.addWidget(asked, 1)
        self._area.setWidget(page)
        self.steps.go_to(self._at)
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < len(form.sections) - 1)
        self.kept.setText("")
        self.kept.set_tone(None)
        follow_layout(self)

    def _may_write(self, of: Class) -> bool:
        """Whether this desk may change the project; else it is shown to be read."""
        running = of.status not in ("closed", "archived")
        return running and role(self._ui.desk) not in ("scorer", "viewer")

    def _warn_same_agency(self, editor: SectionEditor) -> None:
        """Say at the row while it is typed that its data stays at home."""
        row = same_agency(self._parts()["data"])
        if row:
            said = self._ui.words("teams.same_agency")
            said_at(editor, Place("data", row, "user"), said, "warning")
        else:
            forgive(editor)

    def _show_unfit(self, no: Refused | Fault) -> None:
        """Say what cannot be stored, beside it."""
        words = self._ui.words
        place = place_of(no)
        said = self._ui.wording.sentence(no)
        if place is None:
            self._ui.refuse(no)
            return
        if no.code == "project-unfit":
            said = words("teams.unfit")
        codes = [section.code for section in form_for({}).sections]
        if place.section in codes and codes[self._at] != place.section:
            self._at = codes.index(place.section)
            self._open()
        if self.editor is not None:
            question = said_at(self.editor, place, said, "danger")
            if question is not None:  # seen once the page has made room for what is said
                QTimer.singleShot(0, question, partial(self._come_to, question))
        self._ui.say(words("teams.stays_typed"), "warning")

    def _come_to(self, question: Question) -> None:
        question.editor.begin()
        self._area.ensureWidgetVisible(question)

    def _foot(self) -> QHBoxLayout:
        ui, words = self._ui, self._ui.words
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        self.kept = Label("", "muted")
        across.addWidget(self.kept)
        across.addStretch(1)
        self.back = Button(
            ui, words("teams.previous_part"), "plain", "chevron-left",
            lambda: self.go(self._at - 1),
        )  # fmt: skip
        self.on = Button(
            ui, words("teams.next_part"), "primary", "chevron-right",
            lambda: self.go(self._at + 1),
        )  # fmt: skip
        across.addWidget(self.back)
        across.addWidget(self.on)
        return across

    def _present(self) -> None:
        if self.project is not None and self.put_by():
            self.presenting.emit(self.project.id)

    def _step(self, by: int) -> None:
        if self.put_by():
            self.stepped.emit(by)
