from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import resources
from desktop.exporters.archive_pdf import pages
from desktop.exporters.submission_pdf import Enclosed, Paper, render_full, render_one_page
from desktop.models.form_json import read_form
from desktop.models.forms import Form
from desktop.models.submissions import State
from desktop.models.wording import Words

Read = Callable[[bytes], list[str]]
DIGEST = "0123456789abcdef" * 4
WORDS = {
    "th": Words("th", resources.catalogue("th"), "thai"),
    "en": Words("en", resources.catalogue("en")),
}
EXERCISES = ("workflow", "swot", "pest", "mindset", "reflection", "evaluation", "pretest")


def form(code: str = "workflow") -> Form:
    return read_form(json.loads(resources.read("forms", f"{code}.json")))


def sample() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))["answers"]
    return answers


def paper(answers: Mapping[str, Any] | None = None, of: Form | None = None) -> Paper:
    return Paper(
        form=of or form(),
        answers=sample() if answers is None else answers,
        course="หลักสูตรเร่งรัด",
        held="รุ่นที่ ๓๔",
        seat=31,
        name="ว่าที่ร้อยตรีหญิง ญาณิศา กตัญญู ณ อยุธยา",
        agency="สำนักการจราจรและขนส่ง",
        position="นักวิเคราะห์นโยบายและแผน",
        state=State.RETURNED,
        receipt="A-0031/2",
        version=2,
        sent="๒๔ ม.ค. ๒๕๖๒ ๑๔.๓๐ น.",
        digest=DIGEST,
    )


def long(text: str = "ขั้นตอนที่ยาวมากจนต้องขึ้นบรรทัดใหม่หลายครั้ง") -> dict[str, Any]:
    """300 steps on both sides, and the longest texts the form takes."""
    answers = sample()
    row = answers["as_is"]["steps"][0]
    answers["as_is"]["steps"] = [
        {**row, "id": f"a{n}", "step": f"{text} {n}", "actor": f"ผู้ปฏิบัติ {n % 40}"}
        for n in range(300)
    ]
    new = answers["to_be"]["steps"][0]
    answers["to_be"]["steps"] = [
        {**new, "id": f"b{n}", "step": f"{text} {n}", "from": [f"a{n}"]} for n in range(300)
    ]
    answers["process"]["laws"] = ("ระเบียบสำนักนายกรัฐมนตรี " * 400)[:10_000]
    return answers


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], str]:
    """Gives what ``pdftotext`` reads in the order in which it was written, without spaces.

    Its usual order goes by place on the page, line by line across the cells of a table.
    """

    def read(pdf: bytes) -> str:
        path = tmp_path / "written.pdf"
        path.write_bytes(pdf)
        out = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True)
        return "".join(out.stdout.decode("utf-8").split())

    return read


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_answer_reads_back_letter_for_letter(
    written: Callable[[bytes], str], language: str
) -> None:
    read = written(render_full(paper(), WORDS[language]))

    answers = sample()
    said = [
        answers["process"]["process_name"],
        answers["process"]["my_role"],
        answers["empathy"]["user_who"],
        answers["define"]["hmw"],
        *(row["step"] for row in answers["as_is"]["steps"]),
        *(row["step"] for row in answers["to_be"]["steps"]),
        *(row["activity"] for row in answers["plan"]["items"]),
    ]
    assert [text for text in said if "".join(text.split()) not in read] == []


def test_who_when_and_the_fingerprint_stand_on_it(text_of: Read) -> None:
    read = " ".join(text_of(render_full(paper(), WORDS["th"])))

    assert "ว่าที่ร้อยตรีหญิง ญาณิศา กตัญญู ณ อยุธยา" in read
    assert "A-0031/2" in read
    assert DIGEST in read
    assert WORDS["th"]("submission.state.returned") in read


def test_what_is_saved_is_told_for_a_case_and_for_a_year(text_of: Read) -> None:
    read = " ".join(text_of(render_full(paper(), WORDS["en"])))

    assert "50.00" in read
    assert "4,800" in read
    assert "400 hours" in read


def test_both_diagrams_are_drawn_with_waits_and_marks(text_of: Read) -> None:
    read = " ".join(text_of(render_full(paper(), WORDS["en"])))

    assert "Today (as-is)" in read
    assert "Afterwards (to-be)" in read
    assert "Wait 1 day" in read
    assert "Dropped" in read
    assert "Merged from 2, 4" in read


def test_a_form_that_computes_nothing_shows_no_figures(text_of: Read) -> None:
    data = json.loads(resources.read("forms", "workflow.json"))
    plain = read_form({**data, "computes": ""})

    read = " ".join(text_of(render_full(paper(sample(), plain), WORDS["en"])))

    assert WORDS["en"]("paper.yearly") not in read
    assert "Today (as-is)" not in read


def test_without_steps_there_is_no_diagram(text_of: Read) -> None:
    read = " ".join(text_of(render_full(paper({}), WORDS["en"])))

    assert "Today (as-is)" not in read


def test_the_verdict_stands_before_the_answers(text_of: Read) -> None:
    judged = replace(
        paper(),
        comment="โปรดเพิ่มผู้ลงนามแทน",
        reviewer="นางวิทยากร ใจดี",
        reviewed="๒๕ ม.ค. ๒๕๖๒",
        checked=(("ผังครบ", True), ("มีตัวเลข", False)),
    )

    first = text_of(render_full(judged, WORDS["th"]))[0]

    assert first.index("โปรดเพิ่มผู้ลงนามแทน") < first.index("เลือกกระบวนงาน")
    assert "นางวิทยากร ใจดี" in first
    assert WORDS["th"]("paper.yes") in first
    assert WORDS["th"]("paper.not_yet") in first


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_form_keyed_in_for_somebody_says_so(text_of: Read, confirmed: bool) -> None:
    keyed = replace(paper(), keyed_by="นายผู้ช่วย ดีใจ", confirmed=confirmed, late=True)

    first = text_of(render_full(keyed, WORDS["en"]))[0]

    assert "นายผู้ช่วย ดีใจ" in first
    assert ("not yet" in first) is not confirmed
    assert "(late)" in first


def test_files_are_listed_also_those_that_are_not_here(text_of: Read) -> None:
    files = (Enclosed("แบบฟอร์มเดิม.pdf", 120_001), Enclosed("ภาพ.jpg", 3_400_001, here=False))

    read = " ".join(text_of(render_full(replace(paper(), enclosed=files), WORDS["en"])))

    assert "แบบฟอร์มเดิม.pdf" in read
    assert "121 kB" in read
    assert "3.5 MB" in read
    assert WORDS["en"]("paper.elsewhere") in read


def test_three_hundred_steps_lose_none_of_theirs(written: Callable[[bytes], str]) -> None:
    read = written(render_full(paper(long("งาน")), WORDS["en"]))

    assert [read.count(f"งาน{n}") >= 4 for n in range(300)] == [True] * 300


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("answers", [{}, sample(), long()])
def test_one_page_is_one_page_whatever_was_written(answers: dict[str, Any], language: str) -> None:
    full = replace(paper(answers), comment="แก้ไข " * 500, checked=(("ผังครบ", True),))

    assert pages(render_one_page(full, WORDS[language])) == 1


def test_one_page_counts_what_it_leaves_out(text_of: Read) -> None:
    (read,) = text_of(render_one_page(paper(long()), WORDS["en"]))

    left_out = [int(n) for n in re.findall(r"… and (\d+) more", " ".join(read.split()))]
    assert 280 < max(left_out) <= 300


def test_one_page_of_a_short_work_leaves_nothing_out(text_of: Read) -> None:
    short = {"process": {"process_name": "การเสนอแผน"}, "define": {"hmw": "ทำอย่างไรให้เร็วขึ้น"}}

    (read,) = text_of(render_one_page(paper(short), WORDS["en"]))

    assert "การเสนอแผน" in read
    assert "more" not in read


def test_a_form_of_a_hundred_sections_is_counted_on_one_page(text_of: Read) -> None:
    data = json.loads(resources.read("forms", "swot.json"))
    only = data["sections"][0]
    data["sections"] = [{**only, "code": f"s{n}", "step": n} for n in range(100)]
    for section in data["sections"]:
        section["fields"] = [{**f, "rules": []} for f in section["fields"]]
    many = read_form(data)
    code = many.sections[0].fields[0].code
    kind = many.sections[0].fields[0].kind
    said: Any = "จุดแข็ง " * 30 if kind != "table" else []
    answers = {section.code: {code: said} for section in many.sections}

    pdf = render_one_page(paper(answers, many), WORDS["en"])

    assert pages(pdf) == 1
    assert "more sections" in text_of(pdf)[0] or kind == "table"


@pytest.mark.parametrize("code", EXERCISES)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_form_that_ships_can_be_printed(code: str, language: str) -> None:
    blank = paper({}, form(code))

    assert pages(render_full(blank, WORDS[language])) >= 1
    assert pages(render_one_page(blank, WORDS[language])) == 1


def test_what_people_ticked_is_told_in_words(text_of: Read) -> None:
    answers = {"empathy": {"sources": ["interview"]}, "review": {"no_personal_data": False}}

    read = " ".join(text_of(render_full(paper(answers), WORDS["th"])))

    assert "สัมภาษณ์" in read
    assert WORDS["th"]("answer.no") in read


@settings(max_examples=15)
@given(step=st.text(max_size=300), actor=st.text(max_size=300), text=st.text(max_size=2_000))
def test_any_answers_can_be_printed(step: str, actor: str, text: str) -> None:
    answers = sample()
    answers["as_is"]["steps"][0] |= {"step": step, "actor": actor, "pain": text}
    answers["define"]["hmw"] = text
    odd = replace(paper(answers), name=actor, comment=text, agency=step)

    assert pages(render_full(odd, WORDS["th"])) >= 1
    assert pages(render_one_page(odd, WORDS["th"])) == 1


def test_a_word_without_any_space_is_broken_and_stays_whole(
    written: Callable[[bytes], str],
) -> None:
    word = "กฐญฎำน้ำผึ้ง" * 25
    answers = sample()
    answers["as_is"]["steps"][0]["step"] = word
    answers["process"]["process_name"] = word

    read = written(render_full(paper(answers), WORDS["th"]))

    assert read.count(word) == 2
