"""What stands on the certificates to come, edited beside a picture of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import certificates
from desktop.models.certificate_template import Signatory, Template
from desktop.models.certificates import Numbering, check_numbering
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.store import organisation
from desktop.views.certificate_preview import SHAPE, CertificatePreview
from desktop.views.files import ask_picture
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

TEXTS = ("organisation", "given", "completed", "course_name")
MOST_SIGNATORIES = 3
LARGEST_EMBLEM = 1_000_000
PAUSE = 250
LARGE = 1.2  # in large type the picture needs the room
PAPER = 0.52  # of the width
ROUND_FORM = 220  # title and sentence above, buttons below
ROUND_PAPER = 300  # the same, and what is said of the picture


class CertificateTemplateDialog(Dialog):
    """Saved as a new version of the template; what was issued stays as it was."""

    def __init__(self, ui: Ui, of: Class, name: str, parent: QWidget) -> None:
        words = ui.words
        super().__init__(
            ui,
            parent,
            words("template.title"),
            words("template.for_the_future"),
            words("template.save"),
            check=self._save,
        )
        self._of, self._name = of, name
        room = parent.window().size() - QSize(0, 48)  # what a title bar takes
        self._room = room.boundedTo(QSize(ui.theme.px(1160), ui.theme.px(690)))
        self.template = certificates.template(ui.desk)
        self.numbering = organisation.numbering(ui.desk.store)
        self._emblem = self.template.emblem
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._show_preview)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(24))
        across.addWidget(self._form(), 1)
        across.addLayout(self._paper())
        self.body.addLayout(across, 1)
        self.resize(self._room)
        self._show_preview()

    def edited(self) -> Template:
        """Give the template as it stands in the form."""
        texts = {key: entry.text().strip() for key, entry in self.texts.items()}
        return replace(
            self.template,
            heading=self.heading.currentText().strip() or self.template.heading,
            organisation=texts["organisation"],
            given=texts["given"],
            completed=texts["completed"],
            course_name=texts["course_name"],
            digits="thai" if self.digits.currentIndex() == 0 else "arabic",
            signatories=tuple(self._signatories()),
            emblem=self._emblem,
        )

    def _signatories(self) -> Iterator[Signatory]:
        kept = self.template.signatories
        for at, (who, post) in enumerate(self.signatories):
            if name := who.text().strip():
                image = kept[at].image if at < len(kept) else None
                yield Signatory(name, post.text().strip(), image)

    def edited_numbering(self) -> Numbering:
        """Give the numbering as it stands in the form."""
        fiscal = self.year.currentIndex() == 1
        return replace(
            self.numbering,
            prefix=self.prefix.text().strip(),
            year="fiscal" if fiscal else "calendar",
        )

    def set_emblem(self, path: Path) -> None:
        """Take a picture as emblem; one that is too large or no picture is refused."""
        try:
            self._emblem = read_emblem(path)
        except (Refused, Fault) as no:
            self._emblem_field.complain(self._ui.wording.sentence(no))
        else:
            self._emblem_field.reassure(self._ui.words("template.emblem_taken", file=path.name))
            self._changed()

    def remove_emblem(self) -> None:
        """Print without an emblem."""
        self._emblem = None
        self._emblem_field.forgive()
        self._changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first thing to edit."""
        super().showEvent(event)
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Draw no more: nobody looks."""
        self._later.stop()
        super().done(result)

    def _form(self) -> QWidget:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(2, 2, self._ui.theme.px(16), 2)
        rows.setSpacing(self._ui.theme.px(12))
        self._add_texts(rows)
        self._add_emblem(rows)
        self._add_signatories(rows)
        self._add_numbering(rows)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.setFixedHeight(self._room.height() - self._ui.theme.px(ROUND_FORM))
        return area

    def _add_texts(self, rows: QVBoxLayout) -> None:
        words = self._ui.words
        self.heading = QComboBox(editable=True)
        self.heading.addItems(list(self.template.headings))
        self.heading.setCurrentText(self.template.heading)
        self.heading.currentTextChanged.connect(self._changed)
        rows.addWidget(Field(self._ui, words("template.heading"), self.heading))
        self.texts: dict[str, QLineEdit] = {}
        for key in TEXTS:
            entry = self.texts[key] = self._entry(str(getattr(self.template, key)))
            rows.addWidget(Field(self._ui, words(f"template.{key}"), entry))
        self.digits = self._choice("template.digits", ("thai", "arabic"), self.template.digits)
        rows.addWidget(Field(self._ui, words("template.digits"), self.digits))

    def _add_emblem(self, rows: QVBoxLayout) -> None:
        words = self._ui.words
        buttons = QWidget()
        across = QHBoxLayout(buttons)
        across.setContentsMargins(0, 0, 0, 0)
        choose = Button(self._ui, words("template.emblem_choose"), "plain", "upload", self._choose)
        self._without = Button(
            self._ui, words("template.emblem_remove"), "quiet", "trash-2", self.remove_emblem
        )
        across.addWidget(choose)
        across.addWidget(self._without)
        across.addStretch(1)
        help_text = words("template.emblem_help")
        self._emblem_field = Field(self._ui, words("template.emblem"), buttons, help_text)
        rows.addWidget(self._emblem_field)

    def _add_signatories(self, rows: QVBoxLayout) -> None:
        words = self._ui.words
        self.signatories: list[tuple[QLineEdit, QLineEdit]] = []
        known = self.template.signatories
        for at in range(MOST_SIGNATORIES):
            who = self._entry(known[at].name if at < len(known) else "")
            post = self._entry(known[at].position if at < len(known) else "")
            self.signatories.append((who, post))
            across = QHBoxLayout()
            across.setSpacing(self._ui.theme.px(8))
            across.addWidget(Field(self._ui, words("template.signatory", n=at + 1), who), 1)
            across.addWidget(Field(self._ui, words("template.position"), post), 1)
            rows.addLayout(across)
        rows.addWidget(WrapLabel(self._ui, words("template.signatories_help"), "muted"))

    def _add_numbering(self, rows: QVBoxLayout) -> None:
        words = self._ui.words
        self.prefix = self._entry(self.numbering.prefix)
        self.year = self._choice("template.year", ("calendar", "fiscal"), self.numbering.year)
        across = QHBoxLayout()
        across.setSpacing(self._ui.theme.px(8))
        self._prefix_field = Field(self._ui, words("template.prefix"), self.prefix)
        across.addWidget(self._prefix_field, 1)
        across.addWidget(Field(self._ui, words("template.year"), self.year), 1)
        rows.addLayout(across)

    def _paper(self) -> QVBoxLayout:
        words = self._ui.words
        rows = QVBoxLayout()
        rows.addWidget(Label(words("template.preview"), "strong"))
        self.preview = CertificatePreview(self._ui)
        tall = self._room.height() - self._ui.theme.px(ROUND_PAPER)
        width = min(round(self._room.width() * PAPER), round(tall / SHAPE))
        self.preview.setFixedSize(width, self.preview.heightForWidth(width))
        rows.addWidget(self.preview)
        if self._ui.theme.scale < LARGE:
            rows.addWidget(WrapLabel(self._ui, words("template.preview_help"), "muted"))
        self.preview.setToolTip(words("template.preview_help"))
        rows.addStretch(1)
        return rows

    def _entry(self, text: str) -> QLineEdit:
        entry = QLineEdit(text)
        entry.setMaxLength(300)
        entry.setCursorPosition(0)
        entry.textChanged.connect(self._changed)
        return entry

    def _choice(self, key: str, values: tuple[str, str], now: str) -> QComboBox:
        choice = QComboBox()
        choice.addItems([self._ui.words(f"{key}_{value}") for value in values])
        choice.setCurrentIndex(values.index(now))
        choice.currentIndexChanged.connect(self._changed)
        return choice

    def _choose(self) -> None:
        path = ask_picture(self._ui, self, self._ui.words("template.emblem_choose"))
        if path is not None:
            self.set_emblem(path)

    def _changed(self, _: object = None) -> None:
        """Draw the picture anew once the typing pauses."""
        self._later.start()

    def _show_preview(self) -> None:
        wanted = self.edited()
        self._without.setVisible(self._emblem is not None)
        printed = certificates.specimen(self._ui.desk, self._of, self._name, wanted)
        self.preview.show_certificate(printed, wanted)

    def _save(self) -> bool:
        """Keep what was changed, and only that; a refusal is said where it belongs."""
        wanted, numbering = self.edited(), self.edited_numbering()
        try:
            check_numbering(numbering)
            if wanted != self.template:
                certificates.change_template(self._ui.desk, wanted)
            if numbering != self.numbering:
                certificates.change_numbering(self._ui.desk, numbering)
        except Refused as no:
            self._prefix_field.complain(self._ui.wording.sentence(no))
            return False
        except Fault as no:
            self._ui.refuse(no)
            return False
        return True


def read_emblem(path: Path) -> bytes:
    """Read an emblem, refused when it is too large for a certificate or no picture at all."""
    from desktop.exporters.page import picture

    try:
        size = path.stat().st_size
        if size > LARGEST_EMBLEM:
            raise Refused("picture-too-large", size=size // 1000)
        data = path.read_bytes()
    except OSError as error:
        raise Refused("file-not-read", path=path.name, reason=error.strerror or "") from error
    picture(data)
    return data
