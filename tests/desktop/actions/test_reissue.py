from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.actions import attendance, certificate_check, certificates, classes
from desktop.actions.certificates import issue, print_class, verify
from desktop.actions.classes import NewClass
from desktop.actions.reissue import reissue_taken
from desktop.actions.roster import enrol
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.models.refusal import Refused
from desktop.models.syncing import Membership
from desktop.store import certificates as shelf
from desktop.store import history, series, timetable
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.doctor import examine
from desktop.store.membership import join, part
from desktop.store.series import Holder
from tests.desktop.conftest import DAYS

OURS = Holder(yours=True)
THEIRS = Holder(yours=False, person="สมศรี", label="notebook 2")


def attend(desk: Desk, of: Class) -> None:
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))


def join_server(desk: Desk, told: Holder | None = None) -> None:
    join(desk.store, Membership("https://desk.example", "server", "สมชาย", "facilitator"))
    if told is not None:
        series.keep_holder(desk.store, "กทม.", told)


def put_aside(desk: Desk, of: Class, *seats: int) -> None:
    """Let the server have said that the numbers of some certificates are another's."""
    for seat in seats:
        row = shelf.certificates(desk.store, of.id)[seat - 1].id
        desk.store.connection.execute(
            "UPDATE changes SET fate = ? WHERE row = ? AND body LIKE '%\"issue\"%'",
            (series.TAKEN, row),
        )


def fates(desk: Desk) -> list[str]:
    return [f for (f,) in desk.store.rows("SELECT fate FROM changes WHERE fate <> '' ORDER BY seq")]


@pytest.fixture
def issued(desk: Desk, of: Class, people: list[str]) -> Class:
    """A class of four whose certificates 1 to 4 were issued and printed."""
    attend(desk, of)
    issue(desk, of)
    print_class(desk, of)
    return of


def test_a_desk_that_never_joined_a_server_gives_numbers_freely(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)

    assert issue(desk, of) == 4


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (None, "series-unasked"),
        (Holder(yours=False), "series-unasked"),
        (THEIRS, "series-elsewhere"),
    ],
)
def test_a_desk_that_joined_gives_no_number_of_a_series_that_is_not_its_own(
    desk: Desk, of: Class, people: list[str], told: Holder | None, code: str
) -> None:
    attend(desk, of)
    join_server(desk, told)

    with pytest.raises(Refused) as no:
        issue(desk, of)

    assert no.value.code == code
    assert shelf.certificates(desk.store, of.id) == []
    if told is THEIRS:
        said = desk.words.sentence(no.value)
        assert "สมศรี" in said
        assert "notebook 2" in said


def test_the_desk_that_holds_the_series_goes_on_after_the_last_number_given_anywhere(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    join_server(desk, Holder(yours=True, last={"2569": 40}))

    span = certificate_check.span(desk, 4, of.last)
    issue(desk, of)

    assert span == "กทม. 0041–0044/2569"
    assert [c.running for c in shelf.certificates(desk.store, of.id)] == [41, 42, 43, 44]
    assert examine(desk.store) == []


def test_what_the_engine_keeps_without_last_numbers_is_read(desk: Desk) -> None:
    desk.store.keep_key("series:กทม.", '{"yours": false, "person": "ก", "label": "ข"}')

    assert series.holder(desk.store, "กทม.") == Holder(yours=False, person="ก", label="ข")
    assert series.holder(desk.store, "อื่น") is None


def test_a_desk_that_left_the_server_is_free_again(
    desk: Desk, of: Class, people: list[str]
) -> None:
    attend(desk, of)
    join_server(desk, THEIRS)
    part(desk.store)

    assert issue(desk, of) == 4


def test_a_number_that_was_taken_is_replaced_by_the_next_free_one_on_a_new_page(
    desk: Desk, issued: Class, people: list[str]
) -> None:
    join_server(desk, Holder(yours=True, last={"2569": 7}))
    before = shelf.certificates(desk.store, issued.id)
    put_aside(desk, issued, 2, 3)

    number = reissue_taken(desk)
    pdf, printed = print_class(desk, issued)

    after = shelf.certificates(desk.store, issued.id)
    assert number == 2
    assert [(c.enrolment, c.running) for c in after] == list(zip(people, (1, 8, 9, 4), strict=True))
    assert [c.id for c in after if c in before] == [before[0].id, before[3].id]
    assert [c.issued_on for c in after] == [c.issued_on for c in before]
    assert {c.archive for c in printed} == {before[0].archive, after[1].archive}
    assert after[1].archive != before[1].archive
    assert pdf.startswith(b"%PDF")
    assert fates(desk) == [series.SETTLED] * 2
    assert examine(desk.store) == []


def test_reissuing_again_does_nothing_even_when_the_server_said_it_again(
    desk: Desk, issued: Class
) -> None:
    join_server(desk, OURS)
    put_aside(desk, issued, 2)
    reissue_taken(desk)
    desk.store.connection.execute(
        "UPDATE changes SET fate = ? WHERE fate <> ''", (series.TAKEN,)
    )  # fmt: skip

    assert reissue_taken(desk) == 0
    assert reissue_taken(desk) == 0
    assert fates(desk) == [series.SETTLED]
    assert len(shelf.certificates(desk.store, issued.id)) == 4


def test_nothing_is_reissued_while_the_series_is_another_desks(desk: Desk, issued: Class) -> None:
    join_server(desk, THEIRS)
    put_aside(desk, issued, 1)

    with pytest.raises(Refused, match="series-elsewhere"):
        reissue_taken(desk)

    assert fates(desk) == [series.TAKEN]
    assert [c.running for c in shelf.certificates(desk.store, issued.id)] == [1, 2, 3, 4]


def test_nothing_taken_asks_for_no_series(desk: Desk, issued: Class) -> None:
    join_server(desk)

    assert reissue_taken(desk) == 0


def test_who_has_another_certificate_by_now_gets_no_second_one(
    desk: Desk, of: Class, people: list[str], open_desk: Callable[..., Desk]
) -> None:
    attend(desk, of)
    other = open_desk("other")
    rows = desk.store.rows(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
    other.store.commit([change_from(r) for r in rows])
    for at in (desk, other):
        issue(at, of)
    join_server(desk, OURS)
    put_aside(desk, of, 1, 2, 3, 4)
    mine = {c.id for c in shelf.certificates(desk.store, of.id)}
    rows = other.store.rows(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
    desk.store.commit([change_from(r) for r in rows])

    number = reissue_taken(desk)

    left = shelf.certificates(desk.store, of.id)
    assert number == 0
    assert [c.enrolment for c in left] == people
    assert not mine & {c.id for c in left}
    assert examine(desk.store) == []


def test_a_replaced_certificate_is_known_as_void_with_the_number_that_stands(
    desk: Desk, issued: Class
) -> None:
    join_server(desk, OURS)
    old = shelf.certificates(desk.store, issued.id)[1]
    put_aside(desk, issued, 2)
    reissue_taken(desk)
    new = shelf.certificates(desk.store, issued.id)[1]

    found = verify(desk, f"{old.number} {old.code}")

    assert (found.status, found.by) == ("replaced", new)
    assert verify(desk, new.code).status == "valid"
    assert [c.ready for c in certificates.candidates(desk, issued)] == [False] * 4


def test_the_history_of_a_person_says_that_their_certificate_was_replaced(
    desk: Desk, issued: Class, people: list[str]
) -> None:
    join_server(desk, OURS)
    put_aside(desk, issued, 2)
    reissue_taken(desk)

    events = history.history(desk.store, issued.id, people[1])

    told = [(e.group, e.seat, e.new) for e in events if e.entity == "certificate"]
    assert [group for group, _, _ in told] == ["issue", "page", "status", "issue"]
    assert told[2] == ("status", 2, "replaced")
    assert told[3][2]["number"] == "กทม. 0005/2569"


def test_a_device_that_holds_some_classes_only_has_gaps_and_is_sound(
    desk: Desk, issued: Class
) -> None:
    second = classes.create_class(desk, NewClass("T13", 13, DAYS))
    enrol(desk, second, [Person("นาง", "ก", "ข")])
    attend(desk, second)
    issue(desk, second)

    desk.store.forget(issued.scope)
    alone = [a.code for a in examine(desk.store)]
    join_server(desk, OURS)

    assert "number-missing" in alone
    assert "number-missing" not in [a.code for a in examine(desk.store)]


def test_a_number_given_twice_and_not_replaced_is_still_said(desk: Desk, issued: Class) -> None:
    join_server(desk, OURS)
    desk.store.connection.execute("UPDATE certificate SET running = 1 WHERE running = 2")

    assert "number-twice" in [a.code for a in examine(desk.store)]
