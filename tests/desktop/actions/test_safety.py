from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.actions import attendance, classes, opening, safety
from desktop.actions.opening import STORE
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.refusal import Fault
from desktop.store import attendance as shelf
from desktop.store.doctor import examine
from desktop.store.store import Store


def mark_all(desk: Desk, of: Class, code: str) -> None:
    attendance.mark_remaining(desk, classes.find_session(desk, of, code), Mark(Status.PRESENT))


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 9] = b"\xa5" * (4096 * 8)
    path.write_bytes(data)


def test_backups_are_made_listed_and_thinned(desk: Desk, folder: Path) -> None:
    now = desk.now()
    for age in (timedelta(days=40, hours=1), timedelta(days=40), timedelta(0)):
        safety.back_up(folder, now - age)

    kept = safety.backups(folder)

    assert [b.at.date() for b in kept] == [now.date(), (now - timedelta(days=40)).date()]
    assert safety.newest_good(folder) == kept[0]


def test_a_damaged_store_comes_back_from_its_backup_with_what_could_still_be_read(
    desk: Desk, of: Class, people: list[str], folder: Path
) -> None:
    mark_all(desk, of, "S01")
    made = safety.back_up(folder, desk.now())
    mark_all(desk, of, "S02")
    desk.store.close()
    spoil(folder / STORE)

    salvaged = safety.restore(folder, made, desk.now())

    store = Store.open(folder / STORE)
    codes = [set(line.marks) for line in shelf.register(store, of.id)]
    ailments = {a.code for a in examine(store)}
    store.close()
    assert all("S01" in marked for marked in codes)
    assert 0 <= salvaged <= len(people)
    assert ailments <= {"chain-broken"}
    assert len(list((folder / "damaged").rglob("desk.db"))) == 1


def test_a_whole_store_put_back_loses_nothing(
    desk: Desk, of: Class, people: list[str], folder: Path
) -> None:
    made = safety.back_up(folder, desk.now())
    mark_all(desk, of, "S01")
    desk.store.close()

    salvaged = safety.restore(folder, made, desk.now())

    store = Store.open(folder / STORE)
    assert salvaged == len(people)
    assert examine(store) == []
    assert all("S01" in line.marks for line in shelf.register(store, of.id))
    store.close()


def test_a_store_that_is_gone_comes_back_from_its_backup(
    desk: Desk, of: Class, folder: Path
) -> None:
    made = safety.back_up(folder, desk.now())
    desk.store.close()
    for part in folder.glob("desk.db*"):
        part.unlink()

    assert safety.restore(folder, made, desk.now()) == 0

    again = opening.open_desk(folder)
    assert classes.find_class(again, "T12") == of
    again.store.close()


def test_a_disk_too_full_to_restore_leaves_the_store_where_it_was(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = safety.back_up(folder, desk.now())
    desk.store.close()
    before = (folder / STORE).read_bytes()

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)

    with pytest.raises(Fault, match="restore-fails"):
        safety.restore(folder, made, desk.now())

    assert (folder / STORE).read_bytes() == before
    assert not (folder / "restoring.db").exists()


def test_beginning_anew_moves_the_old_store_aside(desk: Desk, of: Class, folder: Path) -> None:
    desk.store.close()

    aside = safety.begin_anew(folder, desk.now())

    kept = Store.open(aside)
    assert kept.rows("SELECT code FROM class") == [(of.code,)]
    kept.close()
    assert not (folder / STORE).exists()


@pytest.mark.parametrize(
    ("year", "wrong"), [(2026, None), (2569, "clock-buddhist"), (1970, "clock-old")]
)
def test_a_clock_set_wrong_is_noticed(
    desk: Desk, clock: Callable[[], object], year: int, wrong: str | None
) -> None:
    clock.now = clock.now.replace(year=year)  # type: ignore[attr-defined]

    assert safety.check_clock(desk) == wrong


def test_a_clock_that_went_back_is_noticed_by_what_was_written_before(
    desk: Desk, of: Class, clock: Callable[[], object]
) -> None:
    clock.now -= timedelta(days=2)  # type: ignore[attr-defined]

    assert safety.check_clock(desk) == "clock-behind"
    assert of


def test_the_desk_is_examined_whole(desk: Desk, of: Class) -> None:
    assert safety.examine(desk) == []
    assert of


def test_where_nothing_can_be_salvaged_the_backup_stands_alone(
    desk: Desk, of: Class, folder: Path
) -> None:
    made = safety.back_up(folder, desk.now())
    desk.store.close()
    (folder / STORE).unlink()
    (folder / STORE).mkdir()

    assert safety.restore(folder, made, desk.now()) == 0

    again = opening.open_desk(folder)
    assert classes.find_class(again, "T12") == of
    again.store.close()
