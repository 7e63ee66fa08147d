"""What every editor of an answer has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.models.forms import Answers, Field, Form, Said
from desktop.views.ui import Ui

Row = Mapping[str, Any]
Answer = Any
"""An answer as the document keeps it; what it is depends on the kind of its question."""


@dataclass(frozen=True, slots=True)
class Around:
    """What an editor may look at beside its own answer: the form, and the answers as they stand."""

    form: Form
    answers: Callable[[], Answers]

    def rows(self, of: str) -> Sequence[Row]:
        """Give the rows of another table, named ``section.field``."""
        section, _, field = of.partition(".")
        return rows_of(self.answers().get(section, {}).get(field))

    def table(self, of: str) -> Field | None:
        """Give the table a mapping refers to."""
        section, _, field = of.partition(".")
        known = self.form.section(section)
        return known.field(field) if known else None


class Editor(QWidget):
    """Takes the answer to one question; ``changed`` follows each change a person made.

    ``value`` gives the answer as the document keeps it, ``None`` where there is none. Setting a
    value is no change. ``large`` is for a page with one question on it; ``start`` is where one
    begins to answer. It is no focus proxy: Tab would stop there twice.
    """

    changed = Signal()

    def __init__(self, ui: Ui, asked: Field, *, large: bool = False) -> None:
        super().__init__()
        self.ui = ui
        self.asked = asked
        self.large = large
        self.start: QWidget | None = None
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(ui.theme.px(8))

    def label(self) -> str:
        """Give the question, for whoever hears the screen instead of seeing it."""
        return written(self.ui, self.asked.label)

    def value(self) -> Answer:
        """Give the answer, ``None`` where there is none."""
        raise NotImplementedError

    def set_value(self, value: Answer) -> None:
        """Show an answer that was given before."""
        raise NotImplementedError

    def troubled(self) -> bool:
        """Whether something was typed that is not understood yet."""
        return False

    def begin(self) -> None:
        """Put the cursor where one would begin to answer."""
        first = self.start or _first(self)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def describe(self, text: str) -> None:
        """Tell a screen reader what stands below the question."""
        self.setAccessibleDescription(text)


def written(ui: Ui, text: Said) -> str:
    """Give a text of a form in the language and the digits of this person."""
    return ui.words.number(text.text(ui.words.language))


def rows_of(value: Answer) -> list[Row]:
    """Give the rows of a table; what another program wrote and is no row is left out."""
    listed = value if isinstance(value, list) else []
    return [row for row in listed if isinstance(row, Mapping) and isinstance(row.get("id"), str)]


def codes_of(value: Answer) -> list[str]:
    """Give the codes or ids of a list; what is no text is left out."""
    listed = value if isinstance(value, list) else []
    return [code for code in listed if isinstance(code, str)]


def next_line(within: QWidget) -> QLineEdit | None:
    """Give the line to type in that follows the one with the cursor, inside ``within``."""
    lines = [line for line in within.findChildren(QLineEdit) if line.isVisibleTo(within)]
    here = [at for at, line in enumerate(lines) if line.hasFocus()]
    return lines[here[0] + 1] if here and here[0] + 1 < len(lines) else None


def _first(root: QWidget) -> QWidget | None:
    """Find the first thing inside that takes the cursor."""
    for child in root.findChildren(QWidget):
        takes = child.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if takes and child.isVisibleTo(root) and child.isEnabled():
            return child
    return None
