"""Where the data are, and the copies of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.actions import safety
from desktop.models.dates import show_date, show_time
from desktop.models.refusal import Fault, Refused
from desktop.models.wording import Words
from desktop.store.backup import Backup
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label
from desktop.views.widgets.progress_strip import ProgressStrip

SHOWN = 5


class BackupsCard(Card):
    """Shows the folder, makes a backup beside the work, lists the newest ones."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.words("settings.data"))
        self._ui = ui
        self.folder: Path = ui.desk.store.path.parent
        self.rows.setSpacing(ui.theme.px(12))
        self.rows.addWidget(self._folder_row())
        self.rows.addLayout(self._backup_row())
        self.strip = ProgressStrip(ui)
        self.rows.addWidget(self.strip)
        self._list = QWidget()
        self.rows.addWidget(self._list)
        self.told: list[str] = []

    def refresh(self) -> None:
        """Look which backups there are."""
        words = self._ui.words
        known = safety.backups(self.folder)
        lines = [(show_moment(words, b.at), show_size(words, b.size)) for b in known[:SHOWN]]
        if not known:
            lines = [(words("settings.no_backups"), "")]
        elif len(known) > SHOWN:
            lines.append((words("settings.more_backups", n=len(known) - SHOWN), ""))
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for at, (moment, size) in enumerate(lines):
            grid.addWidget(Label(moment, "small" if size else "muted"), at, 0)
            grid.addWidget(Label(size, "muted"), at, 1)
        self.told = [moment for moment, _ in lines]
        self.rows.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.deleteLater()
        self._list = fresh

    def back_up(self) -> None:
        """Make a checked backup now, beside the work."""
        ui = self._ui
        self.now.setEnabled(False)
        task = ui.background.run(
            safety.back_up, self.folder, ui.desk.now(), done=self._made, failed=self._failed
        )
        task.ended.connect(self._ended)
        self.strip.watch(task, ui.words("settings.backing_up"))

    def open_folder(self) -> None:
        """Show the data folder in the file browser."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder))):
            self._ui.say(self._ui.words("settings.folder_closed"), "warning")

    def _folder_row(self) -> Field:
        ui = self._ui
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        path = QLineEdit(str(self.folder), readOnly=True)
        path.setObjectName("settings-folder")
        path.setAccessibleName(ui.words("settings.folder"))
        path.setCursorPosition(0)
        self.open = Button(
            ui, ui.words("settings.open_folder"), icon="folder-open", run=self.open_folder
        )
        self.open.setObjectName("settings-open-folder")
        across.addWidget(path, 1)
        across.addWidget(self.open)
        inside.setFocusProxy(path)
        return Field(ui, ui.words("settings.folder"), inside, ui.words("settings.folder_help"))

    def _backup_row(self) -> QHBoxLayout:
        ui = self._ui
        across = QHBoxLayout()
        across.addWidget(Label(ui.words("settings.backups"), "strong"))
        across.addStretch(1)
        self.now = Button(ui, ui.words("settings.back_up"), icon="database", run=self.back_up)
        self.now.setObjectName("settings-back-up")
        across.addWidget(self.now)
        return across

    def _made(self, made: Backup) -> None:
        words = self._ui.words
        self.refresh()
        self._ui.say(words("settings.backed_up", size=show_size(words, made.size)))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused | Fault):
            self._ui.refuse(error)
        else:
            self._ui.refuse(Fault("backup-fails", reason=str(error)))

    def _ended(self) -> None:
        self.now.setEnabled(True)


def show_moment(words: Words, at: datetime) -> str:
    """Write a day and a time."""
    day = show_date(at.date(), words.language, words.digits, "weekday")
    return f"{day} {show_time(at.time(), words.language, words.digits)}"


def show_size(words: Words, size: int) -> str:
    """Write the size of a file."""
    if size < 1_000_000:
        return words("settings.kilobytes", n=max(1, round(size / 1_000)))
    return words("settings.megabytes", n=words.number(f"{size / 1_000_000:.1f}"))
