"""The new steps: each refers to the present steps it keeps, changes or merges."""

from __future__ import annotations

from desktop.models import form_rows
from desktop.models.form_rows import Row
from desktop.models.forms import Field
from desktop.views.form_fields.editor import Around, codes_of
from desktop.views.form_fields.row_card import MakeEditor, RowCard
from desktop.views.form_fields.table import TableEditor
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button


class NewStepsEditor(TableEditor):
    """Begins with the present steps at one press, and says itself how a step came about."""

    def __init__(
        self,
        ui: Ui,
        asked: Field,
        make: MakeEditor,
        around: Around,
        *,
        prefix: str = "b",
        large: bool = False,
    ) -> None:
        self._around = around
        origin = asked.column("from")
        self._of = origin.of if origin is not None else ""
        super().__init__(ui, asked, make, prefix=prefix, large=large)
        self.copy = Button(ui, ui.words("fill.copy_steps"), "plain", "copy", self.copy_all)
        self._bar.insertWidget(1, self.copy)
        self._offer()

    def present(self) -> list[Row]:
        """Give the present steps."""
        return list(self._around.rows(self._of))

    def mentioned(self) -> set[str]:
        """Give the present steps some new step refers to."""
        return {str(origin) for row in self._value for origin in codes_of(row.get("from"))}

    def copy_all(self) -> None:
        """Begin with every present step kept as it is."""
        rows: list[Row] = list(self._value)
        for step in self.present():
            if step["id"] not in self.mentioned():
                rows = form_rows.kept_from(rows, step, self._prefix)
        self.put_rows(rows, "copy", len(self._value))

    def keep(self, step: Row) -> None:
        """Put one present step among the new ones, kept as it is."""
        rows = form_rows.kept_from(self._value, step, self._prefix)
        self.put_rows(rows, "keep", len(rows))

    def row_typed(self, card: RowCard, row: Row) -> Row:
        """Say how the step came about, wherever what it refers to allows one word alone."""
        said = str(row.get("change") or "")
        origins = codes_of(row.get("from"))
        if not origins and not said:
            return row
        fitting = form_rows.change_for(origins, said)
        if fitting != said:
            card.put("change", fitting)
        return {**row, "change": fitting}

    def moved(self) -> None:
        """Offer the present steps only while there is no new one."""
        if hasattr(self, "copy"):
            self._offer()

    def _offer(self) -> None:
        self.copy.setVisible(not self._value and bool(self.present()))
