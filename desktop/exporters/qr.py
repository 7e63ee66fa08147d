"""QR codes as modules, and as one small path of a PDF page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

import zxingcpp

if TYPE_CHECKING:
    from typing_extensions import Buffer

PIECE = 9  # modules of a row remembered together


@lru_cache(maxsize=2048)
def qr_rows(text: str) -> tuple[bytes, ...]:
    """Give the rows of a QR, one byte a module: 0 is dark. Medium error correction."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image(scale=1, add_quiet_zones=False)
    side = image.shape[0]
    flat = bytes(cast("Buffer", image))
    return tuple(flat[start : start + side] for start in range(0, side * side, side))


def qr_path(text: str) -> tuple[int, str]:
    """Give the side in modules and the path of the dark ones, one unit a module, top row highest.

    Everything is one path, filled at once, so no reader can leave light seams in it. Rectangles
    are put together from remembered pieces of rows: most of a batch is such pieces.
    """
    rows = qr_rows(text)
    side = len(rows)
    starts = range(0, side, PIECE)
    pieces = [
        _PATHS[row[x : x + PIECE], x, y]
        for y, row in zip(range(side - 1, -1, -1), rows, strict=True)
        for x in starts
    ]
    return side, "".join(pieces).rstrip()


class _Paths(dict[tuple[bytes, int, int], str]):
    """The rectangles of a piece of a row at its place; at most some ten thousand exist."""

    def __missing__(self, key: tuple[bytes, int, int]) -> str:
        modules, x, y = key
        path = ""
        start = modules.find(0)
        while start >= 0:
            width = len(modules[start:]) - len(modules[start:].lstrip(b"\0"))
            path += f"{x + start} {y} {width} 1 re "
            start = modules.find(0, start + width)
        self[key] = path
        return path


_PATHS = _Paths()
