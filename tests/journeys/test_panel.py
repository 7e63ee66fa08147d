"""A panel at three laptops: groups, projects, scores, results; by the command line alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.places import Hall, Laptop

EXAMPLE = "433234"


def begin(laptop: Laptop, groups: int = 3) -> None:
    """A class in groups, each with a project that was presented."""
    laptop.fill()
    for team in laptop.value("teams", laptop.code, "--propose", str(groups)):
        made = laptop.value("project-new", laptop.code, str(team["number"]), "ลดขั้นตอน")
        laptop.value("present", laptop.code, made["code"], "--minutes", "10")


@pytest.fixture
def chair(tmp_path: Path) -> Laptop:
    laptop = Laptop(tmp_path / "chair")
    begin(laptop)
    return laptop


def test_two_scorers_score_apart_and_everybody_sees_the_same_results(
    chair: Laptop, tmp_path: Path
) -> None:
    scorers = [Laptop(tmp_path / name) for name in ("malee", "wichai")]
    with Hall(tmp_path / "server") as hall:
        chair.value("enrol", hall.url, hall.invite("Somsri"))
        chair.value("sync")
        for laptop, name in zip(scorers, ("Malee", "Wichai"), strict=True):
            code = hall.invite(name, "scorer", "--class", chair.code)
            laptop.value("enrol", hall.url, code)
            laptop.value("sync")
        for project, malee, wichai in (("P01", EXAMPLE, "433232"), ("P02", "444444", "222222")):
            scorers[0].value("score", "T1", project, "Malee", *malee)
            scorers[1].value("score", "T1", project, "Wichai", *wichai)
        stopped = scorers[1].refused("score", "T1", "P03", "Malee", *EXAMPLE)
        rounds = [laptop.value("sync") for laptop in (*scorers, chair, *scorers)]

    results = [laptop.value("results", "T1") for laptop in (chair, *scorers)]
    assert stopped == (2, "not-your-sheet")
    assert {r["held"] for r in rounds} == {0}
    assert results[0] == results[1] == results[2]
    assert [(r["code"], r["exact"], r["printed"], r["rank"]) for r in results[0]] == [
        ("P01", 76.25, "76.2", 1),
        ("P02", 75, "75.0", 2),
        ("P03", None, None, None),
    ]
    assert results[0][0]["flags"] == ["criterion-gap:C6"]
    assert [s["scorer"] for s in results[0][0]["sheets"]] == ["Malee", "Wichai"]
    assert all(laptop.is_well() for laptop in (chair, *scorers))


def test_without_any_server_a_file_brings_the_scores(chair: Laptop, tmp_path: Path) -> None:
    other, file, back = Laptop(tmp_path / "other"), tmp_path / "class.wdb", tmp_path / "back.wdb"
    chair.value("bundle-export", "T1", file)
    other.value("bundle-import", file)
    chair.value("score", "T1", "P01", "judge-a", *EXAMPLE)
    other.value("score", "T1", "P01", "judge-b", *"222222")

    other.value("bundle-export", "T1", back)
    chair.value("bundle-import", back)
    again = chair.refused("score", "T1", "P01", "judge-b", *EXAMPLE, "--reason", "แก้")

    (first, *_) = chair.value("results", "T1")
    assert [(s["scorer"], s["printed"]) for s in first["sheets"]] == [
        ("judge-a", "78.7"), ("judge-b", "50.0"),
    ]  # fmt: skip
    assert first["flags"] == ["criterion-gap:C1", "criterion-gap:C6", "total-gap"]
    assert again == (2, "not-your-sheet")
