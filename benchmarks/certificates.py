"""Certificates against Typst and WeasyPrint: pages a second, bytes a page, names that come back.

Needs the extra ``bench`` and poppler's ``pdftotext``. Run: ``python -m benchmarks.certificates``.

All three make the same 1,000 A4 pages: frame, emblem (one PNG), the same texts in the same sizes,
two signature blocks, and a QR of the same payload from the same encoder. Measured twice:

- "made": everybody starts from the payload; encoding the QR is part of the time (the peers then
  write it to a picture file, which is how they take one);
- "given": everybody is handed the encoded QR before the clock starts, the peers as picture files,
  ours as modules that it still has to draw.

Peers get SVG or PNG, whichever they are faster with. The rosette behind our text is drawn on our
side only. Ours is one process and one thread; Typst uses every core it finds. All are warmed up
with a few pages; every round has people not seen before, so nobody lives on a cache; the best
round counts.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import product
from pathlib import Path
from random import Random
from typing import TypeAlias, cast

import zxingcpp
from PIL import Image, ImageDraw

from benchmarks import peers
from benchmarks.report import Line
from desktop import resources
from desktop.exporters.certificate_pdf import render
from desktop.exporters.qr import qr_rows
from desktop.models.certificate_template import Facts, Printed, Template, compose

TARGETS = {"typst": 1.5, "weasyprint": 6.0}
WARM_UP = 8
TITLES = ("นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรีหญิง ")
FIRST = (
    "สมชาย", "ปั้นหยา", "กตัญญู", "ญาณิศา", "ฐิติมา", "ธิดารัตน์", "วุฒิชัย", "อำนวย", "เพ็ญศรี",
    "ณัฐวุฒิ", "ผู้ใหญ่", "ปี่แก้ว", "น้ำทิพย์", "ศุภฤกษ์", "สิทธิ์", "จันทร์เพ็ญ",
)  # fmt: skip
LAST = (
    "ใจดี", "รุ่งเรืองกิจ", "ณ อยุธยา", "ปิ่นเกล้า", "น้ำเพชร", "ศรีสุขสวัสดิ์", "กิ่งแก้ว", "ฟุ้งเฟื่อง",
    "ญี่ปุ่นทอง", "ฤทธิ์เดช", "เกียรติคุณ", "สุวรรณภิงคาร", "ป้อมเพชร", "ชื่นชม", "ที่รัก", "ตั้งมั่น",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What one tool did with the pages."""

    tool: str
    qr: str
    seconds: float
    pages: int
    size: int
    names: int

    @property
    def speed(self) -> float:
        """Give pages a second."""
        return self.pages / self.seconds


def emblem() -> bytes:
    """Draw an invented emblem."""
    image = Image.new("RGBA", (480, 480), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, 472, 472), outline=(15, 107, 79, 255), width=16)
    pen.regular_polygon((240, 240, 150), 6, outline=(176, 141, 60, 255), width=8)
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def certificates(template: Template, count: int, rounds: int, skip: int) -> list[list[Printed]]:
    """Invent a batch of people for every round, no name twice, and compose their certificates.

    ``skip`` passes over people whom another measurement has had.
    """
    names = [f"{a}{b} {c}{d}" for a, b, c, d in product(TITLES, FIRST, LAST, ("", *FIRST))]
    Random(2562).shuffle(names)
    made = [
        compose(
            template,
            Facts(
                name=name,
                class_number="34",
                first_day=date(2019, 1, 23),
                last_day=date(2019, 1, 25),
                days=3,
                hours=18,
                venue="ห้องประชุมตัวอย่าง",
                issued_on=date(2019, 1, 25),
                number=f"กทม. {at:04d}/2562",
                code=f"{at * 7919 % 10**12:012d}",
            ),
        )
        for at, name in enumerate(names[skip : skip + count * rounds + WARM_UP], skip + 1)
    ]
    return [made[-WARM_UP:], *(made[at * count : (at + 1) * count] for at in range(rounds))]


def qr_files(made: Sequence[Printed], folder: Path, form: str) -> dict[str, Path]:
    """Write the QRs the peers are handed, as vectors or as a pixel a module."""
    paths: dict[str, Path] = {}
    for at, one in enumerate(made):
        path = folder / f"{at:04d}.{form}"
        code = zxingcpp.create_barcode(one.qr, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        if form == "svg":
            path.write_text(code.to_svg(add_quiet_zones=False), "utf-8")
        else:
            image = code.to_image(scale=1, add_quiet_zones=False)
            size = image.shape[1], image.shape[0]
            grey = bytes(cast("bytes", image))  # it offers its buffer, but not in its types
            Image.frombytes("L", size, grey).convert("1").save(path)
        paths[one.qr] = path
    return paths


def names_back(pdf: bytes, made: Sequence[Printed]) -> int:
    """Count the pages whose text, as ``pdftotext`` reads it, has the name as a line of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out.pdf")
        path.write_bytes(pdf)
        text = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True
        ).stdout.decode()
    pages = text.split("\f")
    return sum(one.name in page.splitlines() for one, page in zip(made, pages, strict=False))


Batches: TypeAlias = Sequence[list[Printed]]
Tool: TypeAlias = Callable[[Sequence[Printed]], bytes]
Peer: TypeAlias = Callable[[Sequence[Printed], Sequence[Path], Path], bytes]


def measure(name: str, qr: str, batches: Batches, tool: Tool, prepare: Tool) -> Result:
    """Time a tool over every batch but the first, which warms it up; the best counts.

    ``prepare`` sees each batch just before the clock starts.
    """
    prepare(batches[0])
    tool(batches[0])
    best = float("inf")
    for made in batches[1:]:
        prepare(made)
        start = time.perf_counter()
        pdf = tool(made)
        best = min(best, time.perf_counter() - start)
    return Result(name, qr, best, len(made), len(pdf) // len(made), names_back(pdf, made))


def measure_ours(qr: str, batches: Batches, template: Template) -> Result:
    """Time ours; with the QR given, the encoder's answers are remembered beforehand."""

    def prepare(made: Sequence[Printed]) -> bytes:
        qr_rows.cache_clear()
        if qr == "given":
            for one in made:
                qr_rows(one.qr)
        return b""

    return measure("ours", qr, batches, lambda made: render(made, template), prepare)


def measure_peer(name: str, qr: str, sets: Sequence[Batches], peer: Peer, picture: bytes) -> Result:
    """Time a peer with either form of QR file, each with its own people, and keep the faster."""
    results: list[Result] = []
    for form, batches in zip(("svg", "png"), sets, strict=True):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "emblem.png").write_bytes(picture)
            given = _Given(peer, folder, form, made_inside=qr == "made")
            results.append(measure(f"{name} ({form})", qr, batches, given.tool, given.prepare))
    return min(results, key=lambda result: result.seconds)


class _Given:
    """A peer with its QR files, written before or while the clock runs."""

    def __init__(self, peer: Peer, folder: Path, form: str, *, made_inside: bool) -> None:
        self._peer = peer
        self._folder = folder
        self._form = form
        self._made_inside = made_inside
        self._files: dict[str, Path] = {}

    def prepare(self, made: Sequence[Printed]) -> bytes:
        self._files = {} if self._made_inside else qr_files(made, self._folder, self._form)
        return b""

    def tool(self, made: Sequence[Printed]) -> bytes:
        files = self._files or qr_files(made, self._folder, self._form)
        return self._peer(made, [files[one.qr] for one in made], self._folder)


def run(count: int, rounds: int) -> list[Result]:
    """Measure all three in one run, with the QR made and given."""
    plain = json.loads(resources.read("certificates", "default.json"))
    picture = emblem()
    template = replace(Template.from_json(plain), emblem=picture)
    results: list[Result] = []
    step = count * rounds + WARM_UP
    for at, qr in enumerate(("made", "given")):
        starts = (2 * at * step, (2 * at + 1) * step)
        sets = [certificates(template, count, rounds, skip) for skip in starts]
        short = [batches[:2] for batches in sets]
        results += [
            measure_ours(qr, sets[0], template),
            measure_peer("typst", qr, sets, peers.typst_pages, picture),
            measure_peer("weasyprint", qr, short, peers.weasyprint_pages, picture),
        ]
    return results


def lines() -> list[Line]:
    """Measure for the table: how many times as many pages a second, and the names given back."""
    results = run(1000, 3)
    ours = {one.qr: one for one in results if one.tool == "ours"}
    return [
        Line(
            f"certificates, {one.tool}, QR {one.qr}",
            f"{ours[one.qr].speed:.0f} pages/s",
            f"{one.speed:.0f} pages/s",
            ours[one.qr].speed / one.speed,
            TARGETS[one.tool.split()[0]],
            "least",
            f"names exact: ours {ours[one.qr].names}, theirs {one.names} of {one.pages}; "
            f"bytes a page: {ours[one.qr].size}, {one.size}",
        )
        for one in results
        if one.tool != "ours"
    ]


def main() -> int:
    """Print the table; exit status 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    if shutil.which("pdftotext") is None:
        parser.error("pdftotext is missing: install poppler-utils")
    results = run(chosen.pages, chosen.rounds)
    ours = {one.qr: one for one in results if one.tool == "ours"}
    print(f"{chosen.pages} pages on {platform.machine()}, Python {platform.python_version()}")
    missed = 0
    for one in results:
        ratio = ours[one.qr].speed / one.speed
        missed += ratio < TARGETS.get(one.tool.split()[0], 0)
        print(
            f"QR {one.qr:<6}{one.tool:<17}{one.speed:6.0f} pages/s {one.size:6} bytes/page "
            f"{one.names:5} of {one.pages} names exact   ours is {ratio:5.2f}x"
        )
    return 1 if missed or any(one.names < one.pages for one in ours.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
