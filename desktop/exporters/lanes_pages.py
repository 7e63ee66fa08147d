"""Both processes drawn side by side, on as many pages as they take."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exporters.flow_page import BODY, LEADING, SECTION, SIDE, Flow
from desktop.exporters.flow_text import set_lines
from desktop.exporters.lanes_pdf import LanesPen
from desktop.models.forms import Answers
from desktop.models.lane_shapes import Diagram, Strip
from desktop.models.lane_words import lane_steps
from desktop.models.lanes import lay_out
from desktop.models.wording import Words
from desktop.models.workflow import Table

BETWEEN = 20.0
CAPTION = BODY * LEADING + 5
HEADING = SECTION * LEADING + 17  # with the room around it

_SIDES: tuple[Table, ...] = ("as_is", "to_be")


def lanes_pages(flow: Flow, answers: Answers, words: Words) -> None:
    """Draw today's process on the left and the new one on the right."""
    width = (flow.room - BETWEEN) / 2
    most = flow.whole - HEADING - CAPTION  # so that no strip is higher than any page
    drawn = [lay_out(lane_steps(answers, side), width=width, height=most) for side in _SIDES]
    if not any(diagram.strips for diagram in drawn):
        return
    flow.need(min(most, max(diagram.height for diagram in drawn)) + CAPTION + HEADING)
    flow.heading(words("paper.lanes"))
    columns = [_pages(diagram, flow.left - CAPTION, flow.whole - CAPTION) for diagram in drawn]
    for page in range(max(map(len, columns))):
        if page:
            flow.new_page()
        reached = flow.top
        for place, (side, column) in enumerate(zip(_SIDES, columns, strict=True)):
            if page < len(column):
                left = SIDE + place * (width + BETWEEN)
                end = _column(flow, words, words(f"paper.{side}"), column[page], (left, width))
                reached = min(reached, end)
        flow.top = reached


def _pages(diagram: Diagram, first: float, other: float) -> list[list[Strip]]:
    """Share strips among pages; a strip begins a page when it does not fit on the last."""
    pages: list[list[Strip]] = []
    room, begin = first, 0.0
    for strip in diagram.strips:
        if pages and strip.top + strip.height - begin <= room:
            pages[-1].append(strip)
        else:
            room = other if pages else first
            pages.append([strip])
            begin = strip.top
    return pages


def _column(
    flow: Flow, words: Words, caption: str, strips: Sequence[Strip], place: tuple[float, float]
) -> float:
    """Draw one process's strips of a page below its name; give where they end."""
    left, width = place
    for line in set_lines(caption, width, BODY, "SemiBold", most=1):
        flow.line(left, flow.top, line, BODY)
    pen, top = LanesPen(flow.pen, words), flow.top - CAPTION
    for strip in strips:
        flow.put(*pen.strip(strip, left, top - (strip.top - strips[0].top)))
    last = strips[-1]
    return top - (last.top + last.height - strips[0].top)
