"""What can be done with a work now: accept or return it, take that back, publish it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.submissions import Version
from desktop.views.reviewing.states import moment
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.wrap_label import WrapLabel

Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the buttons do."""

    accept: Run
    send_back: Run
    reopen: Run
    publish: Run
    unpublish: Run


class VerdictBar(QWidget):
    """Always at the foot of the panel; says what was decided, by whom and when."""

    def __init__(self, ui: Ui, deeds: Deeds) -> None:
        super().__init__()
        self._ui = ui
        words = ui.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(6))
        self.said = WrapLabel(ui, "", "muted")
        rows.addWidget(self.said)
        self.send_back = Button(
            ui, words("reviewing.return"), "plain", "undo-2", deeds.send_back,
            words("reviewing.return_tip"),
        )  # fmt: skip
        self.accept = Button(
            ui, words("reviewing.accept"), "primary", "check", deeds.accept,
            words("reviewing.accept_tip"),
        )  # fmt: skip
        self.reopen = Button(ui, words("reviewing.reopen"), "plain", "redo-2", deeds.reopen)
        self.publish = Button(ui, words("reviewing.publish"), "plain", "star", deeds.publish)
        self.unpublish = Button(ui, words("reviewing.unpublish"), "plain", "x", deeds.unpublish)
        self.consent = WrapLabel(ui, words("reviewing.no_consent"), "muted")
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        for button in (self.send_back, self.accept, self.reopen, self.publish, self.unpublish):
            across.addWidget(button, 1)
        rows.addWidget(self.consent)
        rows.addLayout(across)
        self.keys = ElidedLabel(words("reviewing.keys"))
        rows.addWidget(self.keys)

    def offer(self, version: Version | None, latest: bool) -> None:
        """Offer what fits a version; only the one that counts can be decided on."""
        verdict = version.verdict if version is not None and latest else ""
        waiting = version is not None and latest and not verdict
        accepted, published = verdict == "accepted", version is not None and version.published
        consented = version is not None and consents(version)
        self.send_back.setVisible(waiting)
        self.keys.setVisible(waiting)
        self.accept.setVisible(waiting)
        self.reopen.setVisible(bool(verdict) and not published)
        self.publish.setVisible(accepted and not published and consented)
        self.unpublish.setVisible(accepted and published)
        self.consent.setVisible(accepted and not consented)
        self.said.set_text(self._decided(version))
        self.said.setVisible(bool(self.said.plain()))

    def _decided(self, version: Version | None) -> str:
        if version is None or not version.verdict:
            return ""
        words = self._ui.words
        return words(
            f"reviewing.decided.{version.verdict}",
            who=version.reviewer,
            when=moment(words, version.reviewed_at, self._ui.desk.now()),
        )


def consents(version: Version) -> bool:
    """Whether its owner lets others read it as a sample."""
    document: object = version.document
    answers = document.get("answers") if isinstance(document, Mapping) else None
    review = answers.get("review") if isinstance(answers, Mapping) else None
    return isinstance(review, Mapping) and review.get("library_ok") is True
