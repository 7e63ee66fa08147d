from __future__ import annotations

import pytest

from desktop.models.eligibility import Verdict
from desktop.models.outlook import Outlook, outlook


def verdict(done: int, best: int, can_miss: int, *reasons: str, planned: int = 12) -> Verdict:
    return Verdict(done, planned, 10, best, can_miss, reasons, ())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (verdict(10, 12, 2), "passed"),
        (verdict(10, 12, 2, "walk-in-unconfirmed"), "held"),
        (verdict(10, 12, 2, "conflict-open"), "held"),
        (verdict(4, 12, 2, "share-short"), "open"),
        (verdict(4, 10, 0, "share-short"), "edge"),
        (verdict(4, 9, 0, "out-of-reach"), "out"),
        (verdict(0, 0, 0, "nothing-planned", planned=0), "out"),
        (verdict(12, 12, 2, "withdrawn"), "withdrawn"),
    ],
)
def test_a_verdict_is_said_in_one_word(given: Verdict, expected: Outlook) -> None:
    assert outlook(given) == expected
