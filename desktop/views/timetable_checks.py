"""What is off with a timetable, one sentence each; one calm sentence when nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem

from desktop.models.timetable import Finding
from desktop.models.wording import Words
from desktop.views.policy_words import grouped
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.label import Label
from desktop.views.widgets.wrap_label import WrapLabel


class TimetableChecks(Card):
    """Green with one sentence, or amber with a sentence for each finding."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._ui = ui
        self.said: list[str] = []
        outer, px = self.layout(), ui.theme.px
        assert outer is not None
        outer.setContentsMargins(px(16), px(8), px(16), px(8))
        self.rows.setSpacing(0)

    def show_findings(self, findings: Sequence[Finding], names: Mapping[str, str]) -> None:
        """Say what was found."""
        self._clear()
        words = self._ui.words
        self.said = [say_finding(words, finding, names) for finding in findings]
        if not findings:
            self.said = [words.number(words("timetable.sound"))]
        self.setProperty("tone", "warning" if findings else "ok")
        self.style().unpolish(self)
        self.style().polish(self)
        for sentence in self.said:
            self._add(sentence, bool(findings))
        self.setAccessibleName(" ".join(self.said))

    def _add(self, sentence: str, wrong: bool) -> None:
        tone = "warning" if wrong else "ok"
        across = QHBoxLayout()
        across.setSpacing(self._ui.theme.px(10))
        icon = Label()
        name = "triangle-alert" if wrong else "circle-check"
        icon.setPixmap(self._ui.icons.pixmap(name, tone, 18, self.devicePixelRatioF()))
        across.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(WrapLabel(self._ui, sentence), 1)
        self.rows.addLayout(across)

    def _clear(self) -> None:
        while (item := self.rows.takeAt(0)) is not None:
            _forget(item)


def _forget(item: QLayoutItem) -> None:
    if (layout := item.layout()) is not None:
        while (inner := layout.takeAt(0)) is not None:
            _forget(inner)
        layout.deleteLater()
    if (widget := item.widget()) is not None:
        widget.hide()
        widget.deleteLater()


def say_finding(words: Words, finding: Finding, names: Mapping[str, str]) -> str:
    """Turn a finding into a sentence, codes followed by their names."""
    details: dict[str, str | int] = {
        key: grouped(words, value) if isinstance(value, int) else value
        for key, value in finding.details
    }
    if "code" in details:
        details["name"] = names.get(str(details["code"]), "")
    return words(f"timetable.{finding.code}", **details)
