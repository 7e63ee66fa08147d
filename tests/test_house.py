"""The house keeps its own rules: layers, async, locks, and documents that leave nothing out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("desktop", "protocol", "server")
MAY_AWAIT = ("desktop/sync/", "desktop/room/", "server/", "desktop/app.py")
OURS = (
    ".ci",
    "benchmarks",
    "desktop",
    "docs",
    "installers",
    "protocol",
    "requirements",
    "resources",
    "scripts",
    "stubs",
    "tests",
)
TEXT = {"", ".cfg", ".in", ".json", ".md", ".py", ".pyi", ".sh", ".toml", ".txt", ".yml"}

# Pieces, so that this file does not name what it looks for.
FOLDERS = "|".join(("work", "tmp", "root", "opt", "home/[a-z]", "Users/[A-Za-z]"))
HOSTS = "|".join(("pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs"))
OPTIONS = "|".join(("index" + "-url", "find" + "-links", "trusted" + "-host"))
MACHINE = re.compile(rf"(?<![\w.~$}}<-])/(?:{FOLDERS})(?=[/\w])|{HOSTS}|^\s*--(?:{OPTIONS})", re.M)


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in CODE:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def texts() -> Iterator[Path]:
    for room in OURS:
        yield from (p for p in (ROOT / room).rglob("*") if p.is_file() and p.suffix in TEXT)
    own = (p for p in ROOT.iterdir() if not p.name.startswith(".coverage"))
    yield from (p for p in own if p.is_file() and p.suffix in TEXT)


def imports_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def project() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = tomllib.loads(
        (ROOT / "pyproject.toml").read_text("utf-8")
    )
    return loaded


def test_async_stands_only_where_the_network_is() -> None:
    awaiting = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith | ast.Await)
    }

    strayed = [name for name in awaiting if not name.startswith(MAY_AWAIT)]

    assert strayed == []


def test_nobody_carries_on_after_catching_everything() -> None:
    greedy = [
        f"{name}:{node.lineno}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)
    ]

    assert greedy == []


def test_each_room_knows_only_the_rooms_below_it() -> None:
    contracts = run(
        sys.executable,
        "-X",
        "utf8",
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
    )

    assert contracts.returncode == 0, contracts.stdout + contracts.stderr


def test_the_locks_hold_packages_and_digests_only_and_meet_the_project() -> None:
    check = run(sys.executable, "-X", "utf8", "scripts/lib/locks.py", "check")

    assert check.returncode == 0, check.stdout + check.stderr


def test_no_file_names_a_machine_or_a_package_host() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in texts()
        if (found := MACHINE.search(path.read_text("utf-8", errors="replace")))
    ]

    assert named == []


def test_every_script_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    verbs = [path.name for path in (ROOT / "scripts").iterdir() if path.is_file()]

    unsaid = [verb for verb in verbs if f"`scripts/{verb}" not in readme]

    assert unsaid == []


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    reasons = dict(re.findall(r"^\| ([\w-]+) \| ([^|]{12,}) \|", readme, re.MULTILINE))
    needed = [re.split(r"[<>=~! ]", line)[0] for line in project()["project"]["dependencies"]]

    assert [name for name in needed if name not in reasons] == []


def test_every_dependency_is_used() -> None:
    imported = {
        module.split(".")[0]
        for _, tree in sources()
        for node in ast.walk(tree)
        for module in imports_of(node)
    }
    providers = packages_distributions()
    used = {dist.lower() for module in imported for dist in providers.get(module, [])}
    needed = [re.split(r"[<>=~! ]", line)[0] for line in project()["project"]["dependencies"]]

    assert [
        name
        for name in needed
        if name.lower().replace("-", "_") not in used and name.lower() not in used
    ] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows files carry no permission to run")
def test_every_script_may_be_run_and_stops_at_its_first_error() -> None:
    scripts = [p for p in (ROOT / "scripts").iterdir() if p.is_file()]

    barred = [p.name for p in scripts if not p.stat().st_mode & 0o100]
    careless = [p.name for p in scripts if "\nset -euo pipefail\n" not in p.read_text("utf-8")]

    assert (barred, careless) == ([], [])
