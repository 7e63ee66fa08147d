"""The page of classes: the list, and in its place the class a person went into."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.views.class_list import ClassListView
from desktop.views.class_page import ClassPage
from desktop.views.place import Place
from desktop.views.ui import Ui
from desktop.views.view import View


class ClassesView(View):
    """Shows the list for a place without a class, else the page of that class."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.list = ClassListView(ui)
        self.page = ClassPage(ui)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.page)
        self.list.chosen.connect(lambda class_id: ui.go(Place("classes", class_id=class_id)))

    def build(self, page: QVBoxLayout) -> None:
        """Put the two, which outlive every change of dress, into the page."""
        page.addWidget(self.stack)

    def retranslate(self) -> None:
        """Leave it to the two views, which have words of their own."""

    def open(self, place: Place) -> None:
        """Go to the list or into a class."""
        super().open(place)
        view = self.page if place.class_id else self.list
        view.open(place)
        self.stack.setCurrentWidget(view)
