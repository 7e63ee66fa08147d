from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from desktop.actions import attendance, classes
from desktop.desk import Desk, Edit
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.ids import attendance_row
from desktop.models.refusal import Fault
from desktop.models.wording import Words
from desktop.settings import Settings
from desktop.store import driver
from desktop.store.attendance import disputed, stamps
from desktop.store.change_cells import change_from
from desktop.store.doctor import examine
from desktop.store.migrations import migrations
from desktop.store.store import Store
from desktop.store.tables import TABLES
from desktop.store.versions import NAMES
from protocol.change import Change

COLUMNS = "id, scope, entity, row, n, author, device, at, schema, prev, body"


def changes_of(store: Store) -> list[Change]:
    return [change_from(r) for r in store.rows(f"SELECT {COLUMNS} FROM changes ORDER BY seq")]


def tables_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted(store.rows(f"SELECT * FROM {name}")) for name in TABLES}


def beside(store: Store, sql: str) -> list[tuple[Any, ...]]:
    """Ask through another connection, which sees only what is on the disk."""
    db = driver.connect(store.path)
    found = list(db.conn.execute(sql).fetchall())
    db.conn.close()
    return found


def edit(status: str = "present", row: str = "r", **groups: Any) -> Edit:
    mark = None if status == "unmarked" else {"status": status}
    who = {"session": "s", "enrolment": "e"}
    return Edit("class:c", "attendance", row, {"mark": mark, "who": who, **groups})


def test_what_was_committed_is_there_when_the_file_is_opened_again(
    desk: Desk, tmp_path: Path
) -> None:
    desk.commit("step.mark", [edit("late")])
    before = tables_of(desk.store)

    seen = beside(desk.store, "SELECT status FROM attendance")
    desk.store.close()
    again = Store.open(desk.store.path)
    after = tables_of(again)
    again.close()

    assert seen == [("late",)]
    assert after == before


def test_every_commit_is_written_through_to_the_disk(desk: Desk) -> None:
    asked = ("synchronous", "journal_mode", "foreign_keys", "secure_delete", "trusted_schema")

    found = {name: desk.store.rows(f"PRAGMA {name}")[0][0] for name in asked}

    assert found == {
        "synchronous": 2,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }


def test_a_commit_says_what_it_touched_once_it_is_on_the_disk(desk: Desk) -> None:
    heard: list[tuple[frozenset[str], int]] = []

    def listen(kinds: frozenset[str]) -> None:
        heard.append((kinds, beside(desk.store, "SELECT count(*) FROM changes")[0][0]))

    desk.store.on_commit = listen
    with desk.store.atomic():
        desk.commit("one", [edit()])
        desk.commit("two", [Edit("org", "org", "organisation", {"life": "live"})])

    assert heard == [(frozenset({"attendance", "org"}), 2)]


def test_what_fails_half_way_leaves_nothing_and_is_not_announced(desk: Desk) -> None:
    heard: list[frozenset[str]] = []
    desk.store.on_commit = heard.append
    before = tables_of(desk.store)

    def interrupted() -> None:
        with desk.store.atomic():
            desk.commit("one", [edit()])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert tables_of(desk.store) == before
    assert changes_of(desk.store) == []
    assert heard == []


def test_committing_what_is_known_changes_nothing(desk: Desk) -> None:
    desk.commit("one", [edit()])
    known = changes_of(desk.store)

    desk.store.commit([*known, *known])

    assert changes_of(desk.store) == known


def test_changes_of_unknown_kinds_are_kept_and_given_on_untouched(desk: Desk) -> None:
    strange = Edit("class:c", "hologram", "h1", {"shape": {"of": ["things", 1.5, None]}})

    desk.commit("one", [strange])

    assert changes_of(desk.store)[0].set == strange.set
    assert examine(desk.store) == []


STATUSES = st.sampled_from(["present", "late", "absent", "unmarked"])
DEEDS = st.lists(
    st.tuples(st.booleans(), st.sampled_from("rst"), STATUSES, st.booleans()), max_size=12
)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "desk.db"
    Store.open(path).close()
    return path


@given(deeds=DEEDS, chance=st.randoms(use_true_random=False))
def test_two_desks_that_met_in_any_order_hold_the_same_tables(
    deeds: list[tuple[bool, str, str, bool]],
    chance: Random,
    tmp_path_factory: pytest.TempPathFactory,
    blank: Path,
) -> None:
    folder = tmp_path_factory.mktemp("meeting")
    desks = [_desk(folder / name, blank) for name in ("one.db", "two.db")]
    for first, row, status, meet in deeds:
        desks[first].commit("step", [edit(status, row)])
        if meet:
            desks[not first].store.commit(changes_of(desks[first].store))

    for here, there in (desks, desks[::-1]):
        sent = changes_of(there.store)
        chance.shuffle(sent)
        here.store.commit(sent + sent[:2])
    tables = [tables_of(d.store) for d in desks]
    desks[0].store.refold()
    refolded = tables_of(desks[0].store)
    for desk in desks:
        desk.store.close()

    assert tables[0] == tables[1] == refolded


def _desk(path: Path, blank: Path) -> Desk:
    path.write_bytes(blank.read_bytes())
    return Desk(
        store=Store.open(path),
        settings=Settings(),
        words=Words("en", {}),
        author=path.stem,
        device=path.stem,
        clock=lambda: datetime(2026, 12, 1, tzinfo=UTC),
        random=Random(path.stem).randbytes,
    )


def test_a_disagreement_is_seen_even_where_one_of_two_took_the_mark_away(
    open_desk: Callable[[str], Desk],
) -> None:
    here, there = open_desk("here"), open_desk("there")
    here.commit("step", [edit("present")])
    there.store.commit(changes_of(here.store))
    here.commit("step", [edit("late")])
    there.commit("step", [edit("absent", "another")])
    there.commit("step", [edit("unmarked")])
    here.store.commit(changes_of(there.store))

    assert disputed(here.store, "c") == {"e": 1}


def test_from_scratch_is_the_same_as_step_by_step(tmp_path: Path) -> None:
    Store.open(tmp_path / "scratch.db").close()
    for name in NAMES[1:]:
        db = driver.connect(tmp_path / "steps.db")
        migrations.apply(db, stop_before=name)
        db.conn.close()
    Store.open(tmp_path / "steps.db").close()

    schemas = []
    for name in ("scratch.db", "steps.db"):
        db = driver.connect(tmp_path / name)
        rows = db.conn.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name")
        schemas.append(rows.fetchall())
        db.conn.close()

    assert schemas[0] == schemas[1]
    assert len(schemas[0]) > len(TABLES)


def test_every_migration_is_named_among_what_this_version_knows() -> None:
    db = Database(memory=True)

    assert tuple(m.name for m in migrations.pending(db)) == NAMES
    db.conn.close()


def test_an_older_store_is_backed_up_before_it_is_changed_and_a_new_one_is_not(
    tmp_path: Path,
) -> None:
    asked: list[str] = []
    db = driver.connect(tmp_path / "old.db")
    migrations.apply(db, stop_before=NAMES[-1])
    db.conn.close()

    for name in ("old.db", "old.db", "new.db"):
        Store.open(tmp_path / name, before_migrating=lambda name=name: asked.append(name)).close()

    assert asked == ["old.db"]


def test_a_store_of_a_newer_version_is_refused_and_left_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    Store.open(path).close()
    db = driver.connect(path)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "desk", "name": "m999_holograms", "applied_at": "2030"}
    )
    db.conn.close()
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    with pytest.raises(Fault, match="store-newer"):
        Store.open(path)

    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize("junk", [b"hello", b"\xff" * 8192, b"SQLite format 3\0" + b"\xaa" * 8000])
def test_a_file_that_is_no_store_is_called_damaged_and_left_alone(
    tmp_path: Path, junk: bytes
) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(junk)

    with pytest.raises(Fault, match="store-damaged"):
        Store.open(path)

    assert path.read_bytes() == junk


def test_a_folder_in_the_place_of_the_store_is_told_about(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="no-permission"):
        Store.open(tmp_path)


def test_a_full_disk_stores_nothing_by_halves_and_keeps_what_was_there(desk: Desk) -> None:
    desk.commit("one", [edit("present", "first")])
    before, changes = tables_of(desk.store), changes_of(desk.store)
    pages = desk.store.rows("PRAGMA page_count")[0][0]
    desk.store.rows(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(Fault, match="disk-full"):
        desk.commit("many", [edit("late", f"r{n}", note="x" * 500) for n in range(500)])

    assert (tables_of(desk.store), changes_of(desk.store)) == (before, changes)
    desk.store.rows(f"PRAGMA max_page_count = {pages + 1000}")
    desk.commit("one", [edit("late", "second")])
    assert examine(desk.store) == []


def test_a_full_disk_within_a_larger_deed_undoes_the_larger_deed(desk: Desk) -> None:
    pages = desk.store.rows("PRAGMA page_count")[0][0]
    desk.store.rows(f"PRAGMA max_page_count = {pages}")

    def larger() -> None:
        with desk.store.atomic():
            desk.commit("one", [edit("present", "first")])
            desk.commit("many", [edit("late", f"r{n}", note="x" * 500) for n in range(500)])

    with pytest.raises(Fault, match="disk-full"):
        larger()

    assert changes_of(desk.store) == []
    desk.commit("one", [edit("late", "second")])
    assert len(changes_of(desk.store)) == 1


def test_another_writer_makes_it_busy_and_not_broken(desk: Desk) -> None:
    desk.store.rows("PRAGMA busy_timeout = 1")
    other = driver.connect(desk.store.path)
    other.conn.execute("BEGIN IMMEDIATE")

    with pytest.raises(Fault, match="store-busy"):
        desk.commit("one", [edit()])

    other.conn.execute("ROLLBACK")
    other.conn.close()
    desk.commit("one", [edit()])
    assert len(changes_of(desk.store)) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("database or disk is full", "disk-full"),
        ("disk I/O error", "disk-fails"),
        ("attempt to write a readonly database", "no-permission"),
        ("unable to open database file", "no-permission"),
        ("database is locked", "store-busy"),
        ("database disk image is malformed", "store-damaged"),
        ("file is not a database", "store-damaged"),
        ("no such table: changes", "store-damaged"),
    ],
)
def test_what_sqlite_says_becomes_one_of_our_faults(tmp_path: Path, said: str, code: str) -> None:
    assert driver.fault(driver.DatabaseError(said), tmp_path / "desk.db").code == code


def test_a_disk_without_room_is_called_full_even_where_sqlite_cannot_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))

    error = driver.DatabaseError("disk I/O error")

    assert driver.fault(error, tmp_path / "desk.db").code == "disk-full"


def test_a_disk_that_is_not_there_any_more_fails(tmp_path: Path) -> None:
    error = driver.DatabaseError("disk I/O error")

    assert driver.fault(error, tmp_path / "gone" / "desk.db").code == "disk-fails"


def test_a_question_to_a_broken_file_is_a_fault(desk: Desk) -> None:
    with pytest.raises(Fault, match="store-damaged"):
        desk.store.rows("SELECT * FROM nowhere")


def test_an_old_engine_is_not_trusted_with_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "OLDEST", (99, 0, 0))

    with pytest.raises(Fault, match="sqlite-too-old"):
        Store.open(tmp_path / "desk.db")

    assert list(tmp_path.iterdir()) == []


def test_a_keyed_store_opens_with_its_key_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = Store.open(path, key="it's secret")
    store.keep_key("device", "d")
    store.close()

    with pytest.raises(Fault, match="store-damaged"):
        Store.open(path)
    again = Store.open(path, key="it's secret")
    found = again.key("device")
    again.close()

    assert found == "d"
    assert not path.read_bytes().startswith(b"SQLite format 3")


def test_files_and_keys_stand_beside_the_changes(desk: Desk) -> None:
    desk.store.keep_blob("aa", b"page")
    desk.store.keep_blob("aa", b"page")

    assert (desk.store.blob("aa"), desk.store.blob("bb")) == (b"page", None)
    assert desk.store.key("nothing") is None


def test_numbers_and_tips_go_on_from_the_last_change(desk: Desk) -> None:
    assert (desk.store.next_n("class:c"), desk.store.tip(desk.device)) == (1, "")

    desk.commit("one", [edit(), edit("late", "s")])

    first, second = changes_of(desk.store)
    assert (first.n, second.n, desk.store.next_n("class:c")) == (1, 2, 3)
    assert (first.prev, second.prev == desk.store.tip(desk.device)) == ("", False)


def test_a_change_reads_back_as_it_was_made(desk: Desk) -> None:
    desk.commit("one", [edit("late", note="๒ ครั้ง")])

    made = changes_of(desk.store)[0]
    read = msgspec.json.decode(msgspec.json.encode(made), type=Change)

    assert read == made


def test_a_row_whose_kind_is_unknown_is_refolded_without_harm(desk: Desk) -> None:
    desk.commit("one", [edit(), Edit("class:c", "hologram", "h", {"x": 1})])
    before = tables_of(desk.store)

    desk.store.refold()

    assert tables_of(desk.store) == before


def test_one_person_has_one_cell_in_one_session(desk: Desk, of: Class, people: list[str]) -> None:
    session = classes.find_session(desk, of, "S01")
    for status in (Status.PRESENT, Status.ABSENT):
        attendance.mark(desk, session, people[0], Mark(status))

    cells = stamps(desk.store, of.id)

    assert [cells[people[0], session.id].mark] == [Mark(Status.ABSENT)]
    assert desk.store.rows("SELECT id FROM attendance") == [
        (attendance_row(session.id, people[0]),)
    ]


def test_a_mac_is_asked_to_write_through_its_disk_s_own_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")

    db = driver.connect(tmp_path / "mac.db")

    assert db.conn.execute("PRAGMA fullfsync").fetchone() == (1,)
    db.conn.close()


def test_what_writing_needs_can_be_loaded_beforehand(tmp_path: Path) -> None:
    Store.open(tmp_path / "desk.db").close()
    store = Store.open(tmp_path / "desk.db")

    store.prepare()

    assert isinstance(store.db, Database)
    store.close()


def test_a_class_that_leaves_takes_along_what_this_version_does_not_know(desk: Desk) -> None:
    known = Edit("class:c", "team", "t", {"name": {"number": 1, "name": "ฟ้า"}}, new=True)
    unknown = Edit("class:c", "from_the_future", "f", {"said": 1}, new=True)
    desk.commit("step.team-new", [known, unknown])

    desk.store.forget("class:c")

    assert desk.store.rows("SELECT id FROM team") == []
    assert desk.store.rows("SELECT id FROM changes") == []
