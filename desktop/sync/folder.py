"""A shared folder as the meeting point of devices without a server.

Each device writes only into its own folder there, so nothing needs to be locked: a card for those
who do not know it yet, and bundles for those it knows. It writes what it did not read there, and
all of it anew when a file of its own was lost, when there are many, or when others may read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from desktop.desk import Desk
from desktop.exporters import atomic
from desktop.models.refusal import Fault, Refused
from desktop.store import bundles
from desktop.store.changes import newest
from desktop.store.replica import Replica
from desktop.sync import bundle, readers
from desktop.sync.bundle import Cargo
from desktop.sync.taking import take
from desktop.sync.whole_file import writing
from protocol.bundle import SUFFIX, Sealed, trailer
from protocol.sealing import BadBundle
from protocol.wire import Device

CARD = "card"
MOST_FILES = 20
"""So many files of one scope are written anew as one."""


class _Seen(msgspec.Struct):
    """A file by its name within the folder: size in bytes, and the signature it ends with."""

    size: int
    ending: str


class _Own(msgspec.Struct):
    """What this device wrote of one scope: up to which change, in which files.

    ``stale``: the files are sealed for others than they should be.
    """

    upto: int = 0
    stale: bool = False
    files: dict[str, _Seen] = {}
    lacking: list[str] = []


class _Memory(msgspec.Struct):
    """What this device remembers of one folder.

    ``readers`` are those its files are sealed for, ``left`` the scopes that are not read.
    """

    device: str = ""
    readers: str = ""
    left: list[str] = []
    read: dict[str, _Seen] = {}
    own: dict[str, _Own] = {}


@dataclass(frozen=True, slots=True)
class Stranger:
    """A device met for the first time: its name, and letters to compare with its person."""

    name: str
    mark: str


@dataclass
class Met:
    """What one round did: files written and read, changes that were new.

    ``later`` files are not whole yet; ``refused`` ones could not be accepted; ``alone``: nobody
    is known yet who could read anything, so only this device's card was left there.
    """

    written: int = 0
    read: int = 0
    new: int = 0
    later: int = 0
    refused: int = 0
    alone: bool = False
    strangers: list[Stranger] = field(default_factory=list)


def meet(desk: Desk, place: Path, passphrase: str = "") -> Met:
    """Do one round: read what others wrote, then write what they do not have.

    Safe to repeat, and to be interrupted at any point. Raises :class:`Refused` and
    :class:`Fault` ``folder-away`` when the folder is not there.
    """
    if not place.is_dir():
        raise Fault("folder-away", path=str(place))
    try:
        return _Round(desk, place, passphrase).run()
    except OSError as error:
        raise Fault("folder-away", path=str(place)) from error


class _Round:
    """One meeting in one folder."""

    def __init__(self, desk: Desk, place: Path, passphrase: str) -> None:
        self.desk, self.place, self.passphrase = desk, place, passphrase
        self.met = Met()
        self._key = f"folder:{sha256(str(place.resolve()).encode()).hexdigest()[:16]}"
        kept = desk.store.key(self._key)
        self.memory = msgspec.json.decode(kept, type=_Memory) if kept else _Memory()
        self.left = sorted(Replica(desk.store).left())
        if self.memory.left != self.left:
            self._left_or_came_back()

    def run(self) -> Met:
        """Read, then write; what was read here need not be written here again."""
        before = newest(self.desk.store)
        for path in self._unread():
            self._read(path)
        self._write(before, newest(self.desk.store))
        return self.met

    def _left_or_came_back(self) -> None:
        """Read and write everything anew: places of changes that left are given out again."""
        self.memory.left, self.memory.read = self.left, {}
        for own in self.memory.own.values():
            own.stale = True

    def _remember(self) -> None:
        self.desk.store.keep_key(self._key, msgspec.json.encode(self.memory).decode())

    def _unread(self) -> Iterator[Path]:
        """Give the files of others, and such of its own that this device cannot remember."""
        own = {name for scope in self.memory.own.values() for name in scope.files}
        for path in _files(self.place):
            name = self._name(path)
            if name not in own and path.stem != f"{CARD}-{self.desk.device}":
                yield path

    def _name(self, path: Path) -> str:
        return path.relative_to(self.place).as_posix()

    def _read(self, path: Path) -> None:
        try:
            seen = _look(path)
            if self.memory.read.get(self._name(path)) == seen:
                return
            self._take(path)
        except (BadBundle, OSError):
            self.met.later += 1
            return
        except Refused as no:
            if no.code in ("bundle-cut", "file-not-read"):
                self.met.later += 1
            elif no.code != "bundle-for-others":
                self.met.refused += 1
            if no.code != "bundle-for-others":
                return
        self._note(path, seen)

    def _take(self, path: Path) -> None:
        taken = take(self.desk, path, self.passphrase, keep=True, skip=self.left)
        self.met.read += 1
        self.met.new += taken.preview.new
        if not taken.preview.trusted:
            mark = readers.fingerprint(taken.sender.key)
            self.met.strangers.append(Stranger(readers.name(taken.sender), mark))

    def _note(self, path: Path, seen: _Seen) -> None:
        self.memory.read[self._name(path)] = seen
        self._remember()

    def _write(self, before: int, now: int) -> None:
        """Leave the card, and of each scope what was stored since but not read here."""
        home = self.place / self.desk.device
        self._make(home)
        card = home / f"{CARD}-{self.desk.device}{SUFFIX}"
        if not _is_whole(card):
            self._pack(card, Sealed("signed"), Cargo({}, 0))
        self._look_for_readers()
        if not (self.passphrase or self._others):
            self.met.alone = True
            return
        for scope in bundles.scopes(self.desk.store):
            self._write_scope(home, scope, before, now)

    def _make(self, home: Path) -> None:
        try:
            home.mkdir(exist_ok=True)
        except OSError as error:
            raise atomic.no(error, home / CARD) from error

    @cached_property
    def _others(self) -> list[Device]:
        return readers.others(self.desk)

    @cached_property
    def _sealed(self) -> Sealed:
        if self.passphrase:
            return bundle.seal_with(self.desk, self.passphrase)
        return bundle.seal_for(self.desk, self._others)

    def _look_for_readers(self) -> None:
        """Notice when others than before may read: then everything is to be written anew."""
        known = [] if self.passphrase else self._others
        named = "\n".join(sorted(f"{d.id}:{d.box}" for d in known))
        chosen = sha256(named.encode()).hexdigest()
        if (self.memory.device, self.memory.readers) != (self.desk.device, chosen):
            for own in self.memory.own.values():
                own.stale = True
            self.memory.device, self.memory.readers = self.desk.device, chosen
            self._remember()

    def _write_scope(self, home: Path, scope: str, before: int, now: int) -> None:
        own = self.memory.own.setdefault(scope, _Own())
        anew = own.stale or len(own.files) >= MOST_FILES or not self._all_there(own)
        after, upto = (0, now) if anew else (own.upto, before)
        found = tuple(f for f in own.lacking if bundles.has_file(self.desk.store, f))
        if anew or found or bundles.any_between(self.desk.store, scope, after, upto):
            self._write_file(home, scope, Cargo({scope: after}, upto, files=found), anew=anew)
        elif own.upto == now:
            return
        own.upto, own.stale = now, False
        self._remember()

    def _write_file(self, home: Path, scope: str, cargo: Cargo, *, anew: bool) -> None:
        own = self.memory.own[scope]
        path = _free(home, sha256(scope.encode()).hexdigest()[:16], own.files)
        packed = self._pack(path, self._sealed, cargo)
        still = [] if anew else [f for f in own.lacking if f not in cargo.files]
        own.lacking = still + packed.lacking
        if anew:
            self._drop(own)
        own.files[self._name(path)] = _look(path)

    def _pack(self, path: Path, sealed: Sealed, cargo: Cargo) -> bundle.Packed:
        with writing(path) as out:
            packed = bundle.pack_into(self.desk, out.write, sealed, cargo)
        self.met.written += 1
        return packed

    def _all_there(self, own: _Own) -> bool:
        """Whether every file of a scope is as it was written."""
        try:
            return all(_look(self.place / name) == seen for name, seen in own.files.items())
        except (BadBundle, OSError):
            return False

    def _drop(self, own: _Own) -> None:
        """Take away the files of a scope, now that another one holds everything."""
        for name in own.files:
            with suppress(OSError):  # held open by a reader: it stays, and does no harm
                (self.place / name).unlink()
        own.files.clear()


def _files(place: Path) -> list[Path]:
    """Give the bundles in the devices' folders, in the order of their names."""
    return sorted(p for p in place.glob(f"*/*{SUFFIX}") if not p.name.startswith("."))


def _look(path: Path) -> _Seen:
    with path.open("rb") as source:
        ending = trailer(source)
        return _Seen(source.tell(), ending.hex())


def _is_whole(path: Path) -> bool:
    try:
        _look(path)
    except (BadBundle, OSError):
        return False
    return True


def _free(home: Path, short: str, remembered: Iterable[str]) -> Path:
    """Name the next file of a scope; numbers only grow, past lost ones and those of a twin."""
    names = [p.name for p in home.glob(f"{short}-*{SUFFIX}")]
    names += [name.rpartition("/")[2] for name in remembered]
    used = [name.removesuffix(SUFFIX).rpartition("-")[2] for name in names]
    last = max((int(n) for n in used if n.isdigit()), default=0)
    return home / f"{short}-{last + 1:06}{SUFFIX}"
