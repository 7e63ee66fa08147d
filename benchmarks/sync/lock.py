"""Writes the peers' locks anew: ``python -m benchmarks.sync.lock`` after ``scripts/setup lock``.

Packages, versions and digests only: where they come from is the affair of the machine.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.sync.install import HERE

COMPILE = (
    "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate",
)  # fmt: skip
SAID = ("resolved", "funding", "license", "deprecated")
"""What npm writes besides: addresses, and what nobody installs by."""


def python_lock(peer: str) -> None:
    """Write the lock of a peer that comes from the Python package index."""
    wanted = HERE / peer / "requirements.in"
    lock = wanted.with_suffix(".txt")
    subprocess.run([sys.executable, "-m", *COMPILE, "--output-file", lock, wanted], check=True)


def node_lock() -> None:
    """Write the lock of PouchDB and its server."""
    with TemporaryDirectory() as place:
        shutil.copy(HERE / "pouch" / "package.json", place)
        lock_only = ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit"]
        subprocess.run(lock_only, cwd=place, check=True)
        lock: dict[str, Any] = json.loads(Path(place, "package-lock.json").read_text("utf-8"))
    for package in lock["packages"].values():
        for said in SAID:
            package.pop(said, None)
    text = json.dumps(lock, indent=2) + "\n"
    (HERE / "pouch" / "package-lock.json").write_text(text, "utf-8")


def main() -> int:
    """Write all three."""
    node_lock()
    python_lock("anki")
    python_lock("morango")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
