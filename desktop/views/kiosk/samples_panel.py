"""Examples beside the question: the worked one for this page, and ten offices' own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop import resources
from desktop.actions.forms import samples
from desktop.models.form_words import answer_words, names
from desktop.models.forms import Answers, Field, Form
from desktop.views.form_fields.editor import written
from desktop.views.kiosk.stops import Stop
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

WIDTH = 380


@cache
def worked() -> Answers:
    """Give the answers of the worked example that ships with the program."""
    found: Answers = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    return found


class SamplesPanel(QScrollArea):
    """Filled anew for each page it is shown at."""

    def __init__(self, ui: Ui, form: Form) -> None:
        super().__init__()
        self._ui = ui
        self._form = form
        self.setObjectName("samples")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(ui.words("kiosk.examples"))
        self.setFixedWidth(ui.theme.px(WIDTH))

    def show_stop(self, stop: Stop) -> None:
        """Show the examples that help with a page."""
        ui, words = self._ui, self._ui.words
        body = QWidget()
        rows = QVBoxLayout(body)
        edge = ui.theme.px(16)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(ui.theme.px(12))
        rows.addWidget(Label(words("kiosk.examples"), "section"))
        if card := self._worked(stop):
            rows.addWidget(card)
        rows.addWidget(Label(words("kiosk.office_examples"), "strong"))
        for sample in samples():
            rows.addWidget(self._office(sample))
        rows.addStretch(1)
        self.setWidget(body)

    def _worked(self, stop: Stop) -> QWidget | None:
        given = worked().get(stop.section.code, {})
        card = Card(self._ui, tone="info")
        card.rows.addWidget(WrapLabel(self._ui, self._ui.words("kiosk.worked_example")))
        said = [field for field in stop.fields if given.get(field.code) is not None]
        for field in said:
            card.rows.addWidget(WrapLabel(self._ui, written(self._ui, field.label), "strong"))
            card.rows.addWidget(WrapLabel(self._ui, self._answer(field, given[field.code])))
        return card if said else None

    def _answer(self, field: Field, value: object) -> str:
        named = names(self._form, worked(), field.of) if field.of else None
        return answer_words(self._ui.words, field, value, named)

    def _office(self, sample: Mapping[str, Any]) -> QWidget:
        ui, words = self._ui, self._ui.words
        card = Card(ui)
        card.rows.addWidget(WrapLabel(ui, sample["process"][words.language], "strong"))
        for part in ("as_is", "to_be"):
            card.rows.addWidget(Label(words(f"kiosk.sample_{part}"), "small"))
            card.rows.addWidget(WrapLabel(ui, sample[part][words.language]))
        return card
