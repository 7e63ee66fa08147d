from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions import attendance, certificates, classes
from desktop.desk import Desk
from desktop.models.attendance import Mark, Status
from desktop.models.certificates import Certificate
from desktop.models.classes import Class
from desktop.store import certificates as shelf
from desktop.store import timetable
from desktop.views.certificates_view import CertificatesView
from desktop.views.place import Place
from desktop.views.ui import Ui

MakeUi = Callable[..., Ui]


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def issued(desk: Desk, of: Class, people: list[str]) -> list[Certificate]:
    for session in classes.sessions_by_code(timetable.sessions(desk.store, of.id)).values():
        attendance.mark_remaining(desk, session, Mark(Status.PRESENT))
    certificates.issue(desk, of)
    return shelf.certificates(desk.store, of.id)


@pytest.fixture
def view(ui: Ui, qtbot: QtBot) -> CertificatesView:
    view = CertificatesView(ui)
    qtbot.addWidget(view)
    view.resize(1100, 650)
    view.open(Place("certificates"))
    view.show()
    return view


def verify(view: CertificatesView, given: str, qtbot: QtBot) -> str:
    view.code.clear()
    view.code.setFocus()
    qtbot.keyClicks(view.code, given)
    qtbot.keyClick(view.code, Qt.Key.Key_Return)
    return view.answer.accessibleName()


def test_a_scanned_code_of_ours_is_valid(
    issued: list[Certificate], view: CertificatesView, qtbot: QtBot
) -> None:
    view.code.setText(issued[1].printed.qr)
    qtbot.keyClick(view.code, Qt.Key.Key_Return)

    assert view.answer.accessibleName() == (
        "ถูกต้อง กทม. ๐๐๐๒/๒๕๖๙ · นางสาวปิ่นแก้ว น้ำทิพย์ · รุ่นที่ ๑๒ · ๓ ธันวาคม ๒๕๖๙"
    )
    assert view.answer.property("tone") == "ok"


def test_the_code_alone_typed_in_small_letters_will_do(
    issued: list[Certificate], view: CertificatesView, qtbot: QtBot
) -> None:
    assert verify(view, issued[0].code.lower(), qtbot).startswith("ถูกต้อง กทม. ๐๐๐๑/๒๕๖๙")


def test_a_code_beside_another_number_is_told_apart(
    issued: list[Certificate], view: CertificatesView, qtbot: QtBot
) -> None:
    view.code.setText(f"กทม. 0009/2569 {issued[0].printed.verify_code}")
    view.check()

    assert view.answer.accessibleName().startswith("เลขที่ไม่ตรงกับทะเบียน กทม. ๐๐๐๑/๒๕๖๙")
    assert view.answer.property("tone") == "warning"


def test_a_code_nobody_issued_is_unknown(view: CertificatesView, qtbot: QtBot) -> None:
    assert verify(view, "000000000000", qtbot).startswith("ไม่พบในทะเบียน")
    assert view.answer.property("tone") == "danger"


def test_a_slip_is_no_verdict(view: CertificatesView, qtbot: QtBot) -> None:
    assert verify(view, "ABC", qtbot).startswith("อ่านรหัสไม่ได้ รหัสไม่ครบหรือพิมพ์ผิด")

    verify(view, "", qtbot)
    assert view.answer.isHidden()


def test_the_register_is_searched_by_number_name_and_code(
    issued: list[Certificate], view: CertificatesView, qtbot: QtBot
) -> None:
    def found() -> list[str]:
        return [row.certificate.number for row in view.table.rows_model.rows()]

    assert found() == [c.number for c in reversed(issued)]
    view.search.setText("๐๐๐๓")
    assert found() == ["กทม. 0003/2569"]
    view.search.setText("ปิ่นแก้ว")
    assert found() == ["กทม. 0002/2569"]
    view.search.setText(issued[3].printed.verify_code)
    assert found() == ["กทม. 0004/2569"]
    assert view.head.under.text() == "๑ ฉบับ"


def test_a_certificate_issued_elsewhere_in_the_program_appears(
    view: CertificatesView, request: pytest.FixtureRequest
) -> None:
    assert view.table.rows_model.rowCount() == 0

    request.getfixturevalue("issued")

    assert view.table.rows_model.rowCount() == 4


def test_opening_an_entry_leads_to_its_class(
    issued: list[Certificate], of: Class, view: CertificatesView, ui: Ui, qtbot: QtBot
) -> None:
    places: list[Place] = []
    ui.went.connect(places.append)

    view.table.select_row(0)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert places == [Place("classes", class_id=of.id, tab="certificates")]
    assert [c.say(view.table.rows_model.row(0)) for c in view.table.rows_model.columns][:4] == [
        "กทม. ๐๐๐๔/๒๕๖๙", "พ.จ.อ. วุฒิชัย ศรีสุข", "๑๒", "๓ ธ.ค. ๒๕๖๙",
    ]  # fmt: skip
