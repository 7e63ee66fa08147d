"""A person's own page: what came back first, then what is to be done, then how they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.submissions import Opened
from desktop.models.classes import Class
from desktop.models.dates import show_date, show_time
from desktop.models.enrolment import Enrolment
from desktop.models.submissions import State, Version
from desktop.views.form_fields.editor import written
from desktop.views.kiosk.draft import Draft
from desktop.views.kiosk.mine import Mine, gather
from desktop.views.kiosk.page import Page
from desktop.views.reviewing.states import moment
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button, Kind
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

_ICONS = {
    State.BLANK: "circle",
    State.DRAFT: "pencil",
    State.SUBMITTED: "upload",
    State.RETURNED: "undo-2",
    State.ACCEPTED: "circle-check",
    State.PUBLISHED: "star",
}


SHOWS = frozenset({"version", "form", "work", "attendance", "team", "member", "project", "session"})
"""The kinds of rows a page is made of: it is shown anew when one of them comes."""


class MyPage(Page):
    """Everything on it is this person's; every button is large and says what it does."""

    def __init__(self, ui: Ui, of: Class, person: Enrolment) -> None:
        super().__init__(ui)
        self._of, self._person = of, person
        self.mine: Mine = gather(ui.desk, of, person)
        self.buttons: list[Button] = []
        words = ui.words
        self.rows.addWidget(
            WrapLabel(ui, words("kiosk.hello", name=person.name), "title", breaks="spaces")
        )
        for opened in self.mine.returned:
            self.rows.addWidget(self._returned(opened))
        for version in self.mine.unconfirmed:
            self.rows.addWidget(self._unconfirmed(version))
        self.rows.addWidget(self._exercises())
        self.rows.addWidget(self._attendance())
        if self.mine.team:
            self.rows.addWidget(self._team())
        if self.mine.sent:
            self.rows.addWidget(self._receipts())
        self.rows.addStretch(1)

    def begin(self) -> None:
        """Put the cursor on the first thing to do."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def open_form(self, code: str) -> None:
        """Fill in a form."""
        from desktop.views.kiosk.form_page import FormPage

        draft = Draft(self.ui, self._of, self._person, code)
        self.turn.emit(FormPage(self.ui, draft))

    def _returned(self, opened: Opened) -> QWidget:
        words, latest = self.ui.words, opened.latest
        title = self._title(opened)
        card = Card(self.ui, tone="warning")
        card.rows.addWidget(WrapLabel(self.ui, words("kiosk.came_back", form=title), "section"))
        if latest is not None:
            card.rows.addWidget(WrapLabel(self.ui, words("kiosk.returned_because"), "strong"))
            card.rows.addWidget(WrapLabel(self.ui, latest.comment))
        code = opened.form.code
        self._button(card.rows, words("kiosk.mend"), partial(self.open_form, code))
        return card

    def _unconfirmed(self, version: Version) -> QWidget:
        from desktop.views.kiosk.confirm_page import ConfirmPage

        words = self.ui.words
        card = Card(self.ui, tone="info")
        said = words("kiosk.keyed_for_you", name=version.keyed_by)
        card.rows.addWidget(WrapLabel(self.ui, said, "strong"))

        def look() -> None:
            self.turn.emit(ConfirmPage(self.ui, self._of, self._person, version))

        self._button(card.rows, words("kiosk.look_and_confirm"), look)
        return card

    def _exercises(self) -> QWidget:
        words = self.ui.words
        card = Card(self.ui, words("kiosk.exercises"))
        for opened in self.mine.given:
            card.rows.addWidget(self._exercise(opened))
        if not self.mine.given:
            card.rows.addWidget(WrapLabel(self.ui, words("kiosk.no_exercises")))
        return card

    def _exercise(self, opened: Opened) -> QWidget:
        ui, words = self.ui, self.ui.words
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, ui.theme.px(4), 0, ui.theme.px(4))
        across.setSpacing(ui.theme.px(12))
        icon = Label()
        token = "warning" if opened.state is State.RETURNED else "muted"
        name = _ICONS[opened.state]
        icon.setPixmap(ui.icons.pixmap(name, token, 24, self.devicePixelRatioF()))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(WrapLabel(ui, self._title(opened), "strong"))
        said.addWidget(WrapLabel(ui, self._state(opened)))
        across.addWidget(icon)
        across.addLayout(said, 1)
        if (way := self.mine.way(opened)) != "none":
            run = partial(self.open_form, opened.form.code)
            if way == "look":
                run = partial(self._look, opened)
            button = self._button(across, words(f"kiosk.way_{way}"), run)
            button.setAccessibleName(
                words("kiosk.way_of", way=words(f"kiosk.way_{way}"), form=self._title(opened))
            )
        return line

    def _state(self, opened: Opened) -> str:
        words, latest = self.ui.words, opened.latest
        said = [words(f"kiosk.state.{opened.state}")]
        if latest is not None and opened.state is not State.RETURNED:
            said.append(words("kiosk.receipt_of", receipt=words.number(latest.receipt)))
        due = opened.due_session
        if due is not None and opened.state in (State.BLANK, State.DRAFT, State.RETURNED):
            day = show_date(due.on, words.language, words.digits, "weekday")
            hour = show_time(time.fromisoformat(due.end.zfill(5)), words.language, words.digits)
            said.append(words("kiosk.due", day=day, time=hour))
        return " · ".join(said)

    def _attendance(self) -> QWidget:
        card = Card(self.ui, self.ui.words("kiosk.attendance"))
        first, *others = self.mine.attendance(self.ui.words)
        card.rows.addWidget(WrapLabel(self.ui, first, "strong"))
        for sentence in others:
            card.rows.addWidget(WrapLabel(self.ui, sentence))
        return card

    def _team(self) -> QWidget:
        card = Card(self.ui, self.ui.words("kiosk.my_team"))
        first, *others = self.mine.team_lines(self.ui.words)
        card.rows.addWidget(WrapLabel(self.ui, first, "strong"))
        for sentence in others:
            card.rows.addWidget(WrapLabel(self.ui, sentence, breaks="spaces"))
        return card

    def _receipts(self) -> QWidget:
        words = self.ui.words
        card = Card(self.ui, words("kiosk.receipts"))
        for opened in self.mine.given_or_sent:
            for version in reversed(opened.versions):
                at = moment(words, version.at, self.ui.desk.now())
                text = words(
                    "kiosk.receipt_line",
                    receipt=words.number(version.receipt),
                    form=self._title(opened),
                    at=at,
                )
                self._button(card.rows, text, partial(self._open_version, opened, version))
        return card

    def _look(self, opened: Opened) -> None:
        if opened.latest is not None:
            self._open_version(opened, opened.latest)

    def _open_version(self, opened: Opened, version: Version) -> None:
        from desktop.views.kiosk.receipt_page import ReceiptPage

        self.turn.emit(ReceiptPage(self.ui, opened, version))

    def _title(self, opened: Opened) -> str:
        return written(self.ui, opened.form.title)

    def _button(self, into: QBoxLayout, text: str, run: Callable[[], object]) -> Button:
        kind: Kind = "plain" if self.buttons else "primary"  # one on a page
        button = Button(self.ui, text, kind, run=run).large()
        self.buttons.append(button)
        into.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button
