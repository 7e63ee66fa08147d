"""How the store grew: appended functions, each applied once in its own transaction.

Imported only while a store has to grow; ``versions`` says whether it has to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.store import driver
from desktop.store.tables import TABLES

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


@migrations()
def m002_folds(db: Database) -> None:
    """Keep one cache table per entity; they may be dropped and refolded at any time."""
    for name, table in TABLES.items():
        db.table(name).create({"id": str, **table.columns}, pk="id")
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
