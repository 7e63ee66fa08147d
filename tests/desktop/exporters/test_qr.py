from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desktop.exporters.qr import qr_path, qr_rows


def modules_of(text: str) -> list[list[bool]]:
    return [[module == 0 for module in row] for row in qr_rows(text)]


def read(modules: list[list[bool]]) -> str:
    side = len(modules)
    image = Image.new("L", (side + 8, side + 8), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + 4, y + 4), 0)
    found = zxingcpp.read_barcodes(image.resize((image.width * 4, image.height * 4), 0))
    return found[0].text


@pytest.mark.parametrize("text", ["0001/2562 7K3M-X9QW", "กทม. 0001/2562 7K3M-X9QW-AB2H", "1"])
def test_modules_are_read_back(text: str) -> None:
    assert read(modules_of(text)) == text


@given(st.text("0123456789ABCDEF-/", min_size=1, max_size=60))
def test_the_path_covers_exactly_the_dark_modules(text: str) -> None:
    modules = modules_of(text)

    side, path = qr_path(text)

    covered = [[False] * side for _ in range(side)]
    numbers = path.replace(" re", "").split()
    for x, y, width, _ in zip(*[map(int, numbers)] * 4, strict=True):
        for step in range(width):
            covered[side - 1 - y][x + step] = True
    assert covered == modules
