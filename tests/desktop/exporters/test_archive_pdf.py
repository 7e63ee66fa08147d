from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.exporters.archive_pdf import extract, pages
from desktop.exporters.certificate_pdf import render
from desktop.models.certificate_template import Printed, Template
from desktop.models.refusal import Refused

Make = Callable[..., Printed]


@pytest.fixture
def first(template: Template, printed: Make) -> bytes:
    return render([printed(f"นายก{n}") for n in range(6)], template)


@pytest.fixture
def second(template: Template, printed: Make) -> bytes:
    return render([printed(f"นางข{n}", class_number="35") for n in range(3)], template)


def test_pages_are_counted(first: bytes) -> None:
    assert pages(first) == 6


def test_chosen_pages_come_in_the_given_order(
    first: bytes, second: bytes, text_of: Callable[[bytes], list[str]]
) -> None:
    read = text_of(extract([(second, 2), (first, 5), (second, 0), (first, 0)]))

    names = ["นางข2", "นายก5", "นางข0", "นายก0"]
    assert [name in page for name, page in zip(names, read, strict=True)] == [True] * 4


def test_what_is_drawn_on_a_page_stays_byte_for_byte(first: bytes) -> None:
    page = PdfReader(BytesIO(extract([(first, 3)]))).pages[0]

    source = PdfReader(BytesIO(first)).pages[3]
    assert page["/Contents"].get_object()._data == source["/Contents"].get_object()._data


def test_pages_of_one_file_share_their_fonts(first: bytes) -> None:
    one = extract([(first, 0)])
    all_six = extract([(first, page) for page in range(6)])

    assert (len(all_six) - len(one)) / 5 < 2_500
    assert all_six.count(b"/FontFile2") == one.count(b"/FontFile2")


def test_the_copy_says_what_it_is(first: bytes) -> None:
    pdf = extract([(first, 0)], title="วุฒิบัตร", author="กรุงเทพมหานคร", subject="รุ่นที่ ๓๔")

    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("วุฒิบัตร", "กรุงเทพมหานคร")
    assert reader.metadata.subject == "รุ่นที่ ๓๔"
    assert reader.root_object["/Lang"] == "th-TH"


def test_the_same_pages_give_the_same_bytes(first: bytes) -> None:
    assert extract([(first, 1), (first, 4)]) == extract([(first, 1), (first, 4)])


@pytest.mark.parametrize("damaged", [b"", b"no pdf", b"%PDF-1.4\nbroken"])
def test_a_damaged_archive_is_refused(damaged: bytes) -> None:
    with pytest.raises(Refused, match="archive-unreadable"):
        pages(damaged)


@pytest.mark.parametrize("page", [-1, 6])
def test_a_page_that_is_not_there_is_refused(page: int, first: bytes) -> None:
    with pytest.raises(Refused, match="archive-page-missing"):
        extract([(first, page)])


def test_a_reprint_says_what_the_archived_document_said(first: bytes, second: bytes) -> None:
    copy, source = (PdfReader(BytesIO(pdf)) for pdf in (extract([(first, 1), (second, 0)]), first))

    assert copy.metadata is not None
    assert source.metadata is not None
    assert copy.metadata.title
    assert copy.metadata.title == source.metadata.title
    assert copy.metadata.author == source.metadata.author
    assert copy.metadata.subject == source.metadata.subject
    assert copy.trailer["/Root"]["/Lang"] == "th-TH"


def test_no_pages_are_no_document_worth_a_title() -> None:
    assert pages(extract([])) == 0
