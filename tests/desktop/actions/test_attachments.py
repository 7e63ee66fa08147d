from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from desktop.actions import attachments, classes
from desktop.actions.attachments import MOST, MOST_BYTES
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.store.doctor import examine
from tests.desktop.exercise import carry, opened
from tests.desktop.refusals import refusal

JPEG = b"\xff\xd8\xff\xe0"

pytestmark = pytest.mark.usefixtures("people")


def photo(size: int = 1_000) -> bytes:
    return JPEG + os.urandom(size - len(JPEG))


def test_a_file_is_kept_by_its_contents_and_shown_by_its_name(desk: Desk, of: Class) -> None:
    work, data = opened(desk, of), photo()

    added = attachments.attach(desk, work, "as_is", "C:\\รูป\\หน้างาน.jpg", data)

    assert attachments.attached(desk, work.work_id) == [added]
    assert (added.name, added.kind, added.size) == ("หน้างาน.jpg", "image/jpeg", 1_000)
    assert (added.section, added.here) == ("as_is", True)
    assert desk.store.blob(sha256(data).hexdigest()) == data


def test_the_same_file_twice_in_one_place_is_one(desk: Desk, of: Class) -> None:
    work, data = opened(desk, of), photo()

    first = attachments.attach(desk, work, "as_is", "a.jpg", data)
    again = attachments.attach(desk, work, "as_is", "b.jpg", data)
    elsewhere = attachments.attach(desk, work, "to_be", "a.jpg", data)

    assert again == first
    assert attachments.attached(desk, work.work_id) == [first, elsewhere]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"MZ a program", "file-kind"),
        (JPEG + bytes(50_000_000), "file-too-big"),
        (JPEG + bytes(MOST_BYTES - len(JPEG) + 1), "file-too-big"),
    ],
    ids=["empty", "program", "fifty megabytes", "a byte too many"],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(
    desk: Desk, of: Class, data: bytes, code: str
) -> None:
    work = opened(desk, of)

    no = refusal(lambda: attachments.attach(desk, work, "as_is", "รูป.jpg", data))

    assert no.code == code
    assert "รูป.jpg" in desk.words.sentence(no)
    assert attachments.attached(desk, work.work_id) == []
    assert desk.store.rows("SELECT 1 FROM blobs") == []


def test_the_largest_file_allowed_is_taken_and_so_is_a_damaged_photo(desk: Desk, of: Class) -> None:
    work = opened(desk, of)

    whole = attachments.attach(desk, work, "as_is", "a.jpg", JPEG + bytes(MOST_BYTES - 4))
    broken = attachments.attach(desk, work, "as_is", "b.jpg", JPEG)

    assert (whole.size, broken.size) == (MOST_BYTES, 4)


def test_a_work_has_twenty_files_at_most_and_room_again_when_one_is_removed(
    desk: Desk, of: Class
) -> None:
    work = opened(desk, of)
    first, *_ = [attachments.attach(desk, work, "as_is", f"{n}.jpg", photo()) for n in range(MOST)]

    no = refusal(lambda: attachments.attach(desk, work, "as_is", "x.jpg", photo()))
    attachments.remove(desk, of, first)
    attachments.attach(desk, work, "as_is", "x.jpg", photo())

    assert no.code == "files-too-many"
    assert len(attachments.attached(desk, work.work_id)) == MOST


def test_removing_and_adding_are_undone_as_steps(desk: Desk, of: Class) -> None:
    work = opened(desk, of)
    added = attachments.attach(desk, work, "as_is", "a.jpg", photo())
    attachments.remove(desk, of, added)

    desk.undo()
    back = attachments.attached(desk, work.work_id)
    desk.undo()

    assert back == [added]
    assert attachments.attached(desk, work.work_id) == []


def test_a_closed_class_takes_no_files(desk: Desk, of: Class) -> None:
    work = opened(desk, of)
    added = attachments.attach(desk, work, "as_is", "a.jpg", photo())
    classes.close_class(desk, of)

    deeds: list[Callable[[], object]] = [
        lambda: attachments.attach(desk, work, "as_is", "b.jpg", photo()),
        lambda: attachments.remove(desk, of, added),
    ]

    assert [refusal(deed).code for deed in deeds] == ["class-closed"] * 2


def test_a_file_that_did_not_come_yet_is_shown_as_not_here_and_told_by_the_doctor(
    desk: Desk, of: Class, open_desk: Callable[..., Any]
) -> None:
    work = opened(desk, of)
    attachments.attach(desk, work, "as_is", "a.jpg", photo())
    other = open_desk("other")

    carry(desk, other)

    (known,) = attachments.attached(other, work.work_id)
    assert known.here is False
    assert [(a.code, dict(a.details)) for a in examine(other.store)] == [
        ("attachment-missing", {"n": 1})
    ]
    assert examine(desk.store) == []
