"""One command in, one answer out, one exit status: 0 done, 1 it failed, 2 bad input."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TextIO

import msgspec

from desktop import settings
from desktop.actions import opening, safety
from desktop.cli import bundles, conflicts, kiosk, meeting, people, results, scoring, submissions
from desktop.cli.answers import Answer, in_one_line
from desktop.cli.parser import build
from desktop.desk import Desk
from desktop.exporters.atomic import no as unwritten
from desktop.models.refusal import Fault, Refused
from desktop.models.wording import Language, Words

VERBS: Mapping[str, Callable[[Desk, Namespace], Answer]] = {
    "demo": people.fill_demo,
    "class-new": people.class_new,
    "classes": people.list_classes,
    "import-roster": people.import_roster,
    "mark": people.mark,
    "attendance": people.show_attendance,
    "eligibility": results.show_eligibility,
    "certificates": results.print_certificates,
    "summary": results.show_summary,
    "verify": results.verify,
    "export": results.export,
    "history": results.show_history,
    "conflicts": conflicts.show_conflicts,
    "resolve": conflicts.settle,
    "enrol": meeting.enrol,
    "sync": meeting.sync,
    "leave": meeting.leave,
    "series": meeting.series,
    "bundle-export": bundles.bundle_export,
    "bundle-import": bundles.bundle_import,
    "folder": bundles.meet_in_folder,
    "kiosk-off": kiosk.kiosk_off,
    "submissions": submissions.list_submissions,
    "submission-export": submissions.export_submission,
    "submission-import": submissions.import_submission,
    "submission-review": submissions.review_submission,
    "teams": scoring.show_teams,
    "project-new": scoring.project_new,
    "present": scoring.present,
    "projects": scoring.list_projects,
    "score": scoring.score,
    "waive": scoring.waive,
    "results": scoring.show_results,
}

WRITING = {
    "demo", "class-new", "import-roster", "mark", "certificates", "resolve", "enrol", "sync",
    "leave", "series", "bundle-export", "bundle-import", "folder", "kiosk-off", "submission-import",
    "submission-review", "project-new", "present", "score", "waive",
}  # fmt: skip
"""The commands that need the store to themselves; the others may read beside a window."""

_TELLING = {"form-broken", "answer-unfit"}
"""The refusals that say to machines, too, what is wrong and where: they are about a document."""

_LOCK_SECONDS = 10.0


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        _as_utf8(stream)
    words = opening.words_for(_spoken(arguments), "arabic")
    as_json = "--json" in arguments
    try:
        given = build().parse_args(_readable(arguments))
        folder = given.data or settings.default_folder()
        words = _words(folder, given)
        answer = _run(folder, given)
    except Refused as refused:
        answer = _no(words, refused, 2)
    except Fault as fault:
        answer = _no(words, fault, 1)
    return _say(words, answer, as_json=as_json)


def _readable(arguments: Sequence[str]) -> Sequence[str]:
    """Refuse bytes that are no text in this terminal's code page: nothing could show them again."""
    for word in arguments:
        if not word.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in word):
            raise Refused("usage", detail=ascii(word))
    return arguments


def _as_utf8(stream: TextIO) -> None:
    """Print Thai whatever code page the terminal was started with."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def _spoken(arguments: Sequence[str]) -> Language:
    """Find the language asked for, before anything else is understood."""
    english = "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)
    return "en" if english else "th"


def _words(folder: Path, given: Namespace) -> Words:
    liked = settings.load(folder)
    return opening.words_for(given.lang or liked.language, "arabic")


def _run(folder: Path, given: Namespace) -> Answer:
    opening.prepare_folder(folder)
    if not _writes(folder, given):
        return _with_desk(folder, given)
    taken = opening.lock(folder, _LOCK_SECONDS)
    try:
        return _with_desk(folder, given)
    finally:
        taken.release()


def _writes(folder: Path, given: Namespace) -> bool:
    """Whether a command needs the store to itself; making the store is writing, too."""
    restoring = given.verb == "doctor" and given.restore
    proposing = getattr(given, "propose", None) is not None
    return given.verb in WRITING or restoring or proposing or not (folder / opening.STORE).exists()


def _with_desk(folder: Path, given: Namespace) -> Answer:
    if given.verb == "doctor":
        from desktop.cli.health import doctor

        return doctor(folder, given)
    desk = opening.open_desk(folder, language=given.lang)
    # Figures on a terminal and in JSON are for copying and counting: Arabic digits.
    desk.words = replace(desk.words, digits="arabic")
    try:
        _warn_of_clock(desk)
        return VERBS[given.verb](desk, given)
    finally:
        desk.store.close()


def _warn_of_clock(desk: Desk) -> None:
    if wrong := safety.check_clock(desk):
        print(desk.words(f"warning.{wrong}"), file=sys.stderr)


def _no(words: Words, no: Refused | Fault, status: int) -> Answer:
    value: dict[str, object] = {"error": no.code}
    complaint = in_one_line(words.sentence(no))
    if no.code in _TELLING:
        told = {name: part for name, part in no.details.items() if part not in (None, 0)}
        value |= {n: in_one_line(p) if isinstance(p, str) else p for n, p in told.items()}
        value["step"] = no.details.get("step", 0)
        value.setdefault("sentence", complaint)
        rule = f"[{value['rule']}]"
        complaint = complaint if complaint.endswith(rule) else f"{complaint} {rule}"
    return Answer(value, status=status, complaint=complaint)


def _say(words: Words, answer: Answer, *, as_json: bool) -> int:
    """Print an answer and give the exit status: that it could not be printed is a failure."""
    lines = [msgspec.json.encode(answer.value).decode()] if as_json else answer.lines
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (``| head``); Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as reason:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        answer = _no(words, unwritten(reason, Path("stdout")), 1)
    if answer.complaint:
        print(answer.complaint, file=sys.stderr)
    return answer.status
