"""An agency, found while it is being typed."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.importers.bundled import bundled_agencies
from desktop.models.agency_search import AgencyFinder
from desktop.views.ui import Ui
from desktop.views.widgets.field import Field


class AgencyField(Field):
    """Suggests the agencies of the shipped list; anything else is kept as typed, and said so."""

    def __init__(self, ui: Ui, text: str = "") -> None:
        self.entry = QLineEdit(text)
        self.entry.setPlaceholderText(ui.words("people.agency_hint"))
        super().__init__(ui, ui.words("column.agency"), self.entry)
        self._words = ui.words
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(8)
        self.entry.setCompleter(completer)
        if popup := completer.popup():
            popup.setItemDelegate(_Suggestion(ui, popup))
        self.entry.textEdited.connect(self._suggest)
        self.entry.textChanged.connect(self._understand)

    def text(self) -> str:
        """Give what was typed."""
        return self.entry.text()

    def suggested(self) -> list[str]:
        """Give the agencies offered now."""
        return self._names.stringList()

    def _suggest(self, text: str) -> None:
        self._names.setStringList(_finder().suggest(text))

    def _understand(self, text: str) -> None:
        """Read back what a short form was understood as."""
        found = bundled_agencies().match(text) if text.strip() else None
        if not text.strip() or found == text.strip():
            self.forgive()
        elif found:
            self.reassure(self._words("people.agency_read", agency=found))
        else:
            self.reassure(self._words("roster.problem.agency_unknown"))


class _Suggestion(QStyledItemDelegate):
    """Rows as high as everywhere, by the theme alone."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self._ui.theme.target)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, box = self._ui.theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, theme.token("selection" if chosen else "raised"))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.token("ink"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(theme.px(12), 0, -theme.px(12), 0), left, index.data())
        painter.restore()


@cache
def _finder() -> AgencyFinder:
    return AgencyFinder(bundled_agencies())
