from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop.actions import certificates, honours, projects, roster, teams
from desktop.actions.certificates import print_class, verify
from desktop.actions.honours import honoured, issue_honours
from desktop.actions.reissue import reissue_taken
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.refusal import Refused
from desktop.store import certificates as shelf
from desktop.store import series
from desktop.store.doctor import examine
from desktop.store.membership import Membership, join
from desktop.store.series import Holder
from tests.desktop.panel_room import project, score, set_up

BEST, GOOD, FAIR = (4, 4, 4, 4, 4, 4), (3, 3, 3, 3, 3, 3), (2, 2, 2, 2, 2, 2)


@pytest.fixture
def scored(desk: Desk) -> Class:
    """Eight people in four groups; the projects score 100, 75, 75 and nothing."""
    of = set_up(desk, heads=8, groups=4)
    for code, levels in (("P01", GOOD), ("P02", BEST), ("P03", GOOD)):
        score(desk, of, "judge-a", levels, code)
    projects.change(desk, of, project(desk, of, "P02"), "title", "คลังหนังสือค้นได้ในหนึ่งนาที")
    return of


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Gives what ``pdftotext`` reads, page by page."""

    def read(pdf: bytes) -> list[str]:
        path = tmp_path / "read.pdf"
        path.write_bytes(pdf)
        out = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout
        return out.decode("utf-8").split("\f")[:-1]

    return read


def members(desk: Desk, of: Class, number: str) -> list[str]:
    return [m.enrolment for m in teams.find_team(desk, of, number).members]


def standing(desk: Desk, of: Class) -> list[str]:
    return [c.enrolment for c in shelf.certificates(desk.store, of.id, honours.KIND)]


def test_the_best_come_first_and_who_ties_for_the_last_rank_is_honoured_too(
    desk: Desk, scored: Class
) -> None:
    first, both = honoured(desk, scored, 1), honoured(desk, scored, 2)

    assert [h.enrolment.id for h in first] == members(desk, scored, "2")
    assert [(h.rank, h.project.code) for h in both] == [
        (1, "P02"), (1, "P02"), (2, "P01"), (2, "P01"), (2, "P03"), (2, "P03"),
    ]  # fmt: skip


def test_a_project_without_scores_is_never_among_the_best(desk: Desk, scored: Class) -> None:
    found = honoured(desk, scored, 10)

    assert not {h.enrolment.id for h in found} & set(members(desk, scored, "4"))
    assert len(found) == 6


def test_no_rank_at_all_is_refused(desk: Desk, scored: Class) -> None:
    with pytest.raises(Refused, match="honour-count-unfit"):
        honoured(desk, scored, 0)


def test_honours_run_on_in_the_same_series_and_ask_nobody_whether_they_pass(
    desk: Desk, scored: Class
) -> None:
    new = issue_honours(desk, scored, 1, date(2026, 12, 5))

    kept = shelf.certificates(desk.store, scored.id, honours.KIND)
    assert len(new) == 2
    assert [c.number for c in kept] == ["กทม. 0001/2569", "กทม. 0002/2569"]
    assert {c.issued_on for c in kept} == {date(2026, 12, 5)}
    assert shelf.certificates(desk.store, scored.id) == []
    assert examine(desk.store) == []


def test_issuing_again_gives_no_second_one_and_more_ranks_give_more(
    desk: Desk, scored: Class
) -> None:
    issue_honours(desk, scored, 1)

    before = honours.waiting(honoured(desk, scored, 2))
    again, more = issue_honours(desk, scored, 1), issue_honours(desk, scored, 2)

    assert (len(again), before, len(more), len(standing(desk, scored))) == (0, 4, 4, 6)
    assert honours.waiting(honoured(desk, scored, 2)) == 0
    assert len({c.running for c in shelf.register(desk.store)}) == 6


def test_an_honour_stands_beside_the_certificate_and_hides_none(desk: Desk, scored: Class) -> None:
    issue_honours(desk, scored, 1)

    everybody = certificates.candidates(desk, scored)

    assert [c.certificate for c in everybody] == [None] * 8
    assert len(certificates.unarchived(desk, scored)) == 2


def test_the_page_names_the_project_and_its_rank_and_is_the_same_page_again(
    desk: Desk, scored: Class, text_of: Callable[[bytes], list[str]]
) -> None:
    issue_honours(desk, scored, 2)

    pdf, printed = print_class(desk, scored, kind=honours.KIND)
    again, _ = print_class(desk, scored, kind=honours.KIND)

    pages = dict(zip([c.enrolment for c in printed], text_of(pdf), strict=True))
    best = pages[members(desk, scored, "2")[0]]
    assert "เกียรติบัตร" in best
    assert "คลังหนังสือค้นได้ในหนึ่งนาที" in best
    assert "อันดับที่ ๑" in best
    assert "อันดับที่ ๒" in pages[members(desk, scored, "1")[0]]
    assert text_of(again) == text_of(pdf)
    assert {c.printed.name for c in printed} == {
        h.enrolment.name for h in honoured(desk, scored, 2)
    }


def test_a_later_score_changes_no_page_that_was_issued(desk: Desk, scored: Class) -> None:
    issue_honours(desk, scored, 1)
    before = standing(desk, scored)

    score(desk, scored, "judge-b", FAIR, "P02")

    assert standing(desk, scored) == before
    assert {h.rank for h in honoured(desk, scored, 1)} == {1}


def test_an_honour_is_verified_like_any_other(desk: Desk, scored: Class) -> None:
    issue_honours(desk, scored, 1)
    one = shelf.certificates(desk.store, scored.id, honours.KIND)[0]

    found = verify(desk, f"{one.number} {one.code}")

    assert found.status == "valid"
    assert found.certificate is not None
    assert found.certificate.kind == "honour"


def test_a_number_that_was_taken_is_replaced_with_the_same_words(desk: Desk, scored: Class) -> None:
    issue_honours(desk, scored, 1)
    old = shelf.certificates(desk.store, scored.id, honours.KIND)[0]
    join(desk.store, Membership("https://desk.example", "server", "สมชาย", "admin"))
    series.keep_holder(desk.store, "กทม.", Holder(yours=True, last={"2569": 7}))
    desk.store.connection.execute(
        "UPDATE changes SET fate = ? WHERE row = ? AND body LIKE '%\"issue\"%'",
        (series.TAKEN, old.id),
    )
    score(desk, scored, "judge-b", FAIR, "P02")

    assert reissue_taken(desk) == 1

    new = shelf.standing_for(desk.store, old.enrolment, honours.KIND)
    assert new is not None
    assert (new.running, new.kind) == (8, "honour")
    assert (new.printed.completed, new.printed.course) == (
        old.printed.completed,
        old.printed.course,
    )
    assert new.printed.number == "เลขที่ กทม. ๐๐๐๘/๒๕๖๙"
    replaced = verify(desk, old.code)
    assert replaced.status == "replaced"
    assert replaced.by == new


def test_a_desk_that_may_give_no_numbers_gives_no_honours(desk: Desk, scored: Class) -> None:
    join(desk.store, Membership("https://desk.example", "server", "สมชาย", "admin"))

    with pytest.raises(Refused, match="series-unasked"):
        issue_honours(desk, scored, 1)

    assert standing(desk, scored) == []


def test_who_withdrew_is_not_honoured(desk: Desk, scored: Class) -> None:
    person = honoured(desk, scored, 1)[0].enrolment

    roster.withdraw(desk, person)

    assert person.id not in {h.enrolment.id for h in honoured(desk, scored, 1)}


def test_a_class_without_scores_prints_nothing(desk: Desk, of: Class) -> None:
    with pytest.raises(Refused, match="nobody-honoured"):
        print_class(desk, of, kind=honours.KIND)


def test_a_specimen_has_no_number_and_a_project_without_title_its_code(
    desk: Desk, scored: Class
) -> None:
    shown = honours.specimen(desk, scored, honoured(desk, scored, 2)[-1])

    assert shown.number == "เลขที่ –"
    assert shown.course == "“P03”"
