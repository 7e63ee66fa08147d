"""Taking in what a bundle brings, on trial or for good: one way for both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from desktop.actions.safety import back_up
from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.models.syncing import BundlePreview
from desktop.store import bundles
from desktop.store.membership import membership
from desktop.store.replica import Replica
from desktop.sync import readers, succession, trust
from protocol.bundle import MOST_INFLATION, Cover, File, Manifest, Part, Piece, examine, records
from protocol.change import Change
from protocol.log import ERASURE, BadBatch, unpack
from protocol.sealing import BadBundle
from protocol.wire import Device, Voucher, spelled_out

_MOST_INFLATED = 64_000_000

_SENTENCES = {
    "no-bundle": "bundle-no-bundle",
    "newer": "bundle-newer",
    "cut": "bundle-cut",
    "altered": "bundle-altered",
    "for-others": "bundle-for-others",
    "passphrase-needed": "passphrase-needed",
    "passphrase-wrong": "passphrase-wrong",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a bundle brought, and the device that signed it."""

    preview: BundlePreview
    sender: Device


class _Enough(Exception):
    """It was a trial: everything is taken back."""


def take(
    desk: Desk,
    file: Path,
    passphrase: str = "",
    *,
    keep: bool,
    backing_up: bool = False,
    skip: Collection[str] = (),
) -> Taken:
    """Take a bundle in, all of it or, when anything is wrong, nothing; ``keep=False`` on trial.

    ``skip`` are scopes passed over. ``backing_up``: copy the store first if anything is new.
    """
    with _opened(file) as source, suppress(_Enough), desk.store.atomic():
        taking = _begin(desk, source, passphrase, skip)
        found = taking.finish()
        if not keep:
            raise _Enough
        if backing_up and (taking.new or taking.files):
            # Another connection copies the store as it was before this transaction.
            back_up(desk.store.path.parent, desk.now())
    if keep and succession.is_double(desk.store) and membership(desk.store) is None:
        succession.move_on(desk)
    return found


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as source:
            yield source
    except OSError as error:
        raise Refused("file-not-read", path=str(file), reason=error.strerror or "") from error
    except BadBundle as error:
        raise Refused(_SENTENCES[error.code]) from error
    except (BadBatch, UnicodeDecodeError) as error:
        raise Refused("bundle-altered") from error


def _begin(desk: Desk, source: BinaryIO, passphrase: str, skip: Collection[str]) -> _Taking:
    examined = examine(source)
    trusted = trust.trusted(desk, examined.cover)
    key = trust.unlocked(desk.store, examined.cover, passphrase)
    taking = _Taking(desk, examined.cover, trusted, skip)
    for record in records(source, examined, key):
        taking.add(record)
    return taking


@dataclass(frozen=True, slots=True)
class _Word:
    """A voucher, not stored yet, and the digests it names."""

    scope: str
    voucher: Voucher
    names: frozenset[str]


@dataclass
class _Taking:
    """One bundle being taken in, record by record, within a transaction of the caller's."""

    desk: Desk
    cover: Cover
    trusted: bool
    skip: Collection[str]
    new: int = 0
    known: int = 0
    marks: int = 0
    files: int = 0
    _manifest: Manifest | None = None
    _scopes: dict[str, None] = field(default_factory=dict)
    _touched: bundles.Touched = field(default_factory=dict)
    _vouched: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _words: list[_Word] = field(default_factory=list)
    _file: File | None = None
    _bytes: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._replica = Replica(self.desk.store)
        devices = self._replica.devices().values()
        self._keys = {d.id: d.key for d in devices}
        if own := trust.own_key(self.desk, self.desk.device):
            self._keys[self.desk.device] = own
        self._trusted = set(self._keys)
        self._keys[self.cover.device] = self.cover.key
        self._left = self._replica.left()

    def add(self, record: object) -> None:
        """Take one record in."""
        if (self._manifest is None) != isinstance(record, Manifest):
            raise BadBundle("altered")
        if self._file is not None and not isinstance(record, Piece):
            raise BadBundle("altered")
        match record:
            case Manifest():
                self._manifest = record
            case Part() if record.scope not in self.skip:
                self._part(record)
            case File():
                self._file = record
                self._whole()
            case Piece():
                self._piece(record)

    def _part(self, part: Part) -> None:
        most = min(_MOST_INFLATED, len(part.body) * MOST_INFLATION + 65_536)
        changes, digests = unpack(part.scope, part.body, most)
        self._hear(part, changes, digests)
        if any(digests[c.id] not in self._named(part.scope, c.device) for c in changes):
            raise Refused("bundle-unvouched")
        self._scopes[part.scope] = None
        fresh = list({c.id: c for c in self._replica.unknown(changes)}.values())
        self.known += len(changes) - len(fresh)
        self._keep_words({digests[c.id] for c in fresh})
        self._notice_double(fresh)
        self._store(part.scope, self._harmless(fresh), digests)

    def _hear(self, part: Part, changes: Sequence[Change], digests: Mapping[str, str]) -> None:
        """Note whose word stands behind what; where the key is not known, it cannot be checked."""
        for voucher in spelled_out(part.vouchers, changes, digests):
            key = self._keys.get(voucher.device)
            if key is None or trust.signed(key, part.scope, voucher):
                text = voucher.digests.hex()
                names = frozenset(text[i : i + 64] for i in range(0, len(text), 64))
                self._words.append(_Word(part.scope, voucher, names))
                self._named(part.scope, voucher.device).update(names)

    def _named(self, scope: str, device: str) -> set[str]:
        return self._vouched.setdefault((scope, device), set())

    def _keep_words(self, fresh: set[str]) -> None:
        """Keep the vouchers of what is new here, to pass them on with it."""
        waiting, self._words = self._words, []
        for word in waiting:
            if word.names.isdisjoint(fresh):
                self._words.append(word)
            else:
                self._replica.keep_voucher(word.scope, word.voucher)

    def _harmless(self, fresh: list[Change]) -> list[Change]:
        """Leave out erasures by strangers of what stands here: they cannot be taken back."""
        strange = [c for c in fresh if c.entity == ERASURE and c.device not in self._trusted]
        if not strange:
            return fresh
        left_out = bundles.would_erase(self.desk.store, strange)
        return [c for c in fresh if c.id not in left_out]

    def _notice_double(self, fresh: Sequence[Change]) -> None:
        """Notice own changes that are not here: this device was restored, or it was cloned."""
        if any(c.device == self.desk.device and self._replica.is_news(c) for c in fresh):
            succession.note_double(self.desk.store)

    def _store(self, scope: str, fresh: Sequence[Change], digests: Mapping[str, str]) -> None:
        if not fresh:
            return
        if scope in self._left:
            self._replica.rejoin(scope)
        self.new += bundles.take(self.desk.store, fresh, digests)
        for c in fresh:
            self.marks += c.entity == "attendance" and "mark" in c.set
            rows = self._touched.setdefault(c.entity, {})
            rows.setdefault(c.row, set()).update(c.set)

    def _piece(self, piece: Piece) -> None:
        if self._file is None or len(self._bytes) + len(piece.data) > self._file.size:
            raise BadBundle("altered")
        self._bytes += piece.data
        self._whole()

    def _whole(self) -> None:
        """Keep a file once all its pieces are here."""
        if self._file is None or len(self._bytes) < self._file.size:
            return
        name, data = self._file.name, bytes(self._bytes)
        if sha256(data).hexdigest() != name:
            raise BadBundle("altered")
        if not bundles.has_file(self.desk.store, name):
            self.desk.store.keep_blob(name, data)
            self.files += 1
        self._file, self._bytes = None, bytearray()

    def finish(self) -> Taken:
        """Remember the sender, and say what came."""
        if self._manifest is None or self._file is not None:
            raise BadBundle("altered")
        sender = self._sender(self._manifest)
        preview = BundlePreview(
            sender=sender.person,
            sender_device=sender.id,
            trusted=self.trusted,
            sealed=self.cover.kind != "signed",
            made=_time(self._manifest.made),
            classes=self._classes(self._manifest),
            new=self.new,
            known=self.known,
            marks=self.marks,
            differ=bundles.disputed(self.desk.store, self._touched),
            files=self.files,
            fingerprint=readers.fingerprint(sender.key),
        )
        return Taken(preview, sender)

    def _sender(self, manifest: Manifest) -> Device:
        """Give the sender as it is known here; an unknown one is remembered as it says."""
        known = self._replica.devices().get(self.cover.device)
        said = Device(
            id=self.cover.device,
            person=manifest.person,
            label=manifest.label,
            key=self.cover.key,
            box=manifest.box,
        )
        if not self.trusted:
            self._replica.keep_devices([said])
        return known if known is not None and known.person else said

    def _classes(self, manifest: Manifest) -> tuple[str, ...]:
        here = bundles.codes(self.desk.store, list(self._scopes))
        said = {c.scope: c.code for c in manifest.contents}
        named = (here.get(scope) or said.get(scope, "") for scope in self._scopes)
        return tuple(code for code in named if code)


def _time(made: str) -> datetime:
    try:
        found = datetime.fromisoformat(made)
    except ValueError as error:
        raise BadBundle("altered") from error
    if found.tzinfo is None:
        raise BadBundle("altered")
    return found
