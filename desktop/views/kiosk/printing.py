"""A paper goes to the printer without any other program opening: there is no way out of here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTemporaryDir

Told = Callable[[bool], object]


class PrintJob(QObject):
    """Hands a PDF to the system's printer and says whether it was taken.

    The file lives as long as the job: it holds somebody's name.
    """

    def __init__(self, parent: QObject, told: Told) -> None:
        super().__init__(parent)
        self._told = told
        self._folder = QTemporaryDir()
        self._process = QProcess(self)
        self._process.finished.connect(lambda code, _: self._end(code == 0))
        self._process.errorOccurred.connect(lambda _: self._end(False))

    @property
    def path(self) -> Path:
        """Where to write the paper before it is sent."""
        return Path(self._folder.filePath("paper.pdf"))

    def send(self) -> None:
        """Send it to the printer this system uses by default."""
        if sys.platform == "win32":
            try:
                os.startfile(str(self.path), "print")
            except OSError:
                self._told(False)
            else:
                self._told(True)  # the program that prints still reads the file
        else:
            self._process.start("lp", [str(self.path)])

    def _end(self, taken: bool) -> None:
        self._told(taken)
        self._told = _silent  # a process that could not start says so twice
        self.deleteLater()


def _silent(_: bool) -> None:
    """Say nothing more."""
