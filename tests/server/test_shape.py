from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from protocol.change import Change
from protocol.log import ERASURE
from server.shape import misshapen

FIT = Change(
    id="a",
    scope="class:river",
    entity="attendance",
    row="r",
    set={"mark": {"status": "present", "minutes": 180}},
    over={"mark": ("b",)},
    salt={"mark": "5a17"},
    n=1,
    author="Malee",
    device="d",
    at="2026-03-02T09:00:00Z",
    schema=1,
    prev="",
)


def test_an_ordinary_change_is_fit() -> None:
    assert misshapen(FIT) is None


@pytest.mark.parametrize("n", [0, -1, 2**53])
def test_a_number_nobody_can_count_to(n: int) -> None:
    assert misshapen(msgspec.structs.replace(FIT, n=n)) == "bad-number"


def test_a_schema_before_the_first() -> None:
    assert misshapen(msgspec.structs.replace(FIT, schema=0)) == "bad-number"


def test_a_large_change_within_the_limits_is_fit() -> None:
    note = {"mark": {"text": "x" * 20_000, "list": [1, [2, {"three": 3}]] * 4}}

    assert misshapen(msgspec.structs.replace(FIT, set=note)) is None


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", {1: "one"}])
def test_what_json_does_not_know(value: object) -> None:
    assert misshapen(msgspec.structs.replace(FIT, set={"mark": value})) == "altered"


@pytest.mark.parametrize("value", [2**53, -(2**53), {"seat": [2**63]}])
def test_a_whole_number_no_desk_could_store(value: object) -> None:
    assert misshapen(msgspec.structs.replace(FIT, set={"mark": value})) == "bad-number"


@pytest.mark.parametrize("value", [2**53 - 1, 1.5e300, {"phone": "0" * 20}])
def test_long_digits_that_are_no_such_number(value: object) -> None:
    assert misshapen(msgspec.structs.replace(FIT, set={"mark": value})) is None


def test_a_value_both_there_and_erased() -> None:
    erased: Mapping[str, str] = {"mark": "0" * 64}

    assert misshapen(msgspec.structs.replace(FIT, erased=erased)) == "altered"


def test_more_covers_than_anybody_looked_at() -> None:
    over = {"mark": tuple(map(str, range(100_001)))}

    assert misshapen(msgspec.structs.replace(FIT, over=over)) == "too-long"


@pytest.mark.parametrize("groups", [None, ["name"], []])
def test_an_erasure_names_groups_or_stands_for_all(groups: object) -> None:
    erasure = msgspec.structs.replace(
        FIT, entity=ERASURE, set={"groups": groups}, salt={"groups": "5a17"}
    )

    assert misshapen(erasure) is None
