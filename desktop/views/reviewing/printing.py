"""What leaves on paper from the exercises tab, each as a PDF saved where one says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.actions import listing, papers
from desktop.actions.submissions import Opened, Overview
from desktop.models.classes import Class
from desktop.models.forms import Form
from desktop.models.submissions import Version
from desktop.views.files import ask_save, open_file
from desktop.views.reviewing.lists import states_list
from desktop.views.ui import Ui

Write = Callable[[Path], object]


class Printing:
    """Asks for a file, writes it, says so and opens it."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        self._ui = ui
        self._parent = parent

    def states(self, of: Class, form: Form, people: Sequence[Overview]) -> None:
        """The list of who has sent what."""
        sheet = states_list(self._ui, of, form, people)
        self.save(
            f"{self._ui.words('reviewing.list.title')} {of.code}",
            lambda path: listing.write_list(sheet, path),
        )

    def work(self, opened: Opened, *, whole: bool) -> None:
        """One person's work: all of it, or as much as one page holds."""
        desk, words = self._ui.desk, self._ui.words
        key = "reviewing.print.file_whole" if whole else "reviewing.print.file_page"
        name = f"{words(key)} {opened.of.code} {opened.enrolment.seat:02d}"
        self.save(name, partial(papers.write_submission, desk, opened, words=words, whole=whole))

    def blank(self, of: Class, form: Form) -> None:
        """The form to be filled in by hand."""
        desk, words = self._ui.desk, self._ui.words
        name = f"{form.title.text(words.language)} {of.code}"
        self.save(name, lambda path: papers.write_blank(desk, of, form.code, path, words))

    def pins(self, of: Class) -> None:
        """The cards with everybody's PIN."""
        desk, words = self._ui.desk, self._ui.words
        name = f"{words('reviewing.print.pins')} {of.code}"
        self.save(name, lambda path: papers.write_pin_cards(desk, of, path, words))

    def receipt(self, of: Class, version: Version) -> None:
        """The slip of what was sent."""
        desk, words = self._ui.desk, self._ui.words
        name = f"{words('reviewing.print.receipt')} {version.receipt.replace('/', '-')}"
        self.save(name, lambda path: papers.write_receipt(desk, of, version, path, words))

    def save(self, name: str, write: Write) -> None:
        """Write something to where a person says."""
        ui = self._ui
        path = ask_save(ui, self._parent, ui.words("results.print_title"), name, "pdf")
        if path is None:
            return
        with ui.trying():
            write(path)
            ui.say(ui.words("results.saved", file=path.name))
            open_file(path)
