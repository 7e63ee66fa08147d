from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.actions import attendance, certificates, classes
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.classes import Class
from desktop.store import timetable
from desktop.store.change_cells import CHANGE_COLUMNS, change_from
from desktop.store.replica import Replica
from desktop.views.history_panel import Entry, HistoryPanel
from desktop.views.ui import Ui
from protocol.wire import Device
from tests.desktop.views.conftest import MakeUi


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    return make_ui(desk, "en")


def carry(source: Desk, target: Desk) -> None:
    rows = source.store.rows(f"SELECT {CHANGE_COLUMNS} FROM changes ORDER BY seq")
    target.store.commit([change_from(r) for r in rows])


def shown(ui: Ui, of: Class, who: str, session: str = "") -> list[Entry]:
    panel = HistoryPanel(ui)
    panel.show(of.id, who, session)
    entries = list(panel.table.rows_model.rows())
    panel.close()
    return entries


def test_what_another_device_did_is_told_by_the_name_of_that_device(
    ui: Ui, desk: Desk, of: Class, people: list[str], open_desk: Callable[..., Desk]
) -> None:
    known, unknown = open_desk("known"), open_desk("unknown")
    session = classes.find_session(desk, of, "S01")
    for other, status in ((known, Status.ABSENT), (unknown, Status.LATE)):
        carry(desk, other)
        attendance.mark(other, session, people[0], Mark(status))
        carry(other, desk)
    device = Device(id=known.device, person="สมศรี", label="notebook 2", key="00", box="00")
    Replica(desk.store).keep_devices([device])

    entries = shown(ui, of, people[0], session.id)

    assert [(e.who, e.device) for e in entries] == [
        ("author of unknown", unknown.device[:8]),
        ("author of known", "notebook 2"),
    ]


def test_a_certificate_is_told_by_its_number_alone(
    ui: Ui, desk: Desk, of: Class, people: list[str]
) -> None:
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    certificates.issue(desk, of)

    newest = shown(ui, of, people[0])[0]

    assert newest.session == ui.words("conflicts.field.certificate.issue")
    assert newest.old == ""
    assert newest.new == ui.words.number("กทม. 0001/2569")
