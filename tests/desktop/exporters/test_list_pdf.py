from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from desktop.exporters.archive_pdf import pages
from desktop.exporters.list_pdf import ListColumn, OfficialList, render_list

Read = Callable[[bytes], list[str]]
COLUMNS = (ListColumn("ที่", 1, "centre"), ListColumn("ชื่อ", 4), ListColumn("หมายเหตุ", 3))


def footer(page: int, of: int) -> str:
    return f"หน้า {page} จาก {of}"


def sheet(rows: list[tuple[str, str, str]], **more: object) -> OfficialList:
    given: dict[str, object] = {"signatures": ("ผู้ลงนาม",), **more}
    return OfficialList("บัญชีรายชื่อ", ("รุ่นที่ ๓๔",), COLUMNS, rows, footer, **given)


def test_every_name_reads_back_letter_for_letter(text_of: Read) -> None:
    names = ["นายกู้เกียรติ ปิ่นทองคำ", "นางสาวน้ำผึ้ง ศรีสุวรรณภูมิ", "ว่าที่ร้อยตรีหญิง ญาณิศา ณ อยุธยา"]

    read = text_of(render_list(sheet([(str(n), name, "") for n, name in enumerate(names, 1)])))

    assert [name in read[0] for name in names] == [True] * 3


def test_an_empty_list_is_a_page_with_its_heading(text_of: Read) -> None:
    (page,) = text_of(render_list(sheet([])))

    assert "บัญชีรายชื่อ" in page
    assert "หน้า 1 จาก 1" in page
    assert "ผู้ลงนาม" in page


def test_without_signatures_nothing_is_carried_to_another_page() -> None:
    rows = [(str(n), "ก", "") for n in range(28)]

    assert pages(render_list(sheet(rows, signatures=()))) == 1
    assert pages(render_list(sheet(rows))) == 2


def test_who_signs_the_last_page_sees_names_on_it(text_of: Read) -> None:
    rows = [(str(n), f"ชื่อที่{n}", "") for n in range(28)]

    read = text_of(render_list(sheet(rows)))

    assert "ชื่อที่27" in read[-1]
    assert "ผู้ลงนาม" in read[-1]


def test_a_very_long_note_takes_many_lines_and_stays_whole(text_of: Read) -> None:
    note = "เข้าร่วมไม่ครบเพราะติดราชการที่หน่วยงานอื่น " * 6

    (page,) = text_of(render_list(sheet([("1", "นายก ข", note.strip())])))

    assert "".join(page.split()).count("ติดราชการที่หน่วยงานอื่น") == 6


def test_lying_paper_holds_fewer_rows() -> None:
    rows = [(str(n), "ก", "") for n in range(24)]

    assert pages(render_list(sheet(rows))) == 1
    assert pages(render_list(sheet(rows, landscape=True, row_height=30))) == 2


@given(st.lists(st.tuples(*[st.text(max_size=60)] * 3), max_size=40))
def test_any_text_can_be_printed(rows: list[tuple[str, str, str]]) -> None:
    assert pages(render_list(sheet(rows))) >= 1
