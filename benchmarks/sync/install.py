"""The peers, each in a place of its own under ``build/peers``, exactly as their locks hold them.

A lock is a list of packages and digests, so that whichever package source the machine is set up
for, what arrives is what was measured. Run: ``python -m benchmarks.sync.install [NAME ...]``.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEERS = ROOT / "build" / "peers"
NEEDED = {"node": "nodejs", "npm": "npm"}
"""Programs of the system, and the Debian packages they come in."""


def python_of(peer: str) -> Path:
    """Give the interpreter of a peer's virtual environment, made and filled where it is not."""
    lock = HERE / peer / "requirements.txt"
    place = PEERS / peer
    python = place / "bin" / "python"

    def fill() -> None:
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run([python, *pip, "--require-hashes", "--requirement", lock], check=True)

    _once(place, sys.version.encode() + lock.read_bytes(), fill)
    return python


def node_modules() -> Path:
    """Give the folder with PouchDB and its server, filled where it is not.

    Raises SystemExit with the packages to install where Node or npm is missing.
    """
    if missing := [debian for name, debian in NEEDED.items() if shutil.which(name) is None]:
        raise SystemExit(f"The sync benchmark needs these system packages: {' '.join(missing)}")
    place = PEERS / "pouch"
    sources = [HERE / "pouch" / name for name in ("package.json", "package-lock.json")]

    def fill() -> None:
        place.mkdir(parents=True, exist_ok=True)
        for source in sources:
            shutil.copy(source, place)
        quiet = [
            "--ignore-scripts",
            "--omit=optional",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]
        subprocess.run(["npm", "ci", *quiet], cwd=place, check=True, stdout=subprocess.DEVNULL)

    _once(place, b"".join(source.read_bytes() for source in sources), fill)
    return place / "node_modules"


def _once(place: Path, wanted: bytes, fill: Callable[[], None]) -> None:
    stamp, digest = place / ".filled", hashlib.sha256(wanted).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == digest:
        return
    print(f"Installing the peer {place.name}", flush=True)
    fill()
    stamp.write_text(digest, "utf-8")


def main() -> int:
    """Install the peers named, or all."""
    for name in sys.argv[1:] or ("pouch", "anki", "morango"):
        print(node_modules() if name == "pouch" else python_of(name))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
