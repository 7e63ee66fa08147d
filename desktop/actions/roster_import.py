"""From a spreadsheet to enrolments: read, review, accept; nothing is stored before accepting."""

from __future__ import annotations

from pathlib import Path

from desktop.actions import safety
from desktop.actions.bulk import uncollected
from desktop.actions.roster import enrol
from desktop.desk import Desk
from desktop.importers.bundled import bundled_agencies, bundled_titles
from desktop.importers.spreadsheet import read_file
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.models.roster import Review, review
from desktop.models.roster_cells import Edits
from desktop.models.roster_header import Columns, find_header
from desktop.models.sheet import Sheet
from desktop.store import roster as shelf


def review_sheet(
    desk: Desk,
    of: Class,
    sheet: Sheet,
    columns: Columns | None = None,
    edits: Edits | None = None,
) -> Review:
    """Decide what would become of every row; stores nothing.

    ``columns`` says which column means what (found by itself unless given), ``edits`` are cells
    corrected in the preview. Those already in the class come out as duplicates.
    """
    with uncollected():
        return review(
            sheet,
            columns or find_header(sheet),
            bundled_agencies(),
            bundled_titles(),
            bytes.fromhex(desk.store.key("citizen") or ""),
            edits=edits,
            present=[e.person for e in shelf.enrolments(desk.store, of.id)],
        )


def accept(desk: Desk, of: Class, reviewed: Review) -> int:
    """Enrol the accepted rows as one step, after a backup; give how many.

    Raises :class:`Fault` where the backup fails: then nothing was stored.
    """
    if not reviewed.accepted:
        return 0
    safety.back_up(desk.store.path.parent, desk.now())
    return enrol(desk, of, reviewed.accepted)


def open_file(path: Path) -> Sheet:
    """Read a roster file; a path that leads nowhere is refused like any other bad input.

    Touches no store, so it may run beside the work.
    """
    try:
        return read_file(path)
    except FileNotFoundError as error:
        raise Refused("unreadable", why="not_found", path=str(path)) from error
    except OSError as error:
        told = {"path": str(path), "reason": error.strerror or ""}
        raise Refused("unreadable", why="not_read", **told) from error


def import_file(desk: Desk, of: Class, path: Path, *, dry_run: bool = False) -> Review:
    """Read a file, review it and (unless ``dry_run``) accept it."""
    reviewed = review_sheet(desk, of, open_file(path))
    if not dry_run:
        accept(desk, of, reviewed)
    return reviewed
