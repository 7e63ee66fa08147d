"""Certificates and the tools that read them back."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from desktop import resources
from desktop.models.certificate_template import Facts, Printed, Template, compose


@pytest.fixture(scope="session")
def template() -> Template:
    return Template.from_json(json.loads(resources.read("certificates", "default.json")))


@pytest.fixture(scope="session")
def printed(template: Template) -> Callable[..., Printed]:
    facts = Facts(
        name="นายสมชาย ใจดี",
        class_number="34",
        first_day=date(2019, 1, 23),
        last_day=date(2019, 1, 25),
        days=3,
        hours=18,
        venue="ห้องประชุมตัวอย่าง",
        issued_on=date(2019, 1, 25),
        number="กทม. 0001/2562",
        code="7K3MX9QWAB2H",
    )

    def make(name: str = "นายสมชาย ใจดี", **changes: object) -> Printed:
        return compose(template, replace(facts, name=name, **changes))

    return make


@pytest.fixture(scope="session")
def emblem() -> bytes:
    target = BytesIO()
    Image.new("RGBA", (1400, 900), (15, 107, 79, 128)).save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Gives what ``pdftotext`` reads, page by page."""

    def read(pdf: bytes) -> list[str]:
        path = tmp_path / "read.pdf"
        path.write_bytes(pdf)
        out = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True
        ).stdout
        return out.decode("utf-8").split("\f")[:-1]

    return read


@pytest.fixture
def picture_of(tmp_path: Path) -> Callable[..., Image.Image]:
    """Gives a page as a printer would see it."""

    def draw(pdf: bytes, page: int = 1, dpi: int = 150) -> Image.Image:
        path = tmp_path / "draw.pdf"
        path.write_bytes(pdf)
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-f", str(page), "-r", str(dpi), path, path],
            check=True,
            capture_output=True,
        )
        with Image.open(f"{path}.png") as image:
            return image.convert("L")

    return draw
