from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.actions import attendance, certificates, classes, opening, roster
from desktop.actions.attendance import mark
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.refusal import Fault
from desktop.store import attendance as marks
from desktop.store import certificates as register
from desktop.store import timetable as plan
from desktop.store.replica import Replica
from desktop.sync import folder, readers
from protocol import bundle

OpenDesk = Callable[..., Desk]
DAYS = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "แฟ้มกลาง"
    made.mkdir()
    return made


@pytest.fixture
def other(open_desk: OpenDesk) -> Desk:
    return open_desk("other")


def everything(desk: Desk) -> list[tuple[object, ...]]:
    found = desk.store.rows("SELECT id, digest, body FROM changes ORDER BY id")
    for table in ("class", "session", "enrolment", "attendance", "certificate", "org"):
        found += desk.store.rows(f"SELECT * FROM {table} ORDER BY id")
    return found


def attend(desk: Desk, of: Class, seat: int, status: Status, session: int = 0) -> None:
    held = [s for s in plan.sessions(desk.store, of.id) if s.counts][session]
    mark(desk, held, marks.register(desk.store, of.id)[seat].enrolment, Mark(status))


def meet_all(place: Path, *desks: Desk, rounds: int = 3) -> None:
    for _ in range(rounds):
        for desk in desks:
            folder.meet(desk, place)


def files(place: Path) -> list[Path]:
    return sorted(p for p in place.rglob("*") if p.is_file())


def test_two_devices_that_meet_in_a_folder_end_equal(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)
    attend(desk, of, 0, Status.PRESENT)
    attend(other, of, 0, Status.ABSENT)

    meet_all(place, desk, other, rounds=2)

    assert everything(desk) == everything(other)
    assert len(marks.disputed(other.store, of.id)) == 1
    assert {p.parent.name for p in files(place)} == {desk.device, other.device}


@pytest.mark.usefixtures("of", "people")
def test_whoever_comes_first_leaves_a_card_and_no_names_of_people(desk: Desk, place: Path) -> None:
    met = folder.meet(desk, place)

    left = files(place)
    assert met.alone
    assert [p.name for p in left] == [f"card-{desk.device}.wdb"]
    assert "สมชาย".encode() not in left[0].read_bytes()


@pytest.mark.usefixtures("of", "people")
def test_a_device_met_for_the_first_time_is_named_once(
    desk: Desk, other: Desk, place: Path
) -> None:
    folder.meet(desk, place)

    first = folder.meet(other, place)
    again = folder.meet(other, place)

    mark_ = readers.fingerprint(readers.own_card(desk).key)
    assert [(desk.author in s.name, s.mark) for s in first.strangers] == [(True, mark_)]
    assert again.strangers == []


def test_what_lies_in_the_folder_is_sealed_for_those_known(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)

    raw = b"".join(p.read_bytes() for p in files(place))

    assert of.id.encode() not in raw
    assert "สมชาย".encode() not in raw


def test_without_news_nothing_is_written_or_read(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)
    before = files(place)

    quiet = [folder.meet(d, place) for d in (desk, other)]

    assert [(m.written, m.read, m.new) for m in quiet] == [(0, 0, 0)] * 2
    assert files(place) == before


def test_what_was_read_there_is_not_written_there_again(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)
    attend(desk, of, 0, Status.PRESENT)
    folder.meet(desk, place)

    met = folder.meet(other, place)

    assert (met.new, met.written) == (1, 0)


def test_a_passphrase_serves_where_nobody_is_known(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    folder.meet(desk, place, "ข้าวเหนียวมะม่วง")

    wrong = folder.meet(other, place, "ข้าวเหนียวทุเรียน")
    right = folder.meet(other, place, "ข้าวเหนียวมะม่วง")

    assert (wrong.new, wrong.refused) == (0, 1)
    assert everything(other) == everything(desk)
    assert right.refused == 0


def test_a_newcomer_gets_everything_even_of_a_device_that_is_gone(
    desk: Desk, of: Class, people: list[str], other: Desk, open_desk: OpenDesk, place: Path
) -> None:
    meet_all(place, desk, other)
    third = open_desk("third")

    meet_all(place, third, other)

    assert everything(third) == everything(desk)


def test_a_lost_file_is_written_again(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)
    attend(desk, of, 0, Status.PRESENT)
    folder.meet(desk, place)
    for path in (place / desk.device).iterdir():
        path.unlink()

    meet_all(place, desk, other, rounds=1)

    assert everything(other) == everything(desk)


def test_a_file_that_is_not_whole_is_read_when_it_is(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)
    before = set(files(place))
    attend(desk, of, 0, Status.PRESENT)
    folder.meet(desk, place)
    (new,) = set(files(place)) - before
    raw = new.read_bytes()
    new.write_bytes(raw[:-1])

    early = folder.meet(other, place)
    new.write_bytes(raw)
    late = folder.meet(other, place)

    assert (early.later, early.new) == (1, 0)
    assert (late.later, late.new) == (0, 1)


def test_a_spoilt_file_is_refused_until_its_device_mends_it(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)
    before = set(files(place))
    attend(desk, of, 0, Status.PRESENT)
    folder.meet(desk, place)
    (new,) = set(files(place)) - before
    raw = new.read_bytes()
    middle = len(raw) // 2
    new.write_bytes(raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :])

    spoilt = folder.meet(other, place)
    new.write_bytes(raw)

    assert (spoilt.refused, spoilt.new) == (1, 0)
    assert folder.meet(other, place).new == 1


@pytest.mark.usefixtures("of", "people")
def test_a_file_that_cannot_be_replaced_is_left_alone(desk: Desk, other: Desk, place: Path) -> None:
    meet_all(place, desk, other)
    written = next(p for p in (place / desk.device).iterdir() if not p.name.startswith("card"))
    written.unlink()
    written.mkdir()

    meet_all(place, desk, other)

    assert written.is_dir()
    assert folder.meet(desk, place).written == 0


def test_a_file_cut_within_its_cover_is_left_for_later(desk: Desk, place: Path) -> None:
    head = bundle.MAGIC + (1).to_bytes(2) + (500).to_bytes(4)
    (place / "a").mkdir()
    (place / "a" / "x-000001.wdb").write_bytes(head + bytes(64) + bundle.END)

    met = folder.meet(desk, place)

    assert (met.later, met.refused) == (1, 0)


def test_many_files_become_one(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)
    for turn in range(folder.MOST_FILES + 3):
        attend(desk, of, 0, (Status.PRESENT, Status.ABSENT)[turn % 2])
        folder.meet(desk, place)

    met = folder.meet(other, place)

    assert len(list((place / desk.device).iterdir())) < folder.MOST_FILES
    assert met.refused == met.later == 0
    assert everything(other) == everything(desk)


def test_a_class_that_left_is_neither_read_nor_written_until_it_comes_back(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    meet_all(place, desk, other)
    replica = Replica(other.store)
    replica.leave(f"class:{of.id}")
    attend(desk, of, 0, Status.PRESENT)

    meet_all(place, desk, other)
    gone = other.store.rows("SELECT count(*) FROM changes WHERE scope = ?", (f"class:{of.id}",))
    replica.rejoin(f"class:{of.id}")
    meet_all(place, desk, other)

    assert gone == [(0,)]
    assert everything(other) == everything(desk)


def test_a_page_that_comes_later_than_its_entry_is_sent_after_it(
    desk: Desk, of: Class, people: list[str], other: Desk, place: Path
) -> None:
    for session in [s for s in plan.sessions(desk.store, of.id) if s.counts]:
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    certificates.issue(desk, of, None)
    certificates.print_class(desk, of)
    page = register.certificates(desk.store, of.id)[0].archive
    data = desk.store.blob(page)
    assert data is not None
    with desk.store.atomic():
        desk.store.connection.execute("DELETE FROM blobs WHERE sha256 = ?", (page,))
    meet_all(place, desk, other)
    before = other.store.blob(page)

    desk.store.keep_blob(page, data)
    meet_all(place, desk, other, rounds=1)

    assert before is None
    assert other.store.blob(page) == data
    assert folder.meet(desk, place).written == 0


def test_twins_notice_each_other_and_lose_nothing(
    desk: Desk, of: Class, people: list[str], other: Desk, open_desk: OpenDesk, place: Path
) -> None:
    meet_all(place, desk, other)
    twin_folder = desk.store.path.parent.parent / "twin"
    opening.prepare_folder(twin_folder)
    desk.store.connection.execute("VACUUM INTO ?", (str(twin_folder / opening.STORE),))
    twin = open_desk("twin")
    attend(desk, of, 0, Status.PRESENT)
    attend(twin, of, 1, Status.LATE)

    meet_all(place, desk, twin, other, rounds=4)

    assert desk.device != twin.device
    assert everything(desk) == everything(twin) == everything(other)


def test_a_folder_that_is_away_is_a_fault(desk: Desk, place: Path) -> None:
    with pytest.raises(Fault, match="folder-away"):
        folder.meet(desk, place / "none")


def test_a_drive_that_goes_away_in_the_middle_is_a_fault(
    desk: Desk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> list[Path]:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "glob", gone)

    with pytest.raises(Fault, match="folder-away"):
        folder.meet(desk, place)


@pytest.mark.skipif(os.name == "nt", reason="files cannot be told from folders by name there")
def test_a_folder_one_may_not_write_in_is_said_so(desk: Desk, place: Path) -> None:
    (place / desk.device).write_bytes(b"a file where the device's folder should be")

    with pytest.raises(Fault):
        folder.meet(desk, place)


def sit_down(at: Path, name: str) -> Desk:
    now = datetime(2026, 12, 1, 2, 5, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    opening.prepare_folder(at / name)
    made = opening.open_desk(at / name, language="en", clock=clock)
    made.author = f"author of {name}"
    made.store.connection.execute("PRAGMA synchronous = OFF")
    return made


DEED = st.tuples(
    st.sampled_from(["mark", "meet", "meet", "lose", "cut"]), st.integers(0, 2), st.integers(0, 99)
)


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(count=st.integers(2, 3), deeds=st.lists(DEED, max_size=14))
def test_devices_that_meet_only_in_a_folder_end_equal_whatever_happens_to_its_files(
    count: int, deeds: list[tuple[str, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as made:
        at = Path(made)
        place = at / "shared"
        place.mkdir()
        desks = [sit_down(at, f"d{n}") for n in range(count)]
        try:
            of = classes.create_class(desks[0], classes.NewClass("T1", 1, DAYS))
            roster.enrol(desks[0], of, [Person("นาย", f"ก{i}", "ข") for i in range(3)])
            for deed, who, chance in deeds:
                happen(deed, desks[who % count], of, place, chance)

            meet_all(place, *desks, rounds=4)

            assert all(everything(d) == everything(desks[0]) for d in desks)
            quiet = [folder.meet(d, place) for d in desks]
            assert [(m.written, m.new, m.later) for m in quiet] == [(0, 0, 0)] * count
        finally:
            for d in desks:
                d.store.close()


def happen(deed: str, desk: Desk, of: Class, place: Path, chance: int) -> None:
    there = files(place)
    match deed:
        case "meet":
            folder.meet(desk, place)
        case "mark" if marks.register(desk.store, of.id):
            attend(desk, of, chance % 3, (Status.PRESENT, Status.ABSENT)[chance % 2])
        case "lose" if there:
            there[chance % len(there)].unlink()
        case "cut" if there:
            path = there[chance % len(there)]
            path.write_bytes(path.read_bytes()[: chance * 20])
