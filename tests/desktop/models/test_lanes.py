from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.lane_shapes import ACROSS, DOWN, Diagram, LaneStep, Rect
from desktop.models.lanes import Direction, actors, lay_out

HAIR = 0.001
DIRECTIONS: list[Direction] = ["down", "across"]


def process(*told: tuple[str, int]) -> list[LaneStep]:
    return [LaneStep(n, f"ขั้น {n}", actor, wait_min=wait) for n, (actor, wait) in enumerate(told, 1)]


steps = st.lists(
    st.tuples(st.sampled_from([f"ผู้ปฏิบัติ {n}" for n in range(40)]), st.sampled_from([0, 0, 60])),
    max_size=300,
).map(lambda told: process(*told))
few = st.lists(
    st.tuples(st.sampled_from("กขคงจ"), st.sampled_from([0, 60])), min_size=1, max_size=40
).map(lambda told: process(*told))
directions = st.sampled_from(DIRECTIONS)
widths = st.floats(280, 900)
heights = st.one_of(st.none(), st.floats(150, 900))


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x + HAIR < other.right
        and other.x + HAIR < one.right
        and one.y + HAIR < other.bottom
        and other.y + HAIR < one.bottom
    )


def inside(one: Rect, other: Rect) -> bool:
    return (
        one.x >= other.x - HAIR
        and one.y >= other.y - HAIR
        and one.right <= other.right + HAIR
        and one.bottom <= other.bottom + HAIR
    )


def segments(diagram: Diagram) -> list[Rect]:
    """The straight parts of all arrows, as places without breadth."""
    return [
        Rect(min(x, u), min(y, v), abs(u - x), abs(v - y))
        for arrow in diagram.arrows
        for (x, y), (u, v) in pairwise(arrow.points)
    ]


def crosses(line: Rect, box: Rect) -> bool:
    return (
        line.x < box.right - HAIR
        and line.right > box.x + HAIR
        and line.y < box.bottom - HAIR
        and line.bottom > box.y + HAIR
    )


@given(steps, directions, widths, heights)
def test_every_step_is_drawn_once_and_in_order(
    of: list[LaneStep], direction: Direction, width: float, height: float | None
) -> None:
    diagram = lay_out(of, width=width, height=height, direction=direction)

    assert [box.step for box in diagram.boxes] == of


@given(few, directions, widths, heights)
def test_nothing_overlaps(
    of: list[LaneStep], direction: Direction, width: float, height: float | None
) -> None:
    diagram = lay_out(of, width=width, height=height, direction=direction)

    boxes = [box.rect for box in diagram.boxes]
    pills = [arrow.pill for arrow in diagram.arrows if arrow.pill]
    heads = [lane.head for lane in diagram.lanes]
    assert [(a, b) for a, b in combinations([*boxes, *pills, *heads], 2) if overlap(a, b)] == []
    assert [(line, box) for line in segments(diagram) for box in boxes if crosses(line, box)] == []
    assert [(line, h) for line in segments(diagram) for h in heads if crosses(line, h)] == []


@given(steps, directions, widths, heights)
def test_a_box_stands_in_its_actors_lane_and_all_within_the_width(
    of: list[LaneStep], direction: Direction, width: float, height: float | None
) -> None:
    diagram = lay_out(of, width=width, height=height, direction=direction)

    page = Rect(0, 0, width, diagram.height)
    for strip in diagram.strips:
        bands = {lane.actor: lane.band for lane in strip.lanes}
        assert all(inside(box.rect, bands[box.step.actor]) for box in strip.boxes)
        assert all(inside(lane.head, lane.band) for lane in strip.lanes)
        assert all(inside(band, page) for band in bands.values())
        assert all(arrow.pill is None or inside(arrow.pill, page) for arrow in strip.arrows)


@given(steps, directions, widths, st.floats(200, 900))
def test_no_strip_is_higher_than_a_page(
    of: list[LaneStep], direction: Direction, width: float, height: float
) -> None:
    diagram = lay_out(of, width=width, height=height, direction=direction)

    assert all(strip.height <= height + HAIR for strip in diagram.strips)
    assert all(a.top + a.height < b.top for a, b in pairwise(diagram.strips))


@given(steps, directions, widths)
def test_lanes_stand_in_the_order_in_which_actors_first_appear(
    of: list[LaneStep], direction: Direction, width: float
) -> None:
    diagram = lay_out(of, width=width, direction=direction)

    order = actors(of)
    for strip in diagram.strips:
        places = [order.index(lane.actor) for lane in strip.lanes]
        assert places == sorted(places)
        assert {lane.actor for lane in strip.lanes} == {box.step.actor for box in strip.boxes}


@given(few, directions, widths)
def test_steps_are_joined_one_to_the_next_with_every_wait_on_the_way(
    of: list[LaneStep], direction: Direction, width: float
) -> None:
    diagram = lay_out(of, width=width, direction=direction)

    kinds = [arrow.kind for arrow in diagram.arrows]
    assert kinds.count("step") + kinds.count("out") == len(of) - 1
    assert kinds.count("in") == kinds.count("out") == len(diagram.strips) - 1
    assert sum(arrow.wait_min for arrow in diagram.arrows) == sum(step.wait_min for step in of)
    assert all((arrow.pill is None) == (not arrow.wait_min) for arrow in diagram.arrows)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_an_arrow_begins_at_one_box_and_points_at_the_next(direction: Direction) -> None:
    diagram = lay_out(process(("ก", 0), ("ข", 30), ("ก", 0)), width=900, direction=direction)

    first, second, _ = (box.rect for box in diagram.boxes)
    (begin, *_, end) = diagram.arrows[0].points
    if direction == "down":
        assert begin == (first.x + first.width / 2, first.bottom)
        assert end == (second.x + second.width / 2, second.y)
    else:
        assert begin == (first.right, first.y + first.height / 2)
        assert end == (second.x, second.y + second.height / 2)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_no_steps_are_no_strips(direction: Direction) -> None:
    diagram = lay_out([], width=300, direction=direction)

    assert diagram.strips == ()
    assert diagram.height == 0


def test_more_actors_than_fit_begin_another_strip() -> None:
    of = process(*((actor, 0) for actor in "กขคง"))

    diagram = lay_out(of, width=DOWN.least_lane * 3, direction="down")

    assert [[lane.actor for lane in strip.lanes] for strip in diagram.strips] == [
        ["ก", "ข", "ค"],
        ["ง"],
    ]


def test_a_wait_after_the_last_step_has_its_own_arrow() -> None:
    diagram = lay_out(process(("ก", 0), ("ก", 90)), width=300)

    assert [(arrow.kind, arrow.wait_min) for arrow in diagram.arrows] == [("step", 0), ("end", 90)]


def test_lying_lanes_go_on_as_long_as_the_place_is_wide() -> None:
    of = process(*((actor, 0) for actor in "กขคกขค"))

    diagram = lay_out(of, width=900, direction="across")

    assert len(diagram.strips) == 1
    assert len(diagram.lanes) == 3


def test_a_lane_of_one_actor_holds_no_box_wider_than_the_widest() -> None:
    diagram = lay_out(process(("ก", 0)), width=800)

    assert diagram.boxes[0].rect.width == DOWN.wide


@pytest.mark.parametrize(("direction", "sizes"), [("down", DOWN), ("across", ACROSS)])
def test_twice_the_size_is_the_same_plan(direction: Direction, sizes: object) -> None:
    assert sizes in (DOWN, ACROSS)
    given_sizes = DOWN if direction == "down" else ACROSS
    of = process(("ก", 0), ("ข", 30), ("ค", 0))

    plain = lay_out(of, width=400, direction=direction)
    large = lay_out(of, width=800, direction=direction, sizes=given_sizes.scaled(2))

    assert large.height == pytest.approx(plain.height * 2)
    assert [box.rect.y for box in large.boxes] == pytest.approx(
        [box.rect.y * 2 for box in plain.boxes]
    )
