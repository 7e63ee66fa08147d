from __future__ import annotations

import os
from hashlib import sha256
from io import BytesIO

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import bundle, sealing
from protocol.bundle import CHUNK, End, File, Manifest, Part, Piece, Record, Sealed, Writer
from protocol.sealing import Argon, BadBundle, Locked

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
BOXES = {name: X25519PrivateKey.generate() for name in ("b0b", "ca7")}
PUBLIC = {name: box.public_key().public_bytes_raw().hex() for name, box in BOXES.items()}
MANIFEST = Manifest(person="สมชาย ใจดี", label="pc-1", box="ab" * 32, made="2026-12-01T02:00:00Z")


def written(sealed: Sealed, *records: Record, files: tuple[bytes, ...] = ()) -> bytes:
    out = BytesIO()
    writer = Writer(out.write, "a11ce", KEY, sealed)
    for record in (MANIFEST, *records):
        writer.add(record)
    for data in files:
        writer.file(data)
    writer.close()
    return out.getvalue()


def for_both() -> Sealed:
    return Sealed("recipients", *sealing.lock_for(PUBLIC, os.urandom))


def signed_only() -> Sealed:
    return Sealed("signed")


def read(raw: bytes, key: bytes = b"") -> list[Record]:
    source = BytesIO(raw)
    return list(bundle.records(source, bundle.examine(source), key))


def why(raw: bytes, key: bytes = b"") -> str:
    with pytest.raises(BadBundle) as refused:
        read(raw, key)
    return refused.value.code


@pytest.mark.parametrize("make", [for_both, signed_only])
@settings(deadline=None, max_examples=40)
@given(sizes=st.lists(st.sampled_from([0, 1, CHUNK - 5, CHUNK, CHUNK + 1, 3 * CHUNK]), max_size=4))
def test_what_was_written_is_read(make: object, sizes: list[int]) -> None:
    sealed = for_both() if make is for_both else signed_only()
    parts = [Part(scope="org", body=os.urandom(size)) for size in sizes]

    found = read(written(sealed, *parts), sealed.key)

    assert found == [MANIFEST, *parts]


def test_a_body_that_fills_its_chunks_exactly_is_read() -> None:
    sealed = for_both()
    lengths = {}
    for room in range(40):
        part = Part(scope="org", body=bytes(CHUNK - 300 + room * 8))
        raw = written(sealed, part)
        source = BytesIO(raw)
        examined = bundle.examine(source)
        lengths[examined.end - examined.begin] = read(raw, sealed.key) == [MANIFEST, part]

    assert all(lengths.values())
    assert min(lengths) < CHUNK + 16 < max(lengths)


def test_files_travel_in_pieces() -> None:
    data = os.urandom(2 * bundle.PIECE + 17)

    found = read(written(signed_only(), files=(data, b"")))

    assert found[1] == File(name=sha256(data).hexdigest(), size=len(data))
    assert b"".join(r.data for r in found if isinstance(r, Piece)) == data
    assert found[-1] == File(name=sha256(b"").hexdigest(), size=0)


@pytest.mark.parametrize("reader", ["b0b", "ca7"])
def test_each_reader_opens_it_with_the_own_key(reader: str) -> None:
    key, locked = sealing.lock_for(PUBLIC, os.urandom)

    found = sealing.unlock_for(locked, {reader: BOXES[reader]})

    assert found == key


def test_a_stranger_does_not_open_it() -> None:
    _, locked = sealing.lock_for(PUBLIC, os.urandom)

    for boxes in ({}, {"eve": BOXES["b0b"]}, {"b0b": X25519PrivateKey.generate()}):
        with pytest.raises(BadBundle, match="for-others"):
            sealing.unlock_for(locked, boxes)


def test_a_passphrase_opens_it_however_its_letters_are_composed() -> None:
    key, locked = sealing.lock_with("น้ำใจ café", os.urandom)

    assert sealing.unlock_with(locked, "น\u0e49\u0e4d\u0e32ใจ cafe\u0301") == key
    with pytest.raises(BadBundle, match="passphrase-wrong"):
        sealing.unlock_with(locked, "น้ำใจ cafe")
    with pytest.raises(BadBundle, match="passphrase-needed"):
        sealing.unlock_with(locked, "")


def test_locks_of_the_other_kind_are_refused() -> None:
    _, by_word = sealing.lock_with("a passphrase", os.urandom)
    _, by_device = sealing.lock_for(PUBLIC, os.urandom)

    with pytest.raises(BadBundle, match="altered"):
        sealing.unlock_for(by_word, BOXES)
    with pytest.raises(BadBundle, match="altered"):
        sealing.unlock_with(by_device, "a passphrase")


def test_a_lock_with_a_worthless_ephemeral_key_is_refused() -> None:
    _, locked = sealing.lock_for(PUBLIC, os.urandom)
    weak = msgspec.structs.replace(locked, ephemeral="00" * 32)

    with pytest.raises(BadBundle, match="altered"):
        sealing.unlock_for(weak, BOXES)


def test_worthless_keys_are_told_before_anything_is_locked_for_them() -> None:
    assert sealing.can_lock(PUBLIC["b0b"])
    assert not any(map(sealing.can_lock, ("", "00" * 32, "01" + "00" * 31, "ab", "zz" * 32)))


def test_a_lock_that_opens_to_another_key_is_not_taken() -> None:
    _, locked = sealing.lock_with("a passphrase", os.urandom)
    other = msgspec.structs.replace(locked, proof=bytes(32))

    with pytest.raises(BadBundle, match="passphrase-wrong"):
        sealing.unlock_with(other, "a passphrase")


@pytest.mark.parametrize(
    "bad",
    [
        {"memory": 1024 * 1024}, {"memory": 1024}, {"rounds": 11}, {"rounds": 0}, {"lanes": 17},
        {"salt": b"short"},
    ],
)  # fmt: skip
def test_costs_that_could_exhaust_a_machine_are_refused_before_any_work(
    bad: dict[str, object],
) -> None:
    costs = {"salt": bytes(16), "memory": 65_536, "rounds": 3, "lanes": 4} | bad
    raw = msgspec.msgpack.encode(
        {"proof": bytes(32), "argon": costs, "sealed": bytes(48), "locks": []}
    )

    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(raw, type=Locked)
    assert Argon(salt=bytes(16)).memory <= 256 * 1024


def test_two_files_under_the_same_lock_share_no_key() -> None:
    sealed = for_both()

    bodies = []
    for _ in range(2):
        raw = written(sealed, Part(scope="org", body=bytes(500)))
        source = BytesIO(raw)
        examined = bundle.examine(source)
        bodies.append(raw[examined.begin : examined.end])

    assert bodies[0] != bodies[1]


def test_a_sealed_file_shows_nobody_who_sent_it_or_what() -> None:
    raw = written(for_both(), Part(scope="class:0123", body=b"plain words"))

    for secret in ("สมชาย", "pc-1", "class:0123", "plain words"):
        assert secret.encode() not in raw


@pytest.mark.parametrize("make", [for_both, signed_only])
def test_every_flipped_byte_is_noticed(make: object) -> None:
    sealed = for_both() if make is for_both else signed_only()
    raw = written(sealed, Part(scope="org", body=os.urandom(200)), files=(b"x" * 50,))

    told = set()
    for at in range(len(raw)):
        told.add(why(raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :], sealed.key))

    assert told == {"no-bundle", "newer", "altered", "cut"}


def test_every_cut_is_noticed() -> None:
    sealed = for_both()
    raw = written(sealed, Part(scope="org", body=os.urandom(200)))

    told = {why(raw[:length], sealed.key) for length in range(len(raw))}

    assert told == {"cut"}
    assert why(raw + b"\n", sealed.key) == "cut"


def test_the_ending_alone_tells_a_cut_file() -> None:
    raw = written(signed_only())

    assert bundle.trailer(BytesIO(raw)) == raw[-72:]
    with pytest.raises(BadBundle, match="cut"):
        bundle.trailer(BytesIO(raw[:-1]))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "cut"),
        (b"PK\x03\x04 a spreadsheet", "no-bundle"),
        (bundle.MAGIC + (2).to_bytes(2) + bytes(200), "newer"),
        (bundle.MAGIC + (1).to_bytes(2) + (2**31).to_bytes(4) + bytes(200), "altered"),
        (bundle.MAGIC + (1).to_bytes(2) + (50).to_bytes(4) + bytes(200), "altered"),
        (bundle.MAGIC + (1).to_bytes(2) + (50).to_bytes(4) + bytes(20), "cut"),
    ],
)
def test_what_is_no_whole_bundle_says_which(raw: bytes, code: str) -> None:
    assert why(raw) == code


def signed_again(raw: bytes) -> bytes:
    """Sign altered bytes with the sender's own key: what a hostile sender can do."""
    from hashlib import sha512

    body = raw[:-72]
    return body + KEY.sign(b"workshop-desk bundle 1\n" + sha512(body).digest()) + bundle.END


def test_chunks_cannot_be_moved_or_dropped_even_by_whoever_signs() -> None:
    sealed = for_both()
    raw = written(sealed, Part(scope="org", body=os.urandom(4 * CHUNK)))
    begin = bundle.examine(BytesIO(raw)).begin
    size = CHUNK + sealing.TAG
    first, second = raw[begin : begin + size], raw[begin + size : begin + 2 * size]
    rest = raw[begin + 2 * size :]

    for body in (second + first + rest, second + rest, first + second + raw[-72:]):
        assert why(signed_again(raw[:begin] + body), sealed.key) == "altered"


def test_records_after_the_end_or_without_an_end_are_refused() -> None:
    plain = written(signed_only())
    begin = bundle.examine(BytesIO(plain)).begin
    end = msgspec.msgpack.encode(End())
    framed = len(end).to_bytes(4) + end

    twice = plain[:-72] + framed + plain[-72:]
    without = plain[: -72 - len(framed)] + plain[-72:]
    huge = plain[:begin] + (bundle.MOST_RECORD + 1).to_bytes(4) + plain[begin:]
    partial = plain[:-72] + b"\x00\x00" + plain[-72:]
    other = plain[:begin] + (1).to_bytes(4) + b"\xc0" + plain[begin:]

    for raw in (twice, without, huge, partial, other):
        assert why(signed_again(raw)) == "altered"


def test_a_cover_whose_kind_and_locks_disagree_is_refused() -> None:
    cover = bundle.Cover(salt=bytes(16), device="a11ce", key="ab" * 32, kind="passphrase")
    raw = msgspec.msgpack.encode(cover)
    whole = bundle.MAGIC + (1).to_bytes(2) + len(raw).to_bytes(4) + raw + bytes(300)

    assert why(whole) == "altered"


def test_a_file_that_changes_while_it_is_read_is_refused_at_the_end() -> None:
    raw = bytearray(written(signed_only(), Part(scope="org", body=bytes(100))))
    source = BytesIO(raw)
    examined = bundle.examine(source)
    at = examined.begin + raw[examined.begin :].index(bytes(100))
    changed = BytesIO(raw[:at] + b"\x01" + raw[at + 1 :])

    with pytest.raises(BadBundle, match="altered"):
        list(bundle.records(changed, examined))


def test_a_file_that_shrinks_while_it_is_read_is_cut() -> None:
    raw = written(signed_only(), Part(scope="org", body=bytes(3 * CHUNK)))
    examined = bundle.examine(BytesIO(raw))

    with pytest.raises(BadBundle, match="cut"):
        list(bundle.records(BytesIO(raw[: CHUNK + 10]), examined))


def test_a_cover_that_reaches_into_the_signature_is_cut() -> None:
    cover = {"salt": bytes(16), "device": "a11ce", "key": "ab" * 32, "kind": "signed"}
    raw = msgspec.msgpack.encode(cover | {"pad": bytes(100) + bundle.END})
    whole = bundle.MAGIC + (1).to_bytes(2) + len(raw).to_bytes(4) + raw

    assert why(whole) == "cut"
