"""What becomes of each present step that no new one mentions: kept, or dropped."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.models.form_rows import Row
from desktop.models.forms import Field
from desktop.views.form_fields.editor import Answer, Around, Editor, codes_of
from desktop.views.form_fields.row_words import headline
from desktop.views.form_fields.steps import NewStepsEditor
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

SHOWN = 40
"""So many steps are listed at once; each that is decided makes room for the next."""


class FatesEditor(Editor):
    """Lists the steps to decide about, then those that were dropped, with the way back.

    The answer is the ids of the dropped. ``kept`` asks for a step to be put among the new ones.
    """

    kept = Signal(object)

    def __init__(
        self,
        ui: Ui,
        asked: Field,
        around: Around,
        steps: NewStepsEditor | None,
        *,
        large: bool = False,
    ) -> None:
        super().__init__(ui, asked, large=large)
        self._around = around
        self._steps = steps
        self._known: list[str] = []
        self._removed: list[str] = []
        self._shown: list[_Line] = []
        self.all_said = WrapLabel(ui, ui.words("fill.all_steps_said"), "muted")
        self.rows.addWidget(self.all_said)
        self.show_steps()

    def value(self) -> Answer:
        """Give the ids of the steps that were dropped."""
        said = self._mentioned()
        return [row for row in self._known if row in self._removed and row not in said] or None

    def set_value(self, value: Answer) -> None:
        """Show what was dropped."""
        self._removed = codes_of(value)
        self.show_steps()

    def show_steps(self) -> None:
        """List the steps anew: a new step may mention one now, or none any more."""
        for line in self._shown:
            self.rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        table, said = self._around.table(self.asked.of), self._mentioned()
        rows = self._around.rows(self.asked.of)
        self._shown, self._known = [], [str(row["id"]) for row in rows]
        for at, row in enumerate(rows, 1):
            if row["id"] not in said and len(self._shown) < SHOWN:
                text = headline(self.ui.words, table, row, at)
                self._line(row, text, dropped=str(row["id"]) in self._removed)
        self.all_said.setVisible(not self._shown)

    def _mentioned(self) -> set[str]:
        return self._steps.mentioned() if self._steps is not None else set()

    def _line(self, row: Row, text: str, *, dropped: bool) -> None:
        line = _Line(self.ui, text, dropped=dropped)
        line.keep.clicked.connect(partial(self._keep, row))
        line.drop.clicked.connect(partial(self._drop, row))
        self._shown.append(line)
        self.rows.addWidget(line)

    def _keep(self, row: Row) -> None:
        """Put a step among the new ones; a dropped one is first only open again."""
        row_id = str(row["id"])
        if row_id in self._removed:
            self._removed.remove(row_id)
            self.show_steps()
            self.changed.emit()
        else:
            self.kept.emit(row)

    def _drop(self, row: Row) -> None:
        self._removed.append(str(row["id"]))
        self.show_steps()
        self.changed.emit()


class _Line(QFrame):
    """One present step, what became of it, and the two things that may."""

    def __init__(self, ui: Ui, text: str, *, dropped: bool) -> None:
        super().__init__()
        words = ui.words
        self.setObjectName("card")
        self.setProperty("tone", None if dropped else "warning")
        across = QHBoxLayout(self)
        edge = ui.theme.px(12)
        across.setContentsMargins(edge, ui.theme.px(6), edge, ui.theme.px(6))
        across.setSpacing(ui.theme.px(8))
        icon = Label()
        name, token = ("x", "muted") if dropped else ("triangle-alert", "warning")
        icon.setPixmap(ui.icons.pixmap(name, token, 20, self.devicePixelRatioF()))
        across.addWidget(icon)
        said = words("fill.step_dropped", step=text) if dropped else text
        across.addWidget(WrapLabel(ui, said), 1, Qt.AlignmentFlag.AlignVCenter)
        self.keep = Button(ui, words("fill.bring_back" if dropped else "fill.keep_step"), "plain")
        self.drop = Button(ui, words("fill.drop_step"), "plain")
        across.addWidget(self.keep)
        across.addWidget(self.drop)
        self.drop.setVisible(not dropped)
        for button in (self.keep, self.drop):
            button.setAccessibleName(words("fill.deed_of", deed=button.text(), row=text))
