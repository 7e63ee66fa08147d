"""Keying in a paper form on somebody's behalf: a whole section on each page, kept as typed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import submissions
from desktop.actions.attachments import MOST_BYTES, attach
from desktop.actions.submissions import Opened
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.form_words import section_title
from desktop.models.forms import Section
from desktop.models.refusal import Fault, Refused
from desktop.views.form_fields.section_editor import SectionEditor
from desktop.views.reviewing.step_list import StepList
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

PAUSE = 300
"""Milliseconds without a key after which what was typed is kept."""
STEPS_WIDE = 270
WHOLE = ""
"""The section of a file that belongs to the whole work."""


class KeyInPage(QWidget):
    """``left`` leads back to the list; what was typed is put by then, sent or not."""

    left = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._opened: Opened | None = None
        self._sections: tuple[Section, ...] = ()
        self._at = 0
        self.editor: SectionEditor | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(10))
        rows.addLayout(self._head())
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(16))
        self.steps = StepList(ui, ui.words("reviewing.key_in.steps"), STEPS_WIDE)
        self.steps.walked.connect(self._go)
        across.addWidget(self.steps)
        self._area = _scrolling(QWidget())
        across.addWidget(self._area, 1)
        rows.addLayout(across, 1)
        rows.addLayout(self._foot())

    @property
    def opened(self) -> Opened | None:
        """The work being keyed in."""
        return self._opened

    def begin(self, of: Class, enrolment: Enrolment, code: str) -> None:
        """Open somebody's work on a form, at its first section."""
        self._opened = submissions.open_work(self._ui.desk, of, enrolment, code)
        form = self._opened.form
        self._sections = tuple(
            s for s in form.sections if any(f.kind != "picture" for f in s.fields)
        )
        words = self._ui.words
        who = words("reviewing.who", seat=enrolment.seat, name=enrolment.name)
        self.who.setText(words("reviewing.key_in.title", who=who))
        self.steps.set_steps([section_title(words, s) for s in self._sections])
        self._go(0)

    def keep(self) -> None:
        """Keep what was typed, durably; no change is made of it yet."""
        self._pause.stop()
        if self._opened is None or self.editor is None:
            return
        with self._ui.trying():
            section = self._sections[self._at].code
            self._opened = submissions.type_in(
                self._ui.desk, self._opened, section, self.editor.value()
            )
            self.kept.setText(self._ui.words("reviewing.key_in.kept"))

    def leave(self) -> None:
        """Put by what was typed and go back to the list."""
        if self._put_by():
            self._opened = None
            self.left.emit()

    def send(self) -> None:
        """Send it in its owner's name; what is missing is shown at its place."""
        if self._opened is None:
            return
        ui = self._ui
        if self._dirty():
            self.keep()
        try:
            submissions.submit(ui.desk, self._opened, keyed_by=ui.desk.author)
        except (Refused, Fault) as no:
            self._show_missing(no)
            return
        name = self._opened.enrolment.name
        ui.say(ui.words("reviewing.key_in.sent", name=name), undo=partial(undo, ui))
        self._opened = None
        self.left.emit()

    def attach_scan(self) -> None:
        """Add the paper itself, photographed or scanned, to the work."""
        ui, opened = self._ui, self._opened
        chosen, _ = QFileDialog.getOpenFileName(self, ui.words("reviewing.key_in.scan"))
        if not chosen or opened is None:
            return
        with ui.trying():
            path = Path(chosen)
            attach(ui.desk, opened, WHOLE, path.name, beginning(path))
            ui.say(ui.words("reviewing.key_in.scanned", file=path.name), undo=partial(undo, ui))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost by going elsewhere."""
        if self._dirty():
            self.keep()
        super().hideEvent(event)

    def _dirty(self) -> bool:
        return self._pause.isActive()

    def _put_by(self) -> bool:
        if self._opened is None:
            return True
        if self._dirty():
            self.keep()
        try:
            submissions.put_by(self._ui.desk, self._opened)
        except (Refused, Fault) as no:
            self._show_missing(no)
            return False
        return True

    def _show_missing(self, no: Refused | Fault) -> None:
        """Say what is missing and go there, where the refusal knows where that is."""
        details = no.details
        self._ui.refuse(no)
        codes = [section.code for section in self._sections]
        if str(details.get("section", "")) not in codes:
            return
        self._go(codes.index(str(details["section"])))
        said = str(details.get("sentence") or self._ui.wording.sentence(no))
        row = details.get("row", 0)
        if self.editor is not None:
            field = str(details.get("field", ""))
            self.editor.begin(field, row if isinstance(row, int) else 0)
            self.editor.complain(field, said)

    def _go(self, at: int) -> None:
        if self._opened is None:
            return
        if self._dirty():
            self.keep()
        self._at = at
        section = self._sections[at]
        ui = self._ui
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, ui.theme.px(12), 0)
        rows.setSpacing(ui.theme.px(12))
        rows.addWidget(Label(section_title(ui.words, section), "section"))
        if section.help:
            rows.addWidget(WrapLabel(ui, section.help.text(ui.words.language), "muted"))
        self.editor = SectionEditor(ui, self._opened.form, section, self._opened.answers)
        self.editor.changed.connect(self._pause.start)
        rows.addWidget(self.editor, 1)
        self._area.setWidget(page)
        self.steps.go_to(at)
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at < len(self._sections) - 1)
        self.kept.setText("")
        follow_layout(self)
        if not self.steps.hasFocus():
            self.editor.begin()

    def _head(self) -> QHBoxLayout:
        ui, words = self._ui, self._ui.words
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        leave = words("reviewing.key_in.leave")
        self.leaving = Button(ui, leave, "quiet", "chevron-left", self.leave)
        self.who = ElidedLabel("", "section")
        self.scan = Button(
            ui, words("reviewing.key_in.scan"), "plain", "paperclip", self.attach_scan
        )
        across.addWidget(self.leaving)
        across.addWidget(self.who, 1)
        across.addWidget(self.scan)
        return across

    def _foot(self) -> QHBoxLayout:
        ui, words = self._ui, self._ui.words
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        self.kept = Label("", "muted")
        self.back = Button(
            ui, words("reviewing.key_in.back"), "plain", "chevron-left",
            lambda: self._go(self._at - 1),
        )  # fmt: skip
        self.on = Button(
            ui, words("reviewing.key_in.on"), "plain", "chevron-right",
            lambda: self._go(self._at + 1),
        )  # fmt: skip
        self.sending = Button(ui, words("reviewing.key_in.send"), "primary", "check", self.send)
        across.addWidget(self.kept)
        across.addStretch(1)
        for button in (self.back, self.on, self.sending):
            across.addWidget(button)
        return across


def beginning(path: Path) -> bytes:
    """Read a file as far as it could be taken: one byte more than that is refused by its size.

    Raises :class:`Refused` ``unreadable`` where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as reason:
        raise Refused("unreadable", why="not_found", path=path.name) from reason


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
