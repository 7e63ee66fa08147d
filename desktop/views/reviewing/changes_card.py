"""What changed since the version before, each line leading to its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal

from desktop.models.form_words import answer_words, row_words
from desktop.models.forms import Answers, Form
from desktop.models.version_diff import Difference, differences
from desktop.models.wording import Words
from desktop.views.reviewing.line_button import LineButton
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel

SHOWN = 12


class ChangesCard(Card):
    """``asked`` carries the section somebody wants to see."""

    asked = Signal(str)

    def __init__(self, ui: Ui, form: Form, before: tuple[int, Answers], after: Answers) -> None:
        words = ui.words
        number, earlier = before
        super().__init__(ui, words("reviewing.changes", n=number), tone="info")
        self.rows.setSpacing(0)
        found = differences(form, earlier, after)
        for difference in found[:SHOWN]:
            said = f"{place_words(words, difference)}\n{difference_words(words, difference)}"
            ask = partial(self.asked.emit, difference.section)
            self.rows.addWidget(LineButton(ui, "arrow-right", said, ask))
        if len(found) > SHOWN:
            more = words("reviewing.changes.more", n=len(found) - SHOWN)
            self.rows.addWidget(WrapLabel(ui, more, "muted"))
        if not found:
            self.rows.addWidget(WrapLabel(ui, words("reviewing.changes.none"), "muted"))


def place_words(words: Words, difference: Difference) -> str:
    """Say where something changed: ขั้นที่ ๑ · เวลาทำงาน · แถวที่ ๒."""
    parts = [
        words("form.step", step=difference.step),
        difference.label.text(words.language),
        words("reviewing.changes.row", n=difference.row) if difference.row else "",
    ]
    return " · ".join(part for part in parts if part)


def difference_words(words: Words, difference: Difference) -> str:
    """Say what changed: before and after, or which row came, went or moved."""
    match difference.change:
        case "added":
            row = _row(words, difference, difference.after)
            return words("reviewing.changes.added", row=row)
        case "removed":
            row = _row(words, difference, difference.before)
            return words("reviewing.changes.removed", row=row)
        case "moved":
            return words("reviewing.changes.moved", order=_order(difference.after))
        case _:
            before, after = (
                answer_words(words, difference.asked, value)
                for value in (difference.before, difference.after)
            )
            return words("reviewing.changes.line", before=before, after=after)


def _row(words: Words, difference: Difference, row: object) -> str:
    return row_words(words, difference.asked, row) if isinstance(row, Mapping) else ""


def _order(texts: object) -> str:
    return ", ".join(map(str, texts)) if isinstance(texts, list) else ""
