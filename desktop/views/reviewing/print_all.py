"""All works of a class in one file, drawn away from the interface's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from desktop.actions.submission_pdf import paper_of
from desktop.actions.submissions import Overview, open_work
from desktop.exporters.submission_pdf import Paper, render_full, render_one_page
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.wording import Words
from desktop.views.files import open_file
from desktop.views.ui import Ui
from desktop.views.widgets.progress_strip import ProgressStrip


def drawn(
    works: Sequence[Paper],
    words: Words,
    path: Path,
    whole: bool,
    *,
    progress: Callable[[int, int], None],
) -> Path:
    """Draw works one after the other and write them into one file; pure but for that file."""
    from desktop.exporters.archive_pdf import extract, pages
    from desktop.exporters.atomic import write_bytes

    found: list[tuple[bytes, int]] = []
    for at, work in enumerate(works):
        progress(at, len(works))
        pdf = render_full(work, words) if whole else render_one_page(work, words)
        found += [(pdf, page) for page in range(pages(pdf))]
    write_bytes(path, extract(found, title=words("reviewing.print.all_title")))
    return path


class PrintAll:
    """Shows how far it is in ``strip``, where it can be cancelled too."""

    def __init__(self, ui: Ui, strip: ProgressStrip) -> None:
        self._ui = ui
        self._strip = strip

    def begin(
        self, of: Class, code: str, people: Sequence[Overview], path: Path, *, whole: bool
    ) -> None:
        """Gather what was sent, and draw it elsewhere."""
        ui = self._ui
        with ui.trying():
            works = [
                paper_of(ui.desk, open_work(ui.desk, of, row.enrolment, code), row.latest, ui.words)
                for row in people
                if row.latest is not None
            ]
            task = ui.background.run(
                drawn, works, ui.words, path, whole,
                done=partial(self._done, len(works)), failed=self._failed, progress=_ignore,
            )  # fmt: skip
            self._strip.watch(task, ui.words("reviewing.print.drawing"))

    def _done(self, count: int, path: Path) -> None:
        self._ui.say(self._ui.words("reviewing.print.saved", n=count, file=path.name))
        open_file(path)

    def _failed(self, no: Exception) -> None:
        if isinstance(no, Refused | Fault):
            self._ui.refuse(no)
        else:
            self._ui.say(self._ui.words("issue.failed", reason=str(no)), "danger")


def _ignore(done: int, total: int) -> None:
    """Progress is shown by the strip, which watches the task."""
