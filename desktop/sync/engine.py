"""Drives rounds with the server, and knows how things stand with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

import httpx
import msgspec

from desktop.actions.reissue import reissue_taken
from desktop.desk import Desk
from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import Membership, Phase, SyncState, Tally
from desktop.store import conflicts, membership
from desktop.store.replica import Counts, Replica
from desktop.sync import address, numbers, succession
from desktop.sync.exchange import Pace, Round, Step, TooSlow, Work
from desktop.sync.failures import Offline, Trouble, clock_cause
from desktop.sync.files import Files
from desktop.sync.identity import identity, sign_for
from desktop.sync.numbers import Want
from desktop.sync.remote import Remote
from protocol.wire import Hello, Pull, Push, Welcome

MOST_ROUNDS = 20
_SHARING = numbers.GIVING
"""The roles that bring files."""

Outcome = TypeVar("Outcome")


class Engine:
    """One desk and its server. Rounds come one after another, on the loop of the store's thread.

    ``hear`` is called after every change of the state; ``say`` is told the key of a sentence that
    a person should read once. With ``threads`` what touches no store is worked out elsewhere.
    While it stores what came from elsewhere, ``storing`` is true.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        connect: Callable[[str], httpx.AsyncClient] = address.connect,
        threads: bool = True,
        hear: Callable[[], object] = lambda: None,
        say: Callable[[str], object] = lambda key: None,
    ) -> None:
        self.desk = desk
        self.replica = Replica(desk.store)
        self.pace = Pace()
        self.files = Files(desk.store)
        self.storing = False
        self._connect = connect
        self._threads = threads
        self._hear = hear
        self._say = say
        self._turn = asyncio.Lock()
        self._line: tuple[str, httpx.AsyncClient] | None = None
        self._clock_cause = ""
        self._counted: tuple[Counts, int] | None = None
        self._state = self._beginning()

    @property
    def busy(self) -> bool:
        """Whether a round is under way."""
        return self._turn.locked()

    def joined(self) -> None:
        """Look anew which server this device belongs to."""
        self._state = self._beginning()
        self.touched()

    def _beginning(self) -> SyncState:
        mine = membership.membership(self.desk.store)
        return SyncState(phase="idle" if mine else "alone", membership=mine)

    def touched(self) -> None:
        """Something was stored: let it be heard, and count again."""
        self.forget_counts()
        self._hear()

    def forget_counts(self) -> None:
        """Count again at the next asking."""
        self._counted = None

    def state(self) -> SyncState:
        """Give how things stand; what is counted is counted once after each change."""
        if self._state.membership is None:
            return replace(self._state, conflicts=self._counts()[1])
        counts, disputed = self._counts()
        return replace(
            self._state,
            pending=counts.pending,
            attention=counts.attention,
            conflicts=disputed,
        )

    def _counts(self) -> tuple[Counts, int]:
        if self._counted is None:
            alone = self._state.membership is None
            counts = Counts(0, 0) if alone else self.replica.counts()
            self._counted = counts, conflicts.count(self.desk.store)
        return self._counted

    def tell(self, **news: Any) -> None:  # noqa: ANN401 (fields of the state)
        """Change the state and let it be heard."""
        self._state = replace(self._state, **news)
        self.touched()

    async def round(self, *, again: bool = False) -> Tally:
        """Do one whole round: changes both ways, then files, then who may give numbers.

        ``again`` puts what the server held to the question once more. Raises ``Refused``
        ``not-joined``, ``Offline``, ``Trouble``, or ``Fault`` of the store; everything done before
        is kept.
        """
        async with self._turn:
            mine = membership.membership(self.desk.store)
            if mine is None:
                raise Refused("not-joined")
            return await self._told(mine, again=again)

    async def _told(self, mine: Membership, *, again: bool) -> Tally:
        before = self._state
        self.tell(phase="working", membership=mine, next=None, done=0, total=0)
        try:
            tally = await self._whole(mine, again=again)
        except Offline as failure:
            self.tell(phase="offline", cause=failure.cause, details=failure.details)
            raise
        except Trouble as failure:
            self.tell(phase="trouble", cause=failure.cause, details=failure.details)
            raise
        except Fault:
            self.tell(phase="trouble", cause="store", details={})
            raise
        except BaseException:
            if self._state.phase == "working":  # it was not left meanwhile
                self.tell(phase=before.phase, cause=before.cause, details=before.details)
            raise
        phase: Phase = "trouble" if self._clock_cause == "clock" else "idle"
        self.tell(phase=phase, cause=self._clock_cause, details={}, last=self.desk.now())
        return tally

    async def all_rounds(self) -> Tally:
        """Go on until nothing is left that can be sent now; at most twenty rounds."""
        tally = await self.round(again=True)
        for _ in range(MOST_ROUNDS):
            if not tally.still_pending:
                break
            more = await self.round()
            moved = more.pushed + more.pulled
            tally = replace(
                more, pushed=tally.pushed + more.pushed, pulled=tally.pulled + more.pulled
            )
            if not moved:
                break
        return tally

    async def _whole(self, mine: Membership, *, again: bool) -> Tally:
        store, remote = self.desk.store, self._remote(mine)
        await self._succeed(remote)
        going = Round(self.replica, self.desk.device, self._sign, self.pace, again)
        try:
            await self._drive(remote, going)
        except TooSlow:
            raise Offline("timeout") from None
        await self._succeed(remote)
        assert going.welcome is not None
        if going.welcome.role in _SHARING:
            await self.files.send(remote, going.welcome.limits)
        await self.files.fetch(remote)
        if going.welcome.role in numbers.GIVING:
            await numbers.look(self.desk, remote)
            self._renumber()
        counts = self.replica.counts()
        return Tally(
            pushed=going.pushed,
            pulled=going.pulled,
            held=counts.attention,
            conflicts=conflicts.count(store),
            still_pending=counts.pending,
        )

    def _renumber(self) -> None:
        """Give new numbers to certificates whose number another desk had given already."""
        with suppress(Refused):  # another desk gives the numbers now; the sheet says whose
            if reissue_taken(self.desk):
                self._say("sync.renumbered")

    def _sign(self, scope: str, device: str, digests: bytes) -> str | None:
        return sign_for(self.desk.store, scope, device, digests)

    async def _drive(self, remote: Remote, going: Round) -> None:
        """Carry the round's messages to the server and its answers back."""
        steps = going.run()
        try:
            step = self._onward(steps.send, None)
            while True:
                try:
                    answer = await self._answer(remote, going, step)
                except TooSlow as slow:
                    step = self._onward(steps.throw, slow)
                else:
                    step = self._onward(steps.send, answer)
        except StopIteration:
            return
        finally:
            steps.close()

    def _onward(self, move: Callable[[Any], Step], given: object) -> Step:
        """Let the round store what came; whoever watches the store can tell it from a mark."""
        self.storing = True
        try:
            return move(given)
        finally:
            self.storing = False

    async def _answer(self, remote: Remote, going: Round, step: Step) -> object:
        match step:
            case Work():
                worked = await asyncio.to_thread(step.run) if self._threads else step.run()
                await asyncio.sleep(0)
                return worked
            case Hello():
                disputed = conflicts.count(self.desk.store)
                welcome = await remote.hello(msgspec.structs.replace(step, conflicts=disputed))
                self._welcomed(welcome)
                return welcome
            case _:
                return await self._carry(remote, going, step)

    async def _carry(self, remote: Remote, going: Round, step: Push | Pull) -> object:
        """Send a batch or fetch one; a line that breaks under it gets a smaller one next time."""
        classes = {scope for scope in going.due if scope != "org"}
        self.tell(done=len(going.arrived & classes), total=len(classes))
        try:
            if isinstance(step, Push):
                return await remote.push(step)
            return await remote.pull(step)
        except Offline:
            self.pace.slower()
            raise

    def _welcomed(self, welcome: Welcome) -> None:
        """Note as whom the server knows us, and how far the clocks lie apart."""
        mine = self._state.membership
        assert mine is not None
        known = replace(mine, person=welcome.person, role=welcome.role)
        if known != mine:
            membership.join(self.desk.store, known)
            self.tell(membership=known)
        self._clock_cause = clock_cause(self.desk.clock(), welcome.now)

    async def _succeed(self, remote: Remote) -> None:
        """Go on under a new name where another machine goes by this one's."""
        if not succession.is_double(self.desk.store):
            return
        new = succession.heir(self.desk)
        await remote.successor(new, succession.message(self.desk.device, new))
        succession.move_on(self.desk)
        self._say("sync.renamed")

    async def numbers(self, *, take: bool = False) -> dict[str, object]:
        """Ask who gives certificate numbers, or ``take`` them over. Raises as :meth:`round`."""
        async with self._turn:
            mine = membership.membership(self.desk.store)
            if mine is None:
                raise Refused("not-joined")
            want: Want = "take-over" if take else "look"
            held = await numbers.ask(self.desk, self._remote(mine), want)
        self.touched()
        return held

    async def alone(self, asked: Coroutine[Any, Any, Outcome]) -> Outcome:
        """Do one thing on a line of its own, and hang up."""
        try:
            return await asked
        finally:
            await self.close()

    def _remote(self, mine: Membership) -> Remote:
        """Give the server as this device sees it, over one line that stays open."""
        if self._line is None or self._line[0] != mine.url:
            self._line = mine.url, self._connect(mine.url)
        store, device = self.desk.store, self.desk.device
        return Remote(
            mine.url,
            self._line[1],
            identity(store, device, self.desk.random),
            clock=self.desk.clock,
            server=mine.server,
            token=store.key("session") or "",
            keep=lambda token: store.keep_key("session", token),
        )

    async def close(self) -> None:
        """Hang up."""
        line, self._line = self._line, None
        if line is not None:
            await line[1].aclose()
