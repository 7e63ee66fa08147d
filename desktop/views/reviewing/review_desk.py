"""Reading what was sent: the work on the left, what to say about it on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.submissions import Overview, remarks
from desktop.models.classes import Class
from desktop.models.form_check import check
from desktop.models.forms import Answers, Form
from desktop.models.submissions import State, Version, in_order
from desktop.store import submissions as shelf
from desktop.views.reviewing import work_page
from desktop.views.reviewing.desk_head import DeskHead
from desktop.views.reviewing.pin_dialog import PinDialog
from desktop.views.reviewing.readable import readable, sent
from desktop.views.reviewing.review_panel import ReviewPanel
from desktop.views.reviewing.verdict_bar import Deeds
from desktop.views.reviewing.verdicts import Verdicts
from desktop.views.reviewing.work_paper import WorkPaper
from desktop.views.side_panel import SidePanel
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui

KEYS = {
    "j": "on", "่": "on", "k": "back", "า": "back", "n": "unread", "ื": "unread",
    "a": "accept", "ฟ": "accept", "r": "return", "พ": "return",
}  # fmt: skip
"""Single keys, also where they lie on the Thai layout; a field being typed in takes them first."""


class ReviewDesk(QWidget):
    """Goes through the people it was given, in their order; ``left`` leads back to the list."""

    left = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._of: Class | None = None
        self._form: Form | None = None
        self._people: list[Overview] = []
        self._at = 0
        self._shown: object = None
        self._read: tuple[str, Answers | None] = ("", None)
        self.version: Version | None = None
        self.verdicts = Verdicts(self, ui)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(10))
        self.head = DeskHead(ui, self.left.emit, self.back, self.on, self.next_unread)
        self.paper = WorkPaper(ui)
        self.paper.made.connect(self._look_over)
        deeds = Deeds(
            self.verdicts.accept, self.verdicts.send_back, self.verdicts.reopen,
            self.verdicts.publish, self.verdicts.unpublish,
        )  # fmt: skip
        self.panel = ReviewPanel(ui, deeds)
        self.panel.picked.connect(self._pick)
        self.panel.findings.asked.connect(self.paper.show_section)
        self.panel.paper.asked.connect(self._ask_pin)
        self._reviewed = True
        self._beside = beside = SidePanel(
            ui, self.paper, self.panel, "clipboard-check", ui.words("reviewing.panel")
        )
        head = QHBoxLayout()
        head.setSpacing(ui.theme.px(8))
        head.addWidget(self.head, 1)
        head.addWidget(beside.toggle)
        rows.addLayout(head)
        rows.addWidget(beside, 1)

    @property
    def of(self) -> Class | None:
        """The class whose works lie here."""
        return self._of

    @property
    def reviewed(self) -> bool:
        """Whether what lies here is accepted or returned."""
        return self._reviewed

    @property
    def people(self) -> Sequence[Overview]:
        """Everybody the desk goes through."""
        return self._people

    @property
    def person(self) -> Overview | None:
        """Whose work lies open."""
        return self._people[self._at] if self._at < len(self._people) else None

    def set_people(
        self, of: Class, form: Form, people: Sequence[Overview], *, reviewed: bool = True
    ) -> None:
        """Take where everybody stands now; who was being read stays open.

        Of a test or survey nothing is ``reviewed``: it is only read.
        """
        self._beside.want(reviewed)
        self._reviewed = reviewed
        self.head.unread.setVisible(reviewed)
        kept = self.person.enrolment.id if self.person else ""
        self._of, self._form, self._people = of, form, list(people)
        self._at = min(self._at, max(0, len(self._people) - 1))
        self._go_to(kept)
        self._show()

    def open_person(self, enrolment: str) -> None:
        """Read somebody's work, the version that counts."""
        self._go_to(enrolment)
        self.version = None
        self._show(fresh=True)
        self.paper.setFocus()

    def on(self) -> None:
        """Read the next person's work."""
        self._step(1)

    def back(self) -> None:
        """Read the work of the person before."""
        self._step(-1)

    def next_unread(self) -> None:
        """Read the next work that waits to be looked at, from here on and round."""
        count = len(self._people)
        ahead = [(self._at + n) % count for n in range(1, count + 1)]
        at = next((n for n in ahead if self._people[n].state is State.SUBMITTED), None)
        if at is not None and at != self._at:
            self.open_person(self._people[at].enrolment.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K page, N goes to the next unread, A accepts, R returns, Esc leads back."""
        deed = KEYS.get(event.text().lower()) if not _held(event) else None
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif deed is not None and not event.isAutoRepeat():
            self._do(deed)
        else:
            super().keyPressEvent(event)

    def _do(self, deed: str) -> None:
        match deed:
            case "on":
                self.on()
            case "back":
                self.back()
            case "unread":
                self.next_unread()
            case "accept":
                self.verdicts.accept()
            case _:
                self.verdicts.send_back()

    def _step(self, steps: int) -> None:
        if self._people:
            at = min(max(self._at + steps, 0), len(self._people) - 1)
            if at != self._at:
                self.open_person(self._people[at].enrolment.id)

    def _go_to(self, enrolment: str) -> None:
        for at, row in enumerate(self._people):
            if row.enrolment.id == enrolment:
                self._at = at

    def _pick(self, version: Version) -> None:
        self.version = version
        self._show(fresh=True)

    def _show(self, fresh: bool = False) -> None:
        """Show the person; the page is laid out anew only when something else stands on it."""
        row, form, of = self.person, self._form, self._of
        if row is None or form is None or of is None:
            return
        versions = self._versions(row)
        self.version = self._still(versions)
        unread = sum(r.state is State.SUBMITTED for r in self._people if r is not row)
        self.head.show_row(row, self.version, unread)
        answers = self._answers(form, row)
        key = (row.enrolment.id, self.version.id if self.version else answers, self._ui.words)
        if fresh or key != self._shown:
            self._shown = key
            self._lay_out(form, row, answers, versions)
            self.panel.findings.set_findings(form, [])
        self.panel.show_version(form, self.version, versions, row.draft_newer)
        self.panel.set_remarks(remarks(self._ui.desk, of))
        self._order()

    def _lay_out(
        self, form: Form, row: Overview, answers: Answers | None, versions: Sequence[Version]
    ) -> None:
        ui, version = self._ui, self.version
        work = version.work if version else row.work.id if row.work else ""
        parts = work_page.parts(ui, form, answers, work)
        at = versions.index(version) if version is not None else 0
        before = sent(form, versions[at - 1]) if at > 0 else None
        if before is not None and answers is not None:
            number, ask = versions[at - 1].number, self.paper.show_section
            parts.insert(0, work_page.changes(ui, form, (number, before), answers, ask))
        self.paper.show_parts(parts)

    def _answers(self, form: Form, row: Overview) -> Answers | None:
        """Give what was sent or drafted; nothing where it does not fit its form."""
        if self.version is not None and self._read[0] == self.version.id:
            return self._read[1]
        if self.version is not None:
            self._read = (self.version.id, sent(form, self.version))
            return self._read[1]
        return readable(form, row.work.answers) if row.work is not None else {}

    def _look_over(self) -> None:
        """Say what the form's own rules find, once the work itself can be read."""
        row, form = self.person, self._form
        if row is not None and form is not None:
            answers = self._answers(form, row)
            self.panel.findings.set_findings(form, check(form, answers or {}))
        self._order()

    def show_panel(self) -> None:
        """Bring the panel into view where there is too little room for both."""
        if self._beside.cramped:
            self._beside.toggle.setChecked(True)

    def _order(self) -> None:
        """Let Tab go through what is there now in the order it is read."""
        follow_layout(self)

    def _versions(self, row: Overview) -> list[Version]:
        if row.latest is None:
            return []
        return in_order(shelf.versions_of(self._ui.desk.store, row.latest.work))

    def _still(self, versions: Sequence[Version]) -> Version | None:
        """Give the version looked at as it stands now, else the one that counts."""
        wanted = self.version.id if self.version else ""
        last = versions[-1] if versions else None
        return next((v for v in versions if v.id == wanted), last)

    def _ask_pin(self) -> None:
        row = self.person
        if self._of is not None and self.version is not None and row is not None:
            PinDialog(self._ui, self._of, self.version, row.enrolment.name, self).open()


def _held(event: QKeyEvent) -> bool:
    """Whether the key was pressed together with Ctrl, Alt or the like."""
    return bool(event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier)
