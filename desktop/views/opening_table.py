"""A table in which Enter opens the row, for lists that are looked at more than typed into."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.views.table import TableView


class OpeningTable(TableView):
    """Everything a table does; Enter emits ``opened`` with the row under the cursor."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter."""
        row = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)
