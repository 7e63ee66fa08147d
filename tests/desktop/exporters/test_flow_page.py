from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from desktop.exporters.archive_pdf import pages
from desktop.exporters.flow_grid import Cell, Column, Grid, Row, facts, table
from desktop.exporters.flow_page import FOOT, TOP, Flow
from desktop.exporters.flow_text import CUT, set_lines
from desktop.exporters.page import About

Read = Callable[[bytes], list[str]]
COLUMNS = (Column("ที่", 1, "centre"), Column("ขั้นตอน", 4), Column("นาที", 1, "right"))


def flow(landscape: bool = False) -> Flow:
    return Flow(About("เรื่อง", "", ""), lambda n, of: ("ท้ายหน้า", f"หน้า {n} จาก {of}"), landscape)


def test_every_page_has_its_foot(text_of: Read) -> None:
    paper = flow()
    paper.paragraph("บรรทัดหนึ่ง\n" * 100)

    read = text_of(paper.save())

    assert len(read) == paper.pages == 3
    assert [f"หน้า {n} จาก 3" in page for n, page in enumerate(read, 1)] == [True] * 3
    assert all("ท้ายหน้า" in page for page in read)


def test_a_heading_never_stands_alone_at_the_end_of_a_page(text_of: Read) -> None:
    paper = flow()
    paper.top = FOOT + 60
    paper.heading("แผนปฏิบัติการ", "๘")
    paper.paragraph("จัดแฟ้มกลาง")

    read = text_of(paper.save())

    assert "แผนปฏิบัติการ" not in read[0]
    assert "แผนปฏิบัติการ" in read[1]


def test_own_lines_of_a_text_stay_apart() -> None:
    lines = [line.text for line in set_lines("หนึ่ง\nสอง\n\nสาม", 300, 12)]

    assert lines == ["หนึ่ง", "สอง", "สาม"]


def test_a_text_that_is_cut_says_so() -> None:
    lines = set_lines("คำยาวมาก" * 40, 100, 12, most=2)

    assert len(lines) == 2
    assert lines[-1].text.endswith(CUT)
    assert all(line.width(12) <= 100 for line in lines)


def test_a_very_long_text_is_cut_without_being_set_whole() -> None:
    lines = set_lines("ก" * 1_000_000, 100, 12, most=3)

    assert len(lines) == 3
    assert lines[-1].text.endswith(CUT)


def test_what_is_cut_says_so_even_where_it_takes_no_room() -> None:
    lines = set_lines("ก" + "\n" * 10_000 + "ข", 100, 12, most=2)

    assert [line.text for line in lines] == ["ก…"]


def test_a_text_that_fits_is_not_cut() -> None:
    assert [line.text for line in set_lines("สั้น", 100, 12, most=1)] == ["สั้น"]


def test_the_paper_turns_and_turns_back() -> None:
    paper = flow()
    standing = paper.room
    paper.paragraph("ก")
    paper.turn(landscape=True)
    lying = paper.room
    paper.paragraph("ข")
    paper.turn(landscape=True)
    paper.turn(landscape=False)

    assert lying > standing == paper.room
    assert paper.pages == 3


def test_an_empty_page_is_turned_itself() -> None:
    paper = flow()
    paper.turn(landscape=True)
    paper.paragraph("ก")
    paper.turn(landscape=False)

    assert paper.pages == 2
    assert paper.sheets[0].size > paper.sheets[1].size


def test_a_drawing_is_never_parted() -> None:
    paper = flow()
    paper.top = FOOT + 90
    paper.draw(100, lambda x, top: [f"{x} {top} m"])

    assert paper.pages == 2
    assert paper.top == paper.sheets[1].size[1] - TOP - 100


def test_parts_side_by_side_end_where_the_longer_ends() -> None:
    paper = flow()
    whole, begin = paper.room, paper.top
    paper.beside(
        (1, lambda: paper.paragraph("ก\nข\nค")),
        (2, lambda: paper.paragraph("ก")),
    )
    three = begin - paper.top
    paper.paragraph("ง")

    assert three > 2 * (begin - three - paper.top)
    assert paper.room == whole


def test_signatures_keep_together(text_of: Read) -> None:
    paper = flow()
    paper.top = FOOT + 40
    paper.sign(["ประธานกรรมการ", "กรรมการและเลขานุการคณะกรรมการให้คะแนนโครงการต้นแบบประจำรุ่น"])

    read = text_of(paper.save())

    assert "ประธานกรรมการ" not in read[0]
    assert "ประธานกรรมการ" in read[1]


def test_a_table_repeats_its_heading(text_of: Read) -> None:
    paper = flow()
    rows = [Row((str(n), "เสนอผู้อำนวยการ", "๓๐")) for n in range(80)]
    table(paper, Grid(COLUMNS, rows))

    read = text_of(paper.save())

    assert len(read) == 3
    assert all("ขั้นตอน" in page for page in read)


def test_a_row_higher_than_a_page_runs_on_and_loses_nothing(text_of: Read) -> None:
    paper = flow()
    note = " ".join(f"บันทึก{n}" for n in range(400))
    text = " ".join(f"คำ{n}" for n in range(900))
    table(paper, Grid(COLUMNS, [Row(("1", text, "30"), note=note)]))

    read = "".join("".join(text_of(paper.save())).split())

    assert read.count("คำ") == 900
    assert read.count("บันทึก") == 400
    assert read.index("คำ0") < read.index("คำ899") < read.index("บันทึก399")


def test_a_row_that_does_not_fit_begins_the_next_page_whole(text_of: Read) -> None:
    paper = flow()
    paper.top = FOOT + 100
    table(paper, Grid(COLUMNS, [Row(("1", "ต้น", "")), Row(("2", "ยาว\n" * 8 + "ปลาย", ""))]))

    read = text_of(paper.save())

    assert "ต้น" in read[0]
    assert "ยาว" not in read[0]
    assert "ปลาย" in read[1]


def test_cells_that_are_set_off_and_struck_are_read_like_others(text_of: Read) -> None:
    paper = flow()
    cells = (Cell("๑", "SemiBold"), Cell("ตัดออก", struck=True), Cell("๕", struck=True))
    table(paper, Grid(COLUMNS, [Row(cells)], "rows"))

    (read,) = text_of(paper.save())

    assert "ตัดออก" in read


def test_facts_stand_in_two_columns(text_of: Read) -> None:
    paper = flow()
    facts(paper, [("ชื่อ", "นางสาวน้ำผึ้ง กตัญญู"), ("หน่วยงาน", "")])

    (read,) = text_of(paper.save())

    assert "นางสาวน้ำผึ้ง กตัญญู" in read


@given(
    st.lists(st.tuples(*[st.text(max_size=80)] * 3), max_size=30),
    st.text(max_size=200),
    st.floats(FOOT, 800),
)
def test_any_text_can_be_set(rows: list[tuple[str, str, str]], note: str, top: float) -> None:
    paper = flow()
    paper.top = top
    paper.title(note)
    paper.heading(note, "1")
    table(paper, Grid(COLUMNS, [Row(row, note) for row in rows]))

    assert pages(paper.save()) == paper.pages
