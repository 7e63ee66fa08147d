"""What takes a reason: a correction, a waiver, an adjustment of one person's score."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.models.refusal import Fault, Refused
from desktop.models.scoring import MOST_ADJUSTMENT
from desktop.views.ui import Ui
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.number_field import NumberField

LONGEST = 500


class ReasonDialog(Dialog):
    """Asks why, and does it; without a reason it stays open and says so beside the line."""

    def __init__(
        self,
        ui: Ui,
        title: str,
        text: str,
        confirm: str,
        run: Callable[[str], object],
        parent: QWidget | None,
        reason: str = "",
    ) -> None:
        super().__init__(ui, parent, title, text, confirm, check=self._done)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._run = run
        self.reason = QLineEdit(reason, maxLength=LONGEST)
        words = ui.words
        self._why = Field(ui, words("panel.reason"), self.reason, words("panel.reason_help"))
        self.reason.textEdited.connect(lambda _: self._why.forgive())
        self.ask()
        self.body.addWidget(self._why)
        self.setMinimumWidth(ui.theme.px(560))

    def ask(self) -> None:
        """Put what else is asked above the reason."""

    def needs_reason(self) -> bool:
        """Say whether it takes a reason now."""
        return True

    def unfit(self) -> bool:
        """Say, beside it, what is wrong with the rest."""
        return False

    def _done(self) -> bool:
        reason = self.reason.text().strip()
        if self.unfit():
            return False
        if not reason and self.needs_reason():
            self._why.complain(self._ui.words("panel.reason_missing"))
            self.reason.setFocus()
            return False
        try:
            self._run(reason)
        except (Refused, Fault) as no:
            self._why.complain(self._ui.wording.sentence(no))
            return False
        return True


class AdjustDialog(ReasonDialog):
    """By how many points one member's score differs from the group's, and why."""

    def __init__(
        self,
        ui: Ui,
        name: str,
        points: int,
        reason: str,
        run: Callable[[int, str], object],
        parent: QWidget | None,
    ) -> None:
        words = ui.words
        self._points = points
        super().__init__(
            ui,
            words("panel.adjust_title", name=name),
            words("panel.adjust_text", most=MOST_ADJUSTMENT),
            words("common.save"),
            lambda why: run(self.points.value(), why),
            parent,
            reason,
        )

    def ask(self) -> None:
        """Ask for the points."""
        ui, words = self._ui, self._ui.words
        self.points = SignedField(ui, -MOST_ADJUSTMENT, MOST_ADJUSTMENT, self._points)
        self.body.addWidget(
            Field(ui, words("panel.points"), self.points, words.number(words("panel.points_help")))
        )

    def needs_reason(self) -> bool:
        """Going back to the group's score needs none."""
        return self.points.value() != 0


class WaiveDialog(ReasonDialog):
    """Who may score a group of their own agency all the same, and why."""

    def __init__(
        self,
        ui: Ui,
        code: str,
        scorers: Sequence[str],
        run: Callable[[str, str], object],
        parent: QWidget | None,
    ) -> None:
        words = ui.words
        self._scorers = scorers
        super().__init__(
            ui,
            words("panel.waive_title", code=code),
            words("panel.waive_text"),
            words("panel.waive"),
            lambda why: run(self.scorer.currentText().strip(), why),
            parent,
        )

    def ask(self) -> None:
        """Ask who."""
        ui, words = self._ui, self._ui.words
        self.scorer = QComboBox()
        self.scorer.setEditable(True)
        self.scorer.addItems(list(self._scorers))
        self._who = Field(ui, words("panel.scorer"), self.scorer)
        self.scorer.editTextChanged.connect(lambda _: self._who.forgive())
        self.body.addWidget(self._who)

    def unfit(self) -> bool:
        """Ask again where nobody is named."""
        if self.scorer.currentText().strip():
            return False
        self._who.complain(self._ui.words("panel.scorer_missing"))
        return True


class SignedField(NumberField):
    """A whole number that may be below nothing; + says that it adds."""

    def textFromValue(self, val: int) -> str:
        """Write the sign, too."""
        return signed(self._ui.words.number(abs(val)), val)

    def valueFromText(self, text: str) -> int:
        """Read either digits, with either minus."""
        plain = text.replace("−", "-").replace("+", "").strip()
        below = plain.startswith("-")
        whole = super().valueFromText(plain.lstrip("-").strip())
        return -whole if below else whole

    def validate(self, text: str, pos: int) -> tuple[object, str, int]:  # type: ignore[override]
        """Judge what stands behind the sign."""
        plain = text.replace("−", "-").lstrip("+-").strip()
        state, _, _ = super().validate(plain, pos)
        return state, text, pos


def signed(figures: str, value: int) -> str:
    """Put the sign before a number that is written already."""
    return f"+{figures}" if value > 0 else f"−{figures}" if value < 0 else figures
