"""Certificates of one class as a plain way: look everything over, give numbers, print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import certificates
from desktop.actions.certificate_check import Check, check
from desktop.actions.certificates import Candidate
from desktop.models.certificates import Certificate
from desktop.models.classes import Class
from desktop.store import classes as shelf
from desktop.store.summary import parts
from desktop.views.certificate_columns import columns
from desktop.views.certificate_notes import Notes, notes
from desktop.views.certificate_preview import CertificatePreview
from desktop.views.certificate_template_dialog import CertificateTemplateDialog
from desktop.views.certificate_work import CertificateWork
from desktop.views.commands import Command
from desktop.views.files import ask_save, open_file
from desktop.views.issue_dialog import IssueDialog
from desktop.views.result_kinds import COUNTED
from desktop.views.side_panel import SidePanel
from desktop.views.step_strip import StepStrip
from desktop.views.table import TableView
from desktop.views.ui import Ui
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.progress_strip import ProgressStrip
from desktop.views.widgets.wrap_label import WrapLabel

if TYPE_CHECKING:
    from desktop.views.honour_dialog import HonourDialog


LARGE = 1.2


class ClassCertificatesView(View):
    """One button does the next thing there is to do, and says with how many."""

    shows: ClassVar[frozenset[str]] = COUNTED | {"org"}

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.work = CertificateWork(ui, self)
        self.work.changed.connect(self.outdated)
        self._people: list[Candidate] = []
        for command in (
            Command("issue.next", "command.issue", self._step, "", "award"),
            Command("issue.honours", "honour.button", self._honour, "", "star"),
        ):
            ui.commands.add(command, self)

    def build(self, page: QVBoxLayout) -> None:
        """Steps and the one button above; people on the left, the look-over on the right."""
        ui, words = self.ui, self.ui.words
        top = QHBoxLayout()
        top.setSpacing(ui.theme.px(8))
        self.steps = StepStrip(ui, [words(f"issue.step_{n}") for n in ("check", "issue", "print")])
        self.edit = self._button("issue.edit", "square-pen", self._edit)
        self.honour = self._button("honour.button", "star", self._honour)
        self.some = Button(ui, "", "plain", "printer", run=self._save_some)
        self.primary = Button(ui, "", "primary", "award", run=self._next)
        top.addWidget(self.steps, 1)
        self.table = self._table()
        looked = words("issue.check_title")
        self.beside = SidePanel(ui, self.table, self._side(), "clipboard-check", looked)
        for button in (self.beside.toggle, self.edit, self.honour, self.some, self.primary):
            top.addWidget(button)
        page.addLayout(top)
        self.progress = ProgressStrip(ui)
        page.addWidget(self.progress)
        self.saved = self._saved_line()
        page.addWidget(self.saved)
        page.addWidget(self.beside, 1)
        if self.work.task is not None:
            self.progress.watch(self.work.task, words("issue.making"))

    def _button(self, key: str, icon: str, run: Callable[[], None]) -> Button:
        """Make a button that in large type leaves its word to the tip: the others need the room."""
        said = self.ui.words(key)
        brief = self.ui.theme.scale > LARGE
        return Button(self.ui, "" if brief else said, "quiet", icon, run, said)

    def refresh(self) -> None:
        """Ask who stands where, and say what comes next."""
        of = self._class()
        desk = self.ui.desk
        self._people = [] if of is None else certificates.candidates(desk, of)
        self.table.set_rows(self._people)
        self.beside.want(bool(self._people))
        self.honour.setVisible(of is not None and parts(desk.store, of.id) is not None)
        if of is None or not self._people:
            self._offer_nothing()
            return
        found = check(desk, of, self._people)
        pending = len(certificates.unarchived(desk, of))
        self._tell(of, found)
        self._offer(found, pending)
        if not self.table.selectedIndexes():
            self.table.select_row(0)

    def _class(self) -> Class | None:
        return shelf.class_by_id(self.ui.desk.store, self.place.class_id)

    def _saved_line(self) -> QWidget:
        line = Card(self.ui, tone="ok")
        line.rows.setDirection(QVBoxLayout.Direction.LeftToRight)
        self._saved_said = WrapLabel(self.ui, "", "strong")
        self.open_saved = Button(self.ui, self.ui.words("issue.open"), "plain", "folder-open")
        self.open_saved.clicked.connect(self._open)
        line.rows.addWidget(self._saved_said, 1, Qt.AlignmentFlag.AlignVCenter)
        line.rows.addWidget(self.open_saved)
        line.setVisible(False)
        self._file: Path | None = None
        return line

    def _table(self) -> TableView:
        words = self.ui.words
        table = TableView(self.ui, "class_certificates", columns(words), frozen=2)
        table.setAccessibleName(words("issue.people"))
        table.selected.connect(self._count_selected)
        table.set_empty(
            EmptyState(self.ui, "award", words("results.nobody"), words("results.nobody_more"))
        )
        return table

    def _side(self) -> QWidget:
        """The look-over: notes, and the longest name as it will be printed."""
        ui, words = self.ui, self.ui.words
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(16))
        looked = Card(ui, words("issue.check_title"))
        self.notes = Notes(ui)
        looked.rows.addWidget(self.notes)
        rows.addWidget(looked)
        longest = Card(ui, words("issue.longest_title"))
        self.preview = CertificatePreview(ui)
        self._longest = WrapLabel(ui, "", "muted")
        longest.rows.addWidget(self.preview)
        longest.rows.addWidget(self._longest)
        rows.addWidget(longest)
        rows.addStretch(1)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setWidget(inside)
        return self.side

    def _tell(self, of: Class, found: Check) -> None:
        from desktop.exporters.certificate_pdf import unreadable_pictures

        desk, words = self.ui.desk, self.ui.words
        template = certificates.template(desk)
        self.notes.set_notes(notes(found, unreadable_pictures(template), words))
        self._longest.set_text(words("issue.longest", names=", ".join(found.longest)))
        if not self.work.busy:
            shown = certificates.specimen(desk, of, found.longest[0])
            self.preview.show_certificate(shown, template)

    def _offer(self, found: Check, pending: int) -> None:
        """Put the next thing to do on the button."""
        words, busy = self.ui.words, self.work.busy
        if found.ready:
            self._next_step(words("issue.button", n=found.ready), "award", self._issue, 0)
        elif pending:
            self._next_step(words("issue.go_on", n=pending), "play", self._make, 1)
        elif found.issued:
            self._next_step(words("issue.save", n=found.issued), "printer", self._save_all, 2)
        else:
            self._offer_nothing()
        self.primary.setEnabled(self.primary.isEnabled() and not busy)
        self.edit.setEnabled(not busy)
        self._count_selected()

    def _next_step(self, text: str, icon: str, run: object, at: int) -> None:
        self.primary.set_icon(icon)
        self.primary.set_text(text)
        self.primary.setEnabled(True)
        self.primary.show()
        self._run = run
        self.steps.set_at(at)

    def _offer_nothing(self) -> None:
        self.primary.set_text(self.ui.words("issue.nobody"))
        self.primary.setEnabled(False)
        self._run = None
        self.steps.set_at(0)
        self.some.hide()

    def _step(self) -> None:
        """Press the button, from the palette."""
        self.primary.click()

    def _next(self) -> None:
        if callable(self._run):
            self._run()

    def _issue(self) -> None:
        of = self._class()
        if of is None:
            return
        found = check(self.ui.desk, of, self._people)
        dialog = IssueDialog(self.ui, of, found.ready, found.unfinished, self)
        dialog.accepted.connect(partial(self._issue_on, of, dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _issue_on(self, of: Class, dialog: IssueDialog) -> None:
        with self.ui.trying():
            certificates.issue(self.ui.desk, of, dialog.issued_on)
            self._make()

    def _make(self) -> None:
        of = self._class()
        if of is None:
            return
        self.work.make_pages(of)
        if self.work.task is not None:
            self.progress.watch(self.work.task, self.ui.words("issue.making"))

    def _honour(self) -> None:
        """Ask for how many ranks; issue to who has none yet, else save what there is."""
        from desktop.views.honour_dialog import HonourDialog

        of = self._class()
        if of is None:
            return
        dialog = HonourDialog(self.ui, of, self)
        dialog.accepted.connect(partial(self._honour_on, of, dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _honour_on(self, of: Class, dialog: HonourDialog) -> None:
        from desktop.actions.honours import issue_honours

        if not dialog.waiting:
            kept = [h.certificate for h in dialog.people if h.certificate is not None]
            self._save([c for c in kept if c.archive], "honour.file")
            return
        with self.ui.trying():
            issue_honours(self.ui.desk, of, dialog.top, dialog.issued_on)
            self._make()

    def _save_all(self) -> None:
        self._save([c.certificate for c in self._people if c.certificate is not None])

    def _save_some(self) -> None:
        self._save(self._chosen())

    def _chosen(self) -> list[Certificate]:
        rows: list[Candidate] = self.table.selected_rows()
        return [c.certificate for c in rows if c.certificate is not None and c.certificate.archive]

    def _save(self, chosen: Sequence[Certificate], called: str = "issue.file") -> None:
        of, words = self._class(), self.ui.words
        if of is None or not chosen:
            return
        name = f"{words(called)} {of.code}"
        path = ask_save(self.ui, self, words("issue.save_title"), name, "pdf")
        if path is not None:
            self.work.save(chosen, path, self._saved)

    def _saved(self, path: Path) -> None:
        self._file = path
        self._saved_said.set_text(self.ui.words("issue.saved", file=path.name))
        self.saved.show()

    def _open(self) -> None:
        if self._file is not None and not open_file(self._file):
            self.ui.say(self.ui.words("issue.no_reader", file=self._file.name), "warning")

    def _count_selected(self, _: int = 0) -> None:
        n = len(self._chosen())
        self.some.set_text(self.ui.words("issue.save_some", n=n))
        self.some.setVisible(bool(n) and not self.work.busy)

    def _edit(self) -> None:
        of = self._class()
        if of is None:
            return
        found = check(self.ui.desk, of, self._people)
        name = found.longest[0] if found.longest else self.ui.words("template.somebody")
        dialog = CertificateTemplateDialog(self.ui, of, name, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
