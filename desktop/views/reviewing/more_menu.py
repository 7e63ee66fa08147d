"""What else can be done with a form: paper in, paper out, the library, taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.actions.submissions import Overview, open_work
from desktop.models.classes import Class
from desktop.models.forms import Form
from desktop.store.forms import Given
from desktop.views.files import ask_save
from desktop.views.reviewing.print_all import PrintAll
from desktop.views.reviewing.printing import Printing
from desktop.views.ui import Ui
from desktop.views.widgets.menu import Menu
from desktop.views.widgets.progress_strip import ProgressStrip

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the menu; an empty ``text`` draws a line between two parts of it."""

    text: str = ""
    run: Callable[[], object] | None = None


class Deeds:
    """Puts the menu together for a form and the person under the cursor."""

    def __init__(
        self, ui: Ui, parent: QWidget, strip: ProgressStrip, key_in: Run, withdraw: Run
    ) -> None:
        self._ui = ui
        self._parent = parent
        self._key_in = key_in
        self._withdraw = withdraw
        self.printing = Printing(ui, parent)
        self.all = PrintAll(ui, strip)

    def of(
        self, of: Class, kept: Given, people: Sequence[Overview], row: Overview | None
    ) -> list[Deed]:
        """Give what can be done now, for one person first."""
        words = self._ui.words
        deeds: list[Deed] = []
        if row is not None and kept.form.purpose != "evaluation":
            deeds += [*self._for_one(of, kept, row), Deed()]
        deeds += [*self._for_all(of, kept, people), Deed()]
        deeds.append(Deed(words("reviewing.more.library"), self._open_library))
        if kept.given:
            title = kept.form.title.text(words.language)
            deeds.append(Deed(words("reviewing.more.withdraw", title=title), self._withdraw))
        return deeds

    def _for_one(self, of: Class, kept: Given, row: Overview) -> list[Deed]:
        words, name, code = self._ui.words, row.enrolment.name, kept.form.code
        deeds = []
        if kept.given:
            deeds.append(Deed(words("reviewing.more.key_in", name=name), self._key_in))
        if row.latest is not None:
            opened = open_work(self._ui.desk, of, row.enrolment, code)
            whole = partial(self.printing.work, opened, whole=True)
            page = partial(self.printing.work, opened, whole=False)
            slip = partial(self.printing.receipt, of, row.latest)
            deeds += [
                Deed(words("reviewing.more.whole", name=name), whole),
                Deed(words("reviewing.more.page", name=name), page),
                Deed(words("reviewing.more.receipt", name=name), slip),
            ]
        return deeds

    def _for_all(self, of: Class, kept: Given, people: Sequence[Overview]) -> list[Deed]:
        words, form = self._ui.words, kept.form
        sent = sum(row.latest is not None for row in people)
        deeds = []
        if sent and form.purpose != "evaluation":
            for key, whole in (("all_whole", True), ("all_page", False)):
                run = partial(self._print_all, of, form, people, whole)
                deeds.append(Deed(words(f"reviewing.more.{key}", n=sent), run))
        listed = partial(self.printing.states, of, form, people)
        return [
            *deeds,
            Deed(words("reviewing.more.list"), listed),
            Deed(words("reviewing.more.blank"), partial(self.printing.blank, of, form)),
            Deed(words("reviewing.more.pins"), partial(self.printing.pins, of)),
        ]

    def _print_all(self, of: Class, form: Form, people: Sequence[Overview], whole: bool) -> None:
        ui = self._ui
        name = f"{form.title.text(ui.words.language)} {of.code}"
        path = ask_save(ui, self._parent, ui.words("results.print_title"), name, "pdf")
        if path is not None:
            self.all.begin(of, form.code, people, path, whole=whole)

    def _open_library(self) -> None:
        from desktop.views.reviewing.library_dialog import LibraryDialog

        LibraryDialog(self._ui, self._parent).open()


def open_menu(deeds: Sequence[Deed], under: QWidget) -> Menu:
    """Open a menu below a button."""
    menu = Menu(under)
    for deed in deeds:
        if not deed.text:
            menu.addSeparator()
        elif deed.run is not None:
            action = menu.addAction(deed.text)
            action.triggered.connect(_only(deed.run))
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))
    return menu


def _only(run: Callable[[], object]) -> Callable[..., None]:
    def called(*_: object) -> None:
        run()

    return called
