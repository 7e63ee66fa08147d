from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.file_kinds import MOST_NAME, kind_of, tidy_name


def archive(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("Types", "[Content_Types].xml"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0rest", "a.jpg", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\nrest", "a.png", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPrest", "a", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVErest", "a.webp", ""),
        (b"\x00\x00\x00\x18ftypheicrest", "a.heic", "image/heic"),
        (b"\x00\x00\x00\x18ftypmp42rest", "a.heic", ""),
        (b"%PDF-1.7 rest", "a.pdf", "application/pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.DOC", "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.msi", ""),
        (b"MZ\x90\x00rest", "a.pdf", ""),
        (b"<html>", "a.pdf", ""),
        (b"", "a.pdf", ""),
        (b"PK\x03\x04 and then nothing", "a.docx", ""),
        (archive(a=b"1"), "a.docx", ""),
        (archive(Types=b"", other__x=b"1"), "a.docx", ""),
        (archive(mimetype=b"application/zip"), "a.odt", ""),
        (archive(mimetype=b"x" * 500), "a.odt", ""),
    ],
)
def test_a_file_is_what_it_begins_like_whatever_it_is_called(
    data: bytes, name: str, kind: str
) -> None:
    found = kind_of(data, name)

    assert found == kind


@pytest.mark.parametrize(
    ("part", "ending"),
    [("word", "document"), ("xl", "sheet"), ("ppt", "presentation")],
)
def test_office_files_are_told_by_what_is_in_them(part: str, ending: str) -> None:
    data = archive(Types=b"", **{f"{part}__main.xml": b"x"})

    assert kind_of(data, "a.bin").endswith(ending)


def test_open_documents_say_what_they_are() -> None:
    kind = "application/vnd.oasis.opendocument.text"

    assert kind_of(archive(mimetype=kind.encode()), "a.bin") == kind


@given(st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data))
def test_no_broken_archive_breaks_anything(data: bytes) -> None:
    assert kind_of(data, "a.docx") == ""


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        ("รูป หน้างาน.jpg", "รูป หน้างาน.jpg"),
        (r"C:\Users\มานะ\รูป.jpg", "รูป.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\u202egpj.exe", "abgpj.exe"),
        ("  ..  ", "-"),
        ('a<b>:"c|?*.pdf', "a-b---c---.pdf"),
        ("ย" * 300 + ".pdf", "ย" * (MOST_NAME - 4) + ".pdf"),
        ("x" * 300, "x" * MOST_NAME),
    ],
)
def test_names_of_files_are_fit_to_be_shown_and_saved(given: str, tidy: str) -> None:
    assert tidy_name(given) == tidy


@given(st.text(max_size=400))
def test_a_tidy_name_stays_as_it_is(name: str) -> None:
    tidy = tidy_name(name)

    assert 0 < len(tidy) <= MOST_NAME
    assert tidy_name(tidy) == tidy
