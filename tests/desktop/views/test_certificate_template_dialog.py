from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import certificates
from desktop.desk import Desk
from desktop.exporters.certificate_pdf import render
from desktop.models.certificates import Numbering
from desktop.models.classes import Class
from desktop.store import organisation
from desktop.views.certificate_paint import picture_of
from desktop.views.certificate_template_dialog import CertificateTemplateDialog
from desktop.views.ui import Ui

MakeUi = Callable[..., Ui]
NAME = "ว่าที่ร้อยตรีหญิง กุลธิดารัตน์ สุวรรณภิงคารวัฒนานนท์ ณ อยุธยา"


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    return make_ui(desk=desk)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """The window behind: a dialog is never larger."""
    parent = QWidget()
    parent.resize(1366, 768)
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def dialog(ui: Ui, of: Class, parent: QWidget) -> Iterator[CertificateTemplateDialog]:
    dialog = CertificateTemplateDialog(ui, of, NAME, parent)
    dialog.open()
    yield dialog
    dialog.reject()


def emblem(size: int = 200) -> bytes:
    target = BytesIO()
    Image.new("RGBA", (size, size), (200, 20, 20, 255)).save(target, "PNG")
    return target.getvalue()


def confirm(dialog: CertificateTemplateDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)


def test_it_opens_with_what_is_in_use(dialog: CertificateTemplateDialog) -> None:
    assert dialog.heading.currentText() == "วุฒิบัตร"
    assert dialog.texts["organisation"].text() == "กรุงเทพมหานคร"
    assert dialog.signatories[0][0].text() == "นายตัวอย่าง ลงนามดี"
    assert dialog.signatories[2][0].text() == ""
    assert dialog.prefix.text() == "กทม."
    assert dialog.heading.hasFocus()


def test_what_was_edited_becomes_the_next_version(
    dialog: CertificateTemplateDialog, desk: Desk, qtbot: QtBot
) -> None:
    dialog.heading.setCurrentText("เกียรติบัตร")
    dialog.texts["given"].setText("ขอมอบให้แก่")
    dialog.digits.setCurrentIndex(1)
    dialog.signatories[1][0].clear()
    dialog.signatories[2][0].setText("นางสาวคนที่สาม สมมุติ")
    dialog.signatories[2][1].setText("ที่ปรึกษา")

    confirm(dialog, qtbot)

    kept = certificates.template(desk)
    assert (kept.version, kept.heading, kept.given) == (2, "เกียรติบัตร", "ขอมอบให้แก่")
    assert kept.digits == "arabic"
    assert [who.name for who in kept.signatories] == ["นายตัวอย่าง ลงนามดี", "นางสาวคนที่สาม สมมุติ"]


def test_nothing_edited_leaves_no_version_behind(
    dialog: CertificateTemplateDialog, desk: Desk, qtbot: QtBot
) -> None:
    confirm(dialog, qtbot)

    assert certificates.template(desk).version == 1
    assert desk.undoable[-1].name != "step.template"


def test_numbering_is_kept_apart_from_the_words(
    dialog: CertificateTemplateDialog, desk: Desk, qtbot: QtBot
) -> None:
    dialog.prefix.setText("สฝ.")
    dialog.year.setCurrentIndex(1)

    confirm(dialog, qtbot)

    assert organisation.numbering(desk.store) == Numbering("สฝ.", "fiscal", 4)
    assert certificates.template(desk).version == 1


def test_a_prefix_that_cannot_be_printed_is_said_beside_it(
    dialog: CertificateTemplateDialog, desk: Desk, qtbot: QtBot
) -> None:
    dialog.prefix.setText("ก" * 41)

    confirm(dialog, qtbot)

    assert dialog.isVisible()
    assert "ไม่เกิน" in dialog.prefix.accessibleDescription()
    assert organisation.numbering(desk.store) == Numbering()


def test_an_emblem_is_chosen_shown_and_removed(
    dialog: CertificateTemplateDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ตรา.png"
    path.write_bytes(emblem())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))

    dialog._choose()
    assert dialog.edited().emblem == path.read_bytes()

    dialog.remove_emblem()
    assert dialog.edited().emblem is None


def test_choosing_no_picture_changes_nothing(
    dialog: CertificateTemplateDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))

    dialog._choose()

    assert dialog.edited() == dialog.template


@pytest.mark.parametrize(
    ("data", "complaint"),
    [(b"x" * 1_000_001, "ใหญ่เกินไป"), (b"no picture", "อ่านรูปภาพนี้ไม่ได้"), (None, "เปิดไฟล์")],
)
def test_an_emblem_that_cannot_be_printed_is_refused(
    dialog: CertificateTemplateDialog, tmp_path: Path, data: bytes | None, complaint: str
) -> None:
    path = tmp_path / "ตรา.png"
    if data is not None:
        path.write_bytes(data)

    dialog.set_emblem(path)

    assert complaint in dialog._emblem_field.control.accessibleDescription()
    assert dialog.edited().emblem is None


def test_the_picture_follows_the_typing_after_a_pause(
    dialog: CertificateTemplateDialog, qtbot: QtBot
) -> None:
    before = dialog.preview.grab().toImage()

    qtbot.keyClicks(dialog.texts["organisation"], "abc")
    qtbot.waitUntil(lambda: dialog.preview.grab().toImage() != before)

    assert dialog.preview.accessibleName() == f"ตัวอย่างวุฒิบัตรของ {NAME}"


def as_pil(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(plain.constBits())
    line = plain.bytesPerLine()
    return Image.frombuffer("RGB", (plain.width(), plain.height()), data, "raw", "RGB", line, 1)


def test_the_picture_on_screen_is_the_page_on_paper(
    dialog: CertificateTemplateDialog, desk: Desk, of: Class, tmp_path: Path
) -> None:
    path = tmp_path / "ตรา.png"
    path.write_bytes(emblem())
    dialog.set_emblem(path)
    template = dialog.edited()
    printed = certificates.specimen(desk, of, NAME, template)

    screen = as_pil(picture_of(printed, template, 842)).convert("L")
    (tmp_path / "page.pdf").write_bytes(render([printed], template))
    command = [
        "pdftoppm",
        "-png",
        "-singlefile",
        "-r",
        "72",
        tmp_path / "page.pdf",
        tmp_path / "page",
    ]
    subprocess.run(command, check=True)
    with Image.open(tmp_path / "page.png") as opened:
        paper = opened.convert("L").resize(screen.size)

    # Anti-aliasing differs from pixel to pixel; places do not: blurred, both are the same.
    small = (screen.width // 8, screen.height // 8)
    difference = ImageChops.difference(
        screen.resize(small, Image.Resampling.BOX), paper.resize(small, Image.Resampling.BOX)
    )
    assert difference.getextrema()[1] < 60
    assert ImageStat.Stat(difference).mean[0] < 3
