"""The machine is worth something only if it catches what it is there to catch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import protocol.change
from desktop.store.replica import Batch, Replica
from desktop.store.store import Store
from desktop.sync.exchange import Round
from protocol.change import Change, Field
from protocol.log import Point
from protocol.wire import PushedPart
from server import changelog, ids
from tests.sync.machine import Machine

Plant = Callable[[pytest.MonkeyPatch], None]


def no_dedupe(patch: pytest.MonkeyPatch) -> None:
    def remember(connection: Any, scope: str, digests: Mapping[str, str]) -> None:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO ids (scope, id, trace) VALUES (?, ?, ?)",
            [(scope, name, ids.trace(digest)) for name, digest in digests.items()],
        )

    patch.setattr(ids, "known", lambda *_: {})
    patch.setattr(ids, "remember", remember)


def no_conflict(patch: pytest.MonkeyPatch) -> None:
    def field(free: tuple[Change, ...], group: str) -> Field:
        return Field(free[0].set.get(group), free[0])

    patch.setattr(protocol.change, "_field", field)


def no_known_commit_check(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(changelog, "_common", lambda _connection, _scope, known: known[0])


def no_resend_after_divergence(patch: pytest.MonkeyPatch) -> None:
    def rewind(self: Replica, scope: str, to: Point) -> None:
        with self.store.atomic():
            self.store.connection.execute(
                "DELETE FROM points WHERE scope = ? AND rev > ?", (scope, to.rev)
            )

    patch.setattr(Replica, "rewind", rewind)


def arrival_order(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(protocol.change, "_rank", lambda _change: (0, ""))


def late_ancestor_overwrites(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Store, "_older", lambda _self, _changes: set())


def point_noted_over_a_gap(patch: pytest.MonkeyPatch) -> None:
    def settle(self: Replica, batch: Batch, part: PushedPart) -> None:
        with self.store.atomic():
            self._mark([c.id for c in batch.changes], part.tip.rev)
            self._note(batch.scope, part.tip)

    patch.setattr(Replica, "settle", settle)


def duplicates_never_settle(patch: pytest.MonkeyPatch) -> None:
    def mark(self: Replica, ids: Any, rev: int) -> None:
        """Forget that what is here already was confirmed."""

    patch.setattr(Replica, "_mark", mark)


def clones_go_unnoticed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Round, "_notice_double", lambda _self, _changes: None)


def erasure_forgets_what_comes_later(patch: pytest.MonkeyPatch) -> None:
    def without(change: Change, _gone: Mapping[str, set[str] | None]) -> Change:
        return change

    patch.setattr("desktop.store.store.without", without)


PLANTS: tuple[Plant, ...] = (
    no_dedupe,
    no_conflict,
    no_known_commit_check,
    no_resend_after_divergence,
    arrival_order,
    late_ancestor_overwrites,
    point_noted_over_a_gap,
    duplicates_never_settle,
    clones_go_unnoticed,
    erasure_forgets_what_comes_later,
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda p: p.__name__.replace("_", " "))
def test_the_machine_catches_a_planted_bug(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Machine,
            settings=settings(
                max_examples=500,
                stateful_step_count=60,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
