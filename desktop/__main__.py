"""``python -m desktop``: the window when no command is given, else the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the window or run one command; give the exit status."""
    arguments = sys.argv[1:]
    if _wants_window(arguments):
        from desktop.app import run

        return run(arguments)
    from desktop.cli import main as run_command

    return run_command(arguments)


def _wants_window(arguments: list[str]) -> bool:
    """Whether nothing but the options of the window was given."""
    rest = iter(arguments)
    for word in rest:
        if word in ("--data", "--lang"):
            next(rest, None)
        elif not word.startswith(("--data=", "--lang=")):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
