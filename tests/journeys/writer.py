"""Fills in and sends the exercise until it is killed, in the nursery of :mod:`worker`."""

from __future__ import annotations

from itertools import count

from desktop.actions import attachments, submissions
from desktop.desk import Desk
from desktop.store import classes
from tests.desktop.exercise import fill, opened
from tests.journeys import worker
from tests.journeys.worker import say

LETTERS = "ทำอย่างไรให้ผู้มาติดต่อไม่ต้องกรอกซ้ำ " * 5


def type_on(desk: Desk) -> None:
    """Type letter by letter; now and then leave the page."""
    of = classes.classes(desk.store)[0]
    work = opened(desk, of)
    known = work.answers.get("define", {}).get("hmw", "")
    for number in count(int(known.split()[0]) + 1 if known else 1):
        say("try", number)
        submissions.type_in(desk, work, "define", {"hmw": f"{number} {LETTERS[: number % 190]}"})
        say("done", number)
        if number % 5 == 0:
            submissions.put_by(desk, work)


def send_on(desk: Desk) -> None:
    """Send one version after the other, each with a photo."""
    of = classes.classes(desk.store)[0]
    for number in count(len(opened(desk, of).versions) + 1):
        work = fill(desk, of, suggestion={"suggestion": f"ข้อเสนอ {number}"})
        photo = b"\xff\xd8\xff\xe0" + number.to_bytes(4, "big") * 20_000
        say("try", number)
        if number <= attachments.MOST:
            attachments.attach(desk, work, "as_is", f"{number}.jpg", photo)
        submissions.submit(desk, work)
        say("done", number)


worker.DEEDS |= {"type": type_on, "send": send_on}

if __name__ == "__main__":
    worker.main()
