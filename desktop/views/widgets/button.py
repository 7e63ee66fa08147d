"""Something to press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt

from desktop.views.ui import Ui
from desktop.views.widgets.press import Press

Kind = Literal["primary", "plain", "quiet", "danger", "link"]

_INK: dict[str, str] = {"primary": "on-accent", "danger": "danger", "link": "accent"}


class Button(Press):
    """A button with words, an icon or both; one ``primary`` on a screen.

    With an icon alone, ``tip`` is what it is called.
    """

    def __init__(
        self,
        ui: Ui,
        text: str = "",
        kind: Kind = "plain",
        icon: str = "",
        run: Callable[[], object] | None = None,
        tip: str = "",
    ) -> None:
        super().__init__(f" {text}" if icon and text else text)
        self._ui = ui
        self._icon = icon
        self._kind: Kind = kind
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tip)
        self.setAccessibleName(text or tip)
        if run is not None:
            self.clicked.connect(lambda: run())
        self._dress()
        ui.theme.changed.connect(self._dress)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self._dress()

    def set_text(self, text: str) -> None:
        """Say something else, to the eye and to a screen reader."""
        self.setText(f" {text}" if self._icon and text else text)
        self.setAccessibleName(text or self.toolTip())

    def large(self) -> Button:
        """Make it the one thing to press on this screen."""
        self.setProperty("large", "true")
        return self

    def _dress(self) -> None:
        if self._icon:
            self.setIcon(self._ui.icons.icon(self._icon, _INK.get(self._kind, "ink")))
            self.setIconSize(QSize(self._ui.theme.px(20), self._ui.theme.px(20)))
