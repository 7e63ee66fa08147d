"""The register of all certificates, and the answer to "is this one of ours?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.actions.certificates import Verified, verify
from desktop.models.certificate_template import grouped
from desktop.models.certificates import Certificate
from desktop.models.dates import show_date
from desktop.models.refusal import Refused
from desktop.models.thai import ascii_digits
from desktop.store import certificates as shelf
from desktop.store import classes as class_shelf
from desktop.views.place import Place
from desktop.views.table import TableView
from desktop.views.table_model import Column
from desktop.views.ui import Tone
from desktop.views.view import View
from desktop.views.widgets.answer_line import AnswerLine
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card, Section
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.wrap_label import WrapLabel

MOST = 5_000
_TONES: dict[str, Tone] = {
    "valid": "ok",
    "unknown": "danger",
    "differs": "warning",
    "replaced": "danger",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register with the number of its class."""

    certificate: Certificate
    class_number: int


class CertificatesView(View):
    """Scan or type a code above; search what was issued below."""

    shows: ClassVar[frozenset[str]] = frozenset({"certificate", "class"})

    def build(self, page: QVBoxLayout) -> None:
        """The question above, the register below."""
        ui, words = self.ui, self.ui.words
        self.head = Section(ui, words("frame.certificates"), " ", page=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(words("register.search"))
        self.search.setAccessibleName(words("register.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(ui.theme.px(360))
        self.search.textChanged.connect(self._show)
        self.head.buttons.addWidget(self.search)
        page.addWidget(self.head)
        page.addWidget(self._verify_card())
        self.table = self._table()
        page.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read the register."""
        store = self.ui.desk.store
        numbers = {c.id: c.number for c in class_shelf.classes(store)}
        self._entries = [Entry(c, numbers.get(c.class_id, 0)) for c in shelf.register(store, MOST)]
        self._show()

    def check(self) -> None:
        """Look the code up and say it large enough to be read from two metres."""
        words, given = self.ui.words, self.code.text()
        if not given.strip():
            self.answer.clear()
            return
        try:
            found = verify(self.ui.desk, given)
        except Refused as no:
            self.answer.answer(
                "warning", words("register.unreadable"), self.ui.wording.sentence(no)
            )
        else:
            self._say(found)
        self.code.selectAll()

    def _verify_card(self) -> Card:
        ui, words = self.ui, self.ui.words
        card = Card(ui)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        self.code = QLineEdit()
        self.code.setPlaceholderText(words("register.code_hint"))
        self.code.returnPressed.connect(self.check)
        button = Button(ui, words("register.check"), "primary", "scan-line", run=self.check)
        across.addWidget(self.code, 1)
        across.addWidget(button)
        self.code.setAccessibleName(words("register.code"))
        card.rows.addLayout(across)
        self.answer = AnswerLine(ui)
        card.rows.addWidget(self.answer)
        card.rows.addWidget(WrapLabel(ui, words("register.proves"), "muted"))
        return card

    def _say(self, found: Verified) -> None:
        words, entry = self.ui.words, found.certificate
        if entry is None:
            self.answer.answer("danger", words("register.unknown"), words("register.unknown_more"))
            return
        number = words.number(entry.number)
        day = show_date(entry.issued_on, words.language, words.digits, "long")
        of = class_shelf.class_by_id(self.ui.desk.store, entry.class_id)
        more = words("register.entry", name=entry.printed.name, number=number,
                     class_number=of.number if of else 0, day=day)  # fmt: skip
        self.answer.answer(_TONES[found.status], words(f"register.{found.status}"), more)

    def _table(self) -> TableView:
        words = self.ui.words
        columns = (
            Column("number", "issue.number", 190, text=lambda e: words.number(e.certificate.number),
                   sort=lambda e: (e.certificate.year, e.certificate.running)),
            Column("name", "results.name", 280, text=lambda e: e.certificate.printed.name,
                   grows=True),
            Column("class", "register.class", 110, "right",
                   text=lambda e: words.number(e.class_number), sort=lambda e: e.class_number),
            Column("issued", "issue.issued_on", 160, text=self._day,
                   sort=lambda e: e.certificate.issued_on),
            Column("code", "issue.code", 190, text=lambda e: grouped(e.certificate.code)),
        )  # fmt: skip
        table = TableView(self.ui, "register", columns, frozen=1)
        table.setAccessibleName(words("register.under"))
        table.opened.connect(self._open)
        table.set_empty(
            EmptyState(self.ui, "award", words("register.none"), words("register.none_more"))
        )
        return table

    def _day(self, entry: Entry) -> str:
        words = self.ui.words
        return show_date(entry.certificate.issued_on, words.language, words.digits)

    def _show(self, _: str = "") -> None:
        wanted = _searched(self.search.text())
        rows = [e for e in self._entries if wanted in _words_of(e.certificate)]
        self.table.set_rows(rows)
        self.head.set_under(self.ui.words("register.count", n=len(rows)))

    def _open(self, entry: Entry) -> None:
        place = Place("classes", class_id=entry.certificate.class_id, tab="certificates")
        self.ui.go(place)


def _words_of(certificate: Certificate) -> str:
    return _searched(f"{certificate.number} {certificate.printed.name} {certificate.code}")


def _searched(text: str) -> str:
    return "".join(ascii_digits(text).casefold().replace("-", "").split())
