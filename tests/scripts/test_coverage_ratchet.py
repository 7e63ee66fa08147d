"""The ratchet: nothing sinks, and what became perfect is said."""

from __future__ import annotations

import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "lib" / "coverage_ratchet.py"
MARK = "desktop/models/mark.py"
ROW = "desktop/views/row.py"


@pytest.fixture(scope="module")
def ratchet() -> Any:
    spec = spec_from_file_location("coverage_ratchet", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def report(**lines: tuple[int, int]) -> dict[str, Any]:
    names = {"mark": MARK, "row": ROW}
    return {
        "files": {
            names[name]: {"summary": {"covered_lines": ran, "num_statements": there}}
            for name, (ran, there) in lines.items()
        }
    }


def floors(*perfect: str, total: float = 0, views: float = 0, **lower: float) -> dict[str, Any]:
    return {"total": total, "views": views, "perfect": list(perfect), "floors": lower}


def test_a_perfect_file_that_is_listed_passes(ratchet: Any) -> None:
    files = ratchet.read(report(mark=(10, 10)))

    said = ratchet.complaints(files, floors(MARK))

    assert said == []


def test_a_perfect_file_may_not_sink(ratchet: Any) -> None:
    files = ratchet.read(report(mark=(9, 10)))

    said = ratchet.complaints(files, floors(MARK))

    assert said == [f"{MARK} was perfect and is at 90.0 %"]


def test_a_file_that_became_perfect_has_to_be_listed(ratchet: Any) -> None:
    files = ratchet.read(report(mark=(10, 10)))

    said = ratchet.complaints(files, floors())

    assert said == [f"{MARK} is perfect now and not listed so: --update"]


def test_a_guarded_file_needs_a_floor_and_may_not_fall_below_it(ratchet: Any) -> None:
    files = ratchet.read(report(mark=(9, 10)))

    unlisted = ratchet.complaints(files, floors())
    sunk = ratchet.complaints(files, floors(**{MARK: 95.0}))
    held = ratchet.complaints(files, floors(**{MARK: 90.0}))

    assert unlisted == [f"{MARK} is at 90.0 % and has no published floor"]
    assert sunk == [f"{MARK} sank from 95.0 % to 90.0 %"]
    assert held == []


def test_the_views_and_the_whole_have_a_floor_of_their_own(ratchet: Any) -> None:
    files = ratchet.read(report(row=(8, 10)))

    said = ratchet.complaints(files, floors(total=81, views=85))

    assert said == [
        "everything together: 80.0 %, the floor is 81 %",
        "views together: 80.0 %, the floor is 85 %",
    ]


def test_a_file_that_is_gone_leaves_the_list(ratchet: Any) -> None:
    files = ratchet.read(report(row=(10, 10)))

    said = ratchet.complaints(files, floors(MARK))

    assert said == [f"{MARK} is published and gone"]


def test_a_branch_not_taken_is_not_perfect(ratchet: Any) -> None:
    summary = {
        "covered_lines": 2000,
        "num_statements": 2000,
        "covered_branches": 999,
        "num_branches": 1000,
    }
    files = ratchet.read({"files": {MARK: {"summary": summary}}})

    said = ratchet.complaints(files, floors(MARK))

    assert said == [f"{MARK} was perfect and is at 99.9 %"]


def test_what_is_published_passes_the_next_run(ratchet: Any) -> None:
    files = ratchet.read(report(mark=(9, 10), row=(9, 10)))

    published = tomllib.loads(ratchet.text_of(files, floors(views=85)))

    assert published["floors"] == {MARK: 90.0}
    assert ratchet.complaints(files, published) == []
