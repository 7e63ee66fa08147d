from __future__ import annotations

from PySide6.QtGui import QFontMetricsF

from desktop.views.ui import Ui
from desktop.views.widgets.thai_breaks import BREAK
from desktop.views.widgets.wrapped import LEADING, wrap

LONG = "หัวหน้ากลุ่มงานและผู้อำนวยการส่วนตรวจร่างแผนพร้อมกันบนแฟ้มกลางของสำนักงาน"


def test_a_short_text_is_one_line(ui: Ui) -> None:
    font = ui.theme.font("body")

    assert wrap("รอ", font, 200).height == font.pixelSize() * LEADING


def test_a_long_text_breaks_between_words_and_every_paragraph_begins_anew(ui: Ui) -> None:
    font = ui.theme.font("body")

    laid = wrap(f"{LONG}\nจบ", font, 150)

    assert len(laid.layouts) == 2
    first = laid.layouts[0][0]
    assert first.lineCount() > 2
    line = first.lineAt(0)
    assert first.text()[line.textLength() - 1] == BREAK or line.textLength() < len(first.text())
    assert all(first.lineAt(n).naturalTextWidth() <= 150 for n in range(first.lineCount()))


def test_no_more_lines_than_asked_and_the_last_ends_in_dots(ui: Ui) -> None:
    font = ui.theme.font("body")

    laid = wrap(LONG, font, 150, most=2)

    layout = laid.layouts[0][0]
    assert layout.lineCount() == 2
    assert layout.text().endswith("…")
    last = layout.text()[layout.lineAt(1).textStart() :]
    assert QFontMetricsF(font).horizontalAdvance(last) <= 150
