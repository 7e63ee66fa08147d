"""What the change saves, computed and never typed: before, after, saved, and in a year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.models.durations import show_duration
from desktop.models.form_understood import understood
from desktop.models.forms import Answers, Field
from desktop.models.money import show_baht
from desktop.models.wording import Words
from desktop.models.workflow import Measures, Totals, hours, measure, percent
from desktop.views.form_fields.editor import Answer, Around, Editor
from desktop.views.ui import Tone, Ui
from desktop.views.widgets.label import Label, Line
from desktop.views.widgets.wrap_label import WrapLabel

FIGURES = ("steps", "work_min", "wait_min", "sheets", "satang", "trips")
_TIMES = ("work_min", "wait_min")


def amount(words: Words, figure: str, value: int) -> str:
    """Write one figure with its unit."""
    if figure in _TIMES:
        return show_duration(words, value, days=figure == "wait_min")
    text = show_baht(value) if figure == "satang" else f"{value:,}"
    return words(f"fill.unit.{figure}", value=words.number(text))


def yearly(words: Words, figure: str, value: int) -> str:
    """Write what a year brings; working time in hours."""
    if figure == "work_min":
        whole, _, rest = hours(value).partition(".")
        shown = f"{int(whole):,}" + (f".{rest}" if rest else "")
        return words("fill.unit.hours", value=words.number(shown))
    return amount(words, figure, value)


def saved_words(words: Words, figure: str, before: int, saved: int) -> tuple[str, Tone | None]:
    """Say what is saved or lost, with its share; the words tell it without the colour."""
    if not saved:
        return words("fill.same"), None
    said = amount(words, figure, abs(saved))
    if saved < 0:
        return words("fill.more", amount=said), "danger"
    share = words.number(percent(before, saved))
    return words("fill.less", amount=said, share=share), "ok"


class MeasuresCard(QFrame):
    """A small table in large type; what is not known yet is left out."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = QVBoxLayout(self)
        edge = ui.theme.px(20)
        self._rows.setContentsMargins(edge, ui.theme.px(12), edge, ui.theme.px(12))
        self._body: QWidget | None = None
        self._note = WrapLabel(ui, "", "muted")
        self._rows.addWidget(self._note)

    def show_answers(self, answers: Answers) -> None:
        """Compute from the answers and show."""
        found = measure(answers)
        if self._body is not None:
            self._rows.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        note = ""
        if found.comparable:
            self._body = self._table(found)
            self._rows.insertWidget(0, self._body)
            note = self._ui.words("fill.no_volume") if found.volume is None else ""
        else:
            note = self._ui.words("fill.not_comparable")
        self._note.set_text(note)
        self._note.setVisible(bool(note))

    def _table(self, found: Measures) -> QWidget:
        ui = self._ui
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(ui.theme.px(24))
        grid.setVerticalSpacing(ui.theme.px(4))
        heads = ("what", "before", "after", "saved", *(("year",) if found.yearly else ()))
        for at, head in enumerate(heads):
            if head != "what":
                grid.addWidget(Label(ui.words(f"fill.head.{head}"), "muted"), 0, at)
        said = []
        row = 1
        for figure in FIGURES:
            line = self._line(figure, found)
            if line is None:
                continue
            grid.addWidget(Line(), row, 0, 1, len(heads))
            for at, widget in enumerate(line):
                grid.addWidget(widget, row + 1, at)
            said.append(" ".join(w.text() for w in line if isinstance(w, Label | WrapLabel)))
            row += 2
        grid.setColumnStretch(3, 1)
        body.setAccessibleName("; ".join(said))
        return body

    def _line(self, figure: str, found: Measures) -> list[QWidget] | None:
        words = self._ui.words
        before, after, saved = (
            _figure(totals, figure) for totals in (found.before, found.after, found.saved)
        )
        if before is None or after is None or saved is None:
            return None
        text, tone = saved_words(words, figure, before, saved)
        line: list[QWidget] = [
            Label(words(f"fill.figure.{figure}"), "strong"),
            Label(amount(words, figure, before), "section"),
            Label(amount(words, figure, after), "section"),
            WrapLabel(self._ui, text, "section", tone),
        ]
        year = _figure(found.yearly, figure) if found.yearly else None
        if year is not None:
            line.append(
                Label(yearly(words, figure, year), "section", "danger" if year < 0 else None)
            )
        return line


def _figure(totals: Totals | None, figure: str) -> int | None:
    value: int | None = getattr(totals, figure, None)
    return value


class MeasuresEditor(Editor):
    """The place of a picture: it takes nothing and shows what the answers come to."""

    def __init__(self, ui: Ui, asked: Field, around: Around, *, large: bool = False) -> None:
        super().__init__(ui, asked, large=large)
        self._around = around
        self.card = MeasuresCard(ui)
        self.rows.addWidget(self.card)

    def value(self) -> Answer:
        """Give nothing: it is computed."""
        return None

    def set_value(self, value: Answer) -> None:
        """Compute again from what stands now."""
        if self._around.form.computes == "workflow":
            around = self._around
            self.card.show_answers(understood(around.form, around.answers()))
