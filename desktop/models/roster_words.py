"""What agencies write above the columns of a roster."""

from __future__ import annotations

import re
from typing import Literal, get_args

from desktop.models.thai import clean

Field = Literal[
    "seq", "title", "first", "last", "name", "citizen_id", "position", "position_level", "level",
    "agency", "phone", "email", "employee_no", "note",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)

_NOT_LETTERS = re.compile(r"[^a-zก-๎0-9#]+")
_LONGEST = 60  # letters: longer is a sentence, not a heading
DOUBTFUL = 5  # the name again in English: used only where there is no other
_ENGLISH_TOO = re.compile("อังกฤษ|english")

# Tried in this order on the letters of a heading alone; the first that covers it wins. The number
# says how doubtful the meaning is when two columns claim the same field.
_WORDINGS: tuple[tuple[Field, int, str], ...] = (
    ("email", 0, r".*(?:email|อีเม|จดหมายอิเล็ก|ไปรษณีย์อิเล็ก).*|mail"),
    ("phone", 0, r".*(?:มือถือ|mobile|cell(?:phone)?no?).*"),
    ("phone", 1, r"(?!.*(?:โทรสาร|fax)).*(?:โทร|เบอร์|phone|tel).*|หมายเลขติดต่อ.*"),
    ("citizen_id", 0, r".*(?:ประชาชน|13หลัก|บัตรปชช|citizenid|citizenno|nationalid|idcard).*"),
    ("citizen_id", 1, r"idno|idnumber|เลขบัตร|id13"),
    ("employee_no", 0, r"(?:เลข|รหัส|หมายเลข).*(?:ข้าราชการ|พนักงาน|เจ้าหน้าที่|บุคลากร)"),
    ("employee_no", 1, r"(?:employee|staff|personnel)(?:id|no|number|code)|เลขประจำตัว|รหัส"),
    ("note", 0, r"หมายเหตุ.*|notes?|remarks?|comments?|อื่นๆ"),
    ("position_level", 0, r"(?:ชื่อ)?ตำแหน่ง.*ระดับ.*|position.*level|position.*grade"),
    ("level", 0, r"ระดับ.*|(?:position)?level|grade|class"),
    ("position", 0, r"(?:ชื่อ)?ตำแหน่ง(?!.*(?:เลขที่|ประเภท)).*"),
    ("position", 0, r"position|job(?:title)?|designation"),
    ("agency", 0, r"(?:ชื่อ)?(?:หน่วยงาน|ส่วนราชการ|ต้นสังกัด|สังกัด)(?!.*โทร).*"),
    ("agency", 0, r"(?:สำนัก(?:งาน)?)?(?:สำนักงาน)?(?:เขต)?(?:สำนัก)?"),
    ("agency", 0, r"agency|department|dept|organi[sz]ation|office|bureau|district|affiliation"),
    ("agency", 1, r"unit|division|section|workplace|สถานที่ทำงาน|ที่ทำงาน"),
    ("seq", 0, r"ลำดับ(?:ที่|เลขที่|รายชื่อ)?|ที่|no|#|seq|sequence|item|order|number"),
    ("seq", 1, r"เลขที่|ข้อ|row"),
    ("last", 0, r"(?:นาม)สกุล.*|surname|lastname|familyname|lname|สกุล"),
    ("name", 0, r"(?:คำนำหน้า|ยศ|คำนำหน้านาม)?(?:ชื่อ)?ชื่อ(?:ตัว)?(?:และ|กับ|นาม)*สกุล.*"),
    (
        "name",
        0,
        r"(?:ยศ|คำนำหน้า)ชื่อ(?:และ|กับ|นาม)*สกุล.*|(?:full|participants?|)names?(?:surname|andsurname|lastname)?",
    ),
    (
        "name",
        1,
        r"(?:ราย)ชื่อ(?!.*(?:หลักสูตร|หน่วยงาน|โครงการ)).*|ชื่อ(?:ผู้|เต็ม|ข้าราชการ|บุคลากร|พนักงาน).*",
    ),
    ("title", 0, r"คำนำ.*|titles?|prefix|salutation|ยศ|คำหน้า(?:ชื่อ|นาม)"),
    ("first", 0, r"ชื่อ(?:ตัว|จริง|ภาษาไทย|ไทย)?|firstname|givenname|forename|fname"),
)
_MEANINGS = tuple((field, doubt, re.compile(pattern)) for field, doubt, pattern in _WORDINGS)


def field_of(heading: str) -> tuple[Field, int] | None:
    """Say which field a heading means and how doubtful that is, or None."""
    text = clean(heading).lower()
    letters = _NOT_LETTERS.sub("", text)
    if not letters or len(letters) > _LONGEST:
        return None
    for field, doubt, pattern in _MEANINGS:
        if pattern.fullmatch(letters):
            return field, doubt + DOUBTFUL * bool(_ENGLISH_TOO.search(letters))
    return None


def is_heading(text: str) -> bool:
    """Say whether a cell repeats a heading, as printed again at the top of each page."""
    return field_of(text) is not None
