from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import resources
from desktop.actions import papers, submissions
from desktop.actions.attachments import attach
from desktop.actions.pins import pin
from desktop.desk import Desk
from desktop.exporters.archive_pdf import pages
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.models.submissions import Version
from desktop.models.wording import Words
from desktop.store import roster as shelf
from tests.desktop.exercise import fill, opened

Read = Callable[[Path], str]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
THAI = Words("th", resources.catalogue("th"), "thai")


@pytest.fixture
def read() -> Read:
    """Gives what ``pdftotext`` reads in a file, its lines joined by blanks."""

    def text(path: Path) -> str:
        out = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout
        return " ".join(out.decode("utf-8").split())

    return text


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def sent(desk: Desk, of: Class, seat: int = 1, **more: Any) -> Version:
    return submissions.submit(desk, fill(desk, of, seat), **more)


@pytest.mark.usefixtures("people")
def test_a_work_is_printed_as_it_was_sent(desk: Desk, of: Class, out: Path, read: Read) -> None:
    version = sent(desk, of)
    submissions.type_in(desk, opened(desk, of), "suggestion", {"suggestion": "พิมพ์หลังส่ง"})

    papers.write_submission(desk, opened(desk, of), out)

    assert version.receipt in read(out)
    assert version.digest in read(out)
    assert "นายสมชาย ใจดี" in read(out)
    assert "1 Dec 2026 " in read(out)
    assert "พิมพ์หลังส่ง" not in read(out)


@pytest.mark.usefixtures("people")
def test_what_was_not_sent_is_printed_as_a_draft(
    desk: Desk, of: Class, out: Path, read: Read
) -> None:
    work = submissions.type_in(desk, opened(desk, of), "define", {"hmw": "ทำอย่างไรให้เร็วขึ้น"})

    papers.write_submission(desk, work, out, THAI)

    assert "ทำอย่างไรให้เร็วขึ้น" in read(out)
    assert THAI("paper.no_receipt") in read(out)
    assert THAI("submission.state.draft") in read(out)


@pytest.mark.usefixtures("people")
def test_an_older_version_can_be_printed_with_what_was_said_of_it(
    desk: Desk, of: Class, out: Path, read: Read
) -> None:
    first = sent(desk, of)
    submissions.review(desk, of, first, "returned", "โปรดเพิ่มเวลา", {"as_is": True, "plan": False})
    submissions.submit(desk, fill(desk, of, 1, suggestion={"suggestion": "เปิดช่วงพักกลางวัน"}))
    work = opened(desk, of)

    papers.write_submission(desk, work, out, version=work.versions[0])

    assert "โปรดเพิ่มเวลา" in read(out)
    assert desk.author in read(out)
    assert desk.words("paper.not_yet") in read(out)
    assert "เปิดช่วงพักกลางวัน" not in read(out)


@pytest.mark.usefixtures("people")
def test_one_page_is_one_page(desk: Desk, of: Class, out: Path) -> None:
    sent(desk, of)

    papers.write_submission(desk, opened(desk, of), out, whole=False)

    assert pages(out.read_bytes()) == 1


@pytest.mark.usefixtures("people")
def test_files_of_a_work_are_listed(desk: Desk, of: Class, out: Path, read: Read) -> None:
    attach(desk, opened(desk, of), "as_is", "โต๊ะทำงาน.png", PNG)

    papers.write_submission(desk, opened(desk, of), out)

    assert "โต๊ะทำงาน.png" in read(out)


@pytest.mark.usefixtures("people")
def test_a_blank_form_names_the_class(desk: Desk, of: Class, out: Path, read: Read) -> None:
    papers.write_blank(desk, of, "swot", out)

    assert of.name_en in read(out)
    assert "ห้องประชุม ๑" in read(out)


def test_there_is_no_blank_of_an_unknown_form(desk: Desk, of: Class, out: Path) -> None:
    with pytest.raises(Refused) as refused:
        papers.write_blank(desk, of, "poem", out)

    assert refused.value.code == "no-such-form"
    assert not out.exists()


@pytest.mark.usefixtures("people")
def test_everybody_gets_the_card_with_their_own_pin(
    desk: Desk, of: Class, out: Path, read: Read
) -> None:
    count = papers.write_pin_cards(desk, of, out, THAI)

    everybody = shelf.enrolments(desk.store, of.id)
    assert count == len(everybody) == 4
    assert [e.name for e in everybody if e.name not in read(out)] == []
    assert [e.seat for e in everybody if pin(desk, e) not in read(out).split()] == []


def test_a_class_without_people_has_no_cards(desk: Desk, of: Class, out: Path) -> None:
    with pytest.raises(Refused) as refused:
        papers.write_pin_cards(desk, of, out)

    assert refused.value.code == "nobody-enrolled"
    assert of.code in desk.words.sentence(refused.value)


@pytest.mark.usefixtures("people")
def test_a_receipt_says_what_was_received(desk: Desk, of: Class, out: Path, read: Read) -> None:
    version = sent(desk, of, 2, keyed_by="นายผู้ช่วย ดีใจ")

    papers.write_receipt(desk, of, version, out)

    assert version.receipt in read(out)
    assert "นางสาวปิ่นแก้ว น้ำทิพย์" in read(out)
    assert "นายผู้ช่วย ดีใจ" in read(out)


@pytest.mark.usefixtures("people")
def test_the_summary_of_a_class_is_one_page(desk: Desk, of: Class, out: Path, read: Read) -> None:
    sent(desk, of)

    papers.write_class_summary(desk, of, out, THAI)

    assert pages(out.read_bytes()) == 1
    assert of.name_th in read(out)


@pytest.mark.usefixtures("people")
def test_a_folder_that_is_not_there_is_told(desk: Desk, of: Class, tmp_path: Path) -> None:
    with pytest.raises(Refused) as no:
        papers.write_pin_cards(desk, of, tmp_path / "gone" / "cards.pdf")

    assert no.value.code == "folder-missing"
