from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.desk import Desk, Edit
from desktop.store.change_cells import change_from
from desktop.store.doctor import examine
from desktop.store.tables import TABLES
from protocol.change import Change

COLUMNS = "id, scope, entity, row, n, author, device, at, schema, prev, body"


def changes_of(desk: Desk) -> list[Change]:
    return [change_from(r) for r in desk.store.rows(f"SELECT {COLUMNS} FROM changes ORDER BY seq")]


def tables_of(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Everything shown, but for who said it last and when: an undo is a new word of somebody."""
    stamps = {"at", "author", "device"}
    return {
        name: sorted(
            tuple(cell for column, cell in zip(("id", *table.columns), row, strict=True)
                  if column not in stamps)
            for row in desk.store.rows(table.select(name))
        )
        for name, table in TABLES.items()
    }  # fmt: skip


def edit(status: str = "present", row: str = "r", *, new: bool = False, **groups: Any) -> Edit:
    mark = None if status == "unmarked" else {"status": status}
    return Edit("class:c", "attendance", row, {"mark": mark, **groups}, new=new)


STATUSES = st.sampled_from(["present", "late", "absent", "unmarked"])
STEPS = st.lists(
    st.lists(
        st.tuples(st.sampled_from("rst"), STATUSES),
        min_size=1,
        max_size=3,
        unique_by=lambda e: e[0],
    ),
    min_size=1,
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_undoing_everything_and_redoing_it_shows_the_same_at_every_stop(
    desk: Desk, steps: list[list[tuple[str, str]]]
) -> None:
    desk.undoable.clear()
    seen = [tables_of(desk)]
    for step in steps:
        desk.commit("step.mark", [edit(status, row) for row, status in step])
        seen.append(tables_of(desk))

    back = [tables_of(desk) for _ in steps if desk.undo()]
    forth = [tables_of(desk) for _ in steps if desk.redo()]

    assert back == seen[-2::-1]
    assert forth == seen[1:]
    assert examine(desk.store) == []


def test_every_change_follows_the_one_before_it_on_this_device(desk: Desk) -> None:
    desk.commit("step", [edit(row="a"), edit(row="b")])
    desk.commit("step", [edit("late", row="a")])

    first, second, third = changes_of(desk)

    assert (first.prev, first.n, second.n, third.n) == ("", 1, 2, 3)
    assert len({first.prev, second.prev, third.prev}) == 3
    assert third.over == {"mark": (first.id,)}
    assert len({c.salt["mark"] for c in (first, second, third)}) == 3


def test_an_ordinary_edit_leaves_a_disagreement_open_and_covers_those_who_agreed(
    open_desk: Callable[[str], Desk],
) -> None:
    here, there = open_desk("here"), open_desk("there")
    here.commit("step", [edit("late")])
    there.commit("step", [edit("absent")])
    here.store.commit(changes_of(there))
    shown = max(changes_of(here), key=lambda c: (c.n, c.id))

    here.commit("step", [edit("present")])

    assert changes_of(here)[-1].over == {"mark": (shown.id,)}
    assert here.store.rows("SELECT conflicts FROM attendance") == [('["mark"]',)]


def test_what_was_done_for_good_is_no_step(desk: Desk) -> None:
    desk.commit("step", [edit()])

    desk.commit_for_good([edit("late", "s")])

    assert [s.name for s in desk.undoable] == ["step"]
    desk.undo()
    assert [r[0] for r in desk.store.rows("SELECT id FROM attendance")] == ["s"]


def test_new_ids_ascend_even_within_one_moment(desk: Desk) -> None:
    ids = desk.new_ids(200)

    assert ids == sorted(set(ids))
    assert desk.new_ids(0) == []
    assert desk.new_id() not in ids


def test_the_local_time_knows_its_zone(desk: Desk) -> None:
    assert desk.now().tzinfo is not None
