"""How large it is: installed packages, memory of the idle window, bytes of a certificate page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.certificates import certificates
from benchmarks.report import Line
from benchmarks.start import BARE, SETTLED, described, window
from benchmarks.stores import filled
from desktop import resources
from desktop.exporters.certificate_pdf import render
from desktop.models.certificate_template import Template

PAGES = 1000
MEGA = 1_000_000


def lines() -> list[Line]:
    """Measure."""
    return [_installed(), _memory(), _page()]


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """Name a package and all it needs to run, extras left out."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    seen.add(key)
    try:
        requires = distribution(key).requires or []
    except PackageNotFoundError:  # needed on another platform only
        return
    yield key
    for line in requires:
        if "extra ==" not in line:
            yield from needed(re.split(r"[^\w.-]", line)[0], seen)


def installed(name: str) -> int:
    """Give the bytes a package takes on the disk."""
    files = distribution(name).files or []
    paths = {Path(str(distribution(name).locate_file(file))) for file in files}
    return sum(path.stat().st_size for path in paths if path.is_file())


def _installed() -> Line:
    sizes = {name: installed(name) for name in needed("workshop-desk", set())}
    qt = sum(size for name, size in sizes.items() if name in ("pyside6-essentials", "shiboken6"))
    total = sum(sizes.values())
    note = f"{len(sizes)} packages with their compiled files; theirs is PySide6 alone"
    return Line("size installed", _mega(total), _mega(qt), total / qt, note=note)


def _memory() -> Line:
    with TemporaryDirectory() as place:
        filled(Path(place), classes_of=500, people=200)
        screen = described(Path(place))
        mine, other = window(SETTLED, screen, place), window(BARE, screen)
    note = "peak of a window just opened, 100,000 enrolments stored; theirs is a bare window"
    return Line("memory", _mega(mine * 1024), _mega(other * 1024), mine / other, note=note)


def _page() -> Line:
    template = Template.from_json(json.loads(resources.read("certificates", "default.json")))
    pdf = render(certificates(template, PAGES, 1, 0)[1], template)
    return Line("certificate page", f"{len(pdf) / PAGES:.0f} bytes", note=f"{PAGES} pages in one")


def _mega(size: float) -> str:
    return f"{size / MEGA:.0f} MB"
