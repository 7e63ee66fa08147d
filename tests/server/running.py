"""A server as people start it: a process of its own, on a free port, in a folder of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO, Self

import httpx

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"^\s*([0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{2})$", re.M)


def command(folder: Path, *words: str) -> list[str]:
    """The command line for a data folder."""
    return [sys.executable, "-m", "server", "--data", str(folder), *words]


def environment(**more: str) -> dict[str, str]:
    """Ours without the settings of a server that somebody may run here."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith("WORKSHOP_DESK_")}
    return {**plain, "PYTHONUTF8": "1", **more}


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        command(folder, *words),
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


class Server:
    """Serves while its ``with`` block lasts; ``url`` is where, ``errors`` what it said beside."""

    def __init__(self, folder: Path, *words: str, **more: str) -> None:
        self.folder = folder
        self._words = (*words, "--port", "0")
        self._more = more

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._log = self.folder / "stderr"
        with self._log.open("w") as errors:
            self.process = subprocess.Popen(
                command(self.folder, *self._words),
                cwd=ROOT,
                env=environment(**self._more),
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
            )
        self.line = self._stdout.readline()
        if not self.line:
            self.process.wait(30)
            self._stdout.close()
            raise RuntimeError(self.errors)
        self.url = self.line.split()[-1]
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def _stdout(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout

    @property
    def errors(self) -> str:
        """What was written to stderr so far."""
        return self._log.read_text("utf-8")

    @property
    def first_code(self) -> str:
        """The first admin's code as it was printed."""
        found = CODE.search(self.errors)
        assert found is not None, self.errors
        return found[1]

    def stop(self) -> int:
        """Ask it to stop and give its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        status = self.process.wait(30)
        self._stdout.close()
        return status

    def get(self, path: str, **more: object) -> httpx.Response:
        """Ask for a page."""
        return httpx.get(self.url + path, **more)  # type: ignore[arg-type]
