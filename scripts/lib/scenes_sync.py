"""Other devices: the chip, the outbox, joining, differences, files, what is on this device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from desktop.actions.attendance import mark
from desktop.actions.classes import find_session
from desktop.models.attendance import Mark, Status
from desktop.models.ids import attendance_row
from desktop.models.refusal import Refused
from desktop.models.syncing import BundlePreview, SyncState
from desktop.store import roster
from desktop.store.replica import Replica
from desktop.views.bundle_export import ExportDialog
from desktop.views.bundle_import import ImportBundleDialog
from desktop.views.conflicts_view import ConflictsPanel
from desktop.views.device_page import DeviceDialog
from desktop.views.enrol_dialog import EnrolDialog
from desktop.views.settings_view import SettingsView
from protocol.change import Change
from protocol.wire import Device
from scripts.lib.pretended_network import MEMBER, Pretended
from scripts.lib.stage import Stage

Scene = Callable[[Stage], object]
RIVAL = "ee" * 8


def scenes() -> dict[str, Scene]:
    """Give the scenes in order; the last one gives the window its own network back."""
    return {
        "sync-alone": _alone,
        "sync-enrol": _enrol,
        "sync-enrol-refused": _enrol_refused,
        "sync-enrolled": _enrolled,
        "sync-sheet": partial(_sheet, "idle"),
        "sync-sheet-offline": partial(_sheet, "offline"),
        "sync-sheet-trouble": partial(_sheet, "trouble"),
        "sync-sheet-arriving": partial(_sheet, "working"),
        "sync-settings": _settings,
        "sync-device": lambda s: DeviceDialog(_joined(s).ui, s.window).open(),
        "sync-export": _export,
        "sync-export-passphrase": partial(_export_way, 1),
        "sync-export-open": partial(_export_way, 2),
        "sync-import": _import,
        "sync-import-stranger": partial(_import, trusted=False),
        "sync-import-passphrase": _import_sealed,
        "sync-import-altered": _import_altered,
        "conflicts": _conflicts,
        "conflicts-next": _next,
        "conflicts-sheet": partial(_sheet, "idle"),
        "conflicts-none": partial(Stage.go, page="classes", code="T33", tab="conflicts"),
        "sync-gone": _gone,
    }


def _joined(s: Stage, **more: object) -> Stage:
    last = s.at - timedelta(minutes=4)
    state = SyncState("idle", MEMBER, pending=12, last=last)
    s.ui.network = Pretended(replace(state, **more))  # type: ignore[arg-type]
    return s


def _alone(s: Stage) -> None:
    s.ui.network = Pretended(SyncState())
    s.go("today")
    s.window.open_sync_sheet()


def _enrol(s: Stage) -> None:
    s.ui.network = Pretended(SyncState())
    dialog = EnrolDialog(s.ui, s.window)
    dialog.open()
    dialog.address.setText("https://desk.bangkok.example")
    dialog.code.setText("7QK4M-9TXW2-HD")


def _enrol_refused(s: Stage) -> None:
    s.ui.network = Pretended(SyncState(), Refused("bad-code"))
    dialog = EnrolDialog(s.ui, s.window)
    dialog.open()
    dialog.address.setText("https://desk.bangkok.example")
    dialog.code.setText("7QK4M-9TXW2-HD")
    dialog.confirm.click()


def _enrolled(s: Stage) -> None:
    _enrol(s)
    next(w for w in s.window.findChildren(EnrolDialog) if w.isVisible()).confirm.click()


def _sheet(phase: str, s: Stage) -> None:
    s.go("today")
    _send_some(s)
    disputed = sum(1 for _ in s.window.findChildren(ConflictsPanel))
    _joined(
        s,
        phase=phase,
        attention=3,
        conflicts=2 if disputed else 0,
        cause={"offline": "unreachable", "trouble": "revoked"}.get(phase, ""),
        next=s.at + timedelta(minutes=3) if phase == "offline" else None,
        done=3 if phase == "working" else 0,
        total=12 if phase == "working" else 0,
    )
    s.window.open_sync_sheet()


def _send_some(s: Stage) -> None:
    """Let the server have confirmed most of what is here, and put a little aside."""
    store = s.desk.store
    with store.atomic():
        execute = store.connection.execute
        execute("UPDATE changes SET rev = 1, fate = ''")
        newest = "(SELECT seq FROM changes ORDER BY seq DESC LIMIT ?)"
        execute(f"UPDATE changes SET rev = NULL WHERE seq IN {newest}", (15,))
        execute(f"UPDATE changes SET fate = 'held:not-your-class' WHERE seq IN {newest}", (3,))


def _settings(s: Stage) -> None:
    _joined(s)
    s.go("settings")
    s.settle()
    for area in s.find(SettingsView).findChildren(QScrollArea):
        area.verticalScrollBar().setValue(10_000)


def _meet(s: Stage) -> None:
    Replica(s.desk.store).keep_devices(
        [
            Device(id=RIVAL, person="วินัย", label="โน้ตบุ๊กห้องประชุม ๒", key="0" * 64, box="0" * 64),
            Device(id="aa" * 8, person="ปราณี", label="PC-กพบ", key="1" * 64, box="1" * 64),
        ]
    )


def _export(s: Stage) -> None:
    _meet(s)
    ExportDialog(_joined(s).ui, s.window, s.of("T34").id).open()


def _export_way(at: int, s: Stage) -> None:
    _export(s)
    dialog = next(w for w in s.window.findChildren(ExportDialog) if w.isVisible())
    dialog.ways.button(at).setChecked(True)


def _import(s: Stage, *, trusted: bool = True) -> None:
    _joined(s)
    network = s.ui.network
    assert isinstance(network, Pretended)
    network.preview = BundlePreview(
        "วินัย",
        RIVAL,
        trusted,
        trusted,
        s.at - timedelta(hours=1),
        ("T34",),
        41,
        1_204,
        34,
        2,
        1,
        "7Q4K-2M9X",
    )
    ImportBundleDialog(s.ui, Path("ข้อมูล T34.wdb"), s.window).open()


def _import_sealed(s: Stage) -> None:
    _joined(s)
    s.ui.network = Pretended(SyncState(), Refused("passphrase-needed"))
    ImportBundleDialog(s.ui, Path("ข้อมูล T34.wdb"), s.window).open()


def _import_altered(s: Stage) -> None:
    s.ui.network = Pretended(SyncState(), Refused("bundle-altered"))
    ImportBundleDialog(s.ui, Path("ข้อมูล T34.wdb"), s.window).open()


def _conflicts(s: Stage) -> None:
    """Let somebody else have written two marks and a name, without having seen ours."""
    _meet(s)
    _joined(s, conflicts=2)
    of = s.of("T34")
    session, other = find_session(s.desk, of, "S05"), find_session(s.desk, of, "S06")
    people = roster.enrolments(s.desk.store, of.id)
    mark(s.desk, session, people[5].id, Mark(Status.PRESENT))
    mark(s.desk, other, people[9].id, Mark(Status.LATE, 15))
    rivals = [
        _rival(s, n, attendance_row(at.id, who.id), "attendance", {"mark": value})
        for n, (at, who, value) in enumerate(
            (
                (session, people[5], {"status": "absent"}),
                (other, people[9], {"status": "excused", "reason": "ประชุมด่วน"}),
            )
        )
    ]
    name = {"title": "นางสาว", "first": people[2].person.first, "last": "แก้วมณี"}
    rivals.append(_rival(s, 2, people[2].id, "enrolment", {"name": name}))
    s.desk.store.commit(rivals)
    s.go("classes", "T34", "conflicts")


def _rival(s: Stage, n: int, row: str, entity: str, set_: dict[str, object]) -> Change:
    return Change(
        id=f"{n:x}" * 32, scope=s.of("T34").scope, entity=entity, row=row, set=set_, over={},
        salt=dict.fromkeys(set_, "0" * 32), n=1, author="วินัย", device=RIVAL,
        at=(s.at - timedelta(minutes=7)).isoformat(), schema=1, prev="",
    )  # fmt: skip


def _next(s: Stage) -> None:
    s.go("classes", "T34", "conflicts")
    s.find(ConflictsPanel).card.choices[1].click()


def _gone(s: Stage) -> None:
    s.ui.network = None
    s.go("today")
