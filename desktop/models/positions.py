"""Position and level, often written as one word, told apart."""

from __future__ import annotations

import re

LEVELS = (
    "บริหารต้น",
    "บริหารสูง",
    "อำนวยการต้น",
    "อำนวยการสูง",
    "ปฏิบัติการ",
    "ชำนาญการ",
    "ชำนาญการพิเศษ",
    "เชี่ยวชาญ",
    "ทรงคุณวุฒิ",
    "ปฏิบัติงาน",
    "ชำนาญงาน",
    "อาวุโส",
    "ทักษะพิเศษ",
)

# A ผู้ before the word makes it part of the position: ผู้เชี่ยวชาญ, ผู้อำนวยการ.
_TRAILING = re.compile(
    r"(?P<position>.*[^\s(/,-])[\s(/,-]*(?:ระดับ\s*)?(?<!ผู้)(?P<level>"
    + "|".join(sorted(LEVELS, key=len, reverse=True))
    + r")\)?"
)


def split_level(text: str) -> tuple[str, str]:
    """Split ``นักวิชาการคอมพิวเตอร์เชี่ยวชาญ`` into position and level; no level gives ``""``."""
    match = _TRAILING.fullmatch(text)
    if match is None:
        return text, ""
    return match["position"].removesuffix("ระดับ").rstrip(), match["level"]
