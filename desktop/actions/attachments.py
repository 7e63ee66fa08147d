"""Files that belong to a work: photos, PDFs and office files, kept by their SHA-256."""

from __future__ import annotations

from hashlib import sha256

from desktop.actions.classes import check_open
from desktop.actions.drafts import Opened
from desktop.actions.roles import check_manages
from desktop.desk import Desk, Edit
from desktop.models.classes import Class
from desktop.models.file_kinds import kind_of, tidy_name
from desktop.models.refusal import Refused
from desktop.store import attachments as shelf
from desktop.store.attachments import Attachment

MOST_BYTES = 20_000_000
"""The greatest file that is taken; as people say it, 20 MB."""
MOST = 20
"""How many files one work may have."""

__all__ = ["MOST", "MOST_BYTES", "Attachment", "attach", "attached", "remove"]


def attach(desk: Desk, opened: Opened, section: str, name: str, data: bytes) -> Attachment:
    """Add a file to a section of a work, durably, as one step; the same file twice is one.

    Raises :class:`Refused`: ``class-closed``, ``not-for-role``, ``file-empty``, ``file-too-big``,
    ``file-kind``, ``files-too-many``.
    """
    check_open(desk, opened.of.id)
    check_manages(desk)
    plain = tidy_name(name)
    kind = _check(data, plain)
    digest = sha256(data).hexdigest()
    before = attached(desk, opened.work_id)
    for known in before:
        if (known.sha256, known.section) == (digest, section):
            desk.store.keep_blob(digest, data)
            return known
    if len(before) >= MOST:
        raise Refused("files-too-many", most=MOST)
    row = desk.new_id()
    file = {
        "work": opened.work_id,
        "enrolment": opened.enrolment.id,
        "section": section,
        "name": plain,
        "sha256": digest,
        "size": len(data),
        "kind": kind,
    }
    with desk.store.atomic():
        desk.store.keep_blob(digest, data)
        edit = Edit(opened.of.scope, "attachment", row, {"file": file}, new=True)
        desk.commit("step.attach", [edit], file=plain, name=opened.enrolment.name)
    return next(a for a in attached(desk, opened.work_id) if a.id == row)


def _check(data: bytes, name: str) -> str:
    """Give the kind of a file, or refuse it."""
    if not data:
        raise Refused("file-empty", file=name)
    if len(data) > MOST_BYTES:
        raise Refused("file-too-big", file=name, most=MOST_BYTES // 1_000_000)
    kind = kind_of(data, name)
    if not kind:
        raise Refused("file-kind", file=name)
    return kind


def attached(desk: Desk, work_id: str) -> list[Attachment]:
    """Give the files of a work in the order they were added; ``here`` says which have come."""
    return shelf.attachments(desk.store, work_id)


def remove(desk: Desk, of: Class, attachment: Attachment) -> None:
    """Take a file off a work, as one step; what the history names stays kept."""
    check_open(desk, of.id)
    edit = Edit(of.scope, "attachment", attachment.id, {"life": "removed"})
    desk.commit("step.attachment-remove", [edit], file=attachment.name)
