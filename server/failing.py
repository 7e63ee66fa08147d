"""When the database says no: try again what collided, and tell what is busy from what is broken."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from protocol.log import BadBatch
from server.refusal import Rejected

_TRIES = 3
"""How often more."""
_COLLIDED = {"40001", "40P01", "23505"}
"""PostgreSQL's codes: could not serialise, deadlock, and two who inserted the same at once."""
_READ_ONLY = "25006"
"""A connection reached a replica: the primary is about to be another."""
_WAIT_SECONDS = 5

_log = logging.getLogger("server.database")
_T = TypeVar("_T")


def again(work: Callable[[], _T], left: int = _TRIES) -> _T:
    """Do work that may be repeated; raises :class:`Rejected` ``busy`` when that does not help."""
    try:
        return work()
    except BadBatch as error:
        raise Rejected(_bad(error), str(error)) from error
    except DataError as error:
        raise Rejected("bad-request", "text") from error
    except PoolTimeout as error:
        raise Rejected("busy", retry_after=_WAIT_SECONDS) from error
    except (OperationalError, IntegrityError, InternalError) as error:
        if left and getattr(error.orig, "sqlstate", None) in _COLLIDED:
            return again(work, left - 1)
        read_only = getattr(error.orig, "sqlstate", None) == _READ_ONLY
        if not isinstance(error, OperationalError) and not read_only:
            raise
        _tell(error)
        raise Rejected("busy", retry_after=_WAIT_SECONDS) from error


def _bad(error: BadBatch) -> str:
    return "too-large" if str(error) == "too-large" else "bad-request"


def _tell(error: DBAPIError) -> None:
    """Log what the database said, by its type and code only: its words may quote a row."""
    state = getattr(error.orig, "sqlstate", None)
    _log.warning("%s %s", type(error.orig).__name__, state or "")
