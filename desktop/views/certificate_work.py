"""Pages made away from the interface's thread, and kept for good once they are whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.actions import certificates
from desktop.models.certificate_template import Printed, Template
from desktop.models.certificates import Certificate
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.views.background import Task
from desktop.views.ui import Ui


def rendered(
    printed: Sequence[Printed], template: Template, *, progress: Callable[[int, int], None]
) -> bytes:
    """Print certificates, telling how many of how many; pure, so it may leave the thread."""
    from desktop.exporters.certificate_pdf import render

    def told(done: int) -> bool:
        progress(done, len(printed))
        return True

    return render(printed, template, progress=told)


def written(pages: Sequence[tuple[bytes, int]], path: Path) -> Path:
    """Put kept pages into one file, as they are."""
    from desktop.exporters.archive_pdf import extract
    from desktop.exporters.atomic import write_bytes

    write_bytes(path, extract(pages))
    return path


class CertificateWork(QObject):
    """One class's printing: goes on where it was cut short, and does one thing at a time."""

    changed = Signal()

    def __init__(self, ui: Ui, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self.task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being made now."""
        return self.task is not None

    def make_pages(self, of: Class) -> None:
        """Render the pages that are still to be made, and keep them; cancelled, nothing is lost."""
        if self.busy:
            return
        with self._ui.trying():
            if batch := certificates.next_batch(self._ui.desk, of):
                words, new = batch
                self._begin(
                    self._ui.background.run(
                        rendered,
                        [c.printed for c in new],
                        words,
                        done=partial(self._keep, of, new),
                        failed=self._failed,
                        progress=self._ignore,
                    )
                )

    def save(self, chosen: Sequence[Certificate], path: Path, then: Callable[[Path], None]) -> None:
        """Write kept pages into a file; ``then`` hears where it is."""
        if self.busy:
            return
        with self._ui.trying():
            pages = certificates.kept_pages(self._ui.desk, chosen)
            run = self._ui.background.run
            self._begin(run(written, pages, path, done=then, failed=self._failed))

    def _begin(self, task: Task) -> None:
        self.task = task
        task.ended.connect(partial(self._ended, task))
        self.changed.emit()

    def _ended(self, task: Task) -> None:
        if self.task is task:
            self.task = None
        self.changed.emit()

    def _keep(self, of: Class, new: Sequence[Certificate], pdf: bytes) -> None:
        with self._ui.trying():
            certificates.archive(self._ui.desk, new, pdf)
            self._ui.say(self._ui.words("issue.made", n=len(new)))
            self.task = None
            self.make_pages(of)

    def _failed(self, no: Exception) -> None:
        if isinstance(no, Refused | Fault):
            self._ui.refuse(no)
        else:
            self._ui.say(self._ui.words("issue.failed", reason=str(no)), "danger")

    def _ignore(self, done: int, total: int) -> None:
        """Progress is shown by whoever watches the task."""
