"""What to look at in a work: a point for each step of its form, ticked as one reads."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.form_words import section_title
from desktop.models.forms import Form
from desktop.views.ui import Ui
from desktop.views.widgets.label import Label


class Checklist(QWidget):
    """``changed`` tells of every tick."""

    changed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._code = ""
        self.points: dict[str, QCheckBox] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.title = Label("", "strong")
        self._rows.addWidget(self.title)

    def set_form(self, form: Form) -> None:
        """Offer the points of a form: its sections that ask for something."""
        if form.code == self._code:
            return
        self._code = form.code
        for point in self.points.values():
            self._rows.removeWidget(point)
            point.deleteLater()
        self.points.clear()
        words = self._ui.words
        for section in form.sections:
            if any(f.kind not in ("yes", "picture") for f in section.fields):
                point = QCheckBox(section_title(words, section))
                # A long title gives way instead of pushing the panel wider.
                point.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                point.setToolTip(point.text())
                point.toggled.connect(self._ticked)
                self.points[section.code] = point
                self._rows.addWidget(point)
        self._count()

    def value(self) -> dict[str, bool]:
        """Give which points are ticked; nothing while none is."""
        ticked = {code: point.isChecked() for code, point in self.points.items()}
        return ticked if any(ticked.values()) else {}

    def set_value(self, checklist: Mapping[str, bool]) -> None:
        """Tick these points."""
        for code, point in self.points.items():
            point.blockSignals(True)
            point.setChecked(bool(checklist.get(code)))
            point.blockSignals(False)
        self._count()

    def _ticked(self, _: bool) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        done = sum(point.isChecked() for point in self.points.values())
        words = self._ui.words
        self.title.setText(words("reviewing.checklist", done=done, total=len(self.points)))
