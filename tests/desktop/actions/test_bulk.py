from __future__ import annotations

import gc

import pytest

from desktop.actions.bulk import uncollected


def test_the_collector_rests_during_bulk_work_and_wakes_after_it() -> None:
    with uncollected():
        resting = gc.isenabled()

    assert (resting, gc.isenabled()) == (False, True)


def test_it_wakes_even_when_the_work_fails() -> None:
    def work() -> None:
        with uncollected():
            raise KeyError

    with pytest.raises(KeyError):
        work()

    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    with uncollected():
        pass
    still_off = not gc.isenabled()
    gc.enable()

    assert still_off
