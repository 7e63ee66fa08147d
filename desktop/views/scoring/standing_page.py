"""How one project came out: where scorers differ, what they agreed on, and each member's score."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.models.classes import Class
from desktop.models.panel import Standing
from desktop.models.scoring import printed
from desktop.models.wording import Words
from desktop.views.scoring.chair_rows import Naming, band_words
from desktop.views.scoring.consensus_card import ConsensusCard
from desktop.views.scoring.differences import Differences
from desktop.views.scoring.flag_words import flag_words
from desktop.views.scoring.members_card import MembersCard
from desktop.views.scoring.sheets_card import SheetsCard
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label

TWO_COLUMNS = 1_040


class StandingHead(QWidget):
    """Back to the overview, which project, how it came out, and the ones before and after."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        words, px = ui.words, ui.theme.px
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(8))
        self.back = Button(ui, "", "quiet", "chevron-left", None, words("panel.to_overview"))
        self.code = Label("", "section")
        self.title = ElidedLabel("", "section")
        self.total = Label("", "section")
        self.before = Button(ui, "", "quiet", "arrow-up", None, words("panel.before"))
        self.after = Button(ui, "", "quiet", "arrow-down", None, words("panel.after"))
        across.addWidget(self.back)
        across.addWidget(self.code)
        across.addWidget(self.title, 1)
        across.addWidget(self.total)
        across.addWidget(self.before)
        across.addWidget(self.after)


class StandingPage(QWidget):
    """Two columns where there is room: the talk on the left, the people on the right."""

    left = Signal()
    stepped = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        px = ui.theme.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        self.head = StandingHead(ui)
        self.head.back.clicked.connect(lambda: self.left.emit())
        self.head.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.head.after.clicked.connect(lambda: self.stepped.emit(1))
        self.flags = Label("", "strong", "warning")
        outer.addWidget(self.head)
        outer.addWidget(self.flags)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._columns = QBoxLayout(self._direction(), inside)
        self._columns.setContentsMargins(0, 0, px(8), 0)
        self._columns.setSpacing(px(12))
        self._talk, self._people = QVBoxLayout(), QVBoxLayout()
        for rows, share in ((self._talk, 6), (self._people, 5)):
            rows.setSpacing(px(12))
            self._columns.addLayout(rows, share)
        self.differences: Differences | None = None
        self.sheets: SheetsCard | None = None
        self.consensus = ConsensusCard(ui)
        self.members = MembersCard(ui)
        self._talk.addStretch(1)
        self._people.addWidget(self.consensus)
        self._people.addWidget(self.members)
        self._people.addStretch(1)
        self._area.setWidget(inside)
        outer.addWidget(self._area, 1)

    def show_standing(
        self, of: Class, standing: Standing, group: str, shown: Naming, scorers: Sequence[str]
    ) -> None:
        """Show how a project came out."""
        ui, words, project = self._ui, self._ui.words, standing.project
        title = project.title or words("panel.untitled")
        self.head.code.setText(project.code)
        self.head.title.setText(" · ".join(filter(None, [title, group])))
        self.head.total.setText(came_out(words, standing))
        said = flag_words(words, standing.result.flags)
        self.flags.setText(f"▲ {' · '.join(said)}" if said else "")
        self.flags.setVisible(bool(said))
        name = words("panel.project", code=project.code, title=title)
        differences = Differences(ui, name, standing.result, shown)
        sheets = SheetsCard(ui, of, project, standing.result, shown, scorers)
        _exchange(self._talk, 0, self.differences, differences)
        _exchange(self._talk, 1, self.sheets, sheets)
        self.differences, self.sheets = differences, sheets
        self.consensus.show_project(of, project)
        self.members.show_members(of, standing.members)
        follow_layout(self)

    def keep(self) -> None:
        """Keep what is typed before another project is shown."""
        self.consensus.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Lose no note to whoever turns the page."""
        self.consensus.keep()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns under each other where two are too many."""
        super().resizeEvent(event)
        self._columns.setDirection(self._direction())

    def _direction(self) -> QBoxLayout.Direction:
        wide = self.width() >= self._ui.theme.px(TWO_COLUMNS)
        return QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom


def came_out(words: Words, standing: Standing) -> str:
    """Say the result in a line: 78.7 · very good · rank 2."""
    exact = standing.result.exact
    if exact is None:
        return words("panel.no_total")
    said = [
        words("panel.points_of", total=words.number(printed(exact))),
        band_words(words, standing.band),
    ]
    if standing.rank is not None:
        said.append(words("panel.rank", n=standing.rank))
    return " · ".join(filter(None, said))


def _exchange(rows: QVBoxLayout, at: int, old: QWidget | None, new: QWidget) -> None:
    if old is not None:
        rows.removeWidget(old)
        old.hide()
        old.deleteLater()
    rows.insertWidget(at, new)
