"""Starts other people's servers as somebody harmless, and cuts their power.

Linux only: processes are looked up in /proc.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from random import SystemRandom
from typing import TypedDict

HARMLESS = ("postgres", "nobody")


class Who(TypedDict, total=False):
    """As whom a process runs, in the words of ``subprocess``."""

    user: int
    group: int
    extra_groups: list[int]


def who() -> Who:
    """Ourselves, or somebody without rights when we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    import pwd  # not on Windows, where the tests must at least be found and skipped

    for name in HARMLESS:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError(f"this machine has no user to run servers as: {' or '.join(HARMLESS)}")


def short_folder() -> Path:
    """A new folder of whoever runs the servers; its path is short enough for a socket's."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if "user" in (somebody := who()):
        os.chown(folder, somebody["user"], somebody["group"])
    return folder


def program(name: str, package: str) -> Path:
    """Where a program is, or RuntimeError with the package that brings it."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: float(path.parent.parent.name),
    )
    found = str(debian[-1]) if debian else shutil.which(name)
    if found is None:
        raise RuntimeError(
            f"{name} is not on this machine: it comes with the Debian package {package}"
            f" (apt-get install --no-install-recommends {package})"
        )
    return Path(found).resolve()


def run(*command: str | Path, folder: Path) -> None:
    """Run to the end, or RuntimeError with what was said."""
    done = subprocess.run(
        command, cwd=folder, env=plain(folder), capture_output=True, text=True, check=False, **who()
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")


def start(*command: str | Path, folder: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a process that goes on in the background, its words added to a log."""
    with log.open("ab") as words:
        return subprocess.Popen(
            command, cwd=folder, env=plain(folder), stdout=words, stderr=words, **who()
        )


def plain(folder: Path) -> dict[str, str]:
    """An environment without anything of ours."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}


def free_port() -> int:
    """A loopback port nobody listens on just now, of those no outgoing connection is given."""
    while True:
        port = SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as taken, contextlib.suppress(OSError):
            taken.bind(("127.0.0.1", port))
            return port


def wait_until(condition: Callable[[], bool], what: str, deadline: float = 60) -> None:
    """Look again and again until it is so; TimeoutError after ``deadline`` seconds."""
    until = time.monotonic() + deadline
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"not within {deadline:g} s: {what}")
        time.sleep(0.02)


def state_and_parent(pid: int) -> tuple[str, int]:
    """The state of a process by its letter and its parent; ("X", 0) when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "X", 0
    return fields[0], int(fields[1])


def family(pid: int) -> list[int]:
    """A process and all that it started, parents before children."""
    parents = {
        int(entry.name): state_and_parent(int(entry.name))[1]
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit()
    }
    members = [pid]
    for member in members:
        members += [child for child, parent in parents.items() if parent == member]
    return members


def cut_power(roots: Iterable[int]) -> None:
    """End processes and all that they started at one instant, and see that they are dead.

    Each is stopped before its children are looked up: nobody starts another, nobody tidies up.
    """
    roots, stopped = list(roots), set[int]()
    while fresh := {pid for root in roots for pid in family(root)} - stopped:
        for pid in fresh:
            freeze(pid)
        stopped |= fresh
    for pid in stopped:
        send(pid, signal.SIGKILL)
    wait_until(lambda: not any(alive(pid) for pid in stopped), "the power is off", 10)


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def freeze(pid: int) -> None:
    """Let a process do nothing more; it keeps its memory, files and connections."""
    send(pid, signal.SIGSTOP)


def alive(pid: int) -> bool:
    """Whether a process still does something: the dead may stay in the table for a while."""
    return state_and_parent(pid)[0] not in "XZ"
