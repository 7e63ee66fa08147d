"""The coverage ratchet: what was covered once stays covered, and what became perfect is listed.

Reads coverage's JSON report and the published floors in tests/coverage.toml. ``--update`` writes
the floors anew; the difference then shows in the commit.
"""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ROOT / "tests" / "coverage.toml"
GUARDED = (
    "protocol/",
    "desktop/models/",
    "desktop/store/",
    "desktop/actions/",
    "desktop/sync/",
    "server/",
)
VIEWS = "desktop/views/"
HEAD = """\
# What the tests cover, in per cent of lines and branches. Nothing here may sink.
# scripts/test compares; `scripts/lib/coverage_ratchet.py --update` writes it after a real gain.
"""


@dataclass(frozen=True, slots=True)
class Covered:
    """How many lines and branches there are, and how many of them ran."""

    ran: int
    there: int

    @property
    def percent(self) -> float:
        """Give the share rounded down, so that 100 means all of it."""
        return self.ran * 1000 // self.there / 10 if self.there else 100.0

    def __add__(self, other: Covered) -> Covered:
        return Covered(self.ran + other.ran, self.there + other.there)


def read(report: dict[str, Any]) -> dict[str, Covered]:
    """Read coverage's report: the files that hold anything to run."""
    files = {}
    for name, entry in report["files"].items():
        summary = entry["summary"]
        covered = Covered(
            summary["covered_lines"] + summary.get("covered_branches", 0),
            summary["num_statements"] + summary.get("num_branches", 0),
        )
        if covered.there:
            files[name.replace("\\", "/")] = covered
    return files


def share(files: dict[str, Covered], room: str = "") -> float:
    """Give the share covered of all files of a room."""
    return sum((c for f, c in files.items() if f.startswith(room)), Covered(0, 0)).percent


def file_complaints(name: str, percent: float, floors: dict[str, Any]) -> list[str]:
    """Judge one file of a guarded room against what was published."""
    listed = name in floors["perfect"]
    floor = floors["floors"].get(name)
    if percent == 100:
        return [] if listed else [f"{name} is perfect now and not listed so: --update"]
    if listed:
        return [f"{name} was perfect and is at {percent} %"]
    if floor is None:
        return [f"{name} is at {percent} % and has no published floor"]
    return [f"{name} sank from {floor} % to {percent} %"] if percent < floor else []


def complaints(files: dict[str, Covered], floors: dict[str, Any]) -> list[str]:
    """Judge a whole run against what was published, one sentence for each thing that is off."""
    said = []
    for what, percent, floor in (
        ("everything", share(files), floors["total"]),
        ("views", share(files, VIEWS), floors["views"]),
    ):
        if percent < floor:
            said.append(f"{what} together: {percent} %, the floor is {floor} %")
    for name, covered in sorted(files.items()):
        if name.startswith(GUARDED):
            said += file_complaints(name, covered.percent, floors)
    published = [*floors["perfect"], *floors["floors"]]
    said += [f"{name} is published and gone" for name in published if name not in files]
    return said


def text_of(files: dict[str, Covered], floors: dict[str, Any]) -> str:
    """Write the floors of this run; the two shares rise and never fall by themselves."""
    guarded = {n: c.percent for n, c in sorted(files.items()) if n.startswith(GUARDED)}
    perfect = "".join(f'    "{n}",\n' for n, p in guarded.items() if p == 100)
    lower = "".join(f'"{n}" = {p}\n' for n, p in guarded.items() if p < 100)
    total = max(floors["total"], int(share(files)))
    return (
        f"{HEAD}total = {total}\nviews = {floors['views']}\n"
        f"perfect = [\n{perfect}]\n\n[floors]\n{lower}"
    )


def main(arguments: list[str]) -> int:
    """Compare the run with the published floors, or publish it."""
    report = Path(next((a for a in arguments if a != "--update"), "build/coverage.json"))
    files = read(json.loads(report.read_text("utf-8")))
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    if "--update" in arguments:
        FLOORS.write_text(text_of(files, floors), "utf-8", newline="\n")
        print(f"Published {share(files)} % in {FLOORS.relative_to(ROOT)}.")
        return 0
    said = complaints(files, floors)
    print("\n".join([*said, f"Covered: {share(files)} %, views {share(files, VIEWS)} %."]))
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
