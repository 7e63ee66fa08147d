"""Nobody scores people of their own agency, unless an admin says why."""

from __future__ import annotations

import pytest

from desktop.actions import projects, scoring, teams, waivers
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.store import scores as shelf
from tests.desktop.panel_room import begin, fill_in, join, project, score, set_up
from tests.desktop.refusals import refusal


@pytest.fixture
def room(desk: Desk) -> Class:
    return set_up(desk)


def test_a_scorer_from_the_groups_agency_is_stopped_however_it_is_written(
    desk: Desk, room: Class
) -> None:
    no = refusal(lambda: begin(desk, room, "judge-a", "สนข.บางรัก กทม."))

    assert (no.code, no.details["project"]) == ("own-agency", "P01")
    assert shelf.sheets(desk.store, room.id) == []


def test_a_waiver_with_a_reason_lets_them(desk: Desk, room: Class) -> None:
    scoring.waive(desk, room, project(desk, room), " Judge-A ", "กรรมการไม่พอ")

    sheet = score(desk, room, "judge-a", agency="สำนักงานเขตบางรัก")

    assert sheet.agency == "สำนักงานเขตบางรัก"
    assert shelf.waivers(desk.store, room.id) == [
        (project(desk, room).id, "Judge-A", "กรรมการไม่พอ", desk.author)
    ]
    desk.undo()
    again = refusal(lambda: scoring.correct(desk, room, sheet, "แก้"))
    assert again.code == "own-agency"


def test_only_an_admin_waives_once_there_is_a_server(desk: Desk, room: Class) -> None:
    def waive(reason: str = "กรรมการไม่พอ") -> None:
        scoring.waive(desk, room, project(desk, room), "judge-a", reason)

    empty = refusal(lambda: waive(" ")).code
    codes = []
    for role in ("facilitator", "scorer", "viewer"):
        join(desk, role)
        codes.append(refusal(waive).code)
    join(desk, "admin")
    waive()

    assert (empty, codes) == ("waiver-without-reason", ["not-admin"] * 3)
    assert len(shelf.waivers(desk.store, room.id)) == 1


def test_somebody_who_joins_the_group_later_keeps_it_from_being_locked(
    desk: Desk, room: Class
) -> None:
    first, second = teams.teams(desk, room)
    home = "สำนักการคลัง"
    ours = [m.enrolment for m in first.members if m.agency == home]
    for enrolment in ours:
        teams.place(desk, room, enrolment, second.id)
    sheet = fill_in(desk, begin(desk, room, "judge-a", home))
    teams.place(desk, room, ours[0], first.id)

    assert refusal(lambda: scoring.lock(desk, room, sheet)).code == "own-agency"


def test_the_agency_is_remembered_for_the_next_sheet(desk: Desk, room: Class) -> None:
    begin(desk, room, desk.author, "สำนักการโยธา")

    own = scoring.open_sheet(desk, room, project(desk, room, "P02"), desk.author)
    guest = scoring.open_sheet(desk, room, project(desk, room, "P02"), "judge-b", "สำนักเทศกิจ")
    guest_again = begin(desk, room, "judge-b")

    assert (own.agency, guest.agency, guest_again.agency) == (
        "สำนักการโยธา", "สำนักเทศกิจ", "สำนักเทศกิจ",
    )  # fmt: skip
    assert waivers.remembered_agency(desk) == "สำนักการโยธา"


def test_a_sample_has_no_agency_to_mind(desk: Desk, room: Class) -> None:
    sample = projects.new_sample(desk, room, "ตัวอย่าง")

    sheet = scoring.open_sheet(desk, room, sample, "judge-a", "สำนักงานเขตบางรัก")

    assert sheet.agency == "สำนักงานเขตบางรัก"
