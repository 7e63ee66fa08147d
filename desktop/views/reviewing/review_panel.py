"""Beside the work: versions, what the rules say, the checklist, the comment, the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.models.forms import Form
from desktop.models.submissions import Version
from desktop.views.reviewing.checklist import Checklist
from desktop.views.reviewing.findings_list import FindingsList
from desktop.views.reviewing.paper_note import PaperNote
from desktop.views.reviewing.remarks import Remarks
from desktop.views.reviewing.review_draft import Draft, draft_of, drop_draft, keep_draft
from desktop.views.reviewing.verdict_bar import Deeds, VerdictBar
from desktop.views.ui import Ui
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.field import Field
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.wrap_label import WrapLabel

PAUSE = 300
"""Milliseconds without a key after which a remark is kept."""


class ReviewPanel(QWidget):
    """Keeps a remark at every pause; ``picked`` carries the version somebody wants to read."""

    picked = Signal(object)

    def __init__(self, ui: Ui, deeds: Deeds) -> None:
        super().__init__()
        self._ui = ui
        self._version: Version | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(ui.theme.px(8))
        outer.addWidget(self._scroller(), 1)
        self.verdict = VerdictBar(ui, deeds)
        outer.addWidget(self.verdict)

    def _scroller(self) -> QScrollArea:
        ui, words = self._ui, self._ui.words
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, ui.theme.px(6), 0)
        rows.setSpacing(ui.theme.px(12))
        self.versions = Flow(ui.theme.px(6))
        self._chips: list[Chip] = []
        self._offered: tuple[list[str], str] = ([], "")
        self.state = WrapLabel(ui, "", "muted")
        self.paper = PaperNote(ui)
        self.findings = FindingsList(ui)
        self.checklist = Checklist(ui)
        self.checklist.changed.connect(self._pause.start)
        self.comment = QPlainTextEdit(tabChangesFocus=True)
        self.comment.setFixedHeight(ui.theme.px(112))
        self.comment.textChanged.connect(self._typed)
        self.field = Field(
            ui, words("reviewing.comment"), self.comment, words("reviewing.comment_help")
        )
        self.remarks = Remarks(ui)
        self.remarks.taken.connect(self.add_remark)
        rows.addLayout(self.versions)
        for widget in (self.state, self.paper, self.findings, self.field, self.remarks,
                       self.checklist):  # fmt: skip
            rows.addWidget(widget)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def show_version(
        self,
        form: Form,
        version: Version | None,
        versions: Sequence[Version],
        newer_draft: bool,
    ) -> None:
        """Show what belongs to a version; ``None`` is a draft nobody has sent."""
        latest = version is not None and version.id == versions[-1].id
        decided = version is None or not latest or bool(version.verdict)
        if decided or version is None or not self._is_typing(version):
            self._fill(form, version, decided)
        self._offer_versions(versions, version)
        self.state.set_text(self._state_said(version, latest, newer_draft))
        self.state.setVisible(bool(self.state.plain()))
        self.field.setVisible(version is not None and (latest or bool(version.comment)))
        self.checklist.setVisible(version is not None)
        self.verdict.offer(version, latest)
        self.paper.show_version(version if latest else None)
        self._version = None if decided else version

    def _is_typing(self, version: Version) -> bool:
        return self._version is not None and self._version.id == version.id

    def _fill(self, form: Form, version: Version | None, decided: bool) -> None:
        """Put in what was said or is being written; nobody's words change while they type."""
        self.keep()
        self._version = None  # what is filled in now was not typed
        self.checklist.set_form(form)
        draft = Draft()
        if version is not None and decided:
            draft = Draft(version.comment, version.checklist)
            drop_draft(self._ui.desk, version)
        elif version is not None:
            draft = draft_of(self._ui.desk, version)
        self.comment.setPlainText(draft.comment)
        self.comment.setReadOnly(decided)
        self.checklist.set_value(draft.checklist)
        self.checklist.setEnabled(not decided)
        self.field.forgive()

    def set_remarks(self, remarks: Sequence[str]) -> None:
        """Offer remarks used before."""
        self.remarks.set_remarks(remarks)
        self.remarks.setVisible(self._version is not None and self.remarks.known)

    def draft(self) -> Draft:
        """Give what stands there now."""
        return Draft(self.comment.toPlainText().strip(), self.checklist.value())

    def add_remark(self, text: str) -> None:
        """Put a remark at the end of the comment."""
        before = self.comment.toPlainText().rstrip()
        self.comment.setPlainText(f"{before}\n{text}" if before else text)
        self.comment.moveCursor(self.comment.textCursor().MoveOperation.End)
        self.comment.setFocus()

    def keep(self) -> None:
        """Keep what was typed since the last pause."""
        self._pause.stop()
        if self._version is not None:
            draft = self.draft()
            if draft != draft_of(self._ui.desk, self._version):
                keep_draft(self._ui.desk, self._version, draft)
                self.field.reassure(self._ui.words("reviewing.comment_kept"))

    def complain(self, sentence: str) -> None:
        """Say what is missing beside the comment, and put the cursor there."""
        self.field.complain(sentence)
        self.comment.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost by going elsewhere."""
        self.keep()
        super().hideEvent(event)

    def _typed(self) -> None:
        if self._version is not None:
            self._pause.start()

    def _offer_versions(self, versions: Sequence[Version], chosen: Version | None) -> None:
        offered = ([v.id for v in versions], chosen.id if chosen is not None else "")
        if offered == self._offered:
            return
        self._offered = offered
        for chip in self._chips:
            self.versions.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for version in versions if len(versions) > 1 else ():
            chip = Chip(self._ui, self._ui.words("reviewing.version", n=version.number))
            chip.setChecked(chosen is not None and version.id == chosen.id)
            chip.clicked.connect(partial(self._pick, version))
            self.versions.addWidget(chip)
            chip.show()
            self._chips.append(chip)

    def _pick(self, version: Version, _: bool = False) -> None:
        self.picked.emit(version)

    def _state_said(self, version: Version | None, latest: bool, newer_draft: bool) -> str:
        words = self._ui.words
        if version is None:
            return words("reviewing.not_sent")
        parts = []
        if "review" in version.conflicts:
            parts.append(words("reviewing.disputed"))
        if not latest:
            parts.append(words("reviewing.older"))
        if latest and newer_draft:
            parts.append(words("reviewing.newer_draft_long"))
        return "\n".join(parts)
