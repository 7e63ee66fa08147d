from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop import resources
from desktop.exporters.minutes_pdf import (
    Adjusted,
    Minutes,
    ProjectMinutes,
    Scored,
    ScoreSheet,
    render_minutes,
)
from desktop.models.wording import Language, Words

Read = Callable[[bytes], list[str]]
ENGLISH = Words("en", resources.catalogue("en"))
CRITERIA = tuple(
    Scored(f"C{n}", f"เกณฑ์ข้อที่ {n}", weight) for n, weight in enumerate((40, 30, 30), 1)
)
SHEETS = (
    ScoreSheet("กรรมการ ๑", {"C1": 4, "C2": 3, "C3": 3}, "85.0", notes={"C1": "ผังครบ", "C2": ""}),
    ScoreSheet("กรรมการ ๒", {"C1": 2, "C2": 3}, "57.5", reason="นับเวลาผิด"),
)
FIRST = ProjectMinutes(
    code="P01",
    title="ระบบติดตามเรื่องร้องเรียนน้ำท่วมขัง",
    group="กลุ่มน้ำใส",
    members=("นายกู้เกียรติ ปิ่นทองคำ", "นางสาวน้ำผึ้ง กตัญญู"),
    presented="๒๕ ม.ค. ๒๕๖๒ ๑๓.๑๕ น.",
    sheets=SHEETS,
    spread={"C1": (2, 4), "C2": (3, 3)},
    flags=("คะแนนข้อ C1 ต่างกันมาก",),
    note="เห็นพ้องว่าผังครบ แต่หลักฐานยังน้อย",
    total="71.2",
    band="ดีมาก",
    rank=1,
    adjusted=(
        Adjusted("นายกู้เกียรติ ปิ่นทองคำ", -5, "ไม่ได้ร่วมนำเสนอ", "66.2"),
        Adjusted("นางสาวน้ำผึ้ง กตัญญู", 5, "นำเสนอแทน", "76.2"),
    ),
)
BLANK = ProjectMinutes("P02", "", "", (), "", (), {})
MINUTES = Minutes(
    course="หลักสูตรเร่งรัด",
    held="รุ่นที่ ๓๔",
    on="๒๕ ม.ค. ๒๕๖๒",
    rubric="เกณฑ์ฉบับที่ ๑",
    criteria=CRITERIA,
    scorers=(("กรรมการ ๑", "สำนักดิจิทัล"), ("กรรมการ ๒", "")),
    projects=(BLANK, FIRST),
)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_minutes_tell_levels_spread_result_and_what_was_agreed(
    text_of: Read, language: Language
) -> None:
    words = Words(language, resources.catalogue(language))

    read = " ".join(text_of(render_minutes(MINUTES, words)))

    assert "85.0" in read
    assert "2–4" in read
    assert words("paper.result_total", total="71.2") in read
    assert "เห็นพ้องว่าผังครบ แต่หลักฐานยังน้อย" in read
    assert "คะแนนข้อ C1 ต่างกันมาก" in read
    assert "นับเวลาผิด" in read
    assert "ผังครบ" in read
    assert all(name in read for name in FIRST.members)


def test_adjustments_are_told_with_their_sign(text_of: Read) -> None:
    read = " ".join(text_of(render_minutes(MINUTES, ENGLISH)))

    assert "−5" in read
    assert "+5" in read
    assert "76.2" in read


def test_results_stand_in_the_order_of_the_ranks(text_of: Read) -> None:
    first = text_of(render_minutes(MINUTES, ENGLISH))[0]

    results = first[: first.index(ENGLISH("paper.panel"))]
    assert results.index("P01") < results.index("P02")


def test_a_project_nobody_scored_says_so(text_of: Read) -> None:
    read = " ".join(text_of(render_minutes(MINUTES, ENGLISH)))

    assert ENGLISH("paper.no_sheets") in read
    assert ENGLISH("paper.untitled") in read
    assert ENGLISH("paper.not_presented") in read


def test_every_scorer_and_the_chair_have_room_to_sign(text_of: Read) -> None:
    many = tuple((f"กรรมการคนที่ {n}", "") for n in range(1, 8))

    read = " ".join(text_of(render_minutes(replace(MINUTES, scorers=many), ENGLISH)))

    assert ENGLISH("paper.sign_chair") in read
    assert all(ENGLISH("paper.sign_scorer", name=name) in read for name, _ in many)


def test_code_names_and_waivers_are_told(text_of: Read) -> None:
    odd = replace(MINUTES, blind=True, waivers=("กรรมการ ๑ · P01 · มีกรรมการไม่พอ",), projects=())

    read = " ".join(text_of(render_minutes(odd, ENGLISH)))

    assert ENGLISH("paper.blind") in read
    assert "มีกรรมการไม่พอ" in read


def test_a_project_without_a_band_or_rank_still_has_its_total(text_of: Read) -> None:
    plain = replace(FIRST, band="", rank=None, adjusted=(), flags=(), note="")

    read = " ".join(text_of(render_minutes(replace(MINUTES, projects=(plain,)), ENGLISH)))

    assert ENGLISH("paper.result_total", total="71.2") in read
    assert ENGLISH("paper.consensus") not in read
