"""Judges each change of a batch by itself: one bad change never fails the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from protocol.change import Change
from protocol.wire import Fate, spelled_out
from server import accounts, ids, numbering, rights, sheets
from server.batch import Batch
from server.rights import Standing
from server.shape import misshapen
from server.vouching import vouched

StandingOf = Callable[[str], tuple[Standing, str] | None]
"""Gives the standing and public key of any device that is enrolled and was not revoked."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of the changes: ``fates`` by id of those not taken, and who wrote the others."""

    fates: Mapping[str, Fate]
    writers: tuple[Standing, ...]


def judge(
    connection: Connection, batch: Batch, standing_of: StandingOf, *, fresh: bool
) -> Judgement:
    """Judge a batch; ``fresh`` is whether its scope is new here."""
    scope = batch.part.scope
    fates, fit = _shapes(batch)
    devices = {c.device for c in fit}
    standings = {d: found for d in devices if (found := standing_of(d)) is not None}
    good = vouched(
        scope,
        spelled_out(batch.part.vouchers, batch.changes, batch.digests),
        {d: key for d, (_, key) in standings.items()},
    )
    known = ids.known(connection, scope, [c.id for c in fit])
    absent = {d: _why_absent(connection, d) for d in devices - standings.keys()}
    waits = _Judge(scope, standings, absent, good, fresh=fresh)
    numbered, scored, writers = list[Change](), list[sheets.Signed](), set[str]()
    for change in fit:
        digest = batch.digests[change.id]
        if change.id in known:
            fates[change.id] = _duplicate(known[change.id], digest)
        elif reason := waits.held(change, digest):
            fates[change.id] = Fate(verdict="held", reason=reason)
        else:
            writers.add(change.device)
            if change.entity == numbering.ENTITY:
                numbered.append(change)
            elif change.entity == sheets.ENTITY:
                scored.append((change, standings[change.device][0]))
    for id_ in numbering.claim(connection, numbered):
        fates[id_] = Fate(verdict="held", reason="number-taken")
    for id_ in sheets.claim(connection, scope, scored):
        fates[id_] = Fate(verdict="held", reason="not-your-sheet")
    return Judgement(fates, tuple(standings[d][0] for d in sorted(writers)))


def _why_absent(connection: Connection, device: str) -> str:
    return "revoked-device" if accounts.is_known(connection, device) else "unknown-device"


def _shapes(batch: Batch) -> tuple[dict[str, Fate], list[Change]]:
    """Tell the misshapen from the fit: nothing of the former reaches the database."""
    fates: dict[str, Fate] = {}
    fit = []
    for change in batch.changes:
        if reason := misshapen(change):
            fates[change.id] = Fate(verdict="rejected", reason=reason)
        else:
            fit.append(change)
    return fates, fit


def _duplicate(trace: int, digest: str) -> Fate:
    same = trace == ids.trace(digest)
    return Fate(verdict="duplicate") if same else Fate(verdict="rejected", reason="altered")


class _Judge:
    """Says why a change must wait: its own device's rights count, whoever carries it here."""

    def __init__(
        self,
        scope: str,
        standings: Mapping[str, tuple[Standing, str]],
        absent: Mapping[str, str],
        vouched_for: Mapping[str, set[str]],
        *,
        fresh: bool,
    ) -> None:
        self._scope = scope
        self._standings = standings
        self._absent = absent
        self._vouched_for = vouched_for
        self._fresh = fresh
        self._verdicts: dict[tuple[str, str, str], str | None] = {}

    def held(self, change: Change, digest: str) -> str | None:
        """Give the reason, or ``None``."""
        kind = (change.device, change.author, change.entity)
        if kind not in self._verdicts:
            self._verdicts[kind] = self._rights(*kind)
        if reason := self._verdicts[kind]:
            return reason
        return None if digest in self._vouched_for.get(change.device, ()) else "not-vouched"

    def _rights(self, device: str, author: str, entity: str) -> str | None:
        found = self._standings.get(device)
        if found is None:
            return self._absent[device]
        writer, _ = found
        if author not in writer.authors:
            return "author"
        return rights.hold(writer, self._scope, entity, fresh=self._fresh)
