from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.actions import classes, projects, roster, teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.syncing import Membership
from desktop.models.team_words import say_reason, team_name
from desktop.models.teams import Proposal, ProposedTeam, Team
from desktop.store import membership
from desktop.store import roster as people_shelf
from tests.desktop.refusals import refused


def seats(desk: Desk, of: Class) -> dict[str, list[int]]:
    return {team_name(desk.words, t): [m.seat for m in t.members] for t in teams.teams(desk, of)}


def test_people_are_placed_moved_and_taken_out_by_hand(
    desk: Desk, of: Class, people: list[str]
) -> None:
    one, two = teams.new_team(desk, of), teams.new_team(desk, of)
    teams.rename(desk, of, two.id, "  ทีมม่วง ")

    teams.place(desk, of, people[0], one.id)
    teams.place(desk, of, people[2], one.id)
    teams.place(desk, of, people[2], two.id)
    teams.place(desk, of, people[3], two.id)
    teams.place(desk, of, people[3], "")

    assert seats(desk, of) == {"Group 1": [1], "ทีมม่วง": [3]}
    assert [m.seat for m in teams.unplaced(desk, of)] == [2, 4]


def test_each_deed_is_one_step_back(desk: Desk, of: Class, people: list[str]) -> None:
    team = teams.new_team(desk, of)
    teams.place(desk, of, people[0], team.id)
    teams.rename(desk, of, team.id, "ฟ้า")

    steps = [step.name for step in (desk.undo(), desk.undo(), desk.undo()) if step]

    assert steps == ["step.team-rename", "step.team-place", "step.team-new"]
    assert teams.teams(desk, of) == []


def test_deeds_that_change_nothing_are_none(desk: Desk, of: Class, people: list[str]) -> None:
    team = teams.new_team(desk, of)
    teams.rename(desk, of, team.id, "ฟ้า")
    teams.place(desk, of, people[0], team.id)
    before = len(desk.undoable)

    teams.place(desk, of, people[0], team.id)
    teams.rename(desk, of, team.id, " ฟ้า ")
    teams.pin(desk, of, people[0], pinned=False)

    assert len(desk.undoable) == before


def test_a_proposal_is_accepted_as_one_step_and_stores_nothing_before(
    desk: Desk, of: Class, people: list[str]
) -> None:
    proposal = teams.propose(desk, of, 2)
    before = (teams.teams(desk, of), len(desk.undoable))

    teams.accept(desk, of, proposal)

    assert before[0] == []
    assert sorted(s for group in seats(desk, of).values() for s in group) == [1, 2, 3, 4]
    assert len(desk.undoable) == before[1] + 1
    desk.undo()
    assert teams.teams(desk, of) == []
    assert len(teams.unplaced(desk, of)) == len(people)


@pytest.mark.usefixtures("people")
def test_accepting_what_is_there_already_is_no_step(desk: Desk, of: Class) -> None:
    teams.accept(desk, of, teams.propose(desk, of, 2))
    known = teams.teams(desk, of)
    before = len(desk.undoable)

    same = tuple(ProposedTeam(t.id, t.number, t.name, t.members) for t in known)
    teams.accept(desk, of, Proposal(same, (), 0))

    assert len(desk.undoable) == before


def test_reshuffling_leaves_the_pinned_and_keeps_the_groups(
    desk: Desk, of: Class, people: list[str]
) -> None:
    teams.accept(desk, of, teams.propose(desk, of, 2))
    home = next(t for t in teams.teams(desk, of) if people[0] in {m.enrolment for m in t.members})
    teams.pin(desk, of, people[0])
    ids = [t.id for t in teams.teams(desk, of)]

    for seed in range(6):
        teams.accept(desk, of, teams.propose(desk, of, 2, seed))

        now = {t.id: {m.enrolment for m in t.members} for t in teams.teams(desk, of)}
        assert list(now) == ids
        assert people[0] in now[home.id]


@pytest.mark.usefixtures("people")
def test_groups_that_are_not_wanted_any_more_go(desk: Desk, of: Class) -> None:
    teams.accept(desk, of, teams.propose(desk, of, 4))

    teams.accept(desk, of, teams.propose_by_size(desk, of, 2))

    assert [t.number for t in teams.teams(desk, of)] == [1, 2]
    assert teams.unplaced(desk, of) == []


@pytest.mark.usefixtures("people")
def test_a_group_with_a_project_stays(desk: Desk, of: Class) -> None:
    teams.accept(desk, of, teams.propose(desk, of, 2))
    second = teams.teams(desk, of)[1]
    projects.ensure(desk, of, second)
    proposal = teams.propose(desk, of, 1)

    assert refused(lambda: teams.accept(desk, of, proposal)) == "team-has-project"
    assert refused(lambda: teams.remove_team(desk, of, second.id)) == "team-has-project"
    assert len(teams.teams(desk, of)) == 2


@pytest.mark.usefixtures("people")
def test_a_proposal_outlives_a_group_that_went_and_somebody_who_left(desk: Desk, of: Class) -> None:
    teams.accept(desk, of, teams.propose(desk, of, 2))
    proposal = teams.propose(desk, of, 2, seed=1)
    teams.remove_team(desk, of, teams.teams(desk, of)[0].id)
    roster.withdraw(desk, people_shelf.enrolments(desk.store, of.id)[0])

    teams.accept(desk, of, proposal)

    known = teams.teams(desk, of)
    assert [t.number for t in known] == [1, 2]
    assert sorted(m.seat for t in known for m in t.members) == [2, 3, 4]


def test_the_people_of_a_removed_group_are_in_none(
    desk: Desk, of: Class, people: list[str]
) -> None:
    team = teams.new_team(desk, of)
    teams.place(desk, of, people[1], team.id)

    teams.remove_team(desk, of, team.id)

    assert [m.seat for m in teams.unplaced(desk, of)] == [1, 2, 3, 4]
    desk.undo()
    assert seats(desk, of) == {"Group 1": [2]}


def test_agencies_are_told_apart_however_they_are_written(desk: Desk, of: Class) -> None:
    written = ["สนข.บางรัก", "เขตบางรัก กทม.", "ฝ่ายทะเบียน สำนักงานเขตบางรัก", "สำนักการคลัง"]
    roster.enrol(desk, of, [Person("นาง", f"ก{n}", "ข", agency=a) for n, a in enumerate(written)])

    (told,) = [r for r in teams.propose(desk, of, 1).reasons if r.code == "agency-too-many"]

    assert told.details["n"] == 3


@pytest.mark.usefixtures("people")
def test_every_reason_is_said_in_both_languages(desk: Desk, of: Class) -> None:
    from desktop.actions.opening import words_for

    proposals = [teams.propose(desk, of, count) for count in (1, 2, 4)]

    said = [say_reason(words_for(language, "thai"), reason)
            for p in proposals for reason in p.reasons for language in ("th", "en")]  # fmt: skip

    assert "แบ่ง ๔ คนเป็น ๒ กลุ่ม กลุ่มละ ๒ คนเท่ากัน" in said
    assert "The roster names no position levels" in said


@pytest.mark.usefixtures("people")
def test_what_cannot_be_is_refused(desk: Desk, of: Class) -> None:
    team = teams.new_team(desk, of)
    somebody = teams.unplaced(desk, of)[0].enrolment

    assert refused(lambda: teams.propose(desk, of, 5)) == "team-count-unfit"
    assert refused(lambda: teams.propose_by_size(desk, of, 0)) == "team-size-unfit"
    assert refused(lambda: teams.place(desk, of, "nobody", team.id)) == "no-such-person"
    assert refused(lambda: teams.place(desk, of, somebody, "nothing")) == "no-such-team"
    assert refused(lambda: teams.pin(desk, of, somebody)) == "not-in-a-team"
    assert refused(lambda: teams.rename(desk, of, team.id, "ก" * 101)) == "team-name-long"


def test_a_group_is_found_by_number_or_name(desk: Desk, of: Class) -> None:
    one, two = teams.new_team(desk, of), teams.new_team(desk, of)
    teams.rename(desk, of, one.id, "Blue")

    assert [teams.find_team(desk, of, given).id for given in ("1", " blue ", "2", two.id)] == [
        one.id, one.id, two.id, two.id,
    ]  # fmt: skip
    assert refused(lambda: teams.find_team(desk, of, "3")) == "no-such-team"


@pytest.mark.usefixtures("people")
def test_a_closed_class_keeps_its_groups(desk: Desk, of: Class) -> None:
    proposal = teams.propose(desk, of, 2)
    classes.close_class(desk, of)

    assert refused(lambda: teams.new_team(desk, of)) == "class-closed"
    assert refused(lambda: teams.accept(desk, of, proposal)) == "class-closed"


@pytest.mark.parametrize("role", ["scorer", "viewer"])
def test_who_only_scores_or_looks_makes_no_groups(desk: Desk, of: Class, role: str) -> None:
    joined = Membership("https://desk.example", "server", "ผู้ให้คะแนน", role)
    membership.join(desk.store, joined)

    assert refused(lambda: teams.new_team(desk, of)) == "not-for-role"

    membership.join(desk.store, replace(joined, role="facilitator"))
    assert isinstance(teams.new_team(desk, of), Team)
