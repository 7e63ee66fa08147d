from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from desktop.exporters.certificate_pdf import render, unreadable_pictures
from desktop.exporters.page import Cancelled
from desktop.models.certificate_template import Printed, Signatory, Template

Make = Callable[..., Printed]
Read = Callable[[bytes], list[str]]
PEOPLE = (
    "นางสาวกตัญญู ปั้นญี่ปุ่น",
    "ว่าที่ร้อยตรีหญิง สุวรรณภิงคาร ณ อยุธยา",
    "Mrs. Ada Lovelace",
    "นายฐุติ น้ำผู้ใหญ่",
)


def test_pages_follow_the_list_and_every_line_is_copied_exactly(
    template: Template, printed: Make, text_of: Read
) -> None:
    batch = [printed(name, number=f"กทม. {n:04d}/2562") for n, name in enumerate(PEOPLE, 1)]

    read = text_of(render(batch, template))

    assert len(read) == len(batch)
    for page, one in zip(read, batch, strict=True):
        lines = page.splitlines()
        for text in (one.name, one.number, one.heading, one.organisation, one.given, one.course):
            assert text in lines
        for text in (one.completed, f"{one.held} {one.length}", one.venue, one.issued):
            assert text in lines
        for text in (one.verify_code, *one.signatories[0], *one.signatories[1]):
            assert text in lines


def test_every_page_is_one_a4_sheet_lying_down(template: Template, printed: Make) -> None:
    pages = PdfReader(BytesIO(render([printed(name) for name in PEOPLE], template))).pages

    assert {tuple(page.mediabox) for page in pages} == {(0, 0, 841.89, 595.28)}


def test_the_qr_on_paper_gives_number_and_code(
    template: Template, printed: Make, picture_of: Callable[..., Image.Image]
) -> None:
    pdf = render([printed(number="กทม. 0042/2562", code="1111222233334444")], template)

    found = zxingcpp.read_barcodes(picture_of(pdf))

    assert [code.text for code in found] == ["กทม. 0042/2562 1111-2222-3333-4444"]


def test_fonts_are_embedded_as_subsets(template: Template, printed: Make) -> None:
    reader = PdfReader(BytesIO(render([printed(name) for name in PEOPLE], template)))

    fonts = reader.pages[0]["/Resources"]["/Font"]

    bases = [fonts[key]["/BaseFont"] for key in fonts]
    assert {base.split("+")[1] for base in bases} == {
        "Sarabun-Regular",
        "Sarabun-Medium",
        "Sarabun-SemiBold",
        "Sarabun-Bold",
    }
    assert all("+" in base for base in bases)
    assert all("/FontFile2" in fonts[key]["/FontDescriptor"] for key in fonts)


def test_the_document_says_what_it_is(template: Template, printed: Make) -> None:
    reader = PdfReader(BytesIO(render([printed()], template)))

    assert reader.metadata is not None
    assert reader.metadata.title == f"วุฒิบัตร {printed().course}"
    assert reader.metadata.author == "กรุงเทพมหานคร"
    assert reader.metadata.subject == printed().held
    assert reader.trailer["/Root"]["/Lang"] == "th-TH"


def test_the_same_certificates_give_the_same_bytes(template: Template, printed: Make) -> None:
    batch = [printed(name) for name in PEOPLE]
    first = render(batch, template)
    render([printed("ฬี่ ฎู ฏุ ญฺ นํ้า ป๋ำ")], template)

    assert render(batch, template) == first


def test_what_the_batch_shares_is_stored_once(
    template: Template, printed: Make, emblem: bytes
) -> None:
    with_emblem = replace(template, emblem=emblem)
    one = render([printed()], with_emblem)
    many = render([printed(code=f"{n:012d}") for n in range(50)], with_emblem)

    assert (len(many) - len(one)) / 49 < 2_000


def test_certificates_of_two_classes_may_be_merged(
    template: Template, printed: Make, text_of: Read
) -> None:
    batch = [printed(), printed(class_number="35"), printed()]

    read = text_of(render(batch, template))

    assert ["รุ่นที่ ๓๕" in page for page in read] == [False, True, False]


@pytest.mark.parametrize("length", [60, 120, 300])
def test_a_very_long_name_is_printed_whole_on_its_page(
    length: int, template: Template, printed: Make, text_of: Read
) -> None:
    name = ("นางสาวกตัญญูเกษมสำราญ ณ บางกอก " * 12)[:length].strip()

    (page,) = text_of(render([printed(name)], template))

    assert name.replace(" ", "") in page.replace("\n", "").replace(" ", "")


def test_an_unbroken_name_of_300_letters_stays_on_the_paper(
    template: Template, printed: Make, picture_of: Callable[..., Image.Image]
) -> None:
    image = picture_of(render([printed("กฺ" * 150)], template), dpi=60)

    margin = int(24 / 72 * 60) - 2
    assert image.crop((0, 0, margin, image.height)).getextrema() == (255, 255)
    assert image.crop((image.width - margin, 0, image.width, image.height)).getextrema()[0] == 255


def test_long_and_missing_lines_find_their_place(
    template: Template, printed: Make, text_of: Read
) -> None:
    long = f"{printed().held} (รุ่นพิเศษสำหรับผู้บริหารสำนักงานเขตทั้งห้าสิบเขตของกรุงเทพมหานคร)"
    crowded = replace(printed(), held=long, course=printed().course * 2, venue="", organisation="")

    (page,) = text_of(render([crowded], template))

    read = page.replace("\n", "").replace(" ", "")
    for text in (long, crowded.course, crowded.length, crowded.issued):
        assert text.replace(" ", "") in read


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_any_number_of_people_may_sign(
    count: int, template: Template, printed: Make, text_of: Read
) -> None:
    blocks = tuple((f"(ผู้ลงนาม{n})", f"ตำแหน่งที่{n}") for n in range(count))

    (page,) = text_of(render([replace(printed(), signatories=blocks)], template))

    assert all(name in page and position in page for name, position in blocks)


def test_emblem_and_signature_are_drawn(
    template: Template, printed: Make, emblem: bytes, picture_of: Callable[..., Image.Image]
) -> None:
    bare = render([printed()], template)
    signed = replace(template.signatories[0], image=emblem)
    dressed = replace(template, emblem=emblem, signatories=(signed, *template.signatories[1:]))

    pdf = render([printed()], dressed)

    assert pdf.count(b"/Subtype /Image") > bare.count(b"/Subtype /Image") == 0
    assert unreadable_pictures(dressed) == ()
    assert picture_of(pdf, dpi=40) != picture_of(bare, dpi=40)


@pytest.mark.parametrize("broken", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_a_broken_picture_is_left_out_and_named(
    broken: bytes, template: Template, printed: Make, text_of: Read
) -> None:
    signatories = (Signatory("นายก", "หัวหน้า", broken), *template.signatories[1:])
    damaged = replace(template, emblem=broken, signatories=signatories)

    read = text_of(render([printed()], damaged))

    assert "นายสมชาย ใจดี" in read[0]
    assert unreadable_pictures(damaged) == ("emblem-unreadable", "signature-unreadable")


def test_a_picture_cut_off_in_the_middle_is_left_out(template: Template, emblem: bytes) -> None:
    damaged = replace(template, emblem=emblem[: len(emblem) // 2])

    assert unreadable_pictures(damaged) == ("emblem-unreadable",)


def test_a_certificate_without_code_has_no_qr(
    template: Template, printed: Make, picture_of: Callable[..., Image.Image]
) -> None:
    pdf = render([replace(printed(), qr="", verify_code="")], template)

    assert zxingcpp.read_barcodes(picture_of(pdf)) == []


def test_progress_is_told_and_reaches_the_end(template: Template, printed: Make) -> None:
    seen: list[int] = []

    render([printed()] * 25, template, progress=lambda done: seen.append(done) is None)

    assert seen == [10, 20, 25]


def test_the_work_can_be_stopped(template: Template, printed: Make) -> None:
    with pytest.raises(Cancelled):
        render([printed()] * 25, template, progress=lambda done: done < 20)


def test_no_certificates_make_an_empty_sheet_not_a_crash(template: Template) -> None:
    assert render([], template).startswith(b"%PDF")
