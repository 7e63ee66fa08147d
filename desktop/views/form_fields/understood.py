"""What is typed as people write it, and shown back as it was understood."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy

from desktop.models.dates import read_date, show_date
from desktop.models.forms import Field
from desktop.models.money import read_baht, show_baht
from desktop.models.refusal import Refused
from desktop.models.thai import ascii_digits
from desktop.views.form_fields.editor import Answer, Editor
from desktop.views.ui import Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

WIDTH = 220
MOST = 1_000_000_000
"""No count in a form is greater; more digits than that are a slip of the finger."""


class UnderstoodEditor(Editor):
    """A short entry; beside it what was understood, below it what was not.

    ``read_text`` turns the text into the answer or refuses; ``show_value`` writes an answer for
    typing again, ``read_back`` for reading. What is not understood is its own answer, as typed: no
    word is lost, and whoever reads the answers refuses it by name.
    """

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self._value: Answer = None
        self.entry = QLineEdit(maxLength=60)
        self.entry.setAccessibleName(self.label())
        self.entry.setFixedWidth(ui.theme.px(WIDTH))
        self.start = self.entry
        self.told = Label("", "section" if large else "strong")
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(16))
        across.addWidget(self.entry)
        across.addWidget(self.told, 1)
        self.rows.addLayout(across)
        self.trouble = WrapLabel(ui, "", "body", "danger")
        self.trouble.hide()
        self.rows.addWidget(self.trouble)
        self.entry.textEdited.connect(self._typed)

    def value(self) -> Answer:
        """Give what was understood, else the text as it stands."""
        return self.entry.text().strip() or None if self.troubled() else self._value

    def set_value(self, value: Answer) -> None:
        """Show an answer, or a text that was not understood when it was typed."""
        if value == "" or self.is_answer(value):
            self._value = value = None if value == "" else value
            self.entry.setText("" if value is None else self.show_value(value))
            self._say()
        else:
            self.entry.setText(str(value))
            self._say(self._read(str(value)))

    def is_answer(self, value: Answer) -> bool:
        """Whether a value is an answer, or none; else it is a text nobody understood."""
        return value is None or (isinstance(value, int) and not isinstance(value, bool))

    def troubled(self) -> bool:
        """Whether something was typed that is not understood yet."""
        return self._value is None and bool(self.entry.text().strip())

    def describe(self, text: str) -> None:
        """Tell a screen reader what stands below the question."""
        self.entry.setAccessibleDescription(text)

    def read_text(self, text: str) -> Answer:
        """Understand a text; raises :class:`Refused`."""
        raise NotImplementedError

    def show_value(self, value: Answer) -> str:
        """Write an answer as one would type it."""
        raise NotImplementedError

    def read_back(self, value: Answer) -> str:
        """Write an answer in full."""
        return self.show_value(value)

    def _typed(self, text: str) -> None:
        self._say(self._read(text))
        self.changed.emit()

    def _read(self, text: str) -> str:
        """Understand a text; give what is to be said against it."""
        self._value = None
        if text.strip():
            try:
                self._value = self.read_text(text)
            except Refused as refused:
                return self.ui.wording.sentence(refused)
        return ""

    def _say(self, trouble: str = "") -> None:
        known = self._value is not None
        back = self.ui.words("fill.understood", value=self.read_back(self._value)) if known else ""
        self.told.setText(back)
        self.trouble.set_text(trouble)
        self.trouble.setVisible(bool(trouble))
        self.describe(trouble or back)
        self.entry.setProperty("wrong", "true" if trouble else "false")
        self.entry.style().unpolish(self.entry)
        self.entry.style().polish(self.entry)


class CountEditor(UnderstoodEditor):
    """A whole number of at least 0, in either digits, with or without commas."""

    def read_text(self, text: str) -> Answer:
        """Read a whole number."""
        plain = ascii_digits(text).replace(",", "").replace(" ", "")
        if not plain.isdecimal() or int(plain) > MOST:
            raise Refused("count-unreadable", text=text)
        return int(plain)

    def show_value(self, value: Answer) -> str:
        """Write it in the digits of this person."""
        return self.ui.words.number(f"{value:,}")


class BahtEditor(UnderstoodEditor):
    """Money in baht with satang where somebody types them; kept in satang."""

    def read_text(self, text: str) -> Answer:
        """Read an amount."""
        return read_baht(text)

    def show_value(self, value: Answer) -> str:
        """Write it in the digits of this person."""
        return self.ui.words.number(show_baht(value))

    def read_back(self, value: Answer) -> str:
        """Write it with its unit."""
        return self.ui.words("fill.baht", amount=self.show_value(value))


class DateEditor(UnderstoodEditor):
    """A day in either era."""

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self.entry.setPlaceholderText(ui.words("common.date_hint"))
        self.entry.setFixedWidth(ui.theme.px(WIDTH + 80))
        self.told.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def is_answer(self, value: Answer) -> bool:
        """Whether a text is a day as the document writes it."""
        try:
            return value is None or bool(date.fromisoformat(value))
        except (TypeError, ValueError):
            return False

    def read_text(self, text: str) -> Answer:
        """Read a day."""
        return read_date(text).isoformat()

    def show_value(self, value: Answer) -> str:
        """Write it short."""
        words = self.ui.words
        return show_date(date.fromisoformat(value), words.language, words.digits)

    def read_back(self, value: Answer) -> str:
        """Write it in full."""
        words = self.ui.words
        return show_date(date.fromisoformat(value), words.language, words.digits, "weekday")
