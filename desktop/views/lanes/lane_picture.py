"""One process drawn as swim lanes, as wide as there is room and as high as that takes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.models.lane_shapes import Diagram, LaneStep, Rect, Sizes
from desktop.models.lane_words import actor_words, box_words, wait_words
from desktop.models.lanes import Direction, lay_out
from desktop.models.wording import Words
from desktop.views.lanes.lane_paint import LanePainter
from desktop.views.ui import Ui

DOWN = Sizes(
    box_width=180, box_height=120, gap=26, wait_gap=54, head=54, pad=8, least_lane=138, wide=300,
    between=24, pill=26, bend=10,
)  # fmt: skip
ACROSS = Sizes(
    box_width=176, box_height=120, gap=28, wait_gap=136, head=118, pad=10, least_lane=150,
    wide=300, between=20, pill=28, bend=10,
)  # fmt: skip
"""In pixels at scale and zoom 1; a box holds five lines of the small face."""
ACROSS_SAVES = 0.6
MANY = 60
"""With more steps only one way is tried."""
KEPT = 4
"""So many widths are remembered: a layout asks for the same few again and again."""


class LanePicture(QWidget):
    """Paints steps in the lanes of their actors; read out as one sentence a step."""

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._name = name
        self._steps: tuple[LaneStep, ...] = ()
        self._zoom = 1.0
        self._known: dict[int, Diagram] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        ui.theme.changed.connect(self._forget)

    def set_steps(self, steps: Sequence[LaneStep]) -> None:
        """Draw another process."""
        self._steps = tuple(steps)
        told = [step_sentence(self._ui.words, step) for step in self._steps]
        self.setAccessibleName(". ".join([self._name, *told]))
        self._forget()

    def set_zoom(self, zoom: float) -> None:
        """Draw larger or smaller."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._forget()

    def diagram(self, width: int) -> Diagram:
        """Give the diagram as laid out for a width."""
        if width not in self._known:
            if len(self._known) == KEPT:
                self._known.clear()
            self._known[width] = self._better(width)
        return self._known[width]

    def _better(self, width: int) -> Diagram:
        """Lanes beside each other are read more easily; in a row they must save much height."""
        down = self._lay("down", width)
        if len(self._steps) > MANY:
            return down
        across = self._lay("across", width)
        return across if across.height < ACROSS_SAVES * down.height else down

    def _lay(self, direction: Direction, width: int) -> Diagram:
        sizes = DOWN if direction == "down" else ACROSS
        scaled = sizes.scaled(self._ui.theme.scale * self._zoom)
        return lay_out(self._steps, width=width - 2, direction=direction, sizes=scaled)

    def draw(self, painter: QPainter, width: int, seen: QRectF) -> None:
        """Paint it for a width, what is in view of it."""
        ui = self._ui
        LanePainter(painter, ui.theme, ui.words, self._zoom).paint(self.diagram(width), seen)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        width = self._ui.theme.px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for two lanes."""
        return QSize(self._ui.theme.px(300), self._ui.theme.px(80))

    def heightForWidth(self, width: int) -> int:
        """As high as the strips are."""
        return round(self.diagram(width).height) + 3 if self._steps else 0

    def event(self, event: QEvent) -> bool:
        """Say a step in full where the pointer rests on it: a box may have cut its words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos()
            found = next(
                (box.step for box in self.diagram(self.width()).boxes if _holds(box.rect, at)), None
            )
            said = step_sentence(self._ui.words, found) if found is not None else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strips in view."""
        painter = QPainter(self)
        painter.translate(1, 1)
        self.draw(painter, self.width(), QRectF(event.rect()))
        painter.end()

    def _forget(self) -> None:
        self._known.clear()
        self.updateGeometry()
        self.update()


def step_sentence(words: Words, step: LaneStep) -> str:
    """Read a step to somebody who cannot see it."""
    said = box_words(words, step)
    actor = actor_words(words, step.actor)
    parts = [
        words("reviewing.lanes.step", n=step.number, text=step.text, actor=actor),
        said.mark,
        *said.figures,
        wait_words(words, step.wait_min) if step.wait_min else "",
    ]
    return ", ".join(part for part in parts if part)


def _holds(place: Rect, at: QPoint) -> bool:
    return place.x <= at.x() <= place.right and place.y <= at.y() <= place.bottom
