from __future__ import annotations

from collections.abc import Callable

from desktop.desk import Desk, Edit
from desktop.store import typing
from desktop.store.leaving import unsent_in
from desktop.store.salvage import salvage
from protocol.log import ERASURE

EARLY, LATE = "2026-12-01T02:00:00.000+00:00", "2026-12-01T03:00:00.000+00:00"


def test_parts_are_kept_one_by_one_and_forgotten_one_by_one_or_all(desk: Desk) -> None:
    typing.keep(desk.store, "a", {"x": {"text": "ก"}, "y": [1]}, EARLY)
    typing.keep(desk.store, "a", {"x": {"text": "ข"}}, LATE)
    typing.keep(desk.store, "b", {"x": None}, EARLY)

    both = typing.typed(desk.store, "a")
    typing.drop(desk.store, "a", ("x",))
    one = typing.typed(desk.store, "a")
    typing.drop(desk.store, "a")

    assert both == {"x": {"text": "ข"}, "y": [1]}
    assert one == {"y": [1]}
    assert typing.typed(desk.store, "a") == {}
    assert typing.typed(desk.store, "b") == {"x": None}


def test_when_each_row_was_typed_in_last_is_known(desk: Desk) -> None:
    typing.keep(desk.store, "a", {"x": 1}, EARLY)
    typing.keep(desk.store, "a", {"y": 1}, LATE)
    typing.keep(desk.store, "b", {"x": 1}, EARLY)

    assert typing.begun(desk.store) == {"a": LATE, "b": EARLY}
    assert typing.begun(desk.store, {"b": None}) == {"b": EARLY}


def test_what_is_typed_goes_with_its_class_and_counts_as_unsent_before(desk: Desk) -> None:
    typing.keep(desk.store, "w", {"s.process": {"my_role": "ผู้ร่าง"}}, EARLY, scope="class:c")
    typing.keep(desk.store, "x", {"s.process": 1}, EARLY, scope="class:d")

    unsent = unsent_in(desk.store, "class:c")
    desk.store.forget("class:c")

    assert unsent == 1
    assert typing.typed(desk.store, "w") == {}
    assert typing.typed(desk.store, "x") == {"s.process": 1}


def test_salvage_brings_back_what_was_typed_last_and_passes_over_what_is_spoilt(
    open_desk: Callable[[str], Desk],
) -> None:
    desk, fresh = open_desk("old"), open_desk("new")
    typing.keep(desk.store, "w", {"a": "newer", "b": "older", "c": "alone"}, EARLY, scope="class:c")
    with desk.store.atomic():
        desk.store.connection.execute("INSERT INTO typing VALUES ('class:c', 'w', 'd', '{', '')")
        desk.store.connection.execute("INSERT INTO typing VALUES (NULL, 'w', 'e', '1', '')")
    typing.keep(fresh.store, "w", {"a": "old"}, "2026-01-01T00:00:00.000+00:00", scope="class:c")
    typing.keep(fresh.store, "w", {"b": "new"}, "2027-01-01T00:00:00.000+00:00", scope="class:c")

    salvage(desk.store.path, fresh.store)

    assert typing.typed(fresh.store, "w") == {"a": "newer", "b": "new", "c": "alone"}


def test_what_is_typed_in_a_row_that_was_erased_goes_with_it(desk: Desk) -> None:
    edit = Edit("class:c", "work", "w", {"who": {"enrolment": "e", "form": "workflow"}}, new=True)
    desk.commit("step.work-keep", [edit])
    typing.keep(desk.store, "w", {"s.process": "ข้อความ"}, EARLY, scope="class:c")

    desk.commit_for_good([Edit("class:c", ERASURE, "w", {"groups": None})])

    assert typing.typed(desk.store, "w") == {}
