"""Simulated devices: they mark and sign as a desk does, without a desk's store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from protocol.chain import digest
from protocol.change import Change
from protocol.log import GENESIS, Point, pack
from protocol.wire import PushPart, Voucher, session_text, sorted_digests, voucher_text

PEOPLE, SESSIONS = 45, 10
MARKS = PEOPLE * SESSIONS
"""In one class."""
_AT = "2026-12-01T02:05:00.000+00:00"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Changes of one scope that a device made, on their way."""

    scope: str
    changes: Sequence[Change]
    digests: Mapping[str, str]
    vouchers: Sequence[Voucher]

    def part(self, known: Sequence[Point] = (GENESIS,)) -> PushPart:
        """Give what is pushed; ``known`` are the points of the log its device was told."""
        body = pack(self.changes, self.digests)
        return PushPart(
            scope=self.scope, known=list(known), body=body, vouchers=list(self.vouchers)
        )


@dataclass
class Hand:
    """One device, told by its number: its key follows from it, and with ``lot`` what it marks."""

    number: int
    lot: int = 0
    n: int = 0
    prev: str = ""
    _chance: Random = field(init=False)
    _key: Ed25519PrivateKey = field(init=False)

    def __post_init__(self) -> None:
        self._chance = Random(self.lot << 32 | self.number)
        self._key = Ed25519PrivateKey.from_private_bytes((self.number + 1).to_bytes(32, "big"))

    @property
    def device(self) -> str:
        """The id of the device."""
        return f"hand-{self.number}"

    @property
    def person(self) -> str:
        """Who works at it."""
        return f"Invented {self.number}"

    @property
    def key(self) -> str:
        """The public key as hex."""
        return self._key.public_key().public_bytes_raw().hex()

    def answer(self, server: str, nonce: str) -> str:
        """Sign a nonce to open a session."""
        return self._key.sign(session_text(server, self.device, nonce)).hex()

    def marks(self, scope: str, count: int) -> Parcel:
        """Mark the next ``count`` cells, people in seat order, session after session."""
        return self.parcel(list(self._marked(scope, count)))

    def parcel(self, changes: Sequence[Change]) -> Parcel:
        """Sign for changes of one scope, at least one."""
        scope, digests = changes[0].scope, {c.id: digest(c) for c in changes}
        text = voucher_text(scope, self.device, sorted_digests(list(digests.values())))
        voucher = Voucher(device=self.device, signature=self._key.sign(text).hex())
        return Parcel(scope, changes, digests, (voucher,))

    def _marked(self, scope: str, count: int) -> Iterator[Change]:
        session = self._uuid()
        for _ in range(count):
            self.n += 1
            salts = {"mark": self._hex(), "who": self._hex()}
            who = {"session": session, "enrolment": self._uuid()}
            change = Change(
                id=self._hex(),
                scope=scope,
                entity="attendance",
                row=self._uuid(),
                set={"mark": {"status": "present"}, "who": who},
                over={},
                salt=salts,
                n=self.n,
                author=self.person,
                device=self.device,
                at=_AT,
                schema=1,
                prev=self.prev,
            )
            self.prev = digest(change)
            yield change

    def _hex(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"

    def _uuid(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128)))
