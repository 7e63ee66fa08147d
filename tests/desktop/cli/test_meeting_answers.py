from __future__ import annotations

from argparse import Namespace
from typing import Any

import pytest

from desktop.cli import meeting
from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.models.syncing import Membership, Tally
from desktop.store import membership
from desktop.sync import engine as engine_room
from desktop.sync.failures import Offline


class Engine:
    """Stands where the engine does, and ends as told."""

    def __init__(self, outcome: Any, cause: str = "") -> None:
        self.outcome = outcome
        self.cause = cause

    def __call__(self, _desk: Desk, **_more: Any) -> Engine:
        return self

    async def alone(self, asked: Any) -> Any:
        return await asked

    async def all_rounds(self) -> Any:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    async def numbers(self, *, take: bool) -> Any:
        return {**self.outcome, "take": take}

    def state(self) -> Any:
        return Namespace(cause=self.cause)


@pytest.fixture
def joined(desk: Desk) -> Desk:
    membership.join(desk.store, Membership("https://sync.example.test", "s", "สมศรี", "viewer"))
    return desk


def ends(monkeypatch: pytest.MonkeyPatch, outcome: Any, cause: str = "") -> None:
    monkeypatch.setattr(engine_room, "Engine", Engine(outcome, cause))


def test_everything_that_is_left_is_said(joined: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ends(monkeypatch, Tally(5, 4, 3, 2, 1))

    answer = meeting.sync(joined, Namespace())

    assert answer.value == {
        "pushed": 5, "pulled": 4, "held": 3, "conflicts": 2, "still_pending": 1
    }  # fmt: skip
    assert len(answer.lines) == 4
    assert (answer.status, answer.complaint) == (0, "")


def test_a_clock_that_is_off_is_said_beside_a_sync_that_went_well(
    joined: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends(monkeypatch, Tally(), "clock-off")

    answer = meeting.sync(joined, Namespace())

    assert answer.status == 0
    assert "five minutes" in answer.complaint


def test_a_server_out_of_reach_is_said_calmly(
    joined: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends(monkeypatch, Offline("captive"))

    answer = meeting.sync(joined, Namespace())

    assert (answer.value, answer.status) == ({"error": "captive"}, 1)
    assert "sign in to the network" in answer.complaint


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ({"yours": True, "person": "สมศรี", "label": "a"}, "This desk gives"),
        ({"yours": False, "person": "มานะ", "label": "b"}, "the desk of มานะ"),
        ({"yours": False, "person": "", "label": ""}, "No desk gives"),
    ],
)
def test_whoever_gives_the_numbers_is_named(
    joined: Desk, monkeypatch: pytest.MonkeyPatch, held: dict[str, Any], words: str
) -> None:
    ends(monkeypatch, {"series": "กทม.", **held})

    answer = meeting.series(joined, Namespace(take=False))

    assert words in answer.lines[0]


def test_leaving_says_which_server_was_left(joined: Desk) -> None:
    answer = meeting.leave(joined, Namespace())

    assert answer.value == {"left": "https://sync.example.test"}
    with pytest.raises(Refused, match="not-joined"):
        meeting.leave(joined, Namespace())
    with pytest.raises(Refused, match="not-joined"):
        meeting.sync(joined, Namespace())


def test_joining_is_remembered_for_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop import settings
    from desktop.sync import joining

    async def join(at: Desk, url: str, code: str) -> Membership:
        at.author = at.settings.author = "สมศรี"
        return Membership(url, "s", "สมศรี", "viewer")

    monkeypatch.setattr(joining, "join", join)
    given = Namespace(url="https://sync.example.test", code=["ABCDE", "FGHJK"])

    answer = meeting.enrol(desk, given)

    assert answer.lines == ["Joined https://sync.example.test as สมศรี (viewer)."]
    assert settings.load(desk.store.path.parent).author == "สมศรี"
