"""The doctor: looks at the store, and says what to do where it is not sound."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from desktop.actions import opening, safety
from desktop.cli.answers import Answer
from desktop.desk import Desk
from desktop.models.refusal import Fault
from desktop.models.wording import Words


def doctor(folder: Path, given: Namespace) -> Answer:
    """Examine the store of a folder; with ``--restore`` put the newest good backup in place."""
    words = opening.words_for(given.lang or "th", "arabic")
    if given.restore:
        return _restore(folder, words)
    try:
        desk = opening.open_desk(folder, language=given.lang)
    except Fault as fault:
        if fault.code != "store-damaged":
            raise
        return _unsound(folder, words, [{"code": "store-damaged"}], [words("fault.store-damaged")])
    try:
        return _examine(folder, desk)
    finally:
        desk.store.close()


def _examine(folder: Path, desk: Desk) -> Answer:
    ailments = safety.examine(desk)
    if ailments:
        found: list[dict[str, object]] = [{"code": a.code, **dict(a.details)} for a in ailments]
        said = [desk.words(f"doctor.{a.code}", **dict(a.details)) for a in ailments]
        return _unsound(folder, desk.words, found, said)
    value = {"ok": True, "ailments": [], "backups": len(safety.backups(folder))}
    return Answer(value, [desk.words("doctor.sound")])


def _unsound(folder: Path, words: Words, found: list[dict[str, object]], said: list[str]) -> Answer:
    good = safety.newest_good(folder)
    advice = words("doctor.no-backup")
    if good is not None:
        advice = words("doctor.restore", at=good.at.strftime("%Y-%m-%d %H:%M"))
    value = {"ok": False, "ailments": found, "backup": str(good.path) if good else None}
    return Answer(value, said, status=1, complaint=advice)


def _restore(folder: Path, words: Words) -> Answer:
    good = safety.newest_good(folder)
    if good is None:
        return Answer({"error": "no-backup"}, status=1, complaint=words("doctor.no-backup"))
    salvaged = safety.restore(folder, good, opening.system_clock().astimezone())
    value = {"restored": str(good.path), "salvaged": salvaged}
    at = good.at.strftime("%Y-%m-%d %H:%M")
    return Answer(value, [words("doctor.restored", at=at, n=salvaged)])
