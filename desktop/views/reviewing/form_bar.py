"""Which form is looked at: a chip for each one given out, its due time, and giving out another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from desktop.models.dates import show_date, show_time
from desktop.models.timetable import Session
from desktop.models.wording import Words
from desktop.store.forms import Given
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.flow import Flow

LARGE = 1.2


class FormBar(QWidget):
    """One form is always chosen; ``chosen`` says which by its code.

    In large type the forms fold into one box: two lines of chips would push the list away.
    """

    chosen = Signal(str)

    def __init__(self, ui: Ui, give: Callable[[], object]) -> None:
        super().__init__()
        self._ui = ui
        self.code = ""
        self.chips: dict[str, Chip] = {}
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(ui.theme.px(8))
        self._flow = Flow(ui.theme.px(8))
        self.box = QComboBox()
        self.box.setAccessibleName(ui.words("reviewing.give.form"))
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.box.activated.connect(self._boxed)
        self._folded = ui.theme.scale > LARGE
        self.across.addWidget(self.box, 1)
        self.across.addLayout(self._flow, 1)
        self.box.setVisible(False)
        self.give = Button(ui, ui.words("reviewing.give"), "plain", "plus", give)
        self.across.addWidget(self.give)

    def set_forms(self, given: Sequence[Given]) -> None:
        """Offer these forms; the one looked at stays chosen while it is among them."""
        codes = [kept.form.code for kept in given]
        titles = [kept.form.title.text(self._ui.words.language) for kept in given]
        if self._offered() != codes:
            self._clear()
            for code, title in zip(codes, titles, strict=True):
                self._offer(code, title)
            self.box.setVisible(self._folded)
        if self.code not in codes:
            self.code = codes[0] if codes else ""
        self._mark()

    def choose(self, code: str) -> None:
        """Look at another form."""
        if code in self._offered():
            self.code = code
        self._mark()
        self.chosen.emit(self.code)

    def _offered(self) -> list[str]:
        return [str(self.box.itemData(at)) for at in range(self.box.count())]

    def _clear(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.chips.clear()
        self.box.clear()

    def _offer(self, code: str, title: str) -> None:
        self.box.addItem(title, code)
        if self._folded:
            return
        chip = Chip(self._ui, title)
        # Chosen, its words are bold: without the room for that its first letter would be cut.
        bold = QFontMetrics(self._ui.theme.font("strong")).horizontalAdvance(chip.text())
        chip.setMinimumWidth(bold + self._ui.theme.px(36))
        chip.clicked.connect(partial(self._clicked, code))
        self.chips[code] = chip
        self._flow.addWidget(chip)
        chip.show()

    def _clicked(self, code: str, _: bool = False) -> None:
        self.choose(code)

    def _boxed(self, at: int) -> None:
        self.choose(str(self.box.itemData(at)))

    def _mark(self) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(self.code)))
        for code, chip in self.chips.items():
            chip.setChecked(code == self.code)


def due_words(words: Words, kept: Given, session: Session | None) -> str:
    """Say until when a form is to be sent: ส่งภายในคาบ S08 …, or that no time is set."""
    if not kept.given:
        return words("reviewing.withdrawn")
    if session is None:
        return words("reviewing.due.none")
    return words(
        "reviewing.due.session",
        code=session.code,
        day=show_date(session.on, words.language, words.digits),
        time=show_time(time.fromisoformat(session.end), words.language, words.digits),
    )
