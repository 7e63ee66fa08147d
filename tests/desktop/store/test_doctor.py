from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from desktop.actions import attendance, certificates, classes
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.refusal import Fault
from desktop.store import timetable
from desktop.store.change_cells import change_from
from desktop.store.doctor import examine
from desktop.store.store import Store
from protocol.chain import erase
from protocol.change import Change

PAGE = b"%PDF of four pages"
INDEX_LEAF = 10  # how a page of index entries begins


def tamper(desk: Desk, sql: str, *values: object) -> None:
    with desk.store.db.atomic():
        desk.store.db.conn.execute(sql, values)


def give_files(source: Desk, target: Desk) -> None:
    for name, data in source.store.rows("SELECT sha256, data FROM blobs"):
        target.store.keep_blob(name, data)


def codes(desk: Desk) -> list[str]:
    return [ailment.code for ailment in examine(desk.store)]


def changes_of(desk: Desk) -> list[Change]:
    columns = "id, scope, entity, row, n, author, device, at, schema, prev, body"
    return [change_from(r) for r in desk.store.rows(f"SELECT {columns} FROM changes ORDER BY seq")]


@pytest.fixture
def worked(desk: Desk, of: Class, people: list[str]) -> Desk:
    """A desk where people were marked in every session and certificates were issued."""
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    assert certificates.issue(desk, of) == len(people)
    certificates.archive(desk, certificates.unarchived(desk, of), PAGE)
    return desk


def test_a_store_that_was_worked_with_is_sound(worked: Desk) -> None:
    assert examine(worked.store) == []


def test_an_empty_store_is_sound(desk: Desk) -> None:
    assert examine(desk.store) == []


def test_a_changed_word_is_found(worked: Desk) -> None:
    newest = "(SELECT max(seq) FROM changes WHERE entity = 'attendance')"
    sql = f"UPDATE changes SET body = replace(body, 'present', 'absent') WHERE seq = {newest}"

    tamper(worked, sql)

    assert "change-altered" in codes(worked)
    assert "cache-differs" in codes(worked)


@pytest.mark.parametrize("column", ["author", "at", "device", "prev", "scope", "row"])
def test_a_changed_name_time_or_place_is_found(worked: Desk, column: str) -> None:
    tamper(worked, f'UPDATE changes SET "{column}" = ? WHERE seq = 3', "somebody else")

    assert "change-altered" in codes(worked)


@pytest.mark.parametrize("junk", ["{", "[]", "", '{"set": 3}'])
def test_a_change_that_cannot_be_read_is_found_and_stops_nothing(worked: Desk, junk: str) -> None:
    tamper(worked, "UPDATE changes SET body = ? WHERE seq = 3", junk)

    assert "change-altered" in codes(worked)


def test_a_change_taken_out_breaks_the_chain(worked: Desk) -> None:
    tamper(worked, "DELETE FROM changes WHERE seq = 5")

    assert "chain-broken" in codes(worked)


def test_a_cell_painted_over_is_found(worked: Desk) -> None:
    tamper(worked, "UPDATE attendance SET status = 'absent' WHERE rowid = 1")

    assert codes(worked) == ["cache-differs"]


def test_a_row_that_nobody_wrote_and_one_that_went_missing_are_found(worked: Desk) -> None:
    tamper(worked, "UPDATE enrolment SET id = 'ghost' WHERE seat = 1")

    assert codes(worked) == ["cache-differs", "cache-differs"]


def test_refolding_mends_the_tables(worked: Desk) -> None:
    tamper(worked, "UPDATE attendance SET status = 'absent'")
    tamper(worked, "DELETE FROM enrolment")

    worked.store.refold()

    assert codes(worked) == []


def test_a_number_given_twice_and_a_number_left_out_are_found(worked: Desk) -> None:
    tamper(worked, "UPDATE certificate SET running = 2 WHERE running = 1")

    assert {"number-twice", "number-missing"} <= set(codes(worked))


def test_a_gap_in_the_numbers_is_found(worked: Desk) -> None:
    tamper(worked, "UPDATE certificate SET running = 9 WHERE running = 4")

    found = codes(worked)

    assert "number-missing" in found
    assert "number-twice" not in found


def test_a_kept_page_that_was_altered_is_found(worked: Desk) -> None:
    pages = "sha256 IN (SELECT archive FROM certificate)"
    tamper(worked, f"UPDATE blobs SET data = ? WHERE {pages}", b"%PDF of somebody else")

    assert codes(worked) == ["file-altered"]


def test_a_kept_page_that_is_gone_is_found(worked: Desk) -> None:
    tamper(worked, "DELETE FROM blobs")

    assert codes(worked) == ["file-missing"]


def test_what_another_device_brought_in_any_order_is_sound(
    worked: Desk, open_desk: Callable[[str], Desk]
) -> None:
    other = open_desk("other")
    known = changes_of(worked)
    give_files(worked, other)

    for some in (known[10:], known[:10]):
        other.store.commit(some)

    assert codes(other) == []


def test_a_device_that_was_copied_is_found(
    worked: Desk, open_desk: Callable[[str], Desk], of: Class, people: list[str]
) -> None:
    twin = open_desk("twin")
    twin.store.commit(changes_of(worked))
    twin.device = worked.device
    give_files(worked, twin)
    session = classes.find_session(worked, of, "S01")
    for desk, status in ((worked, Status.LATE), (twin, Status.ABSENT)):
        attendance.mark(desk, session, people[0], Mark(status))

    worked.store.commit(changes_of(twin))

    assert codes(worked) == ["chain-broken"]


def test_an_erased_person_leaves_the_store_sound(worked: Desk) -> None:
    change = next(c for c in changes_of(worked) if c.entity == "enrolment")
    erased = erase(change, ["post"])
    body = {"set": erased.set, "over": erased.over, "salt": erased.salt, "erased": erased.erased}

    tamper(
        worked,
        "UPDATE changes SET body = ? WHERE id = ?",
        msgspec.json.encode(body).decode(),
        change.id,
    )
    worked.store.refold()

    assert codes(worked) == []


def test_a_file_whose_pages_were_spoilt_is_found(worked: Desk) -> None:
    path = worked.store.path
    worked.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    worked.store.close()
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    page = max(p for p in range(size, len(data), size) if data[p] == INDEX_LEAF)
    data[page + 3 : page + 5] = b"\x7f\xff"
    path.write_bytes(data)

    store = Store.open(path)
    found = [a.code for a in examine(store)]
    store.close()

    assert found[:1] == ["file-damaged"]


def test_a_store_in_use_is_no_ailment_but_a_fault(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Fault("store-busy")

    monkeypatch.setattr(desk.store, "rows", busy)

    with pytest.raises(Fault, match="store-busy"):
        examine(desk.store)
