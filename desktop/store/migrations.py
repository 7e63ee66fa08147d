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
