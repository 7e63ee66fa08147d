"""Rosters laid out as other agencies do, each with the outcome a careful officer expects.

Rows are written one a line with | between cells. Every roster goes through a workbook and through
delimited text; both must give the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

LETTER = """
||บันทึกข้อความ||
ส่วนราชการ|สำนักงานเขตบางรัก|โทร. ๐ ๒๒๓๔ ๕๖๗๘||
ที่|กท ๐๔๐๑/๑๒๓|วันที่|๑๕ มกราคม ๒๕๖๒|
เรื่อง|ส่งรายชื่อผู้เข้ารับการฝึกอบรม|||
เรียน|ผู้อำนวยการสถาบันพัฒนาข้าราชการกรุงเทพมหานคร|||
||||
"""

SHAPES: dict[str, dict[str, Any]] = {
    "a header over two merged lines": {
        "rows": """
        บัญชีรายชื่อผู้เข้ารับการอบรม
        ลำดับ|ชื่อ-สกุล|||ตำแหน่ง|สังกัด
        |คำนำหน้า|ชื่อ|สกุล||
        1|นาย|ปิยะ|ดี|ครู|สนข.บางรัก
        """,
        "names": "นายปิยะ ดี",
    },
    "a header in row 8 under a letterhead": {
        "rows": LETTER
        + """ลำดับที่|รายชื่อ|ตำแหน่ง|เบอร์ติดต่อ|e-mail address
        ๑|นายปิยะ  ดี|ครู|๐๘๑ ๒๓๔ ๕๖๗๘|piya@example.go.th
        |รวม ๑ คน|||
        |||ลงชื่อ....................ผู้รับรอง|
        |||(นายสมชาย ใจดี)|
        |||ผู้อำนวยการเขตบางรัก|
        """,
        "names": "นายปิยะ ดี",
    },
    "a title over the page that says รายชื่อ too": {
        "rows": """
        รายชื่อผู้เข้าอบรม
        ชื่อ-สกุล
        นายปิยะ ดี
        นางมาลี สุข
        """,
        "names": "นายปิยะ ดี, นางมาลี สุข",
    },
    "a column named after the participants": {
        "rows": """
        รายชื่อผู้เข้าอบรม|
        ที่|ผู้เข้าร่วม
        1|นายปิยะ ดี
        2|มาลี สุข
        """,
        "names": "นายปิยะ ดี, มาลี สุข",
    },
    "headings in English": {
        "rows": """
        No.|Title|First Name|Last Name|Citizen ID|Position|Agency|Mobile|E-mail
        1|Mr.|Piya|Dee|1234567890121|Officer|Bang Rak District Office|812345678|PIYA@EXAMPLE.GO.TH
        2|MRS|MALEE|SUK||Officer|Bangrak||
        3|Miss|Dao|Dee||Officer|Bangrak District Office, BMA||
        Total 3||||||||
        """,
        "names": "Mr. Piya Dee, Mrs. MALEE SUK, Miss Dao Dee",
    },
    "headings in two languages": {
        "rows": """
        ลำดับ/No.|คำนำหน้า/Title|ชื่อ/Name|นามสกุล/Surname|Agency สังกัด
        1|นาย|ปิยะ|ดี|สนข.บางรัก
        """,
        "names": "นายปิยะ ดี",
    },
    "a name in two languages and one column": {
        "rows": """
        ลำดับ (No.)|ชื่อ (Name)|สังกัด (Agency)
        1|นายปิยะ ดี|สนข.บางรัก
        """,
        "names": "นายปิยะ ดี",
    },
    "Thai and English names side by side": {
        "rows": """
        ที่|First name (EN)|Last name (EN)|ชื่อ (ไทย)|นามสกุล (ไทย)
        1|Piya|Dee|นายปิยะ|ดี
        """,
        "names": "นายปิยะ ดี",
    },
    "English names where there are no others": {
        "rows": """
        ที่|First name (EN)|Last name (EN)
        1|Piya|Dee
        """,
        "names": "Piya Dee",
    },
    "nicknames, units and superiors beside the name": {
        "rows": """
        ที่|ชื่อผู้บังคับบัญชา|ชื่อเล่น|ชื่อหน่วยงาน|ชื่อตำแหน่ง|ชื่อ-สกุล
        1|นายใหญ่ โต|ปู|สนข.บางรัก|ครู|นายปิยะ ดี
        """,
        "names": "นายปิยะ ดี",
    },
    "a superior's telephone and e-mail are not the person's": {
        "rows": """
        ที่|ชื่อ-สกุล ผู้บังคับบัญชา|อีเมลผู้บังคับบัญชา|ชื่อผู้เข้าอบรม|ชื่อเล่น
        1|นายใหญ่ โต|ไม่ทราบแน่|นายปิยะ ดี|ปู
        """,
        "names": "นายปิยะ ดี",
    },
    "columns in another order": {
        "rows": """
        อีเมล์|ต้นสังกัด|นามสกุล|ตำแหน่ง|ชื่อ|ที่|คำนำหน้า|มือถือ
        a@example.com|สยป.|ดี|ครู|ปิยะ|1|นาย|0812345678
        """,
        "names": "นายปิยะ ดี",
    },
    "a number column without heading tells a signature from a person": {
        "rows": """
        |ชื่อ-สกุล|สังกัด
        1|นายปิยะ ดี|สนข.บางรัก
        2|นางมาลี สุข|สนข.บางรัก
        |รวม 2 คน|
        |นายใหญ่ โต|
        |ผู้อำนวยการเขต|
        """,
        "names": "นายปิยะ ดี, นางมาลี สุข",
    },
    "no header at all, numbers before the names": {
        "rows": """
        1. นายปิยะ ดี
        2. นางมาลี สุข
        """,
        "names": "นายปิยะ ดี, นางมาลี สุข",
    },
    "a list typed as text": {
        "rows": """
        ที่ ชื่อ-สกุล
        1 นายปิยะ ดี
        2 นางมาลี สุข
        """,
        "names": "นายปิยะ ดี, นางมาลี สุข",
    },
    "a sheet to sign on": {
        "rows": """
        ที่|ชื่อ-สกุล|สังกัด|ลายมือชื่อ|หมายเหตุ
        1|ปิยะ ดี|สนข.บางรัก|....................|
        2|นางมาลี สุข|สนข.บางรัก|____________|
        3|....................||....................|
        """,
        "names": "ปิยะ ดี, นางมาลี สุข",
    },
    "a sheet to sign on without numbers": {
        "rows": """
        ชื่อ-สกุล|สังกัด|ลายมือชื่อ
        ปิยะ ดี|สนข.บางรัก|....................
        นางมาลี สุข||....................
        ผู้รับรอง|....................|
        """,
        "names": "ปิยะ ดี, นางมาลี สุข",
    },
    "totals in every wording": {
        "rows": """
        ที่|ชื่อ-สกุล|สังกัด
        1|นายปิยะ ดี|สนข.บางรัก
        |รวม 38 คน|
        รวมทั้งสิ้น||38
        Total 38||
        |ยอดรวม ๓๘ ราย|
        |ทั้งหมด 38 คน|
        จำนวน 38 คน||
        """,
        "names": "นายปิยะ ดี",
    },
    "signatures of every kind": {
        "rows": """
        ที่|ชื่อ-สกุล|ตำแหน่ง|สังกัด
        1|นายปิยะ ดี|ครู|สนข.บางรัก
        |||
        |||ขอรับรองว่าถูกต้อง
        |(ลงชื่อ)........||
        |ผู้รับรอง||
        |( นายใหญ่ โต )||
        |นายใหญ่ โต|ผู้อำนวยการเขต|
        |||๑๕ ม.ค. ๒๕๖๒
        """,
        "names": "นายปิยะ ดี",
    },
    "a header repeated on the next page": {
        "rows": """
        ที่|ชื่อ||สังกัด
        |ชื่อ|สกุล|
        1|นายปิยะ|ดี|สนข.บางรัก
        - 2 -|||
        ที่|ชื่อ||สังกัด
        |ชื่อ|สกุล|
        2|นางมาลี|สุข|สนข.บางรัก
        หน้า 2/2|||
        """,
        "names": "นายปิยะ ดี, นางมาลี สุข",
    },
    "a second line of headings that only says how to write": {
        "rows": """
        ลำดับ|ชื่อ - สกุล|ตำแหน่ง|สังกัด
        ที่|(ตัวบรรจง)||
        (1)|(2)|(3)|(4)
        1|นายปิยะ ดี|ครู|สนข.บางรัก
        """,
        "names": "นายปิยะ ดี",
    },
    "groups of columns, the superior's to the right": {
        "rows": """
        ที่|ข้อมูลผู้เข้าอบรม||||ข้อมูลผู้บังคับบัญชา||
        |คำนำหน้า|ชื่อ|สกุล|โทร|ชื่อ|สกุล|โทร
        1|นาย|ปิยะ|ดี|0812345678|นายใหญ่|โต|0899999999
        """,
        "names": "นายปิยะ ดี",
    },
    "a form for one person, which is no roster of headings": {
        "rows": """
        แบบตอบรับ
        ชื่อ-สกุล|นายปิยะ ดี
        ตำแหน่ง|ครู
        สังกัด|สนข.บางรัก
        """,
    },
    "an example row on top": {
        "rows": """
        ที่|ชื่อ-สกุล|สังกัด
        ตัวอย่าง|นายสมชาย ใจดี|สนข.บางรัก
        1|นายปิยะ ดี|สนข.บางรัก
        """,
        "names": "นายปิยะ ดี",
    },
    "numbers that begin again under each agency": {
        "rows": """
        ที่|ชื่อ-สกุล|ตำแหน่ง
        สำนักงานเขตบางรัก||
        1|นายปิยะ ดี|ครู
        2|นางมาลี สุข|ครู
        รวม 2 คน||
        สนข.ปทุมวัน||
        1|นายปิยะ ดี|ครู
        """,
        "names": "นายปิยะ ดี, นางมาลี สุข, นายปิยะ ดี",
    },
    "a list of reserves below": {
        "rows": """
        ที่|ชื่อ-สกุล|สังกัด
        1|นายปิยะ ดี|สนข.บางรัก
        สำรอง||
        1|นางมาลี สุข|สนข.บางรัก
        """,
        "names": "นายปิยะ ดี, นางมาลี สุข",
    },
    "a header and nothing else": {
        "rows": "ที่|ชื่อ-สกุล|สังกัด",
    },
    "a header and a total": {
        "rows": """
        ที่|ชื่อ-สกุล|สังกัด
        |รวม 0 คน|
        """,
    },
    "one name among columns that mean nothing here": {
        "rows": """
        ที่|ชื่อ-สกุล|เพศ|อายุ|วุฒิ|รุ่น|อาหาร|ขนาดเสื้อ
        1|นายปิยะ ดี|ชาย|35|ป.ตรี|1|ปกติ|L
        """,
        "names": "นายปิยะ ดี",
    },
    "answers to a form on the web": {
        "rows": """
        ID|Start time|Email|Name|1. คำนำหน้า|2. โปรดระบุชื่อ-สกุล (ตัวบรรจง)|สังกัด (เช่น สนข.บางรัก)
        1|2019-01-02T08:00:00|anonymous|anonymous|นาย|ปิยะ ดี|สนข.ปทุมวัน
        2|2019-01-02T08:05:00|anonymous|anonymous|นางสาว|มาลี สุข|เขตสาทร
        """,
        "names": "นายปิยะ ดี, นางสาวมาลี สุข",
    },
    "columns for the hand to fill in": {
        "rows": """
        ลำดับ|ชื่อ (ตัวบรรจง)|นามสกุล (ตัวบรรจง)|วันที่ 1|วันที่ 2|วันที่ 3
        1|ปิยะ|ดี|||
        2|มาลี|สุข|||
        """,
        "names": "ปิยะ ดี, มาลี สุข",
    },
    "a number that stands before each unit and person": {
        "rows": """
        ที่|รายชื่อ|ตำแหน่ง|มือถือ
        1|สำนักงานเขตบางรัก||
        |1. นายปิยะ ดี|ครู|0812345678
        |2. นางมาลี สุข|ครู|
        2|สำนักงานเขตสาทร||
        |1. นายปิยะ ดี|ครู|
        """,
        "names": "นายปิยะ ดี, นางมาลี สุข, นายปิยะ ดี",
    },
}


@pytest.mark.parametrize("saved_as", ["xlsx", "csv"])
@pytest.mark.parametrize("title", SHAPES)
def test_a_roster_of_another_shape_gives_what_an_officer_expects(
    title: str, saved_as: str, told: Callable[[str, str], dict[str, Any]]
) -> None:
    expected = {"names": "", **SHAPES[title]}
    rows = expected.pop("rows")

    assert told(rows, saved_as) == expected
