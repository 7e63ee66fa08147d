"""Bundles of this desk: what it knows of some classes as one file for others."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.models.syncing import BundlePreview
from desktop.store import bundles
from desktop.store.changes import newest
from desktop.store.replica import Replica
from desktop.sync import readers
from desktop.sync.identity import identity, sign_for
from desktop.sync.taking import Taken, take
from desktop.sync.whole_file import writing
from protocol.bundle import Content, Kind, Manifest, Part, Sealed, Writer
from protocol.change import Change
from protocol.log import pack
from protocol.sealing import lock_for, lock_with
from protocol.wire import Device, Voucher, sorted_digests

ORG = "org"
LEAST_PASSPHRASE = 8
"""Characters; what guards against guessing is the work of Argon2id for each try."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: codes of classes, numbers of changes and files, and how it is locked."""

    file: Path
    classes: tuple[str, ...]
    changes: int
    files: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Cargo:
    """What is to go into a bundle: of each scope the changes after a place up to another.

    ``upto`` is the place of the last change to go; ``files`` go beside those the changes name.
    """

    after: dict[str, int]
    upto: int
    pending: bool = False
    files: tuple[str, ...] = ()


@dataclass
class Packed:
    """What went into a bundle; ``lacking`` are files that are named but not here."""

    changes: int = 0
    files: int = 0
    lacking: list[str] = field(default_factory=list)


def export(
    desk: Desk,
    scopes: Sequence[str],
    file: Path,
    *,
    to: Sequence[str] = (),
    passphrase: str = "",
    pending: bool = False,
) -> Exported:
    """Write classes, with what all share, to one file: signed, and sealed where it is told how.

    ``pending`` leaves out what a server has; without scopes it means everything unsent here.
    ``to`` names devices known here. Raises :class:`Refused` and :class:`Fault`.
    """
    sealed = _sealed(desk, readers.find(desk, to) if to else [], passphrase)
    there = bundles.scopes(desk.store, pending=pending)
    wanted = {ORG, *scopes} if scopes else set(there)
    chosen = [scope for scope in there if scope in wanted]
    if not chosen or not (pending or scopes):
        raise Refused("bundle-nothing")
    cargo = Cargo(dict.fromkeys(chosen, 0), newest(desk.store), pending)
    with writing(file) as out:
        packed = pack_into(desk, out.write, sealed, cargo)
    codes = bundles.codes(desk.store, chosen)
    return Exported(file, tuple(codes.values()), packed.changes, packed.files, sealed.kind)


def _sealed(desk: Desk, to: Sequence[Device], passphrase: str) -> Sealed:
    if to and passphrase:
        raise Refused("bundle-one-lock")
    if passphrase:
        return seal_with(desk, passphrase)
    return seal_for(desk, to) if to else Sealed("signed")


def seal_with(desk: Desk, passphrase: str) -> Sealed:
    """Lock with a passphrase. Raises :class:`Refused` ``passphrase-short``."""
    if len(passphrase.strip()) < LEAST_PASSPHRASE:
        raise Refused("passphrase-short", least=LEAST_PASSPHRASE)
    return Sealed("passphrase", *lock_with(passphrase, desk.random))


def seal_for(desk: Desk, to: Sequence[Device]) -> Sealed:
    """Lock for devices; this one can read it too, should it ever forget what it wrote."""
    boxes = {d.id: d.box for d in (*to, readers.own_card(desk))}
    return Sealed("recipients", *lock_for(boxes, desk.random))


def pack_into(desk: Desk, write: Callable[[bytes], object], sealed: Sealed, cargo: Cargo) -> Packed:
    """Write a bundle; never more of it in memory than a batch or a file."""
    own, card = identity(desk.store, desk.device, desk.random), readers.own_card(desk)
    writer = Writer(write, own.device, own.signing, sealed)
    codes = bundles.codes(desk.store, list(cargo.after))
    writer.add(
        Manifest(
            person=card.person,
            label=card.label,
            box=card.box,
            made=desk.clock().astimezone(UTC).isoformat(timespec="seconds"),
            contents=[Content(scope=s, code=codes.get(s, "")) for s in cargo.after],
        )
    )
    packed, named = Packed(), dict.fromkeys(cargo.files)
    for scope in cargo.after:
        for batch in _batches(desk, scope, cargo):
            writer.add(batch.part)
            packed.changes += len(batch.changes)
            named.update(dict.fromkeys(bundles.files_named(batch.changes)))
    for name in named:
        if (data := desk.store.blob(name)) is None:
            packed.lacking.append(name)
        else:
            writer.file(data)
            packed.files += 1
    writer.close()
    return packed


@dataclass(frozen=True, slots=True)
class _Batch:
    part: Part
    changes: Sequence[Change]


def _batches(desk: Desk, scope: str, cargo: Cargo) -> Iterator[_Batch]:
    """Give a scope's changes in batches with the word of those who made them.

    What nobody vouches for stays here: nobody else could tell it from a forgery.
    """
    given: set[str] = set()
    found = bundles.slices(
        desk.store, scope, after=cargo.after[scope], upto=cargo.upto, pending=cargo.pending
    )
    for piece in found:
        vouchers, vouched = _word(desk, scope, piece)
        changes = [c for c in piece.changes if piece.digests[c.id] in vouched]
        if len(changes) < len(piece.changes):
            _log.warning("left out without a voucher: %d", len(piece.changes) - len(changes))
        new = [v for v in vouchers if v.signature not in given]
        given.update(v.signature for v in new)
        if changes:
            body = pack(changes, piece.digests)
            yield _Batch(Part(scope=scope, body=body, vouchers=new), changes)


def _word(desk: Desk, scope: str, piece: bundles.Slice) -> tuple[list[Voucher], set[str]]:
    """Sign for what this device wrote under any of its names; find what others signed."""
    by_device: dict[str, list[str]] = defaultdict(list)
    for change in piece.changes:
        by_device[change.device].append(piece.digests[change.id])
    vouchers, vouched, foreign = [], set[str](), dict[str, str]()
    for device, digests in by_device.items():
        signature = sign_for(desk.store, scope, device, sorted_digests(digests))
        if signature is None:
            foreign.update(dict.fromkeys(digests, device))
        else:
            vouchers.append(Voucher(device=device, signature=signature))
            vouched.update(digests)
    for kept in Replica(desk.store).vouchers(scope, foreign):
        vouchers.append(kept)
        text = kept.digests.hex()
        named = (text[i : i + 64] for i in range(0, len(text), 64))
        vouched.update(d for d in named if foreign.get(d) == kept.device)
    return vouchers, vouched


def read(desk: Desk, file: Path, passphrase: str = "") -> BundlePreview:
    """Say what a file would bring, by taking it in and taking that back: nothing is stored.

    Raises :class:`Refused` with a sentence for whatever is wrong with it; ``passphrase-needed``
    and ``passphrase-wrong`` may be tried again.
    """
    return take(desk, file, passphrase, keep=False).preview


def bring_in(desk: Desk, file: Path, passphrase: str = "") -> BundlePreview:
    """Take in what a file brings, after a backup if that is anything; twice changes nothing."""
    return bring(desk, file, passphrase).preview


def bring(desk: Desk, file: Path, passphrase: str = "") -> Taken:
    """Take in what a file brings, as :func:`bring_in`, and say more of whom it comes from."""
    return take(desk, file, passphrase, keep=True, backing_up=True)
