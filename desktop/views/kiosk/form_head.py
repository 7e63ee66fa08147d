"""Above the question: which form, which step of how many, and that everything is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from desktop.models.forms import Form
from desktop.views.form_fields.editor import written
from desktop.views.kiosk.stops import Stop
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label


class FormHead(QFrame):
    """Two lines: names and what was saved; progress, all steps, examples."""

    def __init__(
        self, ui: Ui, form: Form, steps: Callable[[], object], samples: Callable[[], object]
    ) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("header")
        words = ui.words
        rows = QVBoxLayout(self)
        edge = ui.theme.px(24)
        rows.setContentsMargins(edge, ui.theme.px(6), edge, ui.theme.px(10))
        rows.setSpacing(ui.theme.px(6))
        first = QHBoxLayout()
        first.setSpacing(ui.theme.px(12))
        self.place = ElidedLabel("", "strong")
        self.told = Label(words("kiosk.keeps_itself"))
        self.steps = Button(ui, words("kiosk.all_steps"), "quiet", "clipboard-list", steps)
        self.samples = Button(ui, words("kiosk.see_example"), "quiet", "eye", samples)
        first.addWidget(self.place, 1)
        first.addWidget(self.told)
        first.addWidget(self.steps)
        first.addWidget(self.samples)
        rows.addLayout(first)
        self.samples.setVisible(form.computes == "workflow")  # not before it has a parent
        self.progress = QProgressBar(textVisible=False)
        rows.addWidget(self.progress)
        self._title = written(ui, form.title)

    def show_stop(self, stops: Sequence[Stop], at: int) -> None:
        """Say where one is."""
        words, stop = self._ui.words, stops[at]
        said = words(
            "kiosk.step",
            step=stop.section.step,
            last=stops[-1].section.step,
            title=written(self._ui, stop.section.title),
        )
        if stop.count > 1:
            said += words("kiosk.question", number=stop.number, count=stop.count)
        self.place.setText(said)
        self.place.setAccessibleName(f"{self._title} · {said}")
        self.progress.setRange(0, len(stops))
        self.progress.setValue(at + 1)
        self.progress.setAccessibleName(said)

    def saved(self, time: str) -> None:
        """Say, calmly, that what was typed is durable."""
        self.told.setText(self._ui.words("kiosk.saved", time=time))

    def set_samples_shown(self, shown: bool) -> None:
        """Offer to see the samples, or to put them away."""
        words = self._ui.words
        self.samples.set_text(words("kiosk.hide_example" if shown else "kiosk.see_example"))
