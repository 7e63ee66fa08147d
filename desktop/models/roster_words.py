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
DOUBTFUL = 5  # the name again in English, or somebody else's: used only where there is no other
_BESIDE = re.compile(  # what a heading says beside its meaning: the language, and as forms ask
    r"(?:ภาษา)?(?:ไทย|อังกฤษ)|\b(?:english|thai|eng|en|th)\b"
    r"|^[0-9๐-๙]{1,2}\s*[.)]|(?:กรุณา|โปรด)(?:ระบุ|กรอก|ใส่|เขียน)?|ตัวบรรจง|\(เช่น.*"
)
_ENGLISH_TOO = re.compile(r"อังกฤษ|\b(?:english|eng|en)\b")
_PIECE = re.compile(r"[ก-๎][ก-๎ .&–-]*|[a-z][a-z .&–-]*")
_SOMEBODY_ELSE = re.compile(
    "ผู้บังคับ|หัวหน้า|ผู้ประสาน|บิดา|มารดา|สามี|ภรรยา|คู่สมรส|ฉุกเฉิน|ผู้ปกครอง|วิทยากร|เดิม"
    "|ผู้(?:จัดทำ|รับรอง|บันทึก|อนุมัติ|เสนอ|ตรวจ|ใช้)"
    "|supervisor|manager|emergency|coordinator|father|mother|spouse|former|maiden|lecturer"
)

# Tried in this order on the letters of a heading alone; the first that covers it wins. The number
# says how doubtful the meaning is when two columns claim the same field.
_WORDINGS: tuple[tuple[Field, int, str], ...] = (
    ("email", 0, r".*(?:email|อีเม|จดหมายอิเล็ก|ไปรษณีย์อิเล็ก).*|mail"),
    ("phone", 0, r".*(?:มือถือ|mobile|cell(?:phone)?no?).*"),
    (
        "phone",
        1,
        r"(?!.*(?:โทรสาร|fax)).*(?:โทร|เบอร์|phone|tel).*|หมายเลขติดต่อ.*|contact(?:no|number)",
    ),
    ("citizen_id", 0, r".*(?:ประชาชน|13หลัก|ปชช|citizenid|citizenno|nationalid|idcard).*"),
    (
        "citizen_id",
        1,
        r"idno|idnumber|(?:หมาย)?เลข(?:ที่)?บัตร|id13|identification(?:no|number)|[cp]id",
    ),
    ("employee_no", 0, r"(?:เลข|รหัส|หมายเลข).*(?:ข้าราชการ|พนักงาน|เจ้าหน้าที่|บุคลากร)"),
    ("employee_no", 1, r"(?:employee|staff|personnel)(?:id|no|number|code)|เลขประจำตัว|รหัส|id"),
    ("note", 0, r"หมายเหตุ.*|notes?|remarks?|comments?|อื่นๆ"),
    ("position_level", 0, r"(?:ชื่อ)?ตำแหน่ง.*ระดับ.*|position.*level|position.*grade"),
    ("level", 0, r"ระดับ.*|(?:position)?level|grade|class"),
    ("position", 0, r"(?:ชื่อ)?ตำแหน่ง(?!.*(?:เลขที่|ประเภท)).*"),
    ("position", 0, r"position(?:title)?|job(?:title)?|designation"),
    ("agency", 0, r"(?:ชื่อ)?(?:หน่วยงาน|ส่วนราชการ|ต้นสังกัด|สังกัด)(?!.*โทร).*"),
    ("agency", 0, r"(?:สำนัก(?:งาน)?)?(?:สำนักงาน)?(?:เขต)?(?:สำนัก)?|สนข|องค์กร|สำนัก(?:กอง|ฝ่าย)"),
    (
        "agency",
        0,
        r"(?:agency|department|dept|organi[sz]ation|office|bureau|district|affiliation)"
        r"(?:name|division|office|agency)?",
    ),
    ("agency", 1, r"unit|division|section|workplace|สถานที่ทำงาน|ที่ทำงาน"),
    ("seq", 0, r"ลำดับ(?:ที่|เลขที่|รายชื่อ)?|ที่|no|#|seq|sequence|item|order|number|sn"),
    ("seq", 1, r"เลขที่|ข้อ|row"),
    ("last", 0, r"(?:นาม)สกุล.*|surname|lastname|familyname|lname|สกุล"),
    (
        "name",
        0,
        r"(?:ลำดับ)?(?:ที่)?(?:คำนำหน้า|ยศ|คำนำหน้านาม)?(?:ชื่อ)?ชื่อ(?:ตัว)?(?:และ|กับ|นาม)*(?:สกุล|ฉายา).*",
    ),
    ("name", 0, r"(?:ยศ|คำนำหน้า)ชื่อ(?:และ|กับ|นาม)*สกุล.*|first(?:name)?(?:and)?(?:last|sur)name"),
    (
        "name",
        0,
        r"(?:full|participants?|attendees?|trainees?|students?|employees?|staff|)names?"
        r"(?:surname|andsurname|lastname)?",
    ),
    ("name", 1, r"(?:ราย)(?:ชื่อ|นาม)(?!.*(?:หลักสูตร|หน่วยงาน|โครงการ)).*"),
    ("name", 1, r"ชื่อ(?:ผู้|เต็ม|ข้าราชการ|บุคลากร|พนักงาน|เจ้าหน้าที่|นักเรียน).*"),
    ("name", 2, r"ผู้(?:เข้า|สมัคร|อบรม|เรียน|ร่วม).*|participants?|attendees?|trainees?"),
    ("title", 0, r"คำนำ.*|titles?|prefix|salutation|ยศ|คำหน้า(?:ชื่อ|นาม)"),
    ("title", 1, r"ranks?"),
    ("first", 0, r"ชื่อ(?:ตัว|จริง)?|firstname|givenname|forename|fname"),
)
_MEANING = re.compile("|".join(f"({pattern})" for _, _, pattern in _WORDINGS))

# What several words in one heading mean together: ชื่อ (Name), First name / Last name.
_TOGETHER: dict[frozenset[Field], Field] = {
    frozenset(("first", "name")): "first",
    frozenset(("last", "name")): "last",
    frozenset(("first", "last")): "name",
    frozenset(("title", "name")): "name",
    frozenset(("title", "first", "last")): "name",
    frozenset(("position", "level")): "position_level",
}


def field_of(heading: str) -> tuple[Field, int] | None:
    """Say which field a heading means and how doubtful that is, or None."""
    text = clean(heading).lower()
    if len(text) > 2 * _LONGEST or "@" in text or text.isdigit():
        return None
    bare = _BESIDE.sub("", text)
    found = _meaning(bare) or _in_pieces(bare)
    if found is None or not (other := _SOMEBODY_ELSE.search(text) or _ENGLISH_TOO.search(text)):
        return found
    field, doubt = found
    ours = _SOMEBODY_ELSE.match(other[0]) is None or field == "name"
    return (field, doubt + DOUBTFUL) if ours else None


def is_heading(text: str) -> bool:
    """Say whether a cell repeats a heading, as printed again at the top of each page."""
    return field_of(text) is not None or _BESIDE.fullmatch(text.strip("() ")) is not None


def _meaning(text: str) -> tuple[Field, int] | None:
    letters = _NOT_LETTERS.sub("", text)
    if not letters or len(letters) > _LONGEST:
        return None
    match = _MEANING.fullmatch(letters)
    return _WORDINGS[match.lastindex - 1][:2] if match and match.lastindex else None


def _in_pieces(text: str) -> tuple[Field, int] | None:
    """Read a heading in two languages, or of several words, if every piece of it is understood."""
    pieces = _PIECE.findall(text)
    known = [found for piece in pieces if (found := _meaning(piece))]
    if len(pieces) < 2 or len(known) < len(pieces):
        return None
    fields = frozenset(field for field, _ in known)
    field = known[0][0] if len(fields) == 1 else _TOGETHER.get(fields)
    return (field, max(doubt for _, doubt in known)) if field else None
