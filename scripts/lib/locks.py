"""The locks: what the build needs, and whether each lock still says what the project says."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ("run", "server", "dev", "bench", "lock")
EXTRAS = {"run": (), "server": ("server",), "dev": ("server", "dev"), "bench": ("server", "bench")}

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?: ; [^\\]+)? \\$")
_DIGEST = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def pins(text: str) -> dict[str, str]:
    """Give the version each package of a lock is held at."""
    found = (match for line in text.splitlines() if (match := _PIN.match(line)))
    return {canonicalize_name(match[1]): match[2] for match in found}


def strangers(text: str) -> list[str]:
    """Give the lines of a lock that are neither a pinned package nor a digest."""
    return [line for line in text.splitlines() if not (_PIN.match(line) or _DIGEST.match(line))]


def unmet(requirements: list[str], held: dict[str, str]) -> list[str]:
    """Give the requirements that the held versions do not meet."""
    wanted = [Requirement(line) for line in requirements]
    return [
        str(need)
        for need in wanted
        if (version := held.get(canonicalize_name(need.name))) is None
        or not need.specifier.contains(version, prereleases=True)
    ]


def requirements_of(project: dict[str, Any], lock: str) -> list[str]:
    """Give what a lock has to meet: the project's own words in pyproject.toml."""
    if lock == "lock":
        return (ROOT / "requirements" / "lock.in").read_text("utf-8").split()
    optional = project["project"]["optional-dependencies"]
    extra = [line for name in EXTRAS[lock] for line in optional[name]]
    return [*project["project"]["dependencies"], *project["build-system"]["requires"], *extra]


def complaints(project: dict[str, Any]) -> list[str]:
    """Say everything that is wrong with the locks, one sentence each."""
    said = []
    for lock in LOCKS:
        text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
        said += [f"{lock}.txt holds a line that is no pin: {line}" for line in strangers(text)]
        said += [
            f"{lock}.txt does not meet {need}: run scripts/lock"
            for need in unmet(requirements_of(project, lock), pins(text))
        ]
    return said


def main(verb: str) -> int:
    """Print what the build needs, or check the locks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    if verb == "build-requires":
        print("\n".join(project["build-system"]["requires"]))
        return 0
    said = complaints(project)
    print("\n".join(said) if said else "Every lock meets pyproject.toml.")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
