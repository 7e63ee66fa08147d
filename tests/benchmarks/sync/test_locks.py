"""The peers' locks name packages and digests, and no address to get them from."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from benchmarks.sync.install import HERE

PIN = re.compile(r"[\w.-]+==[\w.]+(?: ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")
POUCH = HERE / "pouch"


def packages() -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((POUCH / "package-lock.json").read_text("utf-8"))
    found: dict[str, Any] = lock["packages"]
    return found


@pytest.mark.parametrize("peer", ["anki", "morango"])
def test_a_python_lock_holds_pins_and_digests_only(peer: str) -> None:
    lines = (HERE / peer / "requirements.txt").read_text("utf-8").splitlines()

    assert lines
    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_every_node_package_has_a_digest_and_none_an_address() -> None:
    locked = {name: package for name, package in packages().items() if name}

    assert len(locked) > 100
    assert [n for n, package in locked.items() if "integrity" not in package] == []
    assert "://" not in (POUCH / "package-lock.json").read_text("utf-8")


def test_the_node_lock_is_that_of_the_package() -> None:
    package = json.loads((POUCH / "package.json").read_text("utf-8"))

    assert packages()[""]["dependencies"] == package["dependencies"]
