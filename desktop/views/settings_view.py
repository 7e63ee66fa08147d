"""How a person likes it here: look, name, data, scanner."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.views.place import Place
from desktop.views.settings_author import AuthorCard
from desktop.views.settings_backups import BackupsCard
from desktop.views.settings_look import LookCard
from desktop.views.settings_scanner import ScannerCard
from desktop.views.settings_sync import SyncCard
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card, Section
from desktop.views.widgets.wrap_label import WrapLabel

TWO_COLUMNS = 1_000


class SettingsView(View):
    """Every choice takes effect at once; there is nothing to save and nothing to restart."""

    scrolls: ClassVar[bool] = True

    def build(self, page: QVBoxLayout) -> None:
        """Make the cards in two columns."""
        ui = self.ui
        page.addWidget(Section(ui, ui.words("settings.heading"), page=True))
        self.look = LookCard(ui)
        self.author = AuthorCard(ui)
        self.backups = BackupsCard(ui)
        self.scanner = ScannerCard(ui)
        self.sync = SyncCard(ui)
        columns = self._columns = QBoxLayout(self._direction())
        columns.setSpacing(ui.theme.px(16))
        for cards in (
            (self.look, self.author, self._certificates(), self._course()),
            (self.backups, self.scanner, self.sync),
        ):
            rows = QVBoxLayout()
            rows.setSpacing(ui.theme.px(16))
            for card in cards:
                rows.addWidget(card)
            rows.addStretch(1)
            columns.addLayout(rows, 1)
        page.addLayout(columns)
        page.addStretch(1)

    def refresh(self) -> None:
        """Look again which backups there are."""
        self.backups.refresh()

    def retranslate(self) -> None:
        """Build anew, with the cursor and the page where they were."""
        focus = QApplication.focusWidget()
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        at = _scrolled(self._body)
        super().retranslate()
        assert self._body is not None
        self._body.show()
        control = self._body.findChild(QWidget, name) if name else None
        if isinstance(control, QWidget):
            control.setFocus()
        QTimer.singleShot(0, self, lambda: _scroll(self._body, at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns under each other where two are too many."""
        super().resizeEvent(event)
        if self._body is not None:
            self._columns.setDirection(self._direction())

    def _direction(self) -> QBoxLayout.Direction:
        wide = self.width() >= self.ui.theme.px(TWO_COLUMNS)
        return QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom

    def _certificates(self) -> Card:
        ui = self.ui
        card = Card(ui, ui.words("settings.certificates"))
        card.rows.addWidget(WrapLabel(ui, ui.words("settings.certificates_text"), "muted"))
        self.to_certificates = self._leading("settings.to_certificates", "award", "certificates")
        _side_by_side(card, self.to_certificates)
        return card

    def _course(self) -> Card:
        """Lead to what an admin sets for all classes: the forms, and the rubric."""
        ui = self.ui
        card = Card(ui, ui.words("settings.course"))
        card.rows.addWidget(WrapLabel(ui, ui.words("settings.course_text"), "muted"))
        self.to_forms = self._leading("settings.to_forms", "clipboard-list", "forms")
        self.to_rubric = self._leading("settings.to_rubric", "square-check", "rubric")
        _side_by_side(card, self.to_forms, self.to_rubric)
        return card

    def _leading(self, key: str, icon: str, page: str) -> Button:
        ui = self.ui
        return Button(ui, ui.words(key), icon=icon, run=lambda: ui.go(Place(page)))


def _side_by_side(card: Card, *buttons: Button) -> None:
    across = QHBoxLayout()
    for button in buttons:
        across.addWidget(button)
    across.addStretch(1)
    card.rows.addLayout(across)


def _scrolled(body: QWidget | None) -> int:
    return body.verticalScrollBar().value() if isinstance(body, QScrollArea) else 0


def _scroll(body: QWidget | None, to: int) -> None:
    if isinstance(body, QScrollArea):
        body.verticalScrollBar().setValue(to)
