from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from desktop.actions import attendance
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import SyncState, Tally
from desktop.store import attendance as sheet
from desktop.store import classes as class_shelf
from desktop.store import roster as people
from desktop.store import timetable as plan
from desktop.store.membership import join, membership
from desktop.sync import succession
from desktop.sync.engine import Engine
from desktop.sync.failures import Offline, Trouble, clock_cause
from desktop.sync.joining import join as join_server
from protocol.wire import Limits
from server import accounts
from server.app import create_app
from server.database import writing

Joined = Callable[..., Desk]
Sync = Callable[[Desk], Tally]
NewClass = Callable[..., Class]


def mark(desk: Desk, of: Class, status: Status, seat: int = 0) -> None:
    session = next(s for s in plan.sessions(desk.store, of.id) if s.counts)
    who = people.enrolments(desk.store, of.id)[seat]
    attendance.mark(desk, session, who.id, Mark(status))


def marks(desk: Desk, of: Class) -> list[Any]:
    return desk.store.rows("SELECT * FROM attendance ORDER BY id")


def run(engine: Engine, **more: Any) -> Tally:
    return asyncio.run(engine.alone(engine.round(**more)))


def test_a_class_made_at_one_desk_appears_at_the_other(
    joined: Joined, sync: Sync, new_class: NewClass
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    of = new_class(first)

    sent, fetched = sync(first), sync(second)

    assert sent.pushed == fetched.pulled > 0
    assert (sent.still_pending, sent.held, fetched.pushed) == (0, 0, 0)
    assert [c.code for c in class_shelf.classes(second.store)] == [of.code]


def test_with_nothing_to_do_a_round_is_one_message(
    joined: Joined, sync: Sync, engine: Callable[..., Engine], new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    new_class(desk)
    sync(desk)
    house.asked.clear()

    tally = run(engine(desk))

    assert house.asked == ["POST /v1/hello"]
    assert tally == Tally()


def test_two_marks_for_one_person_are_a_conflict_on_both_desks(
    joined: Joined, sync: Sync, new_class: NewClass
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    of = new_class(first)
    sync(first)
    sync(second)
    mark(first, of, Status.PRESENT)
    mark(second, of, Status.ABSENT)

    tallies = [sync(desk) for desk in (first, second, first)]

    assert [t.conflicts for t in tallies] == [0, 1, 1]
    assert marks(first, of) == marks(second, of)
    assert len(sheet.disputed(first.store, of.id)) == 1


def test_changes_by_a_name_that_is_not_mine_are_held_and_counted(
    joined: Joined, sync: Sync, new_class: NewClass, engine: Callable[..., Engine]
) -> None:
    desk = joined("สมศรี")
    desk.author = "somebody else"
    of = new_class(desk)

    tally = sync(desk)

    assert tally.held == len(desk.store.rows("SELECT 1 FROM changes"))
    assert (tally.pushed, tally.still_pending) == (0, 0)
    assert engine(desk).state().attention == tally.held
    assert of.code == "T1"


def test_a_viewer_reads_and_what_he_writes_is_held(
    joined: Joined, sync: Sync, new_class: NewClass
) -> None:
    first, viewer = joined("สมศรี"), joined("ผู้ดู", "viewer")
    of = new_class(first)
    sync(first)
    sync(viewer)

    mark(viewer, of, Status.PRESENT)
    tally = sync(viewer)

    assert tally.held == 1
    assert sync(first).pulled == 0


def test_a_desk_that_never_joined_is_told_so_and_counts_nothing_as_waiting(
    desk: Desk, engine: Callable[..., Engine], new_class: NewClass
) -> None:
    new_class(desk)
    alone = engine(desk)

    with pytest.raises(Refused, match="not-joined"):
        run(alone)
    with pytest.raises(Refused, match="not-joined"):
        asyncio.run(alone.numbers())

    assert alone.state() == SyncState()


def test_the_state_says_what_waits_and_when_all_was_sent(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass
) -> None:
    desk = joined("สมศรี")
    told: list[SyncState] = []
    one = engine(desk, hear=lambda: told.append(one.state()))
    new_class(desk)
    one.touched()
    waiting = one.state()

    run(one)

    sent = one.state()
    assert (waiting.phase, waiting.pending > 0, waiting.last) == ("idle", True, None)
    assert (sent.phase, sent.pending, sent.cause) == ("idle", 0, "")
    assert sent.last is not None
    assert "working" in {state.phase for state in told}


def test_a_fresh_desk_is_told_how_many_classes_have_come(
    joined: Joined,
    sync: Sync,
    engine: Callable[..., Engine],
    new_class: NewClass,
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    for n in range(3):
        new_class(first, f"T{n + 1}")
    sync(first)
    told: list[tuple[int, int]] = []
    one = engine(second, hear=lambda: told.append((one.state().done, one.state().total)))
    one.pace.bytes = 1

    run(one)

    assert {(0, 3), (1, 3), (2, 3)} <= set(told)


def test_a_server_out_of_reach_is_no_fault_and_nothing_is_lost(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass, house: Any, sync: Sync
) -> None:
    desk = joined("สมศรี")
    new_class(desk)

    def cut(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    house.before = cut
    one = engine(desk)
    with pytest.raises(Offline) as refused:
        run(one)

    assert refused.value.cause == "unreachable"
    assert (one.state().phase, one.state().cause) == ("offline", "unreachable")
    house.before = lambda _: None
    assert sync(desk).pushed > 0


def test_batches_halve_until_they_get_through_a_slow_line(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    new_class(desk, heads=300)
    sizes: list[int] = []

    def slow(request: httpx.Request) -> None:
        if request.url.path == "/v1/push":
            sizes.append(len(request.content))
            if len(request.content) > 12_000:
                raise httpx.ReadTimeout("too slow")

    house.before = slow
    one = engine(desk)
    tally = run(one)

    assert tally.still_pending == 0
    assert max(sizes) > 12_000 > sizes[-1]


def test_a_line_too_slow_for_the_smallest_batch_is_offline(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    new_class(desk)

    def slow(request: httpx.Request) -> None:
        if request.url.path == "/v1/push":
            raise httpx.ReadTimeout("too slow")

    house.before = slow
    with pytest.raises(Offline) as late:
        run(engine(desk))

    assert late.value.cause == "timeout"


def test_a_line_that_breaks_under_a_batch_gets_a_smaller_one_next_time(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    new_class(desk)
    one = engine(desk)
    before = one.pace.changes

    def cut(request: httpx.Request) -> None:
        if request.url.path == "/v1/push":
            raise httpx.ReadError("cut")

    house.before = cut
    with pytest.raises(Offline):
        run(one)

    assert one.pace.changes < before


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/pull"])
def test_a_lost_answer_costs_nothing(
    joined: Joined, sync: Sync, new_class: NewClass, house: Any, path: str
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    of = new_class(first)
    sync(first)
    sync(second)
    mark(first, of, Status.PRESENT, 0)
    sync(first)
    mark(second, of, Status.ABSENT, 1)
    lost: list[str] = []

    def lose(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.url.path == path and not lost:
            lost.append(path)
            raise httpx.ConnectError("lost on its way back")
        return answer

    house.after = lose
    with pytest.raises(Offline):
        sync(second)
    sync(second)
    sync(first)

    assert lost == [path]
    assert marks(first, of) == marks(second, of)
    assert len(marks(first, of)) == 2


def test_a_clock_that_is_days_off_is_said_and_the_round_goes_on(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass
) -> None:
    desk = joined("สมศรี")
    new_class(desk)
    desk.clock = lambda: datetime(2000, 1, 1, tzinfo=UTC)
    one = engine(desk)

    tally = run(one)

    assert tally.pushed > 0
    assert (one.state().phase, one.state().cause) == ("trouble", "clock")


def test_a_clock_that_is_minutes_off_is_only_a_warning(
    joined: Joined, engine: Callable[..., Engine], clock: Callable[[], datetime]
) -> None:
    desk = joined("สมศรี")
    desk.clock = lambda: clock() + timedelta(minutes=6)
    one = engine(desk)

    run(one)

    assert (one.state().phase, one.state().cause) == ("idle", "clock-off")


def test_another_server_at_the_same_address_gets_nothing(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    new_class(desk)
    mine = membership(desk.store)
    assert mine is not None
    join(desk.store, type(mine)(mine.url, "another", mine.person, mine.role))
    house.asked.clear()
    one = engine(desk)

    with pytest.raises(Trouble) as trouble:
        run(one)

    assert trouble.value.cause == one.state().cause == "other-server"
    assert "POST /v1/push" not in house.asked


def test_a_revoked_device_keeps_everything_and_is_told(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    new_class(desk)
    with writing(house.database) as connection:
        accounts.revoke(connection, desk.device, house.clock())
    one = engine(desk)

    with pytest.raises(Trouble) as trouble:
        run(one)

    assert trouble.value.cause == "revoked"
    assert (one.state().phase, one.state().pending > 0) == ("trouble", True)


def test_a_class_no_longer_shared_stays_and_is_known_as_such_until_it_is_shared_again(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    of = new_class(desk)
    one = engine(desk)
    run(one)
    with writing(house.database) as connection:
        accounts.add_person(connection, "สมศรี", "facilitator", [], house.clock(), change=True)

    run(one)
    withdrawn = one.replica.withdrawn()
    with writing(house.database) as connection:
        accounts.add_person(
            connection, "สมศรี", "facilitator", [of.scope], house.clock(), change=True
        )
    run(one)

    assert withdrawn == {of.scope}
    assert one.replica.withdrawn() == frozenset()
    assert class_shelf.class_by_id(desk.store, of.id) == of


def test_a_changed_role_is_noted(joined: Joined, engine: Callable[..., Engine], house: Any) -> None:
    desk = joined("สมศรี")
    with writing(house.database) as connection:
        accounts.add_person(connection, "สมศรี", "viewer", (), house.clock(), change=True)

    run(engine(desk))

    known = membership(desk.store)
    assert known is not None
    assert known.role == "viewer"


def test_a_bug_in_a_round_leaves_the_state_as_it_was(
    joined: Joined, engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = engine(joined("สมศรี"))

    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(one.replica, "counts", stumble)
    one._counted = None
    with pytest.raises(ZeroDivisionError):
        run(one)
    monkeypatch.undo()

    one.touched()
    assert one.state().phase == "idle"


def test_a_full_disk_is_trouble_that_names_the_store(
    joined: Joined, engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = engine(joined("สมศรี"))

    def full(*_: object) -> None:
        raise Fault("disk-full")

    monkeypatch.setattr(one.replica, "keep_devices", full)
    with pytest.raises(Fault):
        run(one)

    assert (one.state().phase, one.state().cause) == ("trouble", "store")


def test_a_cloned_folder_becomes_two_devices_and_nobody_is_asked(
    joined: Joined,
    open_desk: Callable[..., Desk],
    engine: Callable[..., Engine],
    sync: Sync,
    new_class: NewClass,
) -> None:
    first = joined("สมศรี")
    of = new_class(first)
    sync(first)
    twin_folder = first.store.path.parent.parent / "twin"
    twin_folder.mkdir()
    first.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(first.store.path, twin_folder / "desk.db")
    twin = open_desk("twin")
    twin.author = first.author
    mark(first, of, Status.PRESENT, 0)
    sync(first)
    mark(twin, of, Status.ABSENT, 1)
    said: list[str] = []
    one = engine(twin, say=said.append)

    run(one)
    mark(twin, of, Status.LATE, 2)
    tally = run(one)
    sync(first)

    assert said == ["sync.renamed"]
    assert twin.device != first.device
    assert twin.store.key("device") == twin.device
    assert (tally.held, tally.still_pending) == (0, 0)
    assert marks(first, of) == marks(twin, of)
    assert len(marks(first, of)) == 3


def test_a_lost_answer_to_the_new_name_is_asked_for_again_with_the_same_name(
    joined: Joined, engine: Callable[..., Engine], house: Any
) -> None:
    desk = joined("สมศรี")
    succession.note_double(desk.store)
    before = desk.device

    def lose(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.url.path == "/v1/successor":
            raise httpx.ConnectError("lost on its way back")
        return answer

    house.after = lose
    with pytest.raises(Offline):
        run(engine(desk))
    heir = succession.heir(desk).device
    house.after = lambda _, answer: answer
    run(engine(desk))

    assert before != desk.device == heir
    assert not succession.is_double(desk.store)


def test_a_desk_restored_from_a_backup_gets_back_what_the_server_has(
    joined: Joined,
    open_desk: Callable[..., Desk],
    sync: Sync,
    new_class: NewClass,
) -> None:
    desk = joined("สมศรี")
    of = new_class(desk)
    sync(desk)
    old = desk.store.path.parent.parent / "old"
    old.mkdir()
    desk.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(desk.store.path, old / "desk.db")
    mark(desk, of, Status.PRESENT)
    sync(desk)

    restored = open_desk("old")
    sync(restored)

    assert marks(restored, of) == marks(desk, of)


def test_a_name_taken_without_a_server_is_told_when_one_is_joined(
    house: Any, desk: Desk, sync: Sync, new_class: NewClass
) -> None:
    new_class(desk, "T1")
    before = desk.device
    succession.note_double(desk.store)
    succession.move_on(desk)
    new_class(desk, "T2")

    asyncio.run(join_server(desk, "https://sync.example.test", house.code("สมศรี"),
                            connect=house.connect))  # fmt: skip
    tally = sync(desk)

    assert desk.device != before
    assert (tally.held, tally.still_pending) == (0, 0)
    assert tally.pushed > 0


def test_the_series_is_had_by_the_first_desk_and_named_to_the_second(
    joined: Joined, sync: Sync, engine: Callable[..., Engine]
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    sync(first)
    sync(second)

    yours = first.store.key("series:กทม.") or ""
    theirs = second.store.key("series:กทม.") or ""
    asked = asyncio.run(engine(second).numbers())

    assert '"yours":true' in yours
    assert '"yours":false' in theirs
    assert "สมศรี" in theirs
    assert (asked["yours"], asked["person"]) == (False, "สมศรี")


def test_an_admin_takes_the_series_over_and_others_may_not(
    joined: Joined, sync: Sync, engine: Callable[..., Engine]
) -> None:
    first, second, admin = joined("สมศรี"), joined("มานะ"), joined("ผู้ดูแล", "admin")
    sync(first)

    with pytest.raises(Refused, match="series-not-given"):
        asyncio.run(engine(second).numbers(take=True))
    taken = asyncio.run(engine(admin).numbers(take=True))

    assert taken["yours"] is True


def test_a_viewer_never_asks_for_numbers(joined: Joined, sync: Sync, house: Any) -> None:
    viewer = joined("ผู้ดู", "viewer")

    sync(viewer)

    assert "POST /v1/series" not in house.asked
    assert viewer.store.key("series:กทม.") is None


def test_numbers_are_asked_about_again_after_a_while(
    joined: Joined, sync: Sync, house: Any, clock: Any
) -> None:
    desk = joined("สมศรี")
    sync(desk)
    house.asked.clear()

    sync(desk)
    early = house.asked.count("POST /v1/series")
    clock.now += timedelta(minutes=11)
    sync(desk)

    assert (early, house.asked.count("POST /v1/series")) == (0, 1)


def test_work_is_done_on_another_thread_when_asked(
    joined: Joined, house: Any, new_class: NewClass
) -> None:
    desk = joined("สมศรี")
    new_class(desk)

    tally = run(Engine(desk, connect=house.connect))

    assert tally.pushed > 0


def test_what_is_left_by_one_round_goes_with_the_next(
    joined: Joined, sync: Sync, new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    of = new_class(desk)
    late: list[str] = []

    def mark_meanwhile(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.url.path == "/v1/series" and not late:
            late.append("a mark while the round ends")
            mark(desk, of, Status.PRESENT)
        return answer

    desk.store.keep_key("series:กทม.", "")
    house.after = mark_meanwhile
    tally = sync(desk)

    assert len(late) == 1
    assert tally.still_pending == 0
    assert tally.pushed == len(desk.store.rows("SELECT 1 FROM changes"))


def test_a_command_gives_up_when_nothing_moves_any_more(
    joined: Joined, engine: Callable[..., Engine], new_class: NewClass, house: Any
) -> None:
    desk = joined("สมศรี")
    new_class(desk)
    one = engine(desk)
    one.replica.waiting = dict  # type: ignore[method-assign]

    tally = asyncio.run(one.alone(one.all_rounds()))

    assert tally.still_pending > 0
    assert house.asked.count("POST /v1/hello") == 2


def test_a_server_that_says_nothing_of_numbers_stops_nothing(
    joined: Joined, sync: Sync, house: Any
) -> None:
    desk = joined("สมศรี")
    desk.store.keep_key("series:กทม.", "")
    house.before = lambda r: httpx.Response(403, json={"code": "forbidden"}) if (
        r.url.path == "/v1/series") else None  # fmt: skip

    tally = sync(desk)

    assert tally == Tally()
    assert desk.store.key("series:กทม.") == ""


def test_a_time_nobody_can_read_says_nothing_of_the_clock() -> None:
    assert clock_cause(datetime(2026, 12, 1, tzinfo=UTC), "yesterday") == ""
    assert clock_cause(datetime(2026, 12, 1, tzinfo=UTC), "2026-12-01T00:00:00") == ""


def test_a_server_that_takes_little_at_once_gets_little(
    joined: Joined, sync: Sync, new_class: NewClass, house: Any
) -> None:
    first, second = joined("สมศรี"), joined("มานะ")
    new_class(first, heads=200)
    house.app = create_app(
        house.database, clock=house.clock, limits=Limits(changes=60, body_bytes=60_000, parts=1)
    )

    sent, fetched = sync(first), sync(second)

    assert sent.pushed == fetched.pulled == len(first.store.rows("SELECT 1 FROM changes"))
    assert sent.still_pending == 0
