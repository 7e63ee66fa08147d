from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.actions import attendance, certificates, classes, safety
from desktop.actions.attendance import mark
from desktop.desk import Desk, Edit
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import Membership
from desktop.store import attendance as marks
from desktop.store import certificates as register
from desktop.store import classes as shelf
from desktop.store import membership
from desktop.store import timetable as plan
from desktop.store.replica import Replica
from desktop.sync import bundle, readers
from desktop.sync.identity import identity, sign_for
from protocol.bundle import Content, Manifest, Part, Record, Sealed, Writer
from protocol.chain import digest
from protocol.change import Change
from protocol.log import pack
from protocol.wire import Voucher, sorted_digests

OpenDesk = Callable[..., Desk]
DAYS = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))
FUZZ = int(os.environ.get("WORKSHOP_DESK_FUZZ", "300"))


@pytest.fixture
def other(open_desk: OpenDesk) -> Desk:
    return open_desk("other")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ชั้นเรียน ต.๑๒ (ส่งต่อ).wdb"


def scope_of(of: Class) -> str:
    return f"class:{of.id}"


def everything(desk: Desk) -> list[tuple[object, ...]]:
    """All a store holds of changes and what they fold to, whatever order they came in."""
    found = desk.store.rows("SELECT id, digest, body FROM changes ORDER BY id")
    for table in ("class", "session", "enrolment", "attendance", "certificate", "org"):
        found += desk.store.rows(f"SELECT * FROM {table} ORDER BY id")
    return found


def stored(desk: Desk) -> list[tuple[object, ...]]:
    """All a store holds, files and vouchers and devices too."""
    found = everything(desk)
    for table in ("blobs", "vouchers", "devices", "left_scopes", "points"):
        found += desk.store.rows(f"SELECT * FROM {table} ORDER BY 1")
    return found


def attend(desk: Desk, of: Class, seat: int, status: Status, session: int = 0) -> None:
    held = [s for s in plan.sessions(desk.store, of.id) if s.counts][session]
    mark(desk, held, marks.register(desk.store, of.id)[seat].enrolment, Mark(status))


def refusal(do: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        do()
    return refused.value.code


def carry(giver: Desk, of: Class, file: Path, taker: Desk) -> None:
    bundle.export(giver, [scope_of(of)], file)
    bundle.bring_in(taker, file)


def know(desk: Desk, other: Desk) -> None:
    Replica(desk.store).keep_devices([readers.own_card(other)])


@pytest.mark.usefixtures("people")
def test_a_class_that_was_not_there_appears(desk: Desk, of: Class, other: Desk, file: Path) -> None:
    attend(desk, of, 0, Status.PRESENT)

    made = bundle.export(desk, [scope_of(of)], file)
    brought = bundle.bring_in(other, file)

    assert (made.classes, made.kind, made.file) == (("T12",), "signed", file)
    assert (brought.new, brought.known, brought.marks) == (made.changes, 0, 1)
    assert (brought.classes, brought.sender, brought.trusted) == (("T12",), desk.author, False)
    assert everything(other) == everything(desk)
    assert shelf.classes_by_code(other.store, "t12") == [of]


@pytest.mark.usefixtures("people")
def test_taking_it_in_twice_changes_nothing(desk: Desk, of: Class, other: Desk, file: Path) -> None:
    carry(desk, of, file, other)
    before = stored(other)

    again = bundle.bring_in(other, file)
    bundle.export(desk, [scope_of(of)], file)
    anew = bundle.bring_in(other, file)

    assert (again.new, again.differ, again.files, again.trusted) == (0, 0, 0, True)
    assert anew.known == again.known
    assert stored(other) == before


@pytest.mark.usefixtures("people")
def test_a_preview_says_what_the_import_then_does_and_stores_nothing(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    carry(desk, of, file, other)
    for seat, status in enumerate((Status.PRESENT, Status.LATE, Status.ABSENT)):
        attend(desk, of, seat, status)
    for seat, status in enumerate((Status.PRESENT, Status.PRESENT)):
        attend(other, of, seat, status)
    bundle.export(desk, [scope_of(of)], file)
    before = stored(other)

    seen = bundle.read(other, file)
    untouched = stored(other)
    done = bundle.bring_in(other, file)

    assert seen == done
    assert untouched == before
    assert (done.new, done.marks, done.differ) == (3, 3, 1)
    assert len(marks.disputed(other.store, of.id)) == 1


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.usefixtures("people")
def test_a_preview_equals_the_import_whatever_both_did(
    desk: Desk, of: Class, other: Desk, file: Path, seed: int
) -> None:
    chance = random.Random(seed)
    carry(desk, of, file, other)
    for _ in range(30):
        attend(
            chance.choice((desk, other)), of, chance.randrange(4),
            chance.choice((Status.PRESENT, Status.ABSENT)), chance.randrange(3),
        )  # fmt: skip
    bundle.export(desk, [scope_of(of)], file, pending=chance.random() < 0.5)

    seen = bundle.read(other, file)
    done = bundle.bring_in(other, file)

    stands = other.store.rows("SELECT count(*) FROM attendance WHERE conflicts <> '[]'")
    assert seen == done
    assert done.differ == stands[0][0]


@pytest.mark.usefixtures("people")
def test_what_was_brought_stays_to_be_sent_with_the_word_of_its_maker(
    desk: Desk, of: Class, other: Desk, open_desk: OpenDesk, file: Path
) -> None:
    third = open_desk("third")
    know(third, desk)
    carry(desk, of, file, other)

    carry(other, of, file, third)
    batch = Replica(third.store).pending(scope_of(of), 1000)

    words = Replica(third.store).vouchers(
        scope_of(of), {batch.digests[c.id]: c.device for c in batch.changes}
    )
    assert {c.device for c in batch.changes} == {desk.device}
    assert {w.device for w in words} == {desk.device}
    assert everything(third) == everything(desk)


@pytest.mark.usefixtures("people")
def test_a_bundle_for_a_device_opens_there_and_at_home_only(
    desk: Desk, of: Class, other: Desk, open_desk: OpenDesk, file: Path
) -> None:
    know(desk, other)
    third = open_desk("third")

    made = bundle.export(desk, [scope_of(of)], file, to=[other.device])

    assert made.kind == "recipients"
    assert bundle.read(other, file).sealed
    assert bundle.read(desk, file).known == made.changes
    assert refusal(lambda: bundle.read(third, file)) == "bundle-for-others"


@pytest.mark.usefixtures("people")
def test_a_device_that_goes_by_a_new_name_still_opens_what_was_meant_for_the_former(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    know(desk, other)
    bundle.export(desk, [scope_of(of)], file, to=[other.device])
    other.device = "0123456789abcdef"

    assert bundle.bring_in(other, file).new


@pytest.mark.usefixtures("people")
def test_readers_are_named_by_the_beginning_of_their_id_or_their_person(
    desk: Desk, of: Class, other: Desk, open_desk: OpenDesk, file: Path
) -> None:
    third = open_desk("third")
    third.author = other.author
    know(desk, other)

    for given in (other.device, other.device[:6], other.author):
        bundle.export(desk, [scope_of(of)], file, to=[given])
        assert bundle.read(other, file).sealed
    know(desk, third)
    for given, code in (
        (other.author, "bundle-many-devices"), ("nobody", "bundle-unknown-device"),
        ("", "bundle-unknown-device"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            bundle.export(desk, [scope_of(of)], file, to=[given])
        assert refused.value.code == code
        assert other.device in str(refused.value.details["known"])


def test_without_anybody_known_nobody_can_be_named(desk: Desk, of: Class, file: Path) -> None:
    identity(desk.store, desk.device, desk.random)

    code = refusal(lambda: bundle.export(desk, [scope_of(of)], file, to=[desk.device]))

    assert code == "bundle-nobody-known"
    assert not file.exists()


@pytest.mark.usefixtures("people")
def test_a_passphrase_opens_it_on_any_device(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    made = bundle.export(desk, [scope_of(of)], file, passphrase="ข้าวเหนียวมะม่วง")

    assert made.kind == "passphrase"
    assert refusal(lambda: bundle.read(other, file)) == "passphrase-needed"
    assert refusal(lambda: bundle.read(other, file, "ข้าวเหนียวทุเรียน")) == "passphrase-wrong"
    assert bundle.bring_in(other, file, "ข้าวเหนียวมะม่วง").new == made.changes


def test_locks_that_hold_nobody_off_are_refused(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    know(desk, other)
    scopes = [scope_of(of)]

    short = refusal(lambda: bundle.export(desk, scopes, file, passphrase="  1234567 "))
    both = refusal(
        lambda: bundle.export(desk, scopes, file, passphrase="12345678", to=[other.device])
    )

    assert (short, both) == ("passphrase-short", "bundle-one-lock")


@pytest.mark.usefixtures("people")
def test_only_what_no_server_has_goes_when_asked_so(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    carry(desk, of, file, other)
    with desk.store.atomic():
        desk.store.connection.execute("UPDATE changes SET rev = 1")
    nothing = refusal(lambda: bundle.export(desk, [], file, pending=True))
    attend(desk, of, 0, Status.LATE)

    every = bundle.export(desk, [], file, pending=True)
    brought = bundle.bring_in(other, file)

    assert nothing == "bundle-nothing"
    assert (every.changes, brought.new, brought.marks) == (1, 1, 1)
    assert everything(other) == everything(desk)


def test_no_class_at_all_is_refused(desk: Desk, file: Path) -> None:
    assert refusal(lambda: bundle.export(desk, [], file)) == "bundle-nothing"


@pytest.mark.usefixtures("people")
def test_kept_pages_and_templates_travel_along(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    for session in [s for s in plan.sessions(desk.store, of.id) if s.counts]:
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    certificates.issue(desk, of, None)
    pdf, _ = certificates.print_class(desk, of)

    made = bundle.export(desk, [scope_of(of)], file)
    brought = bundle.bring_in(other, file)

    first = register.certificates(other.store, of.id)[0]
    assert made.files == brought.files == 2
    assert other.store.blob(first.archive) == desk.store.blob(first.archive)
    assert certificates.print_class(other, of)[0] == pdf
    assert bundle.bring_in(other, file).files == 0


@pytest.mark.usefixtures("people")
def test_entities_of_newer_versions_travel_untouched(
    desk: Desk, of: Class, other: Desk, open_desk: OpenDesk, file: Path
) -> None:
    third = open_desk("third")
    desk.commit("step.mark", [Edit(scope_of(of), "hologram", "h1", {"beam": {"deep": [1, None]}})])

    carry(desk, of, file, other)
    carry(other, of, file, third)

    assert everything(third) == everything(desk)


@pytest.mark.usefixtures("people")
def test_a_backup_is_made_of_what_was_there_before(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    folder = other.store.path.parent
    bundle.export(desk, [scope_of(of)], file)

    bundle.read(other, file)
    none = safety.backups(folder)
    bundle.bring_in(other, file)
    one = safety.backups(folder)
    bundle.bring_in(other, file)

    assert (none, len(one), len(safety.backups(folder))) == ([], 1, 1)
    safety.restore(folder, one[0], other.now())


@pytest.mark.usefixtures("people")
def test_another_device_by_a_known_name_is_refused(
    desk: Desk, of: Class, other: Desk, open_desk: OpenDesk, file: Path
) -> None:
    impostor = open_desk("impostor")
    know(other, desk)
    impostor.device = desk.device
    classes.create_class(impostor, classes.NewClass("T99", 99, DAYS))
    bundle.export(impostor, [f"class:{shelf.classes(impostor.store)[0].id}"], file)
    before = stored(other)

    assert refusal(lambda: bundle.bring_in(other, file)) == "bundle-other-key"
    assert stored(other) == before


@pytest.mark.usefixtures("people")
def test_a_revoked_device_brings_nothing(desk: Desk, of: Class, other: Desk, file: Path) -> None:
    card = readers.own_card(desk)
    Replica(other.store).keep_devices([msgspec.structs.replace(card, revoked=True)])
    bundle.export(desk, [scope_of(of)], file)

    assert refusal(lambda: bundle.read(other, file)) == "bundle-revoked"
    assert readers.others(other) == []


@pytest.mark.usefixtures("people")
def test_a_known_device_keeps_the_name_it_has_here(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    card = readers.own_card(desk)
    Replica(other.store).keep_devices([msgspec.structs.replace(card, person="Dao")])
    desk.author = "the director"
    bundle.export(desk, [scope_of(of)], file)

    assert bundle.bring_in(other, file).sender == "Dao"


def change(desk: Desk, number: int = 1, device: str = "", **told: Any) -> Change:
    plain = {
        "id": f"{number:032x}", "scope": "class:c1", "entity": "enrolment", "row": f"e{number}",
        "set": {"name": {"title": "", "first": "ก", "last": "ข"}}, "over": {},
        "salt": {"name": "5a17"}, "n": number, "author": "x", "device": device or desk.device,
        "at": "2026-12-01T02:00:00+00:00", "schema": 1, "prev": "",
    }  # fmt: skip
    return msgspec.convert(plain | told, Change)


def forged(desk: Desk, file: Path, *changes: Change, by: Desk | None = None) -> None:
    """Write changes into a bundle of a desk's, all vouched for with the keys of ``by``."""
    signer, signing = by or desk, identity(desk.store, desk.device, desk.random).signing
    digests: dict[str, list[str]] = {}
    for c in changes:
        digests.setdefault(c.device, []).append(digest(c))
    vouchers = []
    for device, named in digests.items():
        raw = sorted_digests(named)
        word = sign_for(signer.store, changes[0].scope, signer.device, raw)
        own = signing.sign(raw).hex() if device != signer.device else word or ""
        vouchers.append(Voucher(device=device, signature=own))
    card = readers.own_card(desk)
    told = Manifest(person="x", label="y", box=card.box, made="2026-12-01T02:00:00+00:00")
    part = Part(scope=changes[0].scope, body=pack(changes), vouchers=vouchers)
    compose(desk, file, told, part)


def compose(desk: Desk, file: Path, *records: Record) -> None:
    signing = identity(desk.store, desk.device, desk.random).signing
    with file.open("wb") as out:
        writer = Writer(out.write, desk.device, signing, Sealed("signed"))
        for record in records:
            writer.add(record)
        writer.close()


def test_words_in_the_name_of_a_known_device_must_be_its_own(
    desk: Desk, other: Desk, open_desk: OpenDesk, file: Path
) -> None:
    third = open_desk("third")
    know(other, third)
    forged(desk, file, change(desk, 1), change(desk, 2, device=third.device))
    before = stored(other)

    assert refusal(lambda: bundle.bring_in(other, file)) == "bundle-unvouched"
    assert stored(other) == before


def test_words_nobody_vouches_for_do_not_leave_this_device(desk: Desk, file: Path) -> None:
    desk.store.commit([change(desk, 1, device="somebody"), change(desk, 2)])

    made = bundle.export(desk, ["class:c1"], file)
    desk.store.commit([change(desk, 3, device="somebody", scope="class:c2")])
    none = bundle.export(desk, ["class:c2"], file)

    assert (made.changes, none.changes) == (1, 0)


@pytest.mark.parametrize(
    "told",
    [
        {"at": "yesterday"}, {"at": "2026-12-01T02:00:00"}, {"n": 0}, {"n": 2**60}, {"schema": 0},
        {"row": "x" * 300}, {"author": ""}, {"salt": {"name": "a", "more": "b"}},
    ],
)  # fmt: skip
def test_what_no_desk_writes_is_refused_and_nothing_is_stored(
    desk: Desk, other: Desk, file: Path, told: dict[str, Any]
) -> None:
    forged(desk, file, change(desk, 2), change(desk, 1, **told))
    before = stored(other)

    assert refusal(lambda: bundle.bring_in(other, file)) in ("bundle-unfit", "bundle-altered")
    assert stored(other) == before


@pytest.mark.parametrize(
    "told",
    [
        {"set": {"name": "text"}}, {"set": {"name": {"first": {"deep": 1}}}},
        {"entity": "class", "set": {"identity": {}}, "salt": {"identity": "a"}, "row": "c1"},
        {"entity": "session", "set": {"name": 1, "slot": {}}, "salt": {"name": "a", "slot": "b"}},
        {"set": {"name": {}, "post": {"agency": {"deep": 1}}}, "salt": {"name": "", "post": ""}},
        {"set": {"name": {}, "place": {"seat": 2**63}}, "salt": {"name": "", "place": ""}},
        {"set": {"name": {}, "place": {"seat": [1]}}, "salt": {"name": "", "place": ""}},
    ],
)  # fmt: skip
def test_what_this_version_cannot_show_is_kept_and_passed_on(
    desk: Desk, other: Desk, file: Path, told: dict[str, Any]
) -> None:
    forged(desk, file, change(desk, 2), change(desk, 1, **told))

    assert bundle.bring_in(other, file).new == 2
    assert other.store.rows("SELECT id FROM enrolment") == [("e2",)]


@pytest.mark.usefixtures("people")
def test_a_stranger_cannot_erase_what_stands_here(
    desk: Desk, of: Class, other: Desk, people: list[str], file: Path
) -> None:
    gone = change(
        other, 9000, scope=scope_of(of), entity="erasure", row=people[0], set={"groups": None},
        salt={"groups": "5a17"},
    )  # fmt: skip
    elsewhere = msgspec.structs.replace(gone, id="e" * 32, row="not-here")
    forged(other, file, gone, elsewhere)
    before = everything(desk)

    seen = bundle.bring_in(desk, file)
    after = everything(desk)
    trusted = bundle.bring_in(desk, file)

    assert (seen.trusted, seen.new) == (False, 1)
    assert [row for row in after if row[0] != elsewhere.id] == before
    assert (trusted.trusted, trusted.new) == (True, 1)
    assert everything(desk) != after


@pytest.mark.usefixtures("people")
def test_a_restored_device_gets_its_own_work_back_and_goes_on_under_a_new_name(
    desk: Desk, of: Class, folder: Path, open_desk: OpenDesk, file: Path
) -> None:
    bundle.export(desk, [scope_of(of)], file)
    image = safety.back_up(folder, desk.now())
    attend(desk, of, 0, Status.PRESENT)
    bundle.export(desk, [scope_of(of)], file)
    former, lost = desk.device, everything(desk)
    desk.store.close()
    shutil.copyfile(image.path, desk.store.path)
    restored = open_desk(folder.name)

    brought = bundle.bring_in(restored, file)

    assert brought.new == 1
    assert restored.device != former
    assert everything(restored) == lost
    attend(restored, of, 1, Status.PRESENT)
    assert restored.store.tip(restored.device)


@pytest.mark.usefixtures("people")
def test_a_device_restored_from_before_it_had_keys_gets_its_work_back_too(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    bundle.export(desk, [scope_of(of)], file)
    other.device = desk.device

    brought = bundle.bring_in(other, file)

    assert brought.new
    assert other.device != desk.device
    assert everything(other) == everything(desk)


@pytest.mark.usefixtures("people")
def test_a_joined_device_leaves_its_new_name_to_the_server(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    from desktop.sync import succession

    bundle.export(desk, [scope_of(of)], file)
    for name in (f"signing:{desk.device}", f"boxing:{desk.device}"):
        other.store.keep_key(name, desk.store.key(name) or "")
    other.device = desk.device
    membership.join(other.store, Membership("https://x.test", "s", "Dao", "facilitator"))

    bundle.read(other, file)
    tried = succession.is_double(other.store)
    bundle.bring_in(other, file)

    assert (tried, succession.is_double(other.store)) == (False, True)
    assert other.device == desk.device


@pytest.mark.usefixtures("people")
def test_a_class_that_left_comes_back_with_a_bundle(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    carry(desk, of, file, other)
    Replica(other.store).leave(scope_of(of))
    assert scope_of(of) in Replica(other.store).left()

    brought = bundle.bring_in(other, file)

    assert brought.new
    assert scope_of(of) not in Replica(other.store).left()
    assert everything(other) == everything(desk)


@pytest.mark.parametrize("bad", ["not a time", "2026-12-01T02:00:00"])
def test_a_manifest_without_a_sound_time_is_refused(
    desk: Desk, other: Desk, file: Path, bad: str
) -> None:
    compose(desk, file, Manifest(person="x", label="y", box="ab" * 32, made=bad))

    assert refusal(lambda: bundle.read(other, file)) == "bundle-altered"


def odd(desk: Desk) -> Iterator[tuple[Record, ...]]:
    from hashlib import sha256

    from protocol.bundle import File, Piece

    box = readers.own_card(desk).box
    first = Manifest(
        person="x", label="y", box=box, made="2026-12-01T02:00:00+00:00",
        contents=[Content(scope="org")],
    )  # fmt: skip
    name = sha256(b"abc").hexdigest()
    yield ()
    yield (first, first)
    yield (Part(scope="org", body=b""),)
    yield (first, Part(scope="org", body=b"nothing packed"))
    yield (first, Piece(data=b"of no file"))
    yield (first, File(name=name, size=3))
    yield (first, File(name=name, size=3), Piece(data=b"abcd"))
    yield (first, File(name=name, size=3), Piece(data=b"abd"))
    yield (first, File(name=name, size=3), File(name=name, size=3))
    yield (first, File(name=name, size=0))


@pytest.mark.parametrize("case", range(10))
def test_records_in_an_order_that_makes_no_sense_are_refused(
    desk: Desk, other: Desk, file: Path, case: int
) -> None:
    compose(desk, file, *list(odd(desk))[case])
    before = stored(other)

    assert refusal(lambda: bundle.bring_in(other, file)) == "bundle-altered"
    assert stored(other) == before


def test_a_batch_that_swells_beyond_reason_is_refused(desk: Desk, other: Desk, file: Path) -> None:
    import zlib

    swelling = zlib.compress(bytes(30_000_000), 9)
    told = Manifest(person="x", label="y", box="ab" * 32, made="2026-12-01T02:00:00+00:00")
    compose(desk, file, told, Part(scope="org", body=swelling))

    assert refusal(lambda: bundle.read(other, file)) == "bundle-altered"


@pytest.mark.usefixtures("people")
def test_a_full_disk_leaves_nothing_behind(
    desk: Desk, of: Class, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file.write_bytes(b"what stood here before")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(Fault, match="file-disk-full"):
        bundle.export(desk, [scope_of(of)], file)

    assert file.read_bytes() == b"what stood here before"
    assert [p for p in file.parent.iterdir() if p.is_file()] == [file]


@pytest.mark.usefixtures("people")
def test_a_store_that_fails_is_no_fault_of_the_file(
    desk: Desk, of: Class, other: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise Fault("disk-full")

    bundle.export(desk, [scope_of(of)], file)
    monkeypatch.setattr(other.store, "commit", full)

    with pytest.raises(Fault, match="disk-full"):
        bundle.bring_in(other, file)


def test_a_folder_in_the_place_of_the_file_is_refused(
    desk: Desk, of: Class, tmp_path: Path
) -> None:
    code = refusal(lambda: bundle.export(desk, [scope_of(of)], tmp_path))

    assert code == "file-is-folder"


def test_what_came_in_a_file_reaches_the_server_through_whoever_meets_it_first(
    joined: Callable[..., Desk],
    sync: Callable[[Desk], Any],
    new_class: Callable[..., Class],
    file: Path,
) -> None:
    alone, carrier, reader = joined("Dao"), joined("Ploy"), joined("Nok")
    of = new_class(alone)
    attend(alone, of, 0, Status.PRESENT)
    carry(alone, of, file, carrier)

    carried = sync(carrier)
    came = sync(reader)
    at_last = sync(alone)

    assert (carried.held, carried.still_pending) == (0, 0)
    assert came.pulled == carried.pushed > 0
    assert (at_last.held, at_last.still_pending) == (0, 0)
    assert everything(alone) == everything(carrier) == everything(reader)


def test_a_class_saved_from_the_server_is_taken_in_and_nothing_is_locked_for_the_server(
    house: Any,
    joined: Callable[..., Desk],
    sync: Callable[[Desk], Any],
    new_class: Callable[..., Class],
    other: Desk,
    file: Path,
) -> None:
    from server import bundle_scope
    from server.database import writing

    maker = joined("Dao")
    of = new_class(maker)
    attend(maker, of, 0, Status.PRESENT)
    sync(maker)
    with writing(house.database) as connection, file.open("wb") as out:
        lock = bundle_scope.sealed("", os.urandom)
        bundle_scope.write(connection, scope_of(of), of.code, lock, out.write, maker.now())

    brought = bundle.bring_in(other, file)

    assert (brought.classes, brought.marks) == ((of.code,), 1)
    assert everything(other) == everything(maker)
    assert readers.others(other) == []


def test_a_file_that_cannot_be_read_says_so(other: Desk, tmp_path: Path) -> None:
    assert refusal(lambda: bundle.read(other, tmp_path)) == "file-not-read"
    assert refusal(lambda: bundle.read(other, tmp_path / "none.wdb")) == "file-not-read"


def test_a_fingerprint_is_short_enough_to_be_read_aloud() -> None:
    said = readers.fingerprint("ab" * 32)

    assert [len(group) for group in said.split("-")] == [4, 4, 4]
    assert said != readers.fingerprint("ac" * 32)


@pytest.mark.usefixtures("people")
def test_no_mutated_bundle_is_stored_or_stumbled_over(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    chance = random.Random(12)
    know(desk, other)
    attend(desk, of, 0, Status.PRESENT)
    seeds = []
    for to in ([], [other.device]):
        bundle.export(desk, [scope_of(of)], file, to=to)
        seeds.append(file.read_bytes())
    before = stored(other)

    told = set()
    for _ in range(FUZZ):
        file.write_bytes(mutated(chance, chance.choice(seeds)))
        told.add(refusal(lambda: bundle.bring_in(other, file)))

    assert told <= {"bundle-no-bundle", "bundle-newer", "bundle-cut", "bundle-altered"}
    assert stored(other) == before


def mutated(chance: random.Random, raw: bytes) -> bytes:
    """Cut, flip, double, move or overwrite a part of a file; never leave it as it was."""
    begin, end = sorted(chance.sample(range(len(raw)), 2))
    match chance.randrange(5):
        case 0:
            changed = raw[:begin]
        case 1:
            changed = (
                raw[:begin] + bytes([raw[begin] ^ 1 << chance.randrange(8)]) + raw[begin + 1 :]
            )
        case 2:
            changed = raw[:begin] + raw[end:]
        case 3:
            changed = raw[:end] + raw[begin:]
        case _:
            changed = raw[:begin] + chance.randbytes(end - begin) + raw[end:]
    return changed if changed != raw else raw[:-1]


@pytest.mark.usefixtures("people")
def test_what_a_hostile_sender_signs_is_refused_or_taken_whole(
    desk: Desk, of: Class, other: Desk, file: Path
) -> None:
    from hashlib import sha512

    from protocol.bundle import END

    chance = random.Random(21)
    signing = identity(desk.store, desk.device, desk.random).signing
    bundle.export(desk, [scope_of(of)], file)
    raw = file.read_bytes()

    told = set()
    for _ in range(FUZZ):
        body = mutated(chance, raw[14:-72])
        whole = raw[:14] + body
        word = signing.sign(b"workshop-desk bundle 1\n" + sha512(whole).digest())
        file.write_bytes(whole + word + END)
        told.add(outcome(lambda: bundle.read(other, file)))

    assert told <= {"taken", "bundle-cut", "bundle-altered", "bundle-unfit", "bundle-unvouched"}
    assert "bundle-altered" in told


def outcome(do: Callable[[], object]) -> str:
    try:
        do()
    except Refused as refused:
        return refused.code
    return "taken"
