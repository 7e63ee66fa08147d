"""A desk of ours, told what to do by the benchmark; takes its data folder as argument."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Coroutine
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.sync.agent import obey
from benchmarks.sync.dataset import Change, row_id
from desktop.actions import opening
from desktop.desk import Edit
from desktop.store import membership
from desktop.sync.engine import Engine
from desktop.sync.joining import join


class Desk:
    """One data folder and its engine, on one loop as in the window."""

    def __init__(self, folder: Path) -> None:
        opening.prepare_folder(folder)
        self.desk = opening.open_desk(folder, language="en")
        self.engine = Engine(self.desk, threads=False)
        self.loop = asyncio.new_event_loop()

    def establish(self, url: str, code: str, through: str) -> list[float]:
        """Join over the near address; from now on the line is used."""
        mine = self._wait(join(self.desk, url, code))
        membership.join(self.desk.store, replace(mine, url=through))
        self.engine.joined()
        return [0]

    def fill(self, file: str) -> list[float]:
        """Mark as a facilitator does: everybody of a session at once."""
        changes: list[Change] = json.loads(Path(file).read_text("utf-8"))
        for (of, _), marks in groupby(changes, key=lambda c: (c["class"], c["session"])):
            self.desk.commit("step.mark-many", [_edit(of, mark) for mark in marks])
        return [len(changes)]

    def sync(self) -> list[float]:
        """Sync; gives the seconds, and how many marks the server has or this desk has."""
        began = time.perf_counter()
        self._wait(self.engine.round())
        seconds = time.perf_counter() - began
        known = self.desk.store.rows("SELECT count(*) FROM changes WHERE rev IS NOT NULL")
        return [seconds, known[0][0]]

    def _wait(self, going: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 (whatever it gives)
        return self.loop.run_until_complete(going)

    def close(self) -> None:
        """Hang up and close the store."""
        self._wait(self.engine.close())
        self.loop.close()
        self.desk.store.close()


def _edit(of: str, mark: Change) -> Edit:
    status = {"status": mark["status"], "minutes": mark["minutes"]}
    who = {"session": mark["session"], "enrolment": mark["enrolment"]}
    return Edit(f"class:{of}", "attendance", row_id(mark), {"mark": status, "who": who}, new=True)


def main() -> None:
    """Obey until nobody asks any more."""
    desk = Desk(Path(sys.argv[1]))
    try:
        obey(
            {
                "establish": desk.establish,
                "fill": desk.fill,
                "push": desk.sync,
                "pull": desk.sync,
                "idle": desk.sync,
            }
        )
    finally:
        desk.close()


if __name__ == "__main__":
    main()
