"""Exercises and scores on three laptops of one server: each role does its own part, no more."""

from __future__ import annotations

from pathlib import Path

from desktop import resources
from tests.journeys.places import Hall, Laptop

EXAMPLE = "433234"


def test_a_scorer_scores_the_office_reviews_and_nothing_is_put_aside(tmp_path: Path) -> None:
    office, second, panel = (Laptop(tmp_path / name) for name in ("office", "second", "panel"))
    exercise = resources.path("forms", "worked-sample.json")
    office.fill()
    office.value("teams", "T1", "--propose", "3")
    office.value("project-new", "T1", "3", "ลดเวลารอ")
    office.value("submission-import", "T1", "1", exercise)
    with Hall(tmp_path / "server") as hall:
        office.value("enrol", hall.url, hall.invite("Somsri"))
        office.value("sync")
        second.value("enrol", hall.url, hall.invite("Prasert", "admin"))
        panel.value("enrol", hall.url, hall.invite("Malee", "scorer", "--class", "T1"))
        for laptop in (second, panel):
            laptop.value("sync")

        stopped = [
            panel.refused("submission-import", "T1", "2", exercise),
            panel.refused("submission-import", "T1", "2", exercise, "--draft"),
            panel.refused("submission-review", "T1", "1", "accept"),
            panel.refused("project-new", "T1", "1"),
            panel.refused("teams", "T1", "--propose", "2"),
            panel.refused("waive", "T1", "P03", "Malee", "--reason", "กรรมการไม่พอ"),
        ]
        panel.value("score", "T1", "P03", "Malee", *EXAMPLE)
        second.value("submission-review", "T1", "1", "return", "--comment", "เวลารอเท่าใด")
        office.value("submission-import", "T1", "๒", exercise)
        rounds = [laptop.value("sync") for laptop in (panel, second, office, panel, second)]

    listed = [laptop.value("submissions", "T1") for laptop in (office, second, panel)]
    results = [laptop.value("results", "T1") for laptop in (office, second, panel)]
    assert stopped == [*[(2, "not-for-role")] * 5, (2, "not-admin")]
    assert {r["held"] for r in rounds} == {0}
    assert listed[0] == listed[1] == listed[2]
    assert [li["state"] for li in listed[0][:3]] == ["returned", "submitted", "blank"]
    assert listed[0][0]["comment"] == "เวลารอเท่าใด"
    assert results[0] == results[1] == results[2]
    assert results[0][0]["sheets"][0]["levels"] == [4, 3, 3, 2, 3, 4]
    assert all(laptop.is_well() for laptop in (office, second, panel))
