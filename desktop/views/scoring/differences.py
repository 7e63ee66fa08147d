"""How far the scorers of one project lie apart: the chart, and a card for each wide gap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.rubric import Rubric
from desktop.models.scoring import Result, Sheet
from desktop.views.scoring.chair_rows import Naming
from desktop.views.scoring.flag_words import gaps
from desktop.views.scoring.spread_chart import SpreadCard
from desktop.views.scoring.spread_data import spread_of
from desktop.views.scoring.talk_card import TalkCard, opinions
from desktop.views.ui import Ui
from desktop.views.widgets.card import Card
from desktop.views.widgets.wrap_label import WrapLabel


def newest_rubric(sheets: Sequence[Sheet]) -> Rubric:
    """Give the rubric the sheets are compared by: the newest among them."""
    return max((sheet.rubric for sheet in sheets), key=lambda r: r.version)


def in_order(sheets: Sequence[Sheet], shown: Naming) -> list[Sheet]:
    """Put sheets in the order of the names shown: any other would tell the hidden ones."""
    return sorted(sheets, key=lambda sheet: shown(sheet.scorer))


class Differences(QWidget):
    """Made anew for each project; without any locked sheet it says what will stand here."""

    def __init__(self, ui: Ui, title: str, result: Result, shown: Naming) -> None:
        super().__init__()
        words = ui.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(12))
        if not result.sheets:
            card = Card(ui, words("panel.spread"))
            card.rows.addWidget(WrapLabel(ui, words("panel.no_sheets"), "muted"))
            rows.addWidget(card)
            return
        sheets, rubric = in_order(result.sheets, shown), newest_rubric(result.sheets)
        names = [shown(sheet.scorer) for sheet in sheets]
        self.spread = SpreadCard(ui, words("panel.spread"))
        self.spread.chart.set_data(spread_of(title, sheets, names, rubric, words))
        rows.addWidget(self.spread)
        for criterion in rubric.criteria:
            if criterion.code in gaps(result.flags):
                found = opinions(sheets, names, criterion.code)
                rows.addWidget(TalkCard(ui, rubric, criterion, found))
