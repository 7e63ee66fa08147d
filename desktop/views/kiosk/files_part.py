"""Files that go with the work: added by a button or dropped, seen as small pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import attachments
from desktop.actions.attachments import MOST, MOST_BYTES, Attachment
from desktop.models.refusal import Fault, Refused
from desktop.views.kiosk.draft import Draft
from desktop.views.reviewing.attachments_card import size_words, thumbnail
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

THUMB = 64
WHOLE = ""
"""The section of a file that belongs to the work as a whole."""


class FilesPart(QWidget):
    """A refused file is said below the button, with what to do; the others stay."""

    def __init__(self, ui: Ui, draft: Draft) -> None:
        super().__init__()
        self._ui = ui
        self._draft = draft
        words = ui.words
        self.setAcceptDrops(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(12))
        rows.addWidget(Label(words("kiosk.files"), "title"))
        rows.addWidget(
            WrapLabel(ui, words("kiosk.files_help", n=MOST, most=MOST_BYTES // 1_000_000))
        )
        self.add = Button(ui, words("kiosk.add_file"), "plain", "paperclip", self._ask).large()
        rows.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.told = WrapLabel(ui, "", "strong", "danger")
        rows.addWidget(self.told)
        self._list = QVBoxLayout()
        self._list.setSpacing(ui.theme.px(8))
        rows.addLayout(self._list)
        rows.addStretch(1)
        self.pictures: dict[str, Label] = {}
        self._lines: list[QWidget] = []
        self.show_files()

    def take(self, paths: Sequence[Path]) -> None:
        """Add files; what cannot be taken is said and nothing else is lost."""
        self.told.set_text("")
        for path in paths:
            try:
                # One byte too many is enough to know: nobody waits for a film to be read.
                with path.open("rb") as file:
                    data = file.read(MOST_BYTES + 1)
                attachments.attach(self._ui.desk, self._draft.opened, WHOLE, path.name, data)
            except (Refused, Fault) as no:
                self.told.set_text(self._ui.wording.sentence(no))
            except OSError:
                self.told.set_text(self._ui.words("kiosk.file_unreadable", file=path.name))
        self.show_files()

    def show_files(self) -> None:
        """List the files there are."""
        for line in self._lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.pictures = [], {}
        for file in attachments.attached(self._ui.desk, self._draft.opened.work_id):
            line = self._line(file)
            self._lines.append(line)
            self._list.addWidget(line)
        follow_layout(self.window())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        urls = event.mimeData().urls()
        self.take([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def _ask(self) -> None:
        # Not the static question: it would outlive the page when the screen is locked meanwhile.
        dialog = QFileDialog(self, self._ui.words("kiosk.add_file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda chosen: self.take([Path(each) for each in chosen]))
        dialog.open()

    def _line(self, file: Attachment) -> QWidget:
        ui, words = self._ui, self._ui.words
        line = QFrame()
        line.setObjectName("card")
        across = QHBoxLayout(line)
        edge = ui.theme.px(10)
        across.setContentsMargins(edge, edge, edge, edge)
        across.setSpacing(ui.theme.px(12))
        picture = self.pictures[file.id] = Label()
        side = ui.theme.px(THUMB)
        picture.setFixedSize(side, side)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(ui.icons.pixmap("paperclip", "muted", 32, self.devicePixelRatioF()))
        across.addWidget(picture)
        said = f"{file.name} · {size_words(ui, file.size)}"
        if not file.here:
            said += f" · {words('kiosk.file_not_here')}"
        across.addWidget(ElidedLabel(said, "body"), 1)
        remove = Button(
            ui, words("kiosk.remove_file"), "quiet", "trash-2", partial(self._remove, file)
        )
        remove.setAccessibleName(words("kiosk.remove_file_named", file=file.name))
        across.addWidget(remove)
        self._draw(file)
        return line

    def _draw(self, file: Attachment) -> None:
        data = self._ui.desk.store.blob(file.sha256) if file.here else None
        if data is None or not file.kind.startswith("image/"):
            return
        shown = partial(self._drawn, file.id)
        task = self._ui.background.run(thumbnail, data, self._ui.theme.px(THUMB), done=shown)
        self.destroyed.connect(task.cancel)

    def _drawn(self, file: str, image: QImage) -> None:
        if not image.isNull() and file in self.pictures:
            self.pictures[file].setPixmap(QPixmap.fromImage(image))

    def _remove(self, file: Attachment) -> None:
        with self._ui.trying():
            attachments.remove(self._ui.desk, self._draft.opened.of, file)
        self.show_files()
        self.add.setFocus()
