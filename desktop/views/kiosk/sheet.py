"""Answers to be read: each under its question, and what is different from before."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.models.form_answers import blank
from desktop.models.form_words import answer_words, names, section_title
from desktop.models.forms import Answers, Form
from desktop.models.submissions import Version
from desktop.models.version_diff import differences
from desktop.views.form_fields.editor import written
from desktop.views.reviewing.changes_card import difference_words, place_words
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel

SHOWN = 12
"""So many differences are listed; more nobody reads."""


def show_sheet(ui: Ui, rows: QVBoxLayout, form: Form, answers: Answers) -> None:
    """Add a card for each section with answers."""
    words = ui.words
    for section in form.sections:
        given = answers.get(section.code, {})
        said = [f for f in section.fields if not blank(given.get(f.code))]
        if not said:
            continue
        card = Card(ui, words.number(section_title(words, section)))
        for field in said:
            named = names(form, answers, field.of) if field.of else None
            card.rows.addWidget(WrapLabel(ui, written(ui, field.label), "strong"))
            text = answer_words(words, field, given[field.code], named)
            card.rows.addWidget(WrapLabel(ui, text))
        rows.addWidget(card)


def show_changes(ui: Ui, rows: QVBoxLayout, form: Form, before: Version, after: Version) -> None:
    """Add a card that says what is different from the version before."""
    words = ui.words
    card = Card(ui, words("kiosk.changes", n=before.number), "info")
    found = differences(form, before.answers, after.answers)
    for difference in found[:SHOWN]:
        place = words.number(place_words(words, difference))
        card.rows.addWidget(WrapLabel(ui, place, "strong"))
        card.rows.addWidget(WrapLabel(ui, difference_words(words, difference)))
    if len(found) > SHOWN:
        card.rows.addWidget(WrapLabel(ui, words("kiosk.changes_more", n=len(found) - SHOWN)))
    if not found:
        card.rows.addWidget(WrapLabel(ui, words("kiosk.changes_none")))
    rows.addWidget(card)
