from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.desk import Desk, Edit
from desktop.models.refusal import Fault
from desktop.store import backup, driver
from desktop.store.backup import Backup, back_up, backups, newest_good, quarantine, surplus, thin
from desktop.store.salvage import readable_changes, salvage
from desktop.store.store import Store

NOW = datetime(2026, 12, 1, 9).astimezone()
LEAF = 13  # how a page of table rows begins
INDEX_LEAF = 10  # and one of index entries


def marks(desk: Desk, *rows: str) -> None:
    for row in rows:
        groups = {"mark": {"status": "late", "reason": "x" * 300}}
        desk.commit("step.mark", [Edit("class:c", "attendance", row, groups)])


def rows_of(path: Path) -> list[str]:
    db = driver.connect(path)
    found = [r[0] for r in db.conn.execute("SELECT id FROM attendance ORDER BY id").fetchall()]
    db.conn.close()
    return found


def spoil(path: Path, *pages: int) -> None:
    """Overwrite pages, counted from 1, with junk."""
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for page in pages:
        data[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(data)


def pages_of_changes(path: Path) -> list[int]:
    """Name the pages that hold what the changes say, in order."""
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    return [
        start // size + 1
        for start in range(0, len(data), size)
        if data[start] == LEAF and b'"status":"late"' in data[start : start + size]
    ]


def test_a_backup_holds_what_the_store_holds_even_while_it_is_open(
    desk: Desk, tmp_path: Path
) -> None:
    marks(desk, "a", "b")

    made = back_up(desk.store.path, tmp_path / "kept", NOW)

    assert rows_of(made.path) == ["a", "b"]
    assert (made.at, made.size) == (NOW, made.path.stat().st_size)
    assert backups(tmp_path / "kept") == [made]


def test_a_backup_that_fails_leaves_nothing_half_done(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"no store at all" * 1000)

    with pytest.raises(Fault, match="store-damaged"):
        back_up(tmp_path / "desk.db", tmp_path / "kept", NOW)

    assert list((tmp_path / "kept").iterdir()) == []


def test_a_copy_that_does_not_read_back_does_not_count_and_is_removed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = backup.check

    def spoilt(path: Path, key: str | None = None) -> None:
        path.write_bytes(path.read_bytes()[:5000])
        checked(path, key)

    monkeypatch.setattr(backup, "check", spoilt)

    with pytest.raises(Fault, match="store-damaged"):
        back_up(desk.store.path, tmp_path / "kept", NOW)

    assert list((tmp_path / "kept").iterdir()) == []


def test_a_place_that_is_no_folder_fails_with_a_reason(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")

    with pytest.raises(Fault, match="backup-fails") as no:
        back_up(desk.store.path, tmp_path / "kept", NOW)

    assert no.value.details["reason"]


@pytest.mark.parametrize("bad", [b"", b"junk", b"SQLite format 3\0" + bytes(4080)])
def test_what_is_no_store_is_never_a_good_backup(desk: Desk, tmp_path: Path, bad: bytes) -> None:
    good = back_up(desk.store.path, tmp_path, NOW - timedelta(hours=1))
    (tmp_path / f"desk-{NOW:%Y-%m-%dT%H%M%S}.db").write_bytes(bad)
    (tmp_path / "desk-last-week.db").write_bytes(b"not named by us")

    assert [b.path.name for b in backups(tmp_path)][1:] == [good.path.name]
    assert newest_good(tmp_path) == good


def test_a_backup_whose_index_and_table_disagree_is_not_good(desk: Desk, tmp_path: Path) -> None:
    marks(desk, *[f"r{n:03d}" for n in range(60)])
    good = back_up(desk.store.path, tmp_path, NOW - timedelta(hours=1))
    bad = back_up(desk.store.path, tmp_path, NOW)
    data = bad.path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    leaves = [p // size + 1 for p in range(size, len(data), size) if data[p] == INDEX_LEAF]

    spoil(bad.path, leaves[-1])

    assert newest_good(tmp_path) == good


def test_where_nothing_reads_back_there_is_no_good_backup(tmp_path: Path) -> None:
    (tmp_path / "desk-2026-12-01T090000.db").write_bytes(b"junk")

    assert newest_good(tmp_path) is None
    assert backups(tmp_path / "nowhere") == []


AGES = st.lists(st.integers(0, 400 * 24 * 60), max_size=60, unique=True)


@given(AGES)
def test_thinning_keeps_two_days_whole_a_month_by_day_and_the_rest_by_week(
    ages: list[int],
) -> None:
    known = [Backup(Path(f"{age}.db"), NOW - timedelta(minutes=age), 1) for age in sorted(ages)]

    gone = surplus(reversed(known), NOW)
    kept = [b for b in known if b not in gone]

    young = [b for b in known if NOW - b.at <= timedelta(days=2)]
    month = [b for b in known if NOW - b.at <= timedelta(days=31)]
    assert kept[:1] == known[:1]
    assert [b for b in kept if b in young] == young
    assert _days(kept, month) == _days(known, month)
    assert _weeks(kept) == _weeks(known)
    assert surplus(kept, NOW) == []
    for day in _days(known, month):
        older = [b for b in kept if b in month and b not in young and b.at.date() == day]
        assert len(older) <= 1


def _days(some: list[Backup], among: list[Backup]) -> set[date]:
    return {b.at.date() for b in some if b in among}


def _weeks(some: list[Backup]) -> set[tuple[int, int]]:
    return {b.at.isocalendar()[:2] for b in some}


def test_thinning_removes_the_files(tmp_path: Path) -> None:
    for hours in (0, 1, 24 * 40, 24 * 40 + 1):
        at = NOW - timedelta(hours=hours)
        (tmp_path / f"desk-{at:%Y-%m-%dT%H%M%S}.db").write_bytes(b"x")

    thin(tmp_path, NOW)

    ages = [NOW - b.at for b in backups(tmp_path)]
    assert ages == [timedelta(0), timedelta(hours=1), timedelta(days=40)]


def test_a_damaged_store_is_moved_aside_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    for name in ("desk.db", "desk.db-wal"):
        (tmp_path / name).write_bytes(name.encode())

    aside = quarantine(tmp_path / "desk.db", NOW)

    assert aside.read_bytes() == b"desk.db"
    assert aside.with_name("desk.db-wal").read_bytes() == b"desk.db-wal"
    assert [p.name for p in tmp_path.iterdir()] == ["damaged"]


def test_salvage_brings_back_what_can_still_be_read(
    open_desk: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk, fresh = open_desk("old"), open_desk("new")
    names = [f"r{n:03d}" for n in range(60)]
    marks(desk, *names)
    desk.store.close()
    spoil(desk.store.path, pages_of_changes(desk.store.path)[1])

    came_back = salvage(desk.store.path, fresh.store)

    assert 40 <= came_back < 60
    assert len(rows_of(fresh.store.path)) == came_back


def test_salvage_reaches_the_rest_when_the_newest_page_is_the_spoilt_one(
    open_desk: Callable[[str], Desk],
) -> None:
    desk, fresh = open_desk("old"), open_desk("new")
    marks(desk, *[f"r{n:03d}" for n in range(60)])
    desk.store.close()
    spoil(desk.store.path, pages_of_changes(desk.store.path)[-1])

    came_back = salvage(desk.store.path, fresh.store)

    assert 40 <= came_back < 60


def test_salvage_takes_no_change_that_was_altered(open_desk: Callable[[str], Desk]) -> None:
    desk, fresh = open_desk("old"), open_desk("new")
    marks(desk, "a", "b", "gone", "c")
    with desk.store.db.atomic():
        desk.store.db.conn.execute("DELETE FROM changes WHERE row = 'gone'")
        desk.store.db.conn.execute(
            "UPDATE changes SET body = replace(body, 'late', 'soon') WHERE row = 'a'"
        )
        desk.store.db.conn.execute("UPDATE changes SET body = '{' WHERE row = 'b'")

    came_back = salvage(desk.store.path, fresh.store)

    assert (came_back, rows_of(fresh.store.path)) == (1, ["c"])


def test_salvage_brings_back_kept_pages(open_desk: Callable[[str], Desk]) -> None:
    from hashlib import sha256

    desk, fresh = open_desk("old"), open_desk("new")
    page = b"a page that was issued"
    desk.store.keep_blob(sha256(page).hexdigest(), page)
    desk.store.keep_blob("0" * 64, b"not what its name says")

    salvage(desk.store.path, fresh.store)

    assert fresh.store.blob(sha256(page).hexdigest()) == page
    assert fresh.store.blob("0" * 64) is None


def test_nothing_is_salvaged_from_what_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"\xa5" * 9000)

    assert list(readable_changes(tmp_path / "desk.db")) == []


def test_salvage_on_top_of_a_backup_adds_only_what_is_newer(desk: Desk, tmp_path: Path) -> None:
    marks(desk, "a")
    made = back_up(desk.store.path, tmp_path / "kept", NOW)
    marks(desk, "b")
    restored = Store.open(made.path)

    came_back = salvage(desk.store.path, restored)

    assert (came_back, rows_of(made.path)) == (1, ["a", "b"])
    restored.close()
