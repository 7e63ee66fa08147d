"""Why a server could not be reached, or would not have us: causes with calm sentences.

The sentence of a cause is ``sync.cause.<cause>``. Neither kind is a bug, and work goes on.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.models.clock import clock_fault
from desktop.models.refusal import Fault
from desktop.models.wording import Words

_TIMES = (9, 10)
"""What OpenSSL calls a certificate that is not valid yet, and one that is not any more."""


SLIGHTLY_OFF = timedelta(minutes=5)
PLAINLY_OFF = timedelta(days=1)


class Failure(Exception):
    """A round could not be done, or not to its end. ``details`` fill the sentence."""

    def __init__(self, cause: str, **details: object) -> None:
        super().__init__(cause)
        self.cause = cause
        self.details = details


class Offline(Failure):
    """It will be tried again by itself; ``retry_after`` is what the server asked for, seconds.

    Causes: ``unreachable``, ``timeout``, ``captive``, ``certificate``, ``clock``, ``server``,
    ``busy``.
    """

    def __init__(self, cause: str, *, retry_after: float | None = None, **details: object) -> None:
        super().__init__(cause, **details)
        self.retry_after = retry_after


class Denied(Offline):
    """The server understood and said no; ``code`` is that of its :class:`protocol.wire.Problem`."""

    def __init__(self, code: str) -> None:
        super().__init__("server")
        self.code = code


class Trouble(Failure):
    """Somebody has to do something.

    Causes: ``revoked``, ``unknown-device``, ``old-protocol``, ``other-server``, ``clock``,
    ``store``.
    """


def as_fault(failure: Failure, words: Words) -> Fault:
    """Say a failure where a person asked for something and waits."""
    said = words(f"sync.cause.{failure.cause}", **failure.details)
    return Fault("not-reached", said=said)


def of_certificate(verify_code: int, now: datetime) -> Offline:
    """Tell a wrong certificate from a wrong clock, under which every certificate looks wrong."""
    if verify_code in _TIMES and clock_fault(now, None):
        return Offline("clock")
    return Offline("certificate")


def clock_cause(here: datetime, there: str) -> str:
    """Say whether this machine's clock is off by minutes (``clock-off``) or days (``clock``).

    ``there`` is the server's time as it says it, UTC; empty when the two agree.
    """
    try:
        apart = abs(here - datetime.fromisoformat(there))
    except (ValueError, TypeError):
        return ""
    if apart > PLAINLY_OFF:
        return "clock"
    return "clock-off" if apart > SLIGHTLY_OFF else ""
