from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from reportlab.pdfbase.ttfonts import shapeStr

from desktop.exporters.page import A4_LANDSCAPE, About, open_document
from desktop.exporters.thai_fonts import Weight, font, letters_of
from desktop.exporters.thai_text import SMALLEST, Pen, break_lines, fit, shape
from desktop.exporters.thai_words import clusters, visible, words

CONSONANTS = "กขคฆงจฉชซญฎฏฐณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
MARKS = [
    "ะ",
    "ั",
    "า",
    "ำ",
    "ิ",
    "ี",
    "ึ",
    "ื",
    "ุ",
    "ู",
    "็",
    "่",
    "้",
    "๊",
    "๋",
    "์",
    "ํ",
    "ิ่",
    "ี้",
    "ึ๊",
    "ื่",
    "ุ้",
    "ู่",
    "ั้",
    "้ำ",
    "่ำ",
]
COMBINING = "ัิีึืฺุู็่้๊๋์ํ๎"

cluster = st.builds(
    lambda lead, base, mark: lead + base + mark,
    st.sampled_from(["", "", "", "เ", "แ", "โ", "ใ", "ไ"]),
    st.sampled_from(CONSONANTS),
    st.sampled_from(["", "", *MARKS]),
)
name = st.lists(cluster, min_size=1, max_size=9).map("".join)
names = st.lists(name, min_size=1, max_size=4).map(" ".join)


def pdf_of(*lines: str, weight: Weight = "SemiBold") -> bytes:
    target = BytesIO()
    canvas = open_document(target, About("", "", ""), A4_LANDSCAPE)
    pen = Pen(canvas)
    for line in lines:
        pen.write(40, 300, shape(line, weight), 24)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@settings(max_examples=12)
@given(people=st.lists(names, min_size=20, max_size=20))
def test_any_thai_name_is_copied_letter_for_letter(
    people: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("names") / "names.pdf"
    path.write_bytes(pdf_of(*people))

    read = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout

    assert [page.strip() for page in read.decode().split("\f")[:-1]] == people


@pytest.mark.parametrize(
    "text",
    [
        "ปี่ ที่ น้ำ ญู ฐุ ปั้น ผู้ใหญ่ กตัญญู ฤๅษี",
        "ว่าที่ร้อยตรีหญิง สุวรรณภิงคาร ณ อยุธยา",
        "Dr. Zoë O’Neill-Ångström (AVATAR) 100%",
        "S02 เศรษฐกิจดิจิทัล v2.0 ที่นี่",
        "สมชาย 😀 \\(ใจดี",
    ],
)
def test_mixed_texts_are_copied_letter_for_letter(
    text: str, text_of: Callable[[bytes], list[str]]
) -> None:
    assert text_of(pdf_of(text))[0].strip() == text


def test_more_letters_than_one_subset_holds_are_copied_too(
    text_of: Callable[[bytes], list[str]],
) -> None:
    latin = "".join(map(chr, [*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x17F)]))
    thai = "".join(map(chr, [*range(0x0E01, 0x0E2F), *range(0x0E50, 0x0E5A)]))

    read = text_of(pdf_of(latin, f"{thai} ที่ กตัญญู", "Ž ที่ ฐู ő"))

    assert [page.strip() for page in read] == [latin, f"{thai} ที่ กตัญญู", "Ž ที่ ฐู ő"]


def test_readers_that_know_no_actual_text_still_find_the_letters() -> None:
    text = PdfReader(BytesIO(pdf_of("กตัญญู ปี่ ฐุ"))).pages[0].extract_text()

    assert text.replace(" ", "") == "กตัญญูปี่ฐุ"


@given(names)
def test_marks_stand_where_the_shaper_of_the_library_puts_them(text: str) -> None:
    face = font("Regular")
    theirs = shapeStr(text, face.fontName, 1000, force=True)
    places = getattr(theirs, "__shapeData__")  # noqa: B009

    ours = shape(text, "Regular")

    assert "".join(glyph.code for glyph in ours.glyphs) == theirs
    assert [(g.advance, g.right, g.up) for g in ours.glyphs] == [
        (place.x_advance, place.x_offset, place.y_offset) for place in places
    ]


@pytest.mark.parametrize(
    "text",
    [
        "รุ่นที่ ๓๔ ระหว่างวันที่ ๒๓ – ๒๕ มกราคม (๑๘ ชั่วโมง)",
        "ปี่ ที่ น้ำ ญู ฐุ ปั้น ผู้ใหญ่ กตัญญู ฤๅษี ฎุ ฏู ฬี ป๋ำ",
        "นางสาวจันทร์เพ็ญ เกียรติคุณ AVATAR Tom",
    ],
)
@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold"])
def test_a_page_looks_the_same_as_the_library_draws_it(
    text: str, weight: Weight, picture_of: Callable[..., Image.Image]
) -> None:
    target = BytesIO()
    canvas = open_document(target, About("", "", ""), A4_LANDSCAPE)
    line = canvas.beginText(40, 300)
    line.setFont(font(weight).fontName, 24)
    line.textLine(shapeStr(text, font(weight).fontName, 24, force=True))
    canvas.drawText(line)
    canvas.showPage()
    canvas.save()

    difference = ImageChops.difference(
        picture_of(target.getvalue()), picture_of(pdf_of(text, weight=weight))
    )

    assert difference.getextrema()[1] < 64  # the edges of letters round differently
    assert ImageStat.Stat(difference).mean[0] < 0.05


def test_marks_after_latin_letters_are_shaped_as_thai() -> None:
    mixed = shape("IT ที่ปี่", "Regular")
    alone = shape("ที่ปี่", "Regular")

    assert mixed.glyphs[-len(alone.glyphs) :] == alone.glyphs


def test_what_has_no_shape_is_not_drawn() -> None:
    assert shape("สม\u200bชาย\u00a0ใจดี", "Regular").text == "สมชาย ใจดี"


@given(text=st.lists(names, max_size=8).map(" ".join), width=st.floats(30, 400))
def test_broken_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = break_lines(text, width, "Regular", 16)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line[0] not in COMBINING
        assert shape(line, "Regular").width(16) <= width or len(clusters(line)) == 1


def test_lines_break_between_words() -> None:
    text = "หลักสูตรเร่งรัดเพื่อเตรียมความพร้อมเข้าสู่องค์การภาครัฐแบบดิจิทัล"

    lines = break_lines(text, 200, "Regular", 18)

    assert lines == ["หลักสูตรเร่งรัดเพื่อเตรียม", "ความพร้อมเข้าสู่องค์การ", "ภาครัฐแบบดิจิทัล"]


def test_no_text_is_no_line() -> None:
    assert break_lines(" \u200b ", 100, "Regular", 16) == []
    assert words("") == []


@given(names)
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text
    assert "".join(clusters(text)) == text


def test_a_short_name_keeps_its_size() -> None:
    fitted = fit("นายสมชาย ใจดี", 600, "SemiBold", 36)

    assert (len(fitted.lines), fitted.size) == (1, 36)


def test_a_long_name_shrinks_to_its_place() -> None:
    fitted = fit("ว่าที่ร้อยตรีหญิง สุวรรณภิงคาร ณ อยุธยา", 400, "SemiBold", 36)

    assert len(fitted.lines) == 1
    assert SMALLEST * 36 <= fitted.size < 36
    assert fitted.lines[0].width(fitted.size) == pytest.approx(400)


def test_a_longer_name_takes_two_lines_broken_at_a_blank() -> None:
    fitted = fit("ว่าที่ร้อยตรีหญิง สุวรรณภิงคาร ณ อยุธยา", 250, "SemiBold", 36)

    assert [line.text for line in fitted.lines] == ["ว่าที่ร้อยตรีหญิง", "สุวรรณภิงคาร ณ อยุธยา"]
    assert fitted.size == pytest.approx(SMALLEST * 36)


@given(st.text(st.sampled_from("กขคงจ่้ีูเแ Aa"), min_size=1, max_size=300))
def test_any_name_fits_whole(text: str) -> None:
    fitted = fit(text, 300, "SemiBold", 36)

    assert 1 <= len(fitted.lines) <= 2
    assert all(line.width(fitted.size) <= 300.01 for line in fitted.lines)
    whole = "".join(line.text for line in fitted.lines)
    assert whole.replace(" ", "") == visible(text).replace(" ", "")


def test_a_single_cluster_too_wide_stays_on_one_line() -> None:
    fitted = fit("กี่", 3, "SemiBold", 36)

    assert [line.text for line in fitted.lines] == ["กี่"]
    assert fitted.lines[0].width(fitted.size) <= 3.01


@pytest.mark.parametrize(
    ("glyph", "letters"),
    [("uni0E48.narrow", "่"), ("uni0E4D0E49", "ํ้"), ("yoYingthai.less", "ญ"), (".notdef", "\ufffd")],
)
def test_a_glyph_knows_its_letters(glyph: str, letters: str) -> None:
    assert letters_of(glyph) == letters
