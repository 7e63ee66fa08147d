"""What may be typed after ``python -m desktop``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from desktop.models.attendance import Status
from desktop.models.refusal import Refused


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
    verb("eligibility", "say who passes and why", "CODE")
    issue = verb("certificates", "issue to all eligible and print; again: a reprint", "CODE")
    issue.add_argument("out", type=Path, metavar="OUT.pdf")
    issue.add_argument("--issued-on", default="", metavar="DATE")
    verb("verify", "look a code from a certificate up in the register").add_argument(
        "code", nargs="+", metavar="CODE-ON-CERTIFICATE"
    )
    export = verb("export", "write roster, attendance and summary to a file", "CODE")
    export.add_argument("out", type=Path, metavar="OUT.xlsx|OUT.csv")
    export.add_argument(
        "--what",
        default="all",
        choices=["all", "roster", "attendance", "summary"],
        help="which table a .csv holds",
    )
    history = verb("history", "show who changed what", "CODE")
    history.add_argument("--person", default="", metavar="SEAT")
    verb("conflicts", "show what people disagree about", "CODE")
    verb("resolve", "settle a conflict by one of its values", "CONFLICT", "CHOICE")
    verb("enrol", "join a server with a one-time code", "URL").add_argument(
        "code", nargs="*", metavar="CODE"
    )
    verb("sync", "send and fetch everything once, then stop")
    verb("leave", "belong to no server any more; everything stays here")
    series = verb("series", "say which desk gives certificate numbers")
    series.add_argument("--take", action="store_true", help="take them over to this desk")
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
    doctor = verb("doctor", "check the store, and say what to do if it fails")
    doctor.add_argument(
        "--restore", action="store_true", help="put the newest good backup in place"
    )
    return parser


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
