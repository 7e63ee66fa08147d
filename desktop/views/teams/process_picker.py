"""The processes a project rests on, picked from what the members of its group handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.submissions import State, Version, Work, latest, state
from desktop.models.teams import Member, Team
from desktop.store import submissions
from desktop.views.form_fields.tick import Tick
from desktop.views.reviewing.states import state_words
from desktop.views.ui import Ui
from desktop.views.widgets.wrap_label import WrapLabel

FORM = "workflow"


@dataclass(frozen=True, slots=True)
class Process:
    """One exercise to pick: ``ids`` are by which a project may refer to it, its work's first."""

    ids: tuple[str, ...]
    name: str
    state: State
    member: Member | None


def processes(desk: Desk, of: Class, project: Project, team: Team | None) -> list[Process]:
    """Give the exercises of the group's members, and those linked already of anybody else."""
    members = {m.enrolment: m for m in team.members} if team else {}
    sent: dict[str, list[Version]] = {}
    for version in submissions.versions(desk.store, of.id, FORM):
        sent.setdefault(version.work, []).append(version)
    found = [
        _process(work, sent.get(work.id, []), members.get(work.enrolment))
        for work in submissions.works(desk.store, of.id, FORM)
    ]
    linked = set(project.works)
    shown = [p for p in found if (p.member and p.state is not State.BLANK) or linked & set(p.ids)]
    return sorted(shown, key=lambda p: p.member.seat if p.member else 1_000_000)


def _process(work: Work, sent: Sequence[Version], member: Member | None) -> Process:
    last = latest(sent)
    answers = last.answers if last else work.answers
    name = str(answers.get("process", {}).get("process_name") or "")
    return Process((work.id, *(v.id for v in sent)), name, state(work, sent), member)


class ProcessPicker(QWidget):
    """One button for each exercise; ``changed`` follows every change a person made."""

    changed = Signal()

    def __init__(self, ui: Ui, known: Sequence[Process], linked: Sequence[str]) -> None:
        super().__init__()
        self._linked = list(linked)
        self._ticks: list[tuple[Process, Tick]] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(8))
        if not known:
            rows.addWidget(WrapLabel(ui, ui.words("teams.no_exercises"), "muted"))
        for process in known:
            tick = Tick(ui, _told(ui, process), many=True)
            tick.setChecked(bool(set(process.ids) & set(linked)))
            tick.clicked.connect(lambda: self.changed.emit())
            self._ticks.append((process, tick))
            rows.addWidget(tick)
        rows.addStretch(1)

    @property
    def ticks(self) -> list[Tick]:
        """The buttons, in order."""
        return [tick for _, tick in self._ticks]

    def works(self) -> list[str]:
        """Give the ids that are linked now; one linked before stays as it was."""
        offered = {i for process, _ in self._ticks for i in process.ids}
        found = [i for i in self._linked if i not in offered]
        for process, tick in self._ticks:
            if tick.isChecked():
                before = [i for i in self._linked if i in process.ids]
                found += before or [process.ids[0]]
        return found

    def begin(self) -> None:
        """Put the cursor on the first."""
        if self._ticks:
            self._ticks[0][1].setFocus()


def _told(ui: Ui, process: Process) -> str:
    words = ui.words
    name = process.name or words("teams.no_process_name")
    said = state_words(words, process.state)
    if process.member is None:
        return words("teams.process_elsewhere", name=name, state=said)
    return words("teams.process", name=name, person=process.member.name, state=said)
