"""What docs/scale.md says about the tables is so."""

from __future__ import annotations

import re
from pathlib import Path

from server import tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scale.md"


def rows() -> dict[str, set[str]]:
    """The kinds of tables on the page, and the tables it names in each."""
    section = (
        PAGE.read_text("utf-8").partition("## Sharded by scope")[2].partition("What crosses")[0]
    )
    cells = [line.split("|") for line in section.splitlines() if line.startswith("| ")]
    return {cell[1].strip(): set(re.findall(r"`([a-z]+)`", cell[2])) for cell in cells}


def distributed() -> set[str]:
    kinds = rows()
    return set().union(*(names for kind, names in kinds.items() if kind.startswith("distributed")))


def test_the_page_names_every_table_once() -> None:
    named = [name for names in rows().values() for name in names if name not in ("id", "scope")]

    assert sorted(named) == sorted(tables.metadata.tables)


def test_what_is_distributed_has_its_scope_first_in_its_key() -> None:
    first = {
        name: next(iter(tables.metadata.tables[name].primary_key)).name
        for name in distributed() - {"id"}
    }

    assert first.pop("scopes") == "id"
    assert set(first.values()) == {"scope"}
    assert len(first) == 7


def test_what_has_a_scope_first_in_its_key_is_distributed() -> None:
    by_scope = {
        name
        for name, table in tables.metadata.tables.items()
        if next(iter(table.primary_key)).name == "scope"
    }

    assert by_scope <= distributed()
