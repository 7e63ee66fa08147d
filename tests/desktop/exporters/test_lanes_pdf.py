from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image

from desktop import resources
from desktop.exporters.flow_page import SIDE, Flow
from desktop.exporters.lanes_pdf import LanesPen
from desktop.exporters.page import About
from desktop.models.lane_shapes import LaneStep, Mark
from desktop.models.lanes import Direction, lay_out
from desktop.models.wording import Words

Read = Callable[[bytes], list[str]]
ENGLISH = Words("en", resources.catalogue("en"))


def drawn(*steps: LaneStep, direction: Direction = "down") -> bytes:
    flow = Flow(About("", "", ""), lambda page, pages: ("", ""))
    diagram = lay_out(steps, width=flow.room, height=flow.whole, direction=direction)
    pen = LanesPen(flow.pen, ENGLISH)
    top = flow.top
    for strip in diagram.strips:
        flow.put(*pen.strip(strip, SIDE, top - strip.top))
    return flow.save()


@pytest.mark.parametrize("direction", ["down", "across"])
def test_a_diagram_says_who_does_what_how_long_and_what_follows(
    text_of: Read, direction: Direction
) -> None:
    steps = (
        LaneStep(1, "รับเรื่องจากประชาชน", "เจ้าหน้าที่", 30, 1440, 2),
        LaneStep(2, "ลงนาม", "", 90, 60, 12, "merged", (1, 2)),
    )

    (read,) = text_of(drawn(*steps, direction=direction))

    joined = "".join(read.split())
    assert "รับเรื่องจากประชาชน" in joined
    assert "เจ้าหน้าที่" in joined
    assert "Nobodynamed" in joined
    assert "Wait1day" in joined
    assert "Wait1hour" in joined
    assert "Mergedfrom1,2" in joined
    assert "30minutes·2sheets" in joined


def test_a_text_takes_three_lines_at_most_and_says_that_it_goes_on(text_of: Read) -> None:
    (read,) = text_of(drawn(LaneStep(1, "เสนอผู้อำนวยการเขตพิจารณา" * 20, "ก")))

    assert "…" in read
    assert read.count("เสนอ") < 20


@pytest.mark.parametrize("mark", ["changed", "merged", "removed", "new"])
def test_every_mark_is_seen_without_colour(
    picture_of: Callable[..., Image.Image], mark: Mark
) -> None:
    plain = picture_of(drawn(LaneStep(1, "ลงนาม", "ก", mark="kept")))
    marked = picture_of(drawn(LaneStep(1, "ลงนาม", "ก", mark=mark)))

    box = (0, 150, plain.width, 400)
    assert plain.crop(box).tobytes() != marked.crop(box).tobytes()


def test_long_figures_take_two_lines_and_keep_their_size(text_of: Read) -> None:
    narrow = [
        LaneStep(n, "ลงนามในหนังสือนำส่งทุกฉบับแล้วส่งคืน", f"ผู้ปฏิบัติ {n}", 1_439, 0, 1_234) for n in range(6)
    ]

    (read,) = text_of(drawn(*narrow))

    assert "23 hours 59 minutes · 1234 sheets" not in read
    assert read.count("23 hours 59 minutes") == 6
    assert read.count("1234 sheets") == 6
