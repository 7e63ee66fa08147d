"""A process before and after as swim lanes: beside each other where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.forms import Answers
from desktop.models.lane_shapes import LaneStep
from desktop.models.lane_words import lane_steps
from desktop.views.lanes.lane_picture import LanePicture
from desktop.views.ui import Ui
from desktop.views.widgets.button import Button
from desktop.views.widgets.elided_label import ElidedLabel
from desktop.views.widgets.label import Label

SIDE_BY_SIDE = 1_000
"""From this width on, at scale 1, both stand beside each other, each from top to bottom."""
LEAST, MOST, STEP = 0.5, 1.6, 0.1
PICTURE_WIDTH = 1_400


class LaneView(QWidget):
    """Put it into something that scrolls: it is as high as its diagrams.

    ``set_diagrams`` takes the steps of both, ``show_answers`` finds them in a workflow exercise.

    Making it smaller or larger lays the steps out anew in the same width, so nothing has to be
    moved from left to right to be read.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._zoom = 1.0
        words = ui.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ui.theme.px(8))
        rows.addLayout(self._tools())
        self._panes = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._panes.setSpacing(ui.theme.px(16))
        self.before = _Pane(ui, words("reviewing.lanes.before"))
        self.after = _Pane(ui, words("reviewing.lanes.after"))
        for pane in (self.before, self.after):
            self._panes.addWidget(pane, 1, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(self._panes)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_diagrams(self, as_is: Sequence[LaneStep], to_be: Sequence[LaneStep]) -> None:
        """Show a process before and after; one that is empty is left out."""
        for pane, steps in ((self.before, as_is), (self.after, to_be)):
            pane.picture.set_steps(steps)
            pane.setVisible(bool(steps))
        shown = bool(as_is or to_be)
        if not shown or self.parentWidget() is not None:  # without one it would be a window
            self.setVisible(shown)
        self._settle()

    def show_answers(self, answers: Answers) -> None:
        """Show the two processes of a workflow exercise as filled in."""
        self.set_diagrams(lane_steps(answers, "as_is"), lane_steps(answers, "to_be"))

    @property
    def zoom(self) -> float:
        """How large the steps are drawn, from 0.5 to 1.6."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Draw larger or smaller."""
        self._zoom = min(MOST, max(LEAST, round(zoom, 2)))
        self._smaller.setEnabled(self._zoom > LEAST)
        self._larger.setEnabled(self._zoom < MOST)
        self._settle()

    def fit(self) -> None:
        """Make it so small that all of it can be seen at once, as far as it stays readable."""
        room = self.window().height() * 0.7
        zoom = 1.0
        while zoom > LEAST and self._height(zoom) > room:
            zoom -= STEP
        self.set_zoom(zoom)

    def copy_picture(self) -> None:
        """Put both diagrams on the clipboard as one picture."""
        QGuiApplication.clipboard().setImage(self.picture())
        self._ui.say(self._ui.words("results.picture_copied"))

    def picture(self) -> QImage:
        """Draw both below each other on paper of their own."""
        theme, ratio = self._ui.theme, 2
        edge, title = theme.px(24), theme.px(36)
        width = theme.px(PICTURE_WIDTH)
        panes = [pane for pane in (self.before, self.after) if not pane.isHidden()]
        for pane in panes:
            pane.picture.set_zoom(1.0)
        height = sum(title + pane.picture.heightForWidth(width) + edge for pane in panes) + edge
        image = QImage(QSize(width + 2 * edge, height) * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme.token("paper"))
        painter = QPainter(image)
        painter.translate(edge, edge)
        for pane in panes:
            painter.setFont(theme.font("section"))
            painter.setPen(theme.token("ink"))
            head = QRectF(0, 0, width, title)
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, pane.title.text())
            painter.translate(0, title)
            high = pane.picture.heightForWidth(width)
            pane.picture.draw(painter, width, QRectF(0, 0, width, high))
            painter.translate(0, high + edge)
        painter.end()
        self._settle()
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other or below each other, as there is room."""
        super().resizeEvent(event)
        self._settle()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; else let the page scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom + (STEP if event.angleDelta().y() > 0 else -STEP))
            event.accept()
        else:
            event.ignore()

    def _tools(self) -> QHBoxLayout:
        ui, words = self._ui, self._ui.words
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(4))
        across.addWidget(ElidedLabel(words("reviewing.lanes.legend")), 1)
        smaller, larger = words("reviewing.lanes.smaller"), words("reviewing.lanes.larger")
        self._smaller = Button(
            ui, "", "quiet", "minus", lambda: self.set_zoom(self._zoom - STEP), smaller
        )
        self._larger = Button(
            ui, "", "quiet", "plus", lambda: self.set_zoom(self._zoom + STEP), larger
        )
        self._fit = Button(ui, words("reviewing.lanes.fit"), "quiet", run=self.fit)
        self._copy = Button(
            ui, "", "quiet", "copy", self.copy_picture, words("results.copy_picture")
        )
        for button in (self._smaller, self._larger, self._fit, self._copy):
            across.addWidget(button)
        return across

    def _settle(self) -> None:
        wide = self.width() >= self._ui.theme.px(SIDE_BY_SIDE) and not (
            self.before.isHidden() or self.after.isHidden()
        )
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._panes.setDirection(way)
        for pane in (self.before, self.after):
            pane.picture.set_zoom(self._zoom)

    def _height(self, zoom: float) -> float:
        """Measure how high it would be."""
        shown = [pane for pane in (self.before, self.after) if not pane.isHidden()]
        heights = []
        for pane in shown:
            pane.picture.set_zoom(zoom)
            heights.append(pane.picture.heightForWidth(pane.picture.width()))
        beside = self._panes.direction() == QBoxLayout.Direction.LeftToRight
        return max(heights, default=0) if beside else sum(heights)


class _Pane(QWidget):
    """A diagram under its name."""

    def __init__(self, ui: Ui, title: str) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.title = Label(title, "strong")
        self.picture = LanePicture(ui, title)
        rows.addWidget(self.title)
        rows.addWidget(self.picture)
