"""Which rows of another table are meant: a tick for each."""

from __future__ import annotations

from desktop.models.forms import Field
from desktop.views.form_fields.editor import Answer, Around, Editor, codes_of
from desktop.views.form_fields.row_words import headline
from desktop.views.form_fields.tick import Tick
from desktop.views.ui import Ui
from desktop.views.widgets.wrap_label import WrapLabel


class MappingEditor(Editor):
    """Asks for the rows there are each time it is filled: they may have changed meanwhile."""

    def __init__(self, ui: Ui, asked: Field, around: Around, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self._around = around
        self.ticks: dict[str, Tick] = {}
        self.none = WrapLabel(ui, ui.words("fill.nothing_to_refer_to"), "muted")
        self.rows.addWidget(self.none)
        self._list()

    def value(self) -> Answer:
        """Give the ids that are ticked; ids of rows taken out meanwhile are left out."""
        return [row for row, tick in self.ticks.items() if tick.isChecked()] or None

    def set_value(self, value: Answer) -> None:
        """Show what was ticked."""
        self._list()
        chosen = codes_of(value)
        for row, tick in self.ticks.items():
            tick.setChecked(row in chosen)

    def _list(self) -> None:
        for tick in self.ticks.values():
            self.rows.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        table = self._around.table(self.asked.of)
        rows = self._around.rows(self.asked.of)
        self.ticks = {}
        for at, row in enumerate(rows, 1):
            tick = Tick(self.ui, headline(self.ui.words, table, row, at), many=True)
            tick.clicked.connect(lambda: self.changed.emit())
            self.ticks[str(row.get("id", ""))] = tick
            self.rows.addWidget(tick)
        self.none.setVisible(not rows)
