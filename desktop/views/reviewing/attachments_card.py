"""The files of a work: a small picture where there is one, opened or saved by a click."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTemporaryDir
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.actions.attachments import Attachment
from desktop.views.files import open_file
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label

THUMB = 64
_MEGA, _KILO = 1_000_000, 1_000


class AttachmentsCard(Card):
    """What has not come to this device yet is named and cannot be opened.

    Pictures are read one after the other: twenty photos must not hold the window up.
    """

    def __init__(self, ui: Ui, files: Sequence[Attachment]) -> None:
        super().__init__(ui, ui.words("reviewing.files", n=len(files)))
        self._ui = ui
        self._folder: QTemporaryDir | None = None
        self.pictures: dict[str, Label] = {}
        for file in files:
            self.rows.addLayout(self._row(file))
        self._waiting = [f for f in files if f.here and f.kind.startswith("image/")]
        self._draw_next()

    def _row(self, file: Attachment) -> QHBoxLayout:
        ui, words = self._ui, self._ui.words
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(12))
        picture = self.pictures[file.id] = Label()
        side = ui.theme.px(THUMB)
        picture.setFixedSize(side, side)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(ui.icons.pixmap("clipboard-list", "muted", 32, self.devicePixelRatioF()))
        across.addWidget(picture)
        said = f"{file.name} · {size_words(ui, file.size)}"
        if not file.here:
            said += f" · {words('reviewing.file.not_here')}"
        across.addWidget(ElidedLabel(said, "body" if file.here else "muted"), 1)
        if file.here:
            show = Button(ui, words("common.open"), "quiet", run=partial(self._open, file))
            show.setAccessibleName(words("reviewing.file.open", file=file.name))
            keep = words("reviewing.file.save", file=file.name)
            across.addWidget(show)
            across.addWidget(Button(ui, "", "quiet", "download", partial(self._save, file), keep))
        return across

    def _draw_next(self) -> None:
        """Make the next small picture elsewhere: a large photo takes its time."""
        if not self._waiting:
            return
        file = self._waiting.pop(0)
        data = self._ui.desk.store.blob(file.sha256)
        if data is None:
            return
        shown = partial(self._drawn, file.id)
        task = self._ui.background.run(thumbnail, data, self._ui.theme.px(THUMB), done=shown)
        self.destroyed.connect(task.cancel)  # whoever pages on asks for no pictures any more

    def _drawn(self, file: str, image: QImage) -> None:
        if not image.isNull():
            self.pictures[file].setPixmap(QPixmap.fromImage(image))
        self._draw_next()

    def _open(self, file: Attachment) -> None:
        data = self._ui.desk.store.blob(file.sha256)
        if data is None:
            return
        if self._folder is None:
            self._folder = QTemporaryDir()
        path = Path(self._folder.filePath(file.name))
        path.write_bytes(data)
        if not open_file(path):
            self._ui.say(self._ui.words("reviewing.file.no_reader", file=file.name), "warning")

    def _save(self, file: Attachment) -> None:
        from desktop.exporters.atomic import write_bytes

        ui = self._ui
        chosen, _ = QFileDialog.getSaveFileName(
            self, ui.words("reviewing.file.save", file=file.name), file.name
        )
        data = ui.desk.store.blob(file.sha256)
        if not chosen or data is None:
            return
        with ui.trying():
            write_bytes(Path(chosen), data)
            ui.say(ui.words("results.saved", file=Path(chosen).name))


def thumbnail(data: bytes, side: int) -> QImage:
    """Make a small picture; a damaged one gives an empty one. Pure, so it may leave the thread."""
    image = QImage.fromData(QByteArray(data))
    if image.isNull():
        return image
    return image.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def size_words(ui: Ui, size: int) -> str:
    """Say how large a file is: ๑.๒ MB, ๓๐๐ kB."""
    if size >= _MEGA:
        return ui.words.number(f"{size * 10 // _MEGA / 10:g} MB")
    return ui.words.number(f"{max(1, size // _KILO)} kB")
