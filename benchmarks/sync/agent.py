"""A device of another program: a process of its own that is told what to do, a line of JSON each.

This module is read on both sides, the far one in an environment of its own, so it needs nothing
but the standard library. The far side keeps the clock: starting it and telling it is not measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.sync.install import ROOT

PATIENCE = 20.0
"""Seconds a process has to end by itself."""

Handler = Callable[..., Sequence[float]]


def environment(**more: str) -> dict[str, str]:
    """Give the environment of a peer's process: ours, and no proxy before the loopback."""
    loopback = "127.0.0.1,localhost"
    return {
        **os.environ,
        "NO_PROXY": loopback,
        "no_proxy": loopback,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        **more,
    }


def end(process: subprocess.Popen[Any]) -> None:
    """End a process, if need be by force."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Agent:
    """The near side: asks and waits. What the far side complains of goes into ``log``."""

    def __init__(self, command: Sequence[str | Path], log: Path, **more: str) -> None:
        self.log = log
        with log.open("ab") as complaints:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=ROOT,
                env=environment(**more),
                text=True,
            )

    def ask(self, deed: str, **details: object) -> list[float]:
        """Have a deed done; gives its figures.

        Raises RuntimeError with the last complaints when the process died over it.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": deed, **details}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            self.process.wait(PATIENCE)
            said = self.log.read_text("utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"{deed} ended without an answer: {said}")
        figures: list[float] = json.loads(answer)
        return figures

    def stop(self) -> None:
        """Let the process end, which it does when nobody can tell it anything any more."""
        try:
            self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()


def obey(deeds: Mapping[str, Handler]) -> None:
    """The far side: do what is asked, line by line, until nobody asks any more."""
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)  # what a library prints must not pass for an answer
        for line in sys.stdin:
            details = json.loads(line)
            answers.write(json.dumps(deeds[details.pop("do")](**details)) + "\n")
            answers.flush()
