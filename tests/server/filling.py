"""A server's database with invented people, a class, a disagreement and a change that waits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from protocol.chain import digest
from protocol.change import Change, Json
from protocol.log import GENESIS, Point, pack
from protocol.wire import (
    Enrol,
    PushedPart,
    PushPart,
    Role,
    Voucher,
    enrol_text,
    sorted_digests,
    voucher_text,
)
from server import accounts, changelog
from server.database import writing

CLASS = "class:01a1f91b-e342-7056-b295-36e49acdfa56"
CODE = "DGO-2570-01"
NOW = datetime(2026, 11, 20, 3, 15, tzinfo=UTC)


@dataclass
class Desk:
    """A desk of somebody who was invited; makes changes and pushes them straight into the log."""

    engine: Engine
    id: str
    name: str
    role: Role = "facilitator"
    scopes: Sequence[str] = ("*",)
    label: str = ""
    made: int = field(default=0, init=False)
    known: Point = field(default=GENESIS, init=False)

    def __post_init__(self) -> None:
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.id.encode()).digest())
        with writing(self.engine) as connection:
            person = accounts.add_person(connection, self.name, self.role, self.scopes, NOW)
            code = accounts.invite(connection, person, NOW)
        public, box = self.key.public_key().public_bytes_raw().hex(), "0" * 64
        message = Enrol(
            code=code,
            device=self.id,
            key=public,
            box=box,
            proof=self.key.sign(enrol_text(code, self.id, public, box)).hex(),
            label=self.label,
        )
        with writing(self.engine) as connection:
            accounts.enrol(connection, message, NOW)

    def change(
        self,
        entity: str,
        row: str,
        groups: Mapping[str, Json],
        *,
        over: Mapping[str, tuple[str, ...]] | None = None,
        scope: str = CLASS,
    ) -> Change:
        """Make a change of a row."""
        self.made += 1
        return Change(
            id=f"{self.id}-{self.made}",
            scope=scope,
            entity=entity,
            row=row,
            set=groups,
            over=over or {},
            salt=dict.fromkeys(groups, "salt"),
            n=self.made,
            author=self.name,
            device=self.id,
            at=NOW.isoformat(timespec="milliseconds"),
            schema=1,
            prev="",
        )

    def push(self, *changes: Change) -> PushedPart:
        """Bring changes of one scope to the log, signed by this desk."""
        scope = changes[0].scope
        digests = sorted_digests([digest(c) for c in changes])
        signature = self.key.sign(voucher_text(scope, self.id, digests)).hex()
        voucher = Voucher(device=self.id, signature=signature)
        part = PushPart(scope=scope, known=[GENESIS], body=pack(changes), vouchers=[voucher])
        with writing(self.engine) as connection:
            found = accounts.standing(connection, self.id)
            assert found is not None
            return changelog.append(
                connection,
                found[0],
                changelog.read_batch(part, 1_000_000),
                lambda device: accounts.standing(connection, device),
                NOW.isoformat(timespec="milliseconds"),
            )


def begin_class(desk: Desk, scope: str = CLASS, code: str = CODE) -> None:
    """Bring a class with one session and one participant."""
    identity = {
        "code": code,
        "name_th": "หลักสูตรเตรียมความพร้อมสู่องค์กรดิจิทัล",
        "name_en": "Preparing for the digital organisation",
    }
    person = {"title": "นาย", "first": "สมชาย", "last": "ใจดี"}
    desk.push(
        desk.change("class", scope.partition(":")[2], {"identity": identity}, scope=scope),
        desk.change(
            "session",
            "session-1",
            {"slot": {"on": "2026-12-01", "start": "09:00"}, "content": {"code": "D1A"}},
            scope=scope,
        ),
        desk.change("enrolment", "seat-7", {"name": person, "place": {"seat": 7}}, scope=scope),
    )


def fill(engine: Engine) -> None:
    """Let two desks disagree about one mark, and a viewer try to set one."""
    malee = Desk(engine, "malee-desk", "มาลี ตัวอย่าง", label="โน้ตบุ๊กห้อง 2")
    wichai = Desk(engine, "wichai-desk", "วิชัย สมมติ", label="โน้ตบุ๊กสำรอง")
    viewer = Desk(engine, "viewer-desk", "อารี ทดสอบ", "viewer", (CLASS,), "คอมพิวเตอร์ส่วนกลาง")
    begin_class(malee)
    who = {"session": "session-1", "enrolment": "seat-7"}
    malee.push(malee.change("attendance", "cell", {"mark": {"status": "present"}, "who": who}))
    late = {"status": "late", "minutes": 20, "reason": ""}
    wichai.push(wichai.change("attendance", "cell", {"mark": late, "who": who}))
    viewer.push(viewer.change("attendance", "cell", {"mark": {"status": "absent"}, "who": who}))
