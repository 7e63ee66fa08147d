"""QR codes as modules, and as one small path of a PDF page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

import zxingcpp

if TYPE_CHECKING:
    from typing_extensions import Buffer

BYTE = 8


@lru_cache(maxsize=512)
def qr_rows(text: str) -> tuple[bytes, ...]:
    """Give the rows of a QR, one byte a module: 0 is dark. Medium error correction."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image(scale=1, add_quiet_zones=False)
    side = image.shape[0]
    flat = bytes(cast("Buffer", image))
    return tuple(flat[start : start + side] for start in range(0, side * side, side))


def qr_modules(text: str) -> list[list[bool]]:
    """Give the modules of a QR, row by row from the top; True is dark."""
    return [[module == 0 for module in row] for row in qr_rows(text)]


def qr_path(text: str) -> tuple[int, str]:
    """Give the side in modules and the path of the dark ones, one unit a module, top row highest.

    Everything is one path, filled at once, so no reader can leave light seams in it. Rectangles
    are put together from remembered pieces of eight modules: most of a batch is such pieces.
    """
    rows = qr_rows(text)
    side = len(rows)
    pieces = [
        _piece(row[x : x + BYTE], x, side - 1 - top)
        for top, row in enumerate(rows)
        for x in range(0, side, BYTE)
    ]
    return side, " ".join(filter(None, pieces))


@lru_cache(maxsize=65536)
def _piece(modules: bytes, x: int, y: int) -> str:
    rectangles: list[str] = []
    start = modules.find(0)
    while start >= 0:
        end = start
        while end < len(modules) and modules[end] == 0:
            end += 1
        rectangles.append(f"{x + start} {y} {end - start} 1 re")
        start = modules.find(0, end)
    return " ".join(rectangles)
