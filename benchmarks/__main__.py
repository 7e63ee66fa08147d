"""All benchmarks, or those named: ``python -m benchmarks [NAME ...]``; prints one table."""

from __future__ import annotations

import argparse
import importlib
import os
import platform

from benchmarks.report import Line, table

NAMES = ("start", "mark", "roster_import", "search", "certificates", "course", "size", "sync")


def main() -> int:
    """Print the table; exit status 1 when a bar was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    names = parser.parse_args().names or NAMES
    if unknown := sorted(set(names) - set(NAMES)):
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    lines: list[Line] = []
    for name in names:
        lines += importlib.import_module(f"benchmarks.{name}").lines()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(table(lines))
    return 0 if all(line.kept for line in lines) else 1


if __name__ == "__main__":
    raise SystemExit(main())
