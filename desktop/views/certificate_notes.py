"""What to look at before issuing, as short notes with a mark of how much they matter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.certificate_check import Check
from desktop.models.wording import Words
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel

Note = tuple[Tone, str]

_ICONS: dict[Tone, str] = {
    "ok": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-x",
    "info": "info",
}
_NAMED = 4


def notes(check: Check, pictures: Sequence[str], words: Words) -> list[Note]:
    """Say what was found, the serious first; nothing found is said too."""
    said: list[Note] = []
    if check.disputed:
        said.append(("danger", _named("issue.disputed", check.disputed, words)))
    if check.unfinished:
        said.append(("warning", words("issue.unfinished")))
    waiting = {
        "issue.walk_ins": check.walk_ins,
        "issue.untitled": check.untitled,
        "issue.exercises": check.exercises,
        "issue.projects": check.projects,
    }
    said += [("warning", _named(key, who, words)) for key, who in waiting.items() if who]
    said += [("warning", words(f"warned.{code}")) for code in pictures]
    if check.waiting:
        said.append(("info", words("issue.not_eligible", n=check.waiting)))
    if not any(tone in ("danger", "warning") for tone, _ in said):
        said.insert(0, ("ok", words("issue.sound")))
    return said


def _named(key: str, names: Sequence[str], words: Words) -> str:
    shown = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        shown += words("issue.and_more", n=len(names) - _NAMED)
    return words(key, n=len(names), names=shown)


class Notes(QWidget):
    """Shows notes below each other; icon, word and colour agree."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.said: list[Note] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(ui.theme.px(6))

    def set_notes(self, said: Sequence[Note]) -> None:
        """Say something else."""
        self.said = list(said)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for tone, text in said:
            self._rows.addWidget(self._line(tone, text))

    def _line(self, tone: Tone, text: str) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(self._ui.theme.px(10))
        icon = Label()
        ratio = self.devicePixelRatioF()
        icon.setPixmap(self._ui.icons.pixmap(_ICONS[tone], tone, 20, ratio))
        across.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(WrapLabel(self._ui, text), 1)
        return line
