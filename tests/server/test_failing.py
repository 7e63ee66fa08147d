from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from protocol.log import BadBatch
from server.failing import again
from server.refusal import Rejected


class Said(Exception):
    """What a driver says, with PostgreSQL's code."""

    def __init__(self, sqlstate: str | None = None) -> None:
        super().__init__("Prasert, seat 4")
        if sqlstate:
            self.sqlstate = sqlstate


def failing(times: int, error: Exception) -> Callable[[], str]:
    left = iter(range(times))

    def work() -> str:
        if next(left, None) is None:
            return "done"
        raise error

    return work


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_what_collided_is_tried_again(state: str) -> None:
    assert again(failing(3, OperationalError("", {}, Said(state)))) == "done"


def test_two_who_insert_the_same_at_once_try_again() -> None:
    assert again(failing(1, IntegrityError("", {}, Said("23505")))) == "done"


@pytest.mark.parametrize(
    ("times", "error"),
    [
        (4, OperationalError("", {}, Said("40001"))),
        (1, OperationalError("", {}, Said())),
        (1, PoolTimeout()),
    ],
)
def test_what_goes_on_failing_is_busy(times: int, error: Exception) -> None:
    with pytest.raises(Rejected) as refused:
        again(failing(times, error))

    assert (refused.value.code, refused.value.retry_after) == ("busy", 5)


def test_the_log_tells_the_kind_of_failure_and_not_what_was_in_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(Rejected):
        again(failing(1, OperationalError("", {}, Said("57P01"))))

    assert caplog.messages == ["Said 57P01"]


def test_a_bug_of_ours_is_not_hidden() -> None:
    with pytest.raises(IntegrityError):
        again(failing(1, IntegrityError("", {}, Said())))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadBatch("too-large"), "too-large"),
        (BadBatch("unreadable"), "bad-request"),
        (DataError("", {}, Said()), "bad-request"),
    ],
)
def test_what_cannot_be_read_is_the_visitors_fault(error: Exception, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        again(failing(1, error))

    assert refused.value.code == code
