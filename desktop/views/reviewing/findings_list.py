"""What the form's own rules say about a work, each line leading to its section."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.form_check import Finding
from desktop.models.form_words import finding_place, finding_sentence
from desktop.models.forms import Form
from desktop.views.reviewing.line_button import LineButton
from desktop.views.ui import Ui
from desktop.views.widgets.label import Label

SHOWN = 6


class FindingsList(QWidget):
    """``asked`` carries the code of the section somebody wants to see."""

    asked = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.title = Label("", "strong")
        self._rows.addWidget(self.title)
        self.lines: list[LineButton] = []
        self._known: list[Finding] | None = None

    def set_findings(self, form: Form, findings: Sequence[Finding]) -> None:
        """List these, the first few of them."""
        if list(findings) == self._known:
            return
        self._known = list(findings)
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(form, finding) for finding in findings[:SHOWN]]
        for line in self.lines:
            self._rows.addWidget(line)
        self.title.setText(self._ui.words("reviewing.findings", n=len(findings)))
        self.setVisible(bool(findings))

    def _line(self, form: Form, finding: Finding) -> LineButton:
        ui, words = self._ui, self._ui.words
        soft = finding.level == "soft"
        said = words(
            "reviewing.finding",
            place=finding_place(words, finding),
            sentence=finding_sentence(words, form, finding),
        )
        ask = partial(self.asked.emit, finding.section)
        icon = "triangle-alert" if soft else "circle-alert"
        return LineButton(ui, icon, said, ask, "warning" if soft else "danger")
