from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import opening, submissions
from desktop.desk import Desk
from desktop.store import classes as shelf
from desktop.store import submissions as sent_shelf
from tests.desktop.exercise import answers, document, fill, opened

Run = Callable[..., Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A whole document that keeps every rule."""
    path = tmp_path / "งาน.json"
    path.write_text(json.dumps(document(), ensure_ascii=False), "utf-8")
    return path


def at_desk(folder: Path, deed: Callable[[Desk, Any], object]) -> None:
    """Do something at the desk itself that no command does."""
    desk = opening.open_desk(folder, language="en")
    deed(desk, shelf.classes(desk.store)[0])
    desk.store.close()


def written(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data), "utf-8")
    return path


def test_everybody_is_listed_for_machines_exactly_so(made: Run) -> None:
    listed = made("submissions", "T12", "--json")

    assert listed.status == 0
    assert listed.value[1] == {
        "seat": 2, "name": "นางสาวปิ่นแก้ว น้ำทิพย์", "form": "workflow", "state": "blank",
        "version": None, "receipt": None, "late": False, "at": None, "verdict": None,
        "comment": "", "draft": False,
    }  # fmt: skip


def test_a_document_goes_in_and_comes_out_exactly_the_same(
    made: Run, file: Path, tmp_path: Path
) -> None:
    taken = made("submission-import", "T12", "2", file, "--json")
    out = tmp_path / "out.json"

    exported = made("submission-export", "T12", "๒", out, "--json")

    assert taken.status == exported.status == 0
    assert taken.value["state"] == "submitted"
    assert taken.value["receipt"].endswith("-0002")
    assert exported.value == {"path": str(out), "seat": 2, "form": "workflow", "version": 1}
    assert json.loads(out.read_bytes()) == document()
    (line,) = [li for li in made("submissions", "T12", "--json").value if li["seat"] == 2]
    assert (line["state"], line["version"], line["draft"]) == ("submitted", 1, False)
    assert line["at"].endswith("+00:00")


def test_people_read_one_line_each(made: Run, file: Path, data_folder: Path) -> None:
    made("submission-import", "T12", "2", file)
    at_desk(
        data_folder,
        lambda desk, of: submissions.review(
            desk, of, sent_shelf.versions(desk.store, of.id)[0], "returned", "เพิ่มหลักฐาน"
        ),
    )

    lines = made("submissions", "T12").out.splitlines()

    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert "returned" in lines[1]
    assert "เพิ่มหลักฐาน" in lines[1]
    assert "not begun" in lines[2]


def test_a_byte_order_mark_does_not_matter(made: Run, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert made("submission-import", "T12", "1", file).status == 0


@pytest.mark.parametrize(("lang", "begins"), [("th", "ขั้นที่ 3 · "), ("en", "Step 3 · ")])
def test_a_broken_rule_is_refused_with_its_code_the_step_and_a_sentence(
    made: Run, tmp_path: Path, lang: str, begins: str
) -> None:
    broken = written(tmp_path / "a.json", document(define={"hmw": "สั้น"}))

    said = made("submission-import", "T12", "1", broken, "--json", lang=lang)

    assert said.status == 2
    assert (said.value["error"], said.value["step"]) == ("form-broken", 3)
    assert (said.value["section"], said.value["field"]) == ("define", "hmw")
    assert said.err.startswith(begins)
    assert said.err.strip() == f"{begins}{said.value['sentence']} [{said.value['rule']}]"
    assert made("submissions", "T12", "--json").value[0]["state"] == "blank"


def test_a_rule_of_the_first_step_names_step_0(made: Run, tmp_path: Path) -> None:
    broken = written(tmp_path / "a.json", document(process={"process_name": "ก", "my_role": "ข"}))

    said = made("submission-import", "T12", "1", broken, "--json")

    assert (said.status, said.value["step"]) == (2, 0)


def test_an_answer_that_is_none_is_refused_with_its_place(made: Run, tmp_path: Path) -> None:
    odd = written(tmp_path / "a.json", document(process={"volume_per_year": -1}))

    said = made("submission-import", "T12", "1", odd, "--json")

    assert (said.status, said.value["error"]) == (2, "answer-unfit")
    assert (said.value["section"], said.value["field"]) == ("process", "volume_per_year")
    assert said.err == f"{said.value['sentence']} [{said.value['rule']}]\n"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b'{\n "form": workflow\n}', "document-not-json", "line 2, character 10"),
        (b"", "document-not-json", "line 1, character 1"),
        (b"\xff\xfe{\x00", "document-not-text", "UTF-8"),
        (b"[" * 100_000, "document-unfit", "no document"),
        (b'{"form": NaN}', "document-unfit", "NaN"),
        (b'{"form": 1, "form": 2}', "document-unfit", "form"),
        (b'{"form": ' + b"9" * 5_000 + b"}", "document-unfit", "no document"),
        (b"[]", "document-unfit", "no document"),
        (b" " * 2_000_001, "document-too-big", "2 MB"),
        (b'{"form": "none", "form_version": 1, "answers": {}}', "document-other-form", "none"),
        (b'{"form": "workflow", "form_version": 9, "answers": {}}', "document-other-version", "9"),
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence_that_says_where(
    made: Run, file: Path, data: bytes, code: str, says: str
) -> None:
    file.write_bytes(data)

    said = made("submission-import", "T12", "1", file, "--json")

    assert (said.status, said.value) == (2, {"error": code})
    assert says in said.err
    assert len(said.err.splitlines()) == 1


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(made: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.json", tmp_path):
        said = made("submission-import", "T12", "1", path, "--json")

        assert (said.status, said.value) == (2, {"error": "file-not-read"})


@pytest.mark.parametrize("verb", ["submission-import", "submission-export"])
def test_a_seat_nobody_has_and_a_form_nobody_knows_are_refused(
    made: Run, file: Path, verb: str
) -> None:
    no_seat = made(verb, "T12", "99", file, "--json")
    no_form = made(verb, "T12", "1", file, "--form", "nothing", "--json")

    assert (no_seat.status, no_seat.value) == (2, {"error": "no-such-person"})
    assert no_form.status == 2
    assert made("submissions", "T12", "--form", "nothing", "--json").status == 2


def test_the_same_document_twice_is_refused_the_second_time(made: Run, file: Path) -> None:
    made("submission-import", "T12", "1", file)

    said = made("submission-import", "T12", "1", file, "--json")

    assert (said.status, said.value) == (2, {"error": "nothing-new"})


def test_a_draft_is_kept_and_not_sent_and_can_be_written_out(made: Run, tmp_path: Path) -> None:
    begun = {"form": "workflow", "form_version": document()["form_version"],
             "answers": {"define": {"hmw": "สั้น"}}}  # fmt: skip
    source, out = written(tmp_path / "a.json", begun), tmp_path / "b.json"

    kept = made("submission-import", "T12", "1", source, "--draft", "--json")
    made("submission-export", "T12", "1", out)

    assert (kept.value["state"], kept.value["version"]) == ("draft", None)
    assert json.loads(out.read_bytes()) == begun
    line = made("submissions", "T12", "--json").value[0]
    assert (line["state"], line["draft"], line["version"]) == ("draft", True, None)


def test_what_was_written_after_sending_shows_as_a_draft_and_what_was_sent_is_exported(
    made: Run, file: Path, data_folder: Path, tmp_path: Path
) -> None:
    made("submission-import", "T12", "1", file)
    at_desk(
        data_folder,
        lambda desk, of: submissions.put_by(
            desk, fill(desk, of, 1, suggestion={"suggestion": "เพิ่มภายหลัง"})
        ),
    )
    out = tmp_path / "out.json"

    made("submission-export", "T12", "1", out)

    assert json.loads(out.read_bytes())["answers"] == answers()
    line = made("submissions", "T12", "--json").value[0]
    assert (line["state"], line["draft"]) == ("submitted", True)


def test_nothing_is_exported_of_who_began_nothing_nor_under_a_strange_name(
    made: Run, file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"

    blank = made("submission-export", "T12", "1", out, "--json")
    made("submission-import", "T12", "1", file)
    strange = made("submission-export", "T12", "1", tmp_path / "out.docx", "--json")
    nowhere = made("submission-export", "T12", "1", tmp_path / "no" / "out.json", "--json")

    assert (blank.status, blank.value) == (2, {"error": "submission-none"})
    assert (strange.status, strange.value) == (2, {"error": "submission-file-kind"})
    assert (nowhere.status, nowhere.value) == (2, {"error": "folder-missing"})
    assert not out.exists()


def test_a_submission_is_written_as_a_pdf(made: Run, file: Path, tmp_path: Path) -> None:
    made("submission-import", "T12", "1", file)
    out = tmp_path / "out.pdf"

    said = made("submission-export", "T12", "1", out, "--json")

    assert said.status == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_a_work_in_dispute_is_listed_and_settled_by_its_step(
    made: Run, data_folder: Path, tmp_path: Path
) -> None:
    from tests.desktop.cli.test_conflict_commands import carry

    other = tmp_path / "other"
    made("classes", data=other)
    carry(data_folder, other)
    for folder, hmw in ((data_folder, "ทำอย่างไรให้เร็ว"), (other, "ทำอย่างไรให้ใกล้")):
        at_desk(folder, partial(define, hmw=hmw))
    carry(other, data_folder)

    listed = made("conflicts", "T12", "--json")
    shown = made("conflicts", "T12").out
    settled = made("resolve", listed.value[0]["id"], "ทำอย่างไรให้ใกล้", "--json")

    (conflict,) = listed.value
    assert (conflict["entity"], conflict["seat"], conflict["step"]) == ("work", 1, 3)
    assert (conflict["field"], len(conflict["choices"])) == ("s.define", 2)
    assert "draft, step 3" in shown
    assert settled.value["value"] == {"hmw": "ทำอย่างไรให้ใกล้"}


def define(desk: Desk, of: Any, hmw: str) -> None:
    submissions.put_by(desk, submissions.type_in(desk, opened(desk, of), "define", {"hmw": hmw}))


def test_the_history_of_a_person_names_what_they_sent_without_its_pages(
    made: Run, file: Path
) -> None:
    made("submission-import", "T12", "2", file)

    events = made("history", "T12", "--person", "2", "--json").value

    sent = [e for e in events if e["entity"] == "version"]
    assert [(e["seat"], e["group"]) for e in sent] == [(2, "sent")]
    assert sent[0]["new"]["receipt"].endswith("-0002")
    assert "document" not in sent[0]["new"]
    assert {e["seat"] for e in events if e["entity"] == "work"} == {2}


def test_a_work_is_returned_with_a_comment_and_accepted_when_it_comes_again(
    made: Run, file: Path, tmp_path: Path
) -> None:
    made("submission-import", "T12", "2", file)
    changed = document()
    changed["answers"]["process"]["my_role"] = "ผู้ตรวจร่าง"

    returned = made("submission-review", "T12", "2", "return", "--comment", "เพิ่มเวลา", "--json")
    made("submission-import", "T12", "2", written(tmp_path / "again.json", changed))
    accepted = made("submission-review", "T12", "๒", "accept", "--json")

    (line,) = [li for li in made("submissions", "T12", "--json").value if li["seat"] == 2]
    assert (returned.status, returned.value["verdict"]) == (0, "returned")
    assert returned.value["receipt"].endswith("-0002")
    assert accepted.value["receipt"].endswith("-0002/2")
    assert (line["state"], line["version"], line["comment"]) == ("accepted", 2, "")


def test_a_review_of_nothing_or_without_a_word_is_refused(made: Run, file: Path) -> None:
    nothing = made("submission-review", "T12", "1", "accept", "--json")
    made("submission-import", "T12", "2", file)
    wordless = made("submission-review", "T12", "2", "return", "--json")

    assert (nothing.status, nothing.value["error"]) == (2, "submission-none")
    assert (wordless.status, wordless.value["error"]) == (2, "review-without-comment")
