"""A foreign roster, looked through before anybody is enrolled."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import roster_import
from desktop.importers.spreadsheet import read_clipboard
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.roster_header import Columns, find_header
from desktop.models.sheet import Sheet
from desktop.views.background import Task
from desktop.views.import_preview import ImportPreview
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Section
from desktop.views.widgets.error_panel import ErrorPanel
from desktop.views.widgets.progress_strip import ProgressStrip
from desktop.views.widgets.wrap_label import WrapLabel

KINDS = "(*.xlsx *.xls *.xlsb *.ods *.csv *.tsv *.txt)"


class ImportDialog(QDialog):
    """As large as the window: reads off the interface's thread, then shows every row's fate.

    Nothing is stored before the one button with the number on it. ``read`` a file or
    ``read_text`` from a spreadsheet; either may be done again with another.
    """

    def __init__(self, ui: Ui, of: Class, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._of = of
        self._file = ""
        self._task: Task | None = None
        self._preview: ImportPreview | None = None
        self.setModal(True)
        self.setWindowTitle(ui.words("import.title", number=of.number))
        rows = QVBoxLayout(self)
        edge = ui.theme.px(24)
        rows.setContentsMargins(edge, ui.theme.px(12), edge, ui.theme.px(12))
        rows.setSpacing(ui.theme.px(8))
        self.head = Section(ui, ui.words("import.title", number=of.number))
        self.another = Button(ui, ui.words("import.another"), "quiet", "folder-open", self.ask_file)
        self.head.buttons.addWidget(self.another)
        self.progress = ProgressStrip(ui)
        self.progress.stop.clicked.connect(self.reject)
        self.pages = QStackedWidget()
        self.pages.addWidget(QWidget())
        rows.addWidget(self.head)
        rows.addWidget(self.progress)
        rows.addWidget(self.pages, 1)
        rows.addLayout(self._foot())

    @property
    def preview(self) -> ImportPreview | None:
        """The rows now shown, if any could be read."""
        return self._preview

    def read(self, path: Path) -> None:
        """Read a file and show what would become of it."""
        self._begin(path.name)
        task = self._ui.background.run(
            roster_import.open_file, path,
            done=partial(self.show_sheet, path.name), failed=partial(self._fail, None),
        )  # fmt: skip
        self._task = task
        self.progress.watch(task, self._ui.words("import.reading", file=path.name))

    def read_text(self, text: str) -> None:
        """Show what would become of rows copied from a spreadsheet."""
        self._begin("")
        try:
            if not text.strip():
                raise Refused("nothing-copied")
            self.show_sheet("", read_clipboard(text))
        except Refused as refused:
            self._fail(None, refused)

    def show_sheet(self, file: str, sheet: Sheet) -> None:
        """Find the header and show the rows; without a column of names say so."""
        try:
            columns = find_header(sheet)
        except Refused as refused:
            self._fail(sheet, refused)
            return
        self._show_columns(file, sheet, columns)

    def ask_file(self) -> None:
        """Choose another file."""
        words = self._ui.words
        kinds = f"{words('import.kinds')} {KINDS}"
        file, _ = QFileDialog.getOpenFileName(self, words("import.choose"), "", kinds)
        if file:
            self.read(Path(file))

    def accept(self) -> None:
        """Enrol everybody who comes in, as one step, and say how to take it back."""
        if self._preview is None or not self._preview.review.accepted:
            return
        ui = self._ui
        try:
            number = roster_import.accept(ui.desk, self._of, self._preview.review)
        except (Refused, Fault) as no:
            # Said here and not by the window: the window is behind this dialog.
            self.said.set_text(ui.wording.sentence(no))
            self.said.show()
            return
        super().accept()
        ui.say(ui.words("import.done", n=number), undo=partial(undo, ui))

    def reject(self) -> None:
        """Leave everything as it was."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the whole of the window it was opened from."""
        super().showEvent(event)
        if parent := self.parentWidget():
            window = parent.window()
            self.resize(window.size())
            self.move(window.mapToGlobal(window.rect().topLeft()))

    def _foot(self) -> QHBoxLayout:
        words = self._ui.words
        self.said = WrapLabel(self._ui, "", "body", "danger")
        self.said.hide()
        self.cancel = Button(self._ui, words("common.cancel"), run=self.reject)
        self.confirm = Button(self._ui, words("import.nobody"), "primary", run=self.accept)
        self.confirm.setEnabled(False)
        across = QHBoxLayout()
        across.setSpacing(self._ui.theme.px(8))
        self._hint = QVBoxLayout()
        self._hint.addWidget(self.said)
        across.addLayout(self._hint, 1)
        across.addWidget(self.cancel)
        across.addWidget(self.confirm)
        return across

    def _begin(self, file: str) -> None:
        """Clear away what was shown before."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.said.hide()
        self._offer()
        self._file = file
        self._preview = None
        self._put(QWidget())
        self.head.set_under(file)
        self._count(0)

    def _show_columns(self, file: str, sheet: Sheet, columns: Columns) -> None:
        self._task = None
        self._offer()
        words = self._ui.words
        source = file or words("import.pasted")
        name = sheet.name if sheet.name and sheet.name != file else ""
        self.head.set_under(words("import.source", file=source, sheet=name) if name else source)
        judge = partial(roster_import.review_sheet, self._ui.desk, self._of, sheet)
        self._preview = ImportPreview(self._ui, sheet, columns, judge)
        self._preview.counted.connect(self._count)
        self._put(self._preview)
        self._hint.addWidget(self._preview.hint)
        self._preview.begin()

    def _fail(self, sheet: Sheet | None, no: Exception) -> None:
        """Say in one sentence why there is nothing to show, and what to press."""
        self._task = None
        words = self._ui.words
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        panel = ErrorPanel(
            self._ui, reason(self._ui, no), words("import.nothing_stored"),
            words("import.another"), self.ask_file,
        )  # fmt: skip
        rows.addWidget(panel)
        if sheet is not None:
            by_hand = partial(self._show_columns, self._file, sheet, Columns(1, 2, {}))
            button = Button(self._ui, words("import.by_hand"), "quiet", "table-2", by_hand)
            across = QHBoxLayout()
            across.addWidget(button)
            across.addStretch(1)
            rows.addLayout(across)
        rows.addStretch(1)
        self.another.hide()
        self.confirm.hide()
        self.cancel.set_text(words("common.close"))
        self._put(page)
        panel.button.setFocus()

    def _put(self, page: QWidget) -> None:
        old = self.pages.currentWidget()
        if isinstance(old, ImportPreview):
            old.hint.deleteLater()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if old is not None:
            self.pages.removeWidget(old)
            old.deleteLater()
        follow_layout(self)

    def _offer(self) -> None:
        """Show the buttons of a preview."""
        self.another.show()
        self.confirm.show()
        self.cancel.set_text(self._ui.words("common.cancel"))

    def _count(self, number: int) -> None:
        words = self._ui.words
        self.confirm.set_text(
            words("import.accept", n=number) if number else words("import.nobody")
        )
        self.confirm.setEnabled(number > 0)


def reason(ui: Ui, no: Exception) -> str:
    """Say why a file cannot be used; a disk that fails in the middle of it is no reason to stop."""
    if isinstance(no, Refused | Fault):
        return ui.wording.sentence(no)
    return ui.words("refused.unreadable")
