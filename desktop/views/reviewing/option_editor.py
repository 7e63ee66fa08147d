"""The answers to choose from: their words in both languages, and which one is right in a quiz."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.forms import Option, Said
from desktop.views.reviewing.form_draft import free_code
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label


class OptionEditor(QWidget):
    """``changed`` carries all options as they are now."""

    changed = Signal(object)

    def __init__(self, ui: Ui, options: Sequence[Option], quiz: bool) -> None:
        super().__init__()
        self._ui = ui
        self._quiz = quiz
        self._options = list(options)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._choose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(ui.theme.px(4))
        outer.addWidget(Label(ui.words("reviewing.forms.options"), "strong"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(ui.theme.px(4))
        outer.addLayout(self._rows)
        self.more = Button(ui, ui.words("reviewing.forms.add_option"), "quiet", "plus", self._add)
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, option in enumerate(self._options):
            self._rows.addWidget(self._row(at, option))

    def _row(self, at: int, option: Option) -> QWidget:
        ui, words = self._ui, self._ui.words
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(ui.theme.px(8))
        if self._quiz:
            right = QRadioButton()
            right.setAccessibleName(words("reviewing.forms.right", n=at + 1))
            right.setToolTip(right.accessibleName())
            right.setChecked(option.right)
            self._group.addButton(right, at)
            across.addWidget(right)
        for language in ("th", "en"):
            entry = QLineEdit(getattr(option.label, language))
            entry.setAccessibleName(
                words(
                    "reviewing.forms.option", n=at + 1, tongue=words(f"reviewing.forms.{language}")
                )
            )
            entry.setPlaceholderText(words(f"reviewing.forms.{language}"))
            entry.setCursorPosition(0)
            entry.textEdited.connect(partial(self._say, at, language))
            across.addWidget(entry, 1)
        gone = words("reviewing.forms.remove_option", n=at + 1)
        across.addWidget(Button(ui, "", "quiet", "x", partial(self._remove, at), gone))
        return line

    def _say(self, at: int, language: str, text: str) -> None:
        label = replace(self._options[at].label, **{language: text.strip()})
        self._options[at] = replace(self._options[at], label=label)
        self._tell()

    def _choose(self, at: int, chosen: bool) -> None:
        if chosen:
            self._options = [replace(o, right=n == at) for n, o in enumerate(self._options)]
            self._tell()

    def _add(self) -> None:
        code = free_code("a", [o.code for o in self._options])
        self._options.append(Option(code, Said()))
        self._fill()
        self._tell()

    def _remove(self, at: int) -> None:
        del self._options[at]
        self._fill()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(tuple(self._options))
