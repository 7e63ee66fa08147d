"""``python -m server``: serve, or one command beside a running server."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TextIO

import msgspec

from server import parser, settings
from server.opening import opened
from server.wording import Language, Refused, language_of, words


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 done, 1 it failed, 2 it was wrong."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        _as_utf8(stream)
    try:
        given = parser.build().parse_args(arguments)
        return _run(given)
    except Refused as no:
        sys.stderr.write(words(_spoken(arguments, os.environ)).sentence(no) + "\n")
        return no.status


def _run(given: Namespace) -> int:
    asked = settings.read(given)
    with opened(asked) as engine:
        if given.verb in (None, "serve"):
            from server.serve import serve  # the commands need no web server

            return serve(engine, asked)
        from server.verbs import VERBS

        answer = VERBS[given.verb](engine, words(asked.language), given)
    as_json = getattr(given, "json", False)
    lines = [msgspec.json.encode(answer.value).decode()] if as_json else answer.lines
    _print(lines)
    return 0


def _print(lines: Sequence[str]) -> None:
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (``| head``); Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _spoken(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Find the language asked for even when nothing else could be understood."""
    said = [word.partition("=")[2] for word in arguments if word.startswith("--lang=")]
    said += [after for option, after in pairwise(arguments) if option == "--lang"]
    said += [environment.get(settings.PREFIX + "LANG", "")]
    return language_of(said[0]) or "en"


def _as_utf8(stream: TextIO) -> None:
    """Print Thai whatever code page the terminal was started with."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
