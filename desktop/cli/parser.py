"""What may be typed after ``python -m desktop``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn, Protocol

from desktop.models.attendance import Status
from desktop.models.refusal import Refused

_TABLES = (
    "all", "roster", "attendance", "summary", "submissions", "projects", "scores", "suggestions",
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """Refuses with one sentence instead of printing a page of usage."""

    def error(self, message: str) -> NoReturn:
        """Turn a usage error into a refusal."""
        raise Refused("usage", detail=message)


def build() -> Parser:
    """Lay out all commands."""
    parser = Parser(prog="python -m desktop", allow_abbrev=False)
    _options(parser, top=True)
    verbs = parser.add_subparsers(
        dest="verb", metavar="COMMAND", required=True, parser_class=Parser
    )

    def verb(name: str, about: str, *words: str) -> argparse.ArgumentParser:
        command = verbs.add_parser(name, help=about, description=about, allow_abbrev=False)
        for word in words:
            command.add_argument(word.lower(), metavar=word)
        _options(command, top=False)
        return command

    for lay_out in (
        _classes, _results, _conflicts, _server, _files, _submissions, _scoring, _care,
    ):  # fmt: skip
        lay_out(verb)
    return parser


class _Verb(Protocol):
    """Adds a command with its words."""

    def __call__(self, name: str, about: str, *words: str) -> argparse.ArgumentParser: ...


def _classes(verb: _Verb) -> None:
    """Lay out the commands about classes, their people and attendance."""
    demo = verb("demo", "fill an empty data folder with invented, lively data")
    demo.add_argument("--classes", type=int, default=3, metavar="N")
    demo.add_argument("--people", type=int, default=45, metavar="N")
    new = verb("class-new", "set up a class of three working days", "CODE")
    new.add_argument("--start", required=True, metavar="DATE")
    new.add_argument("--template", default="digital-government-18h", metavar="NAME")
    new.add_argument("--number", type=int, metavar="N")
    new.add_argument("--venue", default="", metavar="TEXT")
    new.add_argument("--capacity", type=int, default=45, metavar="N")
    new.add_argument("--facilitators", default="", metavar="TEXT")
    verb("classes", "list all classes")
    roster = verb("import-roster", "enrol the people of a spreadsheet", "CODE")
    roster.add_argument("file", type=Path, metavar="FILE")
    roster.add_argument(
        "--dry-run", action="store_true", help="say what would happen, store nothing"
    )
    mark = verb("mark", "mark attendance", "CODE", "SESSION")
    mark.add_argument("status", metavar="STATUS", choices=[s.value for s in Status])
    mark.add_argument("person", metavar="PERSON", nargs="+")
    mark.add_argument("--minutes", type=int, metavar="N", help="how late")
    mark.add_argument("--reason", default="", metavar="TEXT", help="why excused")
    mark.add_argument("--of", default="", metavar="SESSION", help="the missed session made up for")
    verb("attendance", "show the register", "CODE")


def _results(verb: _Verb) -> None:
    """Lay out the commands about who passes, certificates and what leaves the program."""
    verb("eligibility", "say who passes and why", "CODE")
    issue = verb("certificates", "issue to all eligible and print; again: a reprint", "CODE")
    issue.add_argument("out", type=Path, metavar="OUT.pdf")
    issue.add_argument("--issued-on", default="", metavar="DATE")
    issue.add_argument(
        "--honour",
        nargs="?",
        type=int,
        const=3,
        metavar="N",
        help="honour certificates for the people of the best N projects instead (3)",
    )
    summary = verb("summary", "show a class on one page, or print the page", "CODE")
    summary.add_argument("out", type=Path, nargs="?", metavar="OUT.pdf")
    verb("verify", "look a code from a certificate up in the register").add_argument(
        "code", nargs="+", metavar="CODE-ON-CERTIFICATE"
    )
    export = verb("export", "write a class to a spreadsheet: people, results, work", "CODE")
    export.add_argument("out", type=Path, metavar="OUT.xlsx|OUT.csv")
    export.add_argument("--what", default="all", choices=_TABLES, help="which table a .csv holds")
    history = verb("history", "show who changed what", "CODE")
    history.add_argument("--person", default="", metavar="SEAT")


def _conflicts(verb: _Verb) -> None:
    """Lay out the commands about what people disagree about."""
    verb("conflicts", "show what people disagree about", "CODE")
    verb("resolve", "settle a conflict by one of its values", "CONFLICT", "CHOICE")


def _server(verb: _Verb) -> None:
    """Lay out the commands about the server this device belongs to."""
    verb("enrol", "join a server with a one-time code", "URL").add_argument(
        "code", nargs="*", metavar="CODE"
    )
    verb("sync", "send and fetch everything once, then stop")
    verb("leave", "belong to no server any more; everything stays here")
    series = verb("series", "say which desk gives certificate numbers")
    series.add_argument("--take", action="store_true", help="take them over to this desk")


def _files(verb: _Verb) -> None:
    """Lay out the commands about files between devices."""
    pack = verb("bundle-export", "write a class to one file for other devices", "CODE")
    pack.add_argument("file", type=Path, metavar="FILE")
    lock = pack.add_mutually_exclusive_group()
    lock.add_argument(
        "--to", action="append", default=[], metavar="DEVICE", help="who can open it; again: more"
    )
    _passphrase(lock)
    pack.add_argument(
        "--pending", action="store_true", help="only what no server has; CODE all: of all classes"
    )
    take = verb("bundle-import", "take in what a file of another device brings")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help="say what it brings, store nothing")
    _passphrase(take)
    meet = verb("folder", "meet other devices in a shared folder, once")
    meet.add_argument("folder", type=Path, metavar="DIR")
    _passphrase(meet)


def _submissions(verb: _Verb) -> None:
    """Lay out the commands about what participants send."""
    listing = verb("submissions", "say where everybody stands with a form", "CODE")
    take_out = verb("submission-export", "write a person's work to a file", "CODE", "SEAT")
    take_out.add_argument("out", type=Path, metavar="OUT.json|OUT.pdf")
    take_in = verb("submission-import", "take a person's work in from a file", "CODE", "SEAT")
    take_in.add_argument("file", type=Path, metavar="FILE.json")
    take_in.add_argument("--draft", action="store_true", help="keep it as a draft, send nothing")
    say = verb("submission-review", "accept a person's work, or return it", "CODE", "SEAT")
    say.add_argument("verdict", choices=["accept", "return"], metavar="accept|return")
    say.add_argument("--comment", default="", metavar="TEXT", help="what to do; goes with a return")
    for command in (listing, take_out, take_in, say):
        command.add_argument("--form", default="workflow", metavar="CODE", help="which form")


def _scoring(verb: _Verb) -> None:
    """Lay out the commands about groups, their projects, and scores."""
    groups = verb("teams", "show the groups of a class", "CODE")
    groups.add_argument("--propose", metavar="N", help="make N groups of everybody first")
    groups.add_argument("--seed", default="0", metavar="N", help="another number: other groups")
    begin = verb("project-new", "begin the project of a group", "CODE", "TEAM")
    begin.add_argument("title", metavar="TITLE", nargs="?", default="")
    show = verb("present", "say that a project was presented", "CODE", "PROJECT")
    show.add_argument("--minutes", default="0", metavar="N", help="how long it took")
    verb("projects", "show the prototype projects", "CODE")
    score = verb("score", "fill in and lock a score sheet", "CODE", "PROJECT", "SCORER")
    score.add_argument("level", metavar="LEVEL", nargs="+", help="0 to 4, one a criterion")
    score.add_argument("--reason", default="", metavar="TEXT", help="why a locked one is corrected")
    score.add_argument("--agency", default="", metavar="TEXT", help="where the scorer works")
    waive = verb("waive", "let a scorer score their own agency", "CODE", "PROJECT", "SCORER")
    waive.add_argument("--reason", required=True, metavar="TEXT")
    verb("results", "show how the projects came out", "CODE")


def _care(verb: _Verb) -> None:
    """Lay out the commands for when something is wrong."""
    verb("kiosk-off", "leave participants' mode; for a forgotten staff code")
    doctor = verb("doctor", "check the store, and say what to do if it fails")
    doctor.add_argument(
        "--restore", action="store_true", help="put the newest good backup in place"
    )


def _passphrase(command: argparse._ActionsContainer) -> None:
    """Let a passphrase come through a descriptor; on a command line everybody could read it."""
    command.add_argument(
        "--passphrase-fd", type=int, metavar="N", help="read it from this file descriptor"
    )


def _options(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Let the options stand before the command as well as after it."""
    absent = None if top else argparse.SUPPRESS
    parser.add_argument("--data", type=Path, default=absent, metavar="DIR", help="data folder")
    parser.add_argument("--lang", choices=["th", "en"], default=absent, help="language")
    if not top:
        parser.add_argument("--json", action="store_true", help="print one JSON value")
