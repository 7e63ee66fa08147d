from __future__ import annotations

from desktop import resources
from desktop.views.icons import Icons, recoloured
from desktop.views.ui import Ui


def test_every_icon_can_be_recoloured() -> None:
    names = [file.stem for file in resources.path("icons").glob("*.svg")]

    drawings = [recoloured(name, "#123456") for name in names]

    assert all(b"currentColor" not in drawing for drawing in drawings)
    assert all(b"#123456" in drawing for drawing in drawings)


def test_an_icon_is_drawn_once_and_again_in_another_theme(ui: Ui) -> None:
    icons = Icons(ui.theme)
    first = icons.pixmap("check", "accent")
    again = icons.pixmap("check", "accent")
    ui.theme.set_mode("dark")
    other = icons.pixmap("check", "accent")

    assert first.cacheKey() == again.cacheKey()
    assert first.toImage() != other.toImage()


def test_an_icon_is_crisp_on_a_dense_screen(ui: Ui) -> None:
    picture = ui.icons.pixmap("check", size=20, ratio=2.0)

    assert (picture.width(), picture.devicePixelRatio()) == (40, 2.0)
