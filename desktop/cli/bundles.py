"""Commands that carry work in files: on a stick, or through a folder that devices share.

What encrypts is loaded only by a command that does.
"""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from desktop.actions import classes
from desktop.cli.answers import Answer
from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.models.syncing import BundlePreview

if TYPE_CHECKING:
    from desktop.sync.folder import Met

ALL = "all"
_MOST_PASSPHRASE = 4_096  # bytes


def bundle_export(desk: Desk, given: Namespace) -> Answer:
    """Write a class to one file; with ``--pending`` what no server has of it, or of all."""
    from desktop.sync import bundle

    every = given.pending and given.code == ALL
    scopes = [] if every else [f"class:{classes.find_class(desk, given.code).id}"]
    made = bundle.export(
        desk,
        scopes,
        given.file,
        to=given.to,
        passphrase=_passphrase(given),
        pending=given.pending,
    )
    value = {
        "file": str(made.file),
        "classes": list(made.classes),
        "changes": made.changes,
        "files": made.files,
        "kind": made.kind,
    }
    written = desk.words("bundle.written", n=made.changes, path=str(made.file))
    return Answer(value, [written, desk.words(f"bundle.kind.{made.kind}")])


def bundle_import(desk: Desk, given: Namespace) -> Answer:
    """Take in what a file brings, or with ``--dry-run`` only say what that would be."""
    from desktop.sync.taking import take

    keep = not given.dry_run
    taken = take(desk, given.file, _passphrase(given), keep=keep, backing_up=keep)
    found = taken.preview
    value = {
        "from": found.sender,
        "trusted": found.trusted,
        "sealed": found.sealed,
        "classes": list(found.classes),
        "new": found.new,
        "known": found.known,
        "marks": found.marks,
        "differ": found.differ,
        "files": found.files,
    }
    lines = [desk.words("bundle.from", sender=found.sender or found.sender_device)]
    if not found.trusted:
        lines.append(desk.words("bundle.first", fingerprint=taken.preview.fingerprint))
    return Answer(value, [*lines, *_brought(desk, found, kept=keep)])


def _brought(desk: Desk, found: BundlePreview, *, kept: bool) -> list[str]:
    key = "bundle.taken" if kept else "bundle.would-take"
    classes_ = ", ".join(found.classes) or "-"
    lines = [desk.words(key, n=found.new, marks=found.marks, known=found.known, classes=classes_)]
    if found.differ:
        lines.append(desk.words("bundle.differ", n=found.differ))
    if not found.sealed:
        lines.append(desk.words("bundle.was-open"))
    return lines


def meet_in_folder(desk: Desk, given: Namespace) -> Answer:
    """Write what is new into a shared folder and take in what others wrote there, once."""
    from desktop.sync import folder

    met = folder.meet(desk, given.folder, _passphrase(given))
    value = {
        "written": met.written,
        "read": met.read,
        "new": met.new,
        "later": met.later,
        "refused": met.refused,
    }
    return Answer(value, _meeting(desk, met))


def _meeting(desk: Desk, met: Met) -> list[str]:
    words = desk.words
    lines = [words("folder.met", n=met.new, written=met.written)]
    lines += [words("folder.stranger", sender=s.name, fingerprint=s.mark) for s in met.strangers]
    if met.alone:
        lines.append(words("folder.alone"))
    if met.later:
        lines.append(words("folder.later", n=met.later))
    if met.refused:
        lines.append(words("folder.refused", n=met.refused))
    return lines


def _passphrase(given: Namespace) -> str:
    """Read the first line of the descriptor named, so that no list of processes shows it."""
    if given.passphrase_fd is None:
        return ""
    try:
        with os.fdopen(given.passphrase_fd, "rb", closefd=False) as source:
            text = source.readline(_MOST_PASSPHRASE).decode().rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise Refused("passphrase-unread", fd=given.passphrase_fd) from error
    if not text:
        raise Refused("passphrase-unread", fd=given.passphrase_fd)
    return text
