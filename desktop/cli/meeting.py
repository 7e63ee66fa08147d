"""Commands that meet the server: join it, send and fetch, ask who gives numbers, leave it.

What speaks over the network is loaded only by a command that does.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Coroutine
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, TypeVar

from desktop import settings
from desktop.cli.answers import Answer
from desktop.desk import Desk
from desktop.models.refusal import Refused
from desktop.models.syncing import Tally
from desktop.store.membership import membership

if TYPE_CHECKING:
    from desktop.sync.engine import Engine

Outcome = TypeVar("Outcome")


def enrol(desk: Desk, given: Namespace) -> Answer:
    """Join a server, and say as whom."""
    import asyncio

    from desktop.sync.joining import join

    joined = asyncio.run(join(desk, given.url, " ".join(given.code)))
    settings.save(desk.store.path.parent, desk.settings)
    said = desk.words(
        "cli.enrolled",
        person=joined.person,
        role=desk.words(f"sync.role.{joined.role}"),
        url=joined.url,
    )
    return Answer({"url": joined.url, "person": joined.person, "role": joined.role}, [said])


def sync(desk: Desk, _given: Namespace) -> Answer:
    """Send and fetch until nothing is left that can go now."""
    return _meet(desk, lambda engine: engine.all_rounds(), _tallied)


def _tallied(desk: Desk, tally: Tally) -> Answer:
    words = desk.words
    lines = [words("cli.synced", pushed=tally.pushed, pulled=tally.pulled)]
    if tally.held:
        lines.append(words("cli.sync-held", n=tally.held))
    if tally.conflicts:
        lines.append(words("cli.sync-conflicts", n=tally.conflicts))
    if tally.still_pending:
        lines.append(words("cli.sync-pending", n=tally.still_pending))
    return Answer(asdict(tally), lines)


def series(desk: Desk, given: Namespace) -> Answer:
    """Say which desk gives certificate numbers; with ``--take`` it is this one from now on."""
    take: bool = given.take
    return _meet(desk, lambda engine: engine.numbers(take=take), _series_said)


def _series_said(desk: Desk, held: dict[str, object]) -> Answer:
    key = "cli.series-theirs" if held["person"] else "cli.series-free"
    if held["yours"]:
        key = "cli.series-yours"
    return Answer(held, [desk.words(key, **held)])


def leave(desk: Desk, _given: Namespace) -> Answer:
    """Belong to no server any more."""
    from desktop.sync.joining import part

    known = membership(desk.store)
    if known is None:
        raise Refused("not-joined")
    part(desk)
    return Answer({"left": known.url}, [desk.words("cli.left", url=known.url)])


def _meet(
    desk: Desk,
    ask: Callable[[Engine], Coroutine[Any, Any, Outcome]],
    answer: Callable[[Desk, Outcome], Answer],
) -> Answer:
    """Ask the server something over a line of its own; a server out of reach is said calmly."""
    import asyncio

    from desktop.sync.engine import Engine
    from desktop.sync.failures import Failure

    if membership(desk.store) is None:
        raise Refused("not-joined")
    engine = Engine(desk, threads=False)
    try:
        made = answer(desk, asyncio.run(engine.alone(ask(engine))))
    except Failure as failure:
        said = desk.words(f"sync.cause.{failure.cause}", **failure.details)
        return Answer({"error": failure.cause}, status=1, complaint=said)
    if cause := engine.state().cause:  # it went well, but the clock is off
        return replace(made, complaint=desk.words(f"sync.cause.{cause}"))
    return made
