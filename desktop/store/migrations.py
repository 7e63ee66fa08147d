"""How the store grew: appended functions, each applied once in its own transaction.

Imported only while a store has to grow; ``versions`` says whether it has to.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.store import driver
from desktop.store.store import Store

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = driver.migrations("desk")


@migrations()
def m001_changes(db: Database) -> None:
    """Keep the precious tables: changes, attachments, keys."""
    db.table("changes").create(
        {
            "seq": int, "id": str, "scope": str, "entity": str, "row": str, "n": int,
            "author": str, "device": str, "at": str, "schema": int, "prev": str,
            "digest": str, "body": str,
        },
        pk="seq",
        not_null={"id", "scope", "entity", "row", "n", "body"},
    )  # fmt: skip
    db.table("changes").create_index(["id"], unique=True)
    db.table("changes").create_index(["row"])
    db.table("changes").create_index(["scope", "n"])
    db.table("blobs").create({"sha256": str, "data": bytes}, pk="sha256")
    db.table("keys").create({"name": str, "value": str}, pk="name")


_FIRST: dict[str, dict[str, type]] = {
    "class": {
        "code": str, "number": int, "fiscal_year": int, "course": str, "name_th": str,
        "name_en": str, "first": str, "last": str, "venue": str, "capacity": int,
        "facilitators": str, "status": str, "policy": str, "conflicts": str,
    },
    "session": {
        "class_id": str, "code": str, "day": int, "on": str, "start": str, "end": str,
        "counted": int, "state": str, "note": str, "content": str, "conflicts": str,
    },
    "enrolment": {
        "class_id": str, "seat": int, "title": str, "first": str, "last": str, "name": str,
        "sort": str, "search": str, "agency": str, "position": str, "level": str,
        "phone": str, "email": str, "citizen_hash": str, "citizen_last4": str,
        "employee_no": str, "note": str, "source": str, "confirmed": int, "status": str,
        "conflicts": str,
    },
    "attendance": {
        "class_id": str, "session": str, "enrolment": str, "status": str, "minutes": int,
        "reason": str, "of": str, "at": str, "author": str, "device": str, "conflicts": str,
    },
    "certificate": {
        "class_id": str, "enrolment": str, "series": str, "year": int, "running": int,
        "number": str, "code": str, "issued_on": str, "printed": str, "archive": str,
        "page": int, "status": str, "template": str, "conflicts": str,
    },
    "org": {"groups": str, "conflicts": str},
}  # fmt: skip
"""The tables as this step made them; what came later, later steps add."""


@migrations()
def m002_folds(db: Database) -> None:
    """Keep one cache table per entity; they may be dropped and refolded at any time."""
    for name, columns in _FIRST.items():
        db.table(name).create({"id": str, **columns}, pk="id")
    db.table("class").create_index(["code"])
    db.table("session").create_index(["class_id"])
    db.table("session").create_index(["on"])
    db.table("enrolment").create_index(["class_id", "status"])
    db.table("attendance").create_index(["class_id"])
    db.table("attendance").create_index(["enrolment"])
    db.table("certificate").create_index(["class_id"])
    db.table("certificate").create_index(["series", "year", "running"])
    db.table("certificate").create_index(["code"])


@migrations()
def m003_sync(db: Database) -> None:
    """Know what the server has: each change's place in its log, and the points it told."""
    db.table("changes").add_column("rev", int)
    db.table("changes").add_column("fate", str, not_null_default="")
    # Rows of marks are named by chance: within their class they lie together.
    db.execute("DROP INDEX idx_changes_row")
    db.execute("CREATE INDEX changes_row ON changes (scope, row)")
    db.execute("CREATE INDEX changes_pending ON changes (scope, fate) WHERE rev IS NULL")
    db.execute("CREATE INDEX changes_erasing ON changes (scope) WHERE entity = 'erasure'")
    db.table("points").create({"scope": str, "rev": int, "hash": str}, pk=("scope", "rev"))
    db.table("left_scopes").create({"scope": str, "n": int, "gone": int}, pk="scope")
    db.table("left_changes").create({"id": str}, pk="id")
    db.table("tips").create({"device": str, "digest": str}, pk="device")
    db.execute(
        "INSERT INTO tips SELECT device, digest FROM changes WHERE seq IN "
        "(SELECT max(seq) FROM changes GROUP BY device)"
    )
    db.table("vouchers").create(
        {"signature": str, "scope": str, "device": str, "digests": bytes}, pk="signature"
    )
    db.table("vouchers").create_index(["scope"])
    db.table("devices").create(
        {"id": str, "person": str, "label": str, "key": str, "box": str, "revoked": int}, pk="id"
    )
    db.table("blobs").add_column("sent", int, not_null_default=0)
    for entity in ("class", "session", "enrolment", "attendance", "certificate"):
        of = "id" if entity == "class" else "class_id"
        db.execute(f"CREATE INDEX {entity}_disputed ON {entity} ({of}) WHERE conflicts <> '[]'")


_WORK: dict[str, dict[str, type]] = {
    "form": {
        "class_id": str, "code": str, "version": int, "definition": str, "due": str,
        "given": int, "order": int, "conflicts": str,
    },
    "work": {
        "class_id": str, "enrolment": str, "form": str, "answers": str, "at": str,
        "conflicts": str,
    },
    "version": {
        "class_id": str, "work": str, "enrolment": str, "form": str, "number": int,
        "receipt": str, "document": str, "digest": str, "at": str, "late": int,
        "keyed_by": str, "confirmed": int, "verdict": str, "comment": str, "checklist": str,
        "reviewed_at": str, "reviewer": str, "published": int, "conflicts": str,
    },
    "attachment": {
        "class_id": str, "work": str, "enrolment": str, "section": str, "name": str,
        "sha256": str, "size": int, "kind": str, "at": str, "conflicts": str,
    },
    "team": {"class_id": str, "number": int, "name": str, "conflicts": str},
    "member": {
        "class_id": str, "enrolment": str, "team": str, "pinned": int, "points": int,
        "reason": str, "conflicts": str,
    },
    "project": {
        "class_id": str, "team": str, "number": int, "sample": int, "title": str,
        "content": str, "order": int, "presented_at": str, "seconds": int, "note": str,
        "conflicts": str,
    },
    "score": {
        "class_id": str, "project": str, "scorer": str, "agency": str, "number": int,
        "reason": str, "rubric": str, "levels": str, "locked_at": str, "author": str,
        "device": str, "conflicts": str,
    },
    "waiver": {
        "class_id": str, "project": str, "scorer": str, "reason": str, "author": str,
        "conflicts": str,
    },
    "rubric": {"class_id": str, "version": int, "definition": str, "at": str, "conflicts": str},
}  # fmt: skip


@migrations()
def m004_work(db: Database) -> None:
    """Keep exercises, projects and scores, and what is being typed before it is a change."""
    db.table("typing").create(
        {"scope": str, "row": str, "part": str, "value": str, "at": str}, pk=("row", "part")
    )
    db.table("typing").create_index(["scope"])
    db.execute("ALTER TABLE class ADD COLUMN panel TEXT NOT NULL DEFAULT 'null'")
    db.execute("ALTER TABLE certificate ADD COLUMN kind TEXT NOT NULL DEFAULT ''")
    for name, columns in _WORK.items():
        db.table(name).create({"id": str, **columns}, pk="id")
        db.table(name).create_index(["class_id"])
        db.execute(f"CREATE INDEX {name}_disputed ON {name} (class_id) WHERE conflicts <> '[]'")
    db.table("work").create_index(["enrolment"])
    db.table("version").create_index(["enrolment"])
    db.table("version").create_index(["work"])
    db.table("attachment").create_index(["work"])
    db.table("score").create_index(["project"])
    # Devices of this version may have sent such changes to the one before.
    Store(db.conn, Path()).refold(_WORK)
