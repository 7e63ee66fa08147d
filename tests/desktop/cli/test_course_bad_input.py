"""What office automation gets wrong with exercises and scores: one sentence, and nothing stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import forms, opening, reviews, submissions
from desktop.models.refusal import Refused
from desktop.models.syncing import Membership
from desktop.store import classes as shelf
from desktop.store import membership, roster
from tests.desktop.cli.conftest import Said
from tests.desktop.exercise import document

Run = Callable[..., Said]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "document.json"


def sent(made: Run, file: Path, data: object, *words: str, lang: str = "en") -> Said:
    """Import a document as another program would write it, halves of letters and all."""
    file.write_text(json.dumps(data), "ascii")
    return made("submission-import", "T12", "1", file, *words, lang=lang)


def begun(made: Run) -> list[str]:
    return [
        line["state"]
        for line in made("submissions", "T12", "--json").value
        if line["state"] != "blank"
    ]


STRANGE = ("\ud800", "a\nb", "a\rb", "a\u2028b", "\x1b[2J", "\x00")


@pytest.mark.parametrize("name", STRANGE, ids=ascii)
@pytest.mark.parametrize("place", ["top", "section", "question", "column"])
def test_a_strange_name_in_a_document_is_refused_in_one_line(
    made: Run, file: Path, place: str, name: str
) -> None:
    data = document()
    answers = data["answers"]
    within = {
        "top": data,
        "section": answers,
        "question": answers["process"],
        "column": answers["as_is"]["steps"][0],
    }
    within[place][name] = {}

    machine = sent(made, file, data, "--json")
    person = sent(made, file, data)

    assert (machine.status, person.status, person.out) == (2, 2, "")
    assert machine.value["error"] in ("document-unfit", "answer-unfit")
    assert len(person.err.splitlines()) == 1
    assert person.err.removesuffix("\n").isprintable()
    assert begun(made) == []


@pytest.mark.parametrize("words", [("results", "T\n9"), ("projects", "T\u20289")])
def test_a_strange_code_is_refused_in_one_line(made: Run, words: tuple[str, ...]) -> None:
    said = made(*words)

    assert (said.status, said.out, len(said.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"form_version": ' + "9" * 5_000 + "}"], ids=["deep", "long"]
)
def test_what_python_cannot_read_is_refused_in_the_persons_own_language(
    made: Run, file: Path, text: str
) -> None:
    file.write_text(text, "ascii")

    said = made("submission-import", "T12", "1", file, lang="th")

    assert (said.status, said.out) == (2, "")
    assert not any(word in said.err for word in ("recursion", "limit", "digits"))
    assert len(said.err) < 200


@pytest.mark.parametrize(
    ("section", "question", "row", "answer", "rule"),
    [
        ("as_is", "steps", {"work_min": -1}, None, "as_is.work_min"),
        ("to_be", "steps", {"wait_min": 1.5}, None, "to_be.wait_min"),
        ("process", "volume_per_year", None, -1, "volume_per_year.whole"),
        ("measures", "cost_after", None, -1, "measures.cost_after"),
    ],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_number_below_nothing_names_the_rule_and_the_step_to_people_too(
    made: Run,
    file: Path,
    section: str,
    question: str,
    row: dict[str, Any] | None,
    answer: object,
    rule: str,
    lang: str,
) -> None:
    data = deepcopy(document())
    asked = data["answers"][section]
    if row is None:
        asked[question] = answer
    else:
        asked[question][0] |= row

    person = sent(made, file, data, lang=lang)
    machine = sent(made, file, data, "--json", lang=lang)

    assert f"[{rule}]" in person.err
    assert (machine.value["rule"], machine.value["sentence"] in person.err) == (rule, True)


@pytest.mark.parametrize("scorer", [" ", "\u200b", "x" * 101])
def test_nobody_can_be_waived_for(made: Run, scorer: str) -> None:
    made("teams", "T12", "--propose", "1")
    made("project-new", "T12", "1")

    said = made("waive", "T12", "P01", scorer, "--reason", "กรรมการไม่พอ", "--json")

    assert (said.status, said.value) == (2, {"error": "scorer-unfit"})


def test_a_title_of_two_lines_becomes_one(made: Run) -> None:
    made("teams", "T12", "--propose", "1")

    said = made("project-new", "T12", "1", "ลดเวลา\nรอ\x07คอย", "--json")

    assert said.value["title"] == "ลดเวลา รอคอย"


def test_a_class_may_be_named_in_thai_digits(made: Run, file: Path) -> None:
    taken = sent(made, file, document())

    listed = made("submissions", "T๑๒", "--json").value

    assert (taken.status, listed[0]["state"]) == (0, "submitted")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no disk that is always full")
def test_a_full_disk_under_the_answer_is_said_and_is_no_crash(
    made: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stdout", full)
        said = made("submissions", "T12")
        monkeypatch.undo()

    assert (said.status, len(said.err.splitlines())) == (1, 1)


@pytest.mark.parametrize("held", ["scorer", "viewer"])
def test_a_scorer_or_viewer_neither_sends_nor_reviews_nor_gives_out(
    made: Run, file: Path, data_folder: Path, held: str
) -> None:
    sent(made, file, document())
    desk = opening.open_desk(data_folder, language="en")
    membership.join(desk.store, Membership("https://example.invalid", "s", "p", held))
    of = shelf.classes(desk.store)[0]
    opened = submissions.open_work(desk, of, roster.enrolments(desk.store, of.id)[0], "workflow")
    version = opened.latest
    assert version is not None
    deeds: list[Callable[[], object]] = [
        lambda: submissions.submit(desk, opened),
        lambda: reviews.review(desk, of, version, "accepted"),
        lambda: reviews.reopen_review(desk, of, version),
        lambda: reviews.publish(desk, of, version),
        lambda: reviews.unpublish(desk, of, version),
        lambda: forms.give(desk, of, "swot"),
        lambda: forms.withdraw(desk, of, "workflow"),
    ]
    codes = []
    for deed in deeds:
        with pytest.raises(Refused) as refused:
            deed()
        codes.append(refused.value.code)
    desk.store.close()

    imported = made("submission-import", "T12", "2", file, "--json")
    draft = made("submission-import", "T12", "2", file, "--draft", "--json")
    reviewed = made("submission-review", "T12", "1", "accept", "--json")

    assert set(codes) == {"not-for-role"}
    assert [said.value for said in (imported, draft, reviewed)] == [{"error": "not-for-role"}] * 3
    assert made("submissions", "T12", "--json").value[0]["state"] == "submitted"


def test_a_comment_is_cleaned_line_by_line_and_listed_in_one(made: Run, file: Path) -> None:
    sent(made, file, document())

    made("submission-review", "T12", "1", "return", "--comment", "เพิ่ม\x07เวลา \n\x1b[2Jใครรอ")

    listed = made("submissions", "T12", "--json").value[0]["comment"]
    assert listed == "เพิ่มเวลา\n[2Jใครรอ"
    assert len(made("submissions", "T12").out.splitlines()) == 3


def test_a_comment_without_end_is_refused(made: Run, file: Path) -> None:
    sent(made, file, document())

    said = made("submission-review", "T12", "1", "return", "--comment", "ก" * 20_000, "--json")

    assert (said.status, said.value) == (2, {"error": "note-long"})


def test_presenting_again_moves_no_time(made: Run) -> None:
    made("teams", "T12", "--propose", "1")
    made("project-new", "T12", "1")
    first = made("present", "T12", "P01", "--minutes", "10", "--json").value

    again = made("present", "T12", "P01", "--json")
    longer = made("present", "T12", "P01", "--minutes", "12", "--json")

    assert (again.status, again.value) == (0, first)
    assert longer.status == 0
    steps = [e for e in made("history", "T12", "--json").value if e["group"] == "show"]
    assert [e["new"]["seconds"] for e in steps] == [600, 720]
