"""The exercise from the command line to the facilitator and back; the power may go at any instant.

What was acknowledged is there, what was not is there whole or not at all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.actions import attachments, submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.submissions import digest_of
from desktop.store import classes as shelf
from desktop.store import submissions as sent_shelf
from tests.desktop.exercise import document, fill, opened
from tests.journeys.places import Laptop
from tests.journeys.test_power_cut import KILLS, Nursery, class_of, sound
from tests.server import running

APART = ("submissions", "submission-export", "submission-import")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.writer"],
        cwd=running.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    seed = os.environ.get("WORKSHOP_DESK_SEED", "12")
    with process:
        yield Nursery(process, Random(seed))


@pytest.fixture
def laptop(data_folder: Path) -> Laptop:
    """A laptop with the class, its commands processes of their own."""
    found = Laptop(data_folder, *APART)
    found.fill()
    return found


def of_class(desk: Desk) -> Class:
    return shelf.classes(desk.store)[0]


def test_work_goes_in_is_returned_sent_again_and_accepted(laptop: Laptop, tmp_path: Path) -> None:
    first, second = tmp_path / "แรก.json", tmp_path / "แก้แล้ว.json"
    first.write_text(json.dumps(document(), ensure_ascii=False), "utf-8")
    again = document(suggestion={"suggestion": "เปิดช่วงพักกลางวัน"})
    second.write_text(json.dumps(again, ensure_ascii=False), "utf-8")

    sent = laptop.value("submission-import", "T1", "๓", first)
    with laptop.opened() as desk:
        (version,) = sent_shelf.versions(desk.store, of_class(desk).id)
        submissions.review(desk, of_class(desk), version, "returned", "เพิ่มข้อเสนอ")
    returned = laptop.value("submissions", "T1")[2]
    resent = laptop.value("submission-import", "T1", "3", second)
    with laptop.opened() as desk:
        *_, version = sent_shelf.versions(desk.store, of_class(desk).id)
        submissions.review(desk, of_class(desk), version, "accepted")

    assert (returned["state"], returned["comment"]) == ("returned", "เพิ่มข้อเสนอ")
    assert resent["receipt"] == f"{sent['receipt']}/2"
    accepted = laptop.value("submissions", "T1")[2]
    assert (accepted["state"], accepted["version"]) == ("accepted", 2)
    assert laptop.refused("submission-import", "T1", "3", first) == (2, "already-accepted")
    out = tmp_path / "ออก.json"
    laptop.value("submission-export", "T1", "3", out)
    assert json.loads(out.read_bytes()) == again
    assert laptop.is_well()


def test_a_command_killed_in_the_middle_took_the_document_in_whole_or_not_at_all(
    laptop: Laptop, tmp_path: Path
) -> None:
    chance = Random(os.environ.get("WORKSHOP_DESK_SEED", "12"))
    seats = [line["seat"] for line in laptop.value("submissions", "T1")]
    file = tmp_path / "a.json"
    file.write_text(json.dumps(document(), ensure_ascii=False), "utf-8")
    states = set()

    for seat in seats[: max(6, KILLS // 4)]:
        process = laptop.start("submission-import", "T1", str(seat), file)
        try:
            process.wait(0.2 + chance.random() * 0.8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with laptop.opened() as desk:
            work = opened(desk, of_class(desk), seat)
        states.add(work.state.value)
        assert (len(work.versions), work.answers) in [(0, {}), (1, document()["answers"])]

    assert states <= {"blank", "submitted"}
    assert laptop.is_well()


@needs_fork
def test_every_acknowledged_letter_is_there_when_the_power_comes_back(
    nursery: Nursery, data_folder: Path
) -> None:
    data_folder.mkdir()
    begun(data_folder)
    known = 0

    for _ in range(KILLS):
        said = nursery.cut("type", data_folder, most=60, moment=0.004)
        done = max((int(n) for word, n in said if word == "done"), default=known)
        desk = sound(data_folder)
        hmw = opened(desk, of_class(desk)).answers.get("define", {}).get("hmw", "")
        desk.store.close()
        known = int(hmw.split()[0]) if hmw else 0
        assert known in (done, done + 1)

    assert known > KILLS


@needs_fork
def test_every_acknowledged_version_is_there_with_its_photo_and_no_number_is_left_out(
    nursery: Nursery, data_folder: Path
) -> None:
    data_folder.mkdir()
    begun(data_folder)
    known = 0

    for _ in range(KILLS):
        said = nursery.cut("send", data_folder, most=8, moment=0.02)
        done = max((int(n) for word, n in said if word == "done"), default=known)
        desk = sound(data_folder)
        work = opened(desk, of_class(desk))
        versions, photos = work.versions, attachments.attached(desk, work.work_id)
        desk.store.close()
        assert [v.number for v in versions] == list(range(1, len(versions) + 1))
        assert done <= len(versions) <= done + 1
        assert all(digest_of(v.document) == v.digest for v in versions)
        assert len(photos) in (min(len(versions), 20), min(len(versions) + 1, 20))
        assert all(photo.here for photo in photos)
        known = len(versions)

    assert known > KILLS


def begun(folder: Path) -> None:
    """Set up a class of three and begin the work of the first."""
    desk = sound(folder)
    class_of(desk, "T1", 3)
    submissions.put_by(desk, fill(desk, of_class(desk), define={}))
    desk.store.close()
