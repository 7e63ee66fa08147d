"""Language, digits, colours and size, changed while one looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from desktop.models.wording import Digits, Language
from desktop.views.theme import LARGEST, SMALLEST, Mode
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Label

LANGUAGES: tuple[Language, ...] = ("th", "en")
DIGITS: tuple[Digits, ...] = ("thai", "arabic")
MODES: tuple[Mode, ...] = ("system", "light", "dark", "contrast")

Answer = TypeVar("Answer", bound=str)


class LookCard(Card):
    """Four questions; the application remembers the answers."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.words("settings.look"))
        self._ui = ui
        self.rows.setSpacing(ui.theme.px(12))
        words, wording, theme = ui.words, ui.wording, ui.theme
        self._ask("language", LANGUAGES, words.language, lambda x: wording.use(language=x))
        self._ask("digits", DIGITS, words.digits, lambda x: wording.use(digits=x))
        self._ask("theme", MODES, theme.mode, theme.set_mode)
        self.rows.addWidget(
            Field(ui, words("settings.size"), self._sizes(), words("settings.size_help"))
        )

    def _ask(
        self,
        name: str,
        answers: Sequence[Answer],
        now: str,
        choose: Callable[[Answer], object],
    ) -> None:
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(self._ui.theme.px(12))
        group = QButtonGroup(inside)
        for answer in answers:
            button = QRadioButton(self._ui.words(f"settings.{name}.{answer}"))
            button.setObjectName(f"settings-{name}-{answer}")
            button.setChecked(answer == now)
            button.clicked.connect(lambda _=False, chosen=answer: choose(chosen))
            group.addButton(button)
            across.addWidget(button)
            if answer == now:
                inside.setFocusProxy(button)
        across.addStretch(1)
        self.rows.addWidget(Field(self._ui, self._ui.words(f"settings.{name}"), inside))

    def _sizes(self) -> QWidget:
        ui, theme = self._ui, self._ui.theme
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(8))
        self.smaller = Button(
            ui, icon="minus", run=partial(theme.zoom, -1), tip=ui.words("frame.command.smaller")
        )
        self.larger = Button(
            ui, icon="plus", run=partial(theme.zoom, 1), tip=ui.words("frame.command.larger")
        )
        self.normal = Button(
            ui, ui.words("settings.size_normal"), "quiet", run=partial(theme.zoom, 0)
        )
        self.smaller.setEnabled(theme.scale > SMALLEST)
        self.larger.setEnabled(theme.scale < LARGEST)
        self.normal.setVisible(theme.scale != 1)
        percent = Label(ui.words("settings.percent", n=round(theme.scale * 100)))
        percent.setMinimumWidth(theme.px(64))
        percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for name, widget in (
            ("smaller", self.smaller),
            ("percent", percent),
            ("larger", self.larger),
            ("normal", self.normal),
        ):
            widget.setObjectName(f"settings-size-{name}")
            across.addWidget(widget)
        across.addStretch(1)
        inside.setFocusProxy(self.smaller)
        return inside
