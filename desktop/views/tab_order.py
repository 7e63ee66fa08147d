"""Tab goes the way people read: as things are laid out, whenever each of them was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QScrollArea,
    QTabBar,
    QWidget,
)

_WHOLE = (QAbstractSpinBox, QComboBox, QTabBar)
"""Made of parts that are nobody's stop."""


def follow_layout(root: QWidget, known: Sequence[QWidget] = ()) -> list[QWidget]:
    """Let Tab follow the layouts inside ``root``; gives its stops, from the first to the last.

    Where they are still the ``known`` ones there is nothing to do: a mark repaints at once.
    """
    stops = list(_stops(root))
    if stops != list(known):
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
    return stops


def _stops(widget: QWidget) -> Iterator[QWidget]:
    takes = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    if takes and widget.focusProxy() is None:
        yield widget
    for child in _inside(widget):
        yield from _stops(child)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if isinstance(widget, _WHOLE):
        return
    if isinstance(widget, QScrollArea):
        if (held := widget.widget()) is not None:
            yield held
    elif layout is not None:
        yield from _laid_out(layout)
    elif isinstance(widget, QAbstractItemView):
        yield from _loose(widget.viewport())
    else:
        yield from _loose(widget)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)


def _loose(widget: QWidget) -> Iterator[QWidget]:
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield child
