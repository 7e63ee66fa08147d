"""The command line of the server, in plain English."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from typing import NoReturn, get_args

from protocol.wire import Role
from server.wording import LANGUAGES, Refused

ROLES: tuple[str, ...] = get_args(Role)

_ABOUT = """\
The meeting place of desks. Without a command it serves until it is stopped.
The other commands work on the same data, also while the server runs."""

_ENVIRONMENT = """\
Every option of the server can also be set in the environment, which suits containers:
WORKSHOP_DESK_DATA, WORKSHOP_DESK_DATABASE_URL, WORKSHOP_DESK_HOST, WORKSHOP_DESK_PORT,
WORKSHOP_DESK_TLS_CERT, WORKSHOP_DESK_TLS_KEY, WORKSHOP_DESK_BEHIND_PROXY=1,
WORKSHOP_DESK_TRUSTED_PROXY, WORKSHOP_DESK_PUBLIC_URL, WORKSHOP_DESK_LANG.
Exit status: 0 done, 1 something failed, 2 the command was wrong."""


class Parser(ArgumentParser):
    """Says what is wrong in one sentence, with the exit status of a refusal."""

    def error(self, message: str) -> NoReturn:
        """Refuse instead of printing the usage."""
        raise Refused("usage", detail=message)


def build() -> Parser:
    """Give the parser for all commands."""
    parser = Parser(
        prog="python -m server",
        description=_ABOUT,
        epilog=_ENVIRONMENT,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_options(parser)
    common = Parser(add_help=False, argument_default=SUPPRESS, allow_abbrev=False)
    _add_options(common)
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", parser_class=Parser)

    def verb(name: str, about: str, *, as_json: bool = False) -> ArgumentParser:
        made = verbs.add_parser(
            name, help=about, description=about, parents=[common], allow_abbrev=False
        )
        if as_json:
            made.add_argument("--json", action="store_true", help="print JSON for other programs")
        return made

    verb("serve", "serve until stopped (the same as no command)")
    invite = verb("invite", "make a one-time code for a person; the last line is the code alone")
    _add_invitation(invite)
    verb("people", "list who was invited, with role and classes", as_json=True)
    verb("devices", "list devices: whose, last contact, what is waiting", as_json=True)
    revoke = verb("revoke", "shut a device out for good; what it sent before stays")
    revoke.add_argument("device", metavar="DEVICE", help="its id as listed, or the beginning of it")
    verb("held", "list changes that wait for a decision, with the reason", as_json=True)
    backup = verb("backup", "write a whole copy of the embedded database, also while serving")
    backup.add_argument("file", metavar="FILE", help="a file that does not exist yet")
    return parser


def _add_invitation(invite: ArgumentParser) -> None:
    invite.add_argument("--name", required=True, help="who; the same name again is the same person")
    invite.add_argument("--role", required=True, choices=ROLES, help="what they may do")
    invite.add_argument(
        "--class",
        dest="classes",
        metavar="CODE",
        nargs="+",
        action="extend",
        help="only these classes, by code (or class:ID); without this option: every class",
    )
    invite.add_argument(
        "--change-role", action="store_true", help="allow a role other than the person's so far"
    )


def _add_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--data", metavar="DIR", help="the server's folder; made when missing")
    add(
        "--database-url",
        metavar="URL",
        help="postgresql://...; without this option: SQLite in the folder",
    )
    add("--host", metavar="H", help="the address to listen on (default 127.0.0.1)")
    add("--port", metavar="P", help="the port to listen on (default 8765; 0 picks a free one)")
    add("--tls-cert", metavar="FILE", help="certificate chain (PEM); speak HTTPS")
    add("--tls-key", metavar="FILE", help="private key (PEM) of the certificate")
    add(
        "--behind-proxy",
        action="store_const",
        const="1",
        help="a proxy in front speaks HTTPS and sets X-Forwarded-For and X-Forwarded-Proto",
    )
    add(
        "--trusted-proxy",
        metavar="ADDRESSES",
        help="whose X-Forwarded-* are believed besides this machine's: addresses or networks, "
        "with commas",
    )
    add("--public-url", metavar="URL", help="the address desks use, for the QR of an invitation")
    add("--lang", choices=LANGUAGES, help="the language of messages (default en)")
