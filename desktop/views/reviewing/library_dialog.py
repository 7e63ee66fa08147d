"""The library of samples: works published in any class on this device, without any name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.actions.forms import form_of
from desktop.models.classes import Class
from desktop.models.submissions import Version
from desktop.store import classes as shelf
from desktop.store import submissions
from desktop.views.class_words import class_title
from desktop.views.reviewing import work_page
from desktop.views.reviewing.readable import sent
from desktop.views.reviewing.rule_editor import yielding
from desktop.views.reviewing.work_paper import WorkPaper
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.field import Field

HEIGHT = 380


class LibraryDialog(Dialog):
    """One sample at a time; which class it comes from is said, who wrote it is not."""

    def __init__(self, ui: Ui, parent: QWidget | None) -> None:
        words = ui.words
        super().__init__(
            ui, parent, words("reviewing.library"), words("reviewing.library.text"),
            words("common.close"), "plain",
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        self.confirm.setDefault(False)
        self.samples = published(ui)
        self.choice = QComboBox()
        yielding(self.choice)
        for of, version in self.samples:
            self.choice.addItem(sample_words(ui, of, version))
        self.paper = WorkPaper(ui)
        self.paper.made.connect(self._order)
        self.paper.setMinimumHeight(ui.theme.px(HEIGHT))
        if self.samples:
            self.body.addWidget(Field(ui, words("reviewing.library.choose"), self.choice))
            self.body.addWidget(self.paper)
            self.choice.currentIndexChanged.connect(self._show)
            self._show(0)
        else:
            self.body.addWidget(
                EmptyState(
                    ui, "star", words("reviewing.library.none"), words("reviewing.library.how")
                )
            )
        self.setMinimumWidth(ui.theme.px(900))

    def _order(self) -> None:
        follow_layout(self)

    def _show(self, at: int) -> None:
        if 0 <= at < len(self.samples):
            of, version = self.samples[at]
            form = form_of(self._ui.desk, of, version.form)
            self.paper.show_parts(work_page.parts(self._ui, form, sent(form, version)))


def published(ui: Ui) -> list[tuple[Class, Version]]:
    """Give the samples of all classes, newest class first; of each work the newest version."""
    found: list[tuple[Class, Version]] = []
    for of in sorted(shelf.classes(ui.desk.store), key=lambda c: c.first, reverse=True):
        newest = {
            version.work: version
            for version in submissions.versions(ui.desk.store, of.id)
            if version.published
        }
        found += [(of, version) for version in newest.values()]
    return found


def sample_words(ui: Ui, of: Class, version: Version) -> str:
    """Name a sample by what it is about and its class: never by who wrote it."""
    form = form_of(ui.desk, of, version.form)
    answers = sent(form, version) or {}
    about = str(answers.get("process", {}).get("process_name") or "")
    title = form.title.text(ui.words.language)
    return f"{about or title} · {class_title(ui.words, of)}"
