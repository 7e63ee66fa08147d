from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.attendance import mark
from desktop.actions.classes import NewClass, create_class, find_session
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.models.ids import attendance_row
from desktop.models.syncing import SyncState
from desktop.store.series import TAKEN
from desktop.store.store import Store
from desktop.views.enrol_dialog import EnrolDialog
from desktop.views.place import Place
from desktop.views.sync_sheet import SyncSheet, reason_words
from desktop.views.sync_words import cause, headline, next_try
from desktop.views.today_cards import ListCard
from desktop.views.ui import Message, Ui
from desktop.views.widgets.label import Label
from protocol.change import Change
from scripts.lib.pretended_network import MEMBER, Pretended

MakeUi = Callable[..., Ui]


@pytest.fixture
def network() -> Pretended:
    return Pretended(SyncState("idle", MEMBER))


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk, network: Pretended) -> Ui:
    ui = make_ui(desk=desk, language="en")
    ui.network = network
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def sheet(ui: Ui, people: list[str], qtbot: QtBot) -> Iterator[SyncSheet]:
    sheet = SyncSheet(ui, None)
    qtbot.addWidget(sheet)
    sheet.open()
    yield sheet
    sheet.reject()


def confirm(store: Store, rev: int = 1) -> None:
    """Let the server have everything."""
    with store.atomic():
        store.connection.execute("UPDATE changes SET rev = ?", (rev,))


def put_aside(store: Store, fate: str) -> None:
    with store.atomic():
        sql = "UPDATE changes SET fate = ?, rev = NULL WHERE entity = 'enrolment'"
        store.connection.execute(sql, (fate,))


def told(card: ListCard) -> list[tuple[str, str]]:
    return [(entry.text, entry.more) for entry in card.entries]


def test_what_waits_is_listed_by_class_and_kind_with_people(sheet: SyncSheet) -> None:
    kinds = dict(told(sheet.ready))

    assert "4 changes · 4 people · author of desk" in kinds["Class 12/2570 · Roster"]
    assert "Class 12/2570 · Timetable" in kinds


def test_what_was_sent_moves_over_while_one_looks(
    sheet: SyncSheet, desk: Desk, network: Pretended, qtbot: QtBot
) -> None:
    confirm(desk.store)

    network.change(last=desk.now())
    qtbot.waitUntil(lambda: sheet.ready.entries == [])

    assert "Class 12/2570 · Roster" in [text for text, _ in told(sheet.sent)]


def test_what_was_put_aside_says_why_and_what_to_do(sheet: SyncSheet, desk: Desk) -> None:
    put_aside(desk.store, "held:not-your-class")

    sheet.refresh()

    [(text, more)] = told(sheet.aside)
    assert text == "Class 12/2570 · Roster"
    assert "Ask your administrator, then send again" in more


def test_a_number_given_twice_can_be_given_anew_from_here(
    sheet: SyncSheet, ui: Ui, desk: Desk
) -> None:
    said: list[Message] = []
    ui.said.connect(said.append)
    put_aside(desk.store, TAKEN)
    sheet.refresh()
    [entry] = sheet.aside.entries

    assert entry.run is not None
    entry.run()

    assert entry.button == "New numbers"
    assert said[-1].text.startswith("0 certificates have new numbers")


def test_more_classes_than_there_is_room_for_are_counted(sheet: SyncSheet, desk: Desk) -> None:
    for number in range(13, 19):
        create_class(
            desk, NewClass(f"T{number}", number, tuple(date(2026, 12, day) for day in (14, 15, 16)))
        )

    sheet.refresh()

    labels = [label.text() for label in sheet.ready.findChildren(Label)]
    assert any("more classes" in text for text in labels)


def test_a_reason_of_a_newer_server_is_passed_on(ui: Ui) -> None:
    said = reason_words(ui.words, "held:full-moon")

    assert "full-moon" in said


def test_the_one_button_sends_and_the_sheet_stays(sheet: SyncSheet, network: Pretended) -> None:
    sheet.confirm.click()

    assert network.asked == [("sync",)]
    assert sheet.isVisible()


def test_nothing_can_be_pressed_twice_while_it_works(sheet: SyncSheet, network: Pretended) -> None:
    network.change(phase="working", done=3, total=12)

    sheet.refresh()

    assert not sheet.confirm.isEnabled()
    assert (sheet.bar.isVisible(), sheet.bar.value(), sheet.bar.maximum()) == (True, 3, 12)
    assert sheet.now.plain().startswith("Receiving class 3 of 12")


def test_a_device_that_is_alone_is_offered_to_join_and_nothing_else(
    sheet: SyncSheet, network: Pretended
) -> None:
    network.change(phase="alone", membership=None)
    sheet.refresh()

    sheet.confirm.click()

    assert not sheet.ready.isVisible()
    assert sheet.findChild(EnrolDialog) is not None


def test_differences_lead_to_the_class(
    sheet: SyncSheet, ui: Ui, desk: Desk, of: Class, people: list[str]
) -> None:
    went: list[Place] = []
    ui.went.connect(went.append)
    session = find_session(desk, of, "S02")
    mark(desk, session, people[0], Mark(Status.PRESENT))
    row = attendance_row(session.id, people[0])
    rival = Change(
        id="f" * 32, scope=of.scope, entity="attendance", row=row,
        set={"mark": {"status": "absent"}}, over={}, salt={"mark": "0" * 32}, n=1,
        author="Winai", device="ee" * 8, at="2026-12-01T02:00:00+00:00", schema=1, prev="",
    )  # fmt: skip
    desk.store.commit([rival])
    sheet.refresh()
    [entry] = sheet.conflicts.entries

    assert entry.run is not None
    entry.run()

    assert entry.text == "Class 12/2570"
    assert went == [Place("classes", of.id, "conflicts")]
    assert not sheet.isVisible()


def test_offline_says_why_and_when_it_is_tried_again(ui: Ui, desk: Desk) -> None:
    now = desk.now()
    state = SyncState(
        "offline", MEMBER, cause="unreachable", next=now + timedelta(minutes=3), pending=2
    )

    assert headline(ui.words, state, now).startswith("Offline. Everything is saved here")
    assert cause(ui.words, state)
    assert next_try(ui.words, state, now) == "It will be tried again in about 3 minutes"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "in a moment"), (2, "in a moment"), (40, "in 40 seconds"), (100, "about 2 minutes")],
)
def test_the_next_try_is_said_as_people_would(
    ui: Ui, desk: Desk, seconds: int | None, said: str
) -> None:
    now = desk.now()
    later = None if seconds is None else now + timedelta(seconds=seconds)

    assert said in next_try(ui.words, SyncState("offline", MEMBER, next=later), now)


def test_a_cause_without_a_sentence_is_passed_on(ui: Ui) -> None:
    said = cause(ui.words, SyncState("trouble", MEMBER, cause="full-moon"))

    assert said == "Tell your administrator: full-moon"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SyncState(), "Everything is saved on this computer and works without a network"),
        (SyncState("idle", MEMBER), "Saved here, ready to send and receive"),
        (SyncState("idle", MEMBER, pending=1), "Saved here; 1 change waits and will be sent"),
        (SyncState("working", MEMBER), "Sending and receiving"),
        (SyncState("trouble", MEMBER), "Nothing can be sent yet. Everything is saved here"),
    ],
)
def test_every_phase_has_its_sentence(ui: Ui, desk: Desk, state: SyncState, said: str) -> None:
    assert headline(ui.words, state, desk.now()).startswith(said)
