"""What kind of file some bytes are: told by how they begin, never by the name they bear."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from desktop.models.thai import clean

MOST_NAME = 120
"""Characters of a file's name."""

_BEGINS: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"%PDF-", 0, "application/pdf"),
)
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OFFICE_PARTS: tuple[tuple[str, str], ...] = (
    ("word/", f"{_OPEN_XML}wordprocessingml.document"),
    ("xl/", f"{_OPEN_XML}spreadsheetml.sheet"),
    ("ppt/", f"{_OPEN_XML}presentationml.presentation"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_KINDS = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}


_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError,
    ValueError,
)  # fmt: skip


def kind_of(data: bytes, name: str = "") -> str:
    """Give the MIME type of a photo, a PDF or an office file; ``""`` for anything else.

    Old office files all begin alike, so their name tells them apart.
    """
    for begin, at, kind in _BEGINS:
        if data.startswith(begin, at):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "image/heic"
    if data.startswith(_OLD_OFFICE):
        return _OLD_KINDS.get(PurePosixPath(name.lower()).suffix, "")
    return _zipped(data) if data.startswith(b"PK\x03\x04") else ""


def _zipped(data: bytes) -> str:
    """Tell what office file a ZIP archive is, by the names in it; nothing is unpacked but one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                return next(
                    (k for p, k in _OFFICE_PARTS if any(n.startswith(p) for n in names)), ""
                )
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                return kind if kind.startswith(_OPEN_DOCUMENT) else ""
    except _UNREADABLE:
        pass
    return ""


def tidy_name(name: str) -> str:
    """Give a file's name fit to be shown and saved again: no folders, nothing invisible."""
    plain = clean(name.replace("\\", "/").rpartition("/")[2].replace("\0", ""))
    plain = "".join("-" if letter in '<>:"|?*' else letter for letter in plain).strip(". ")
    if len(plain) > MOST_NAME:
        stem, dot, ending = plain.rpartition(".")
        ending = ending[:10] if dot else ""
        plain = f"{(stem or plain)[: MOST_NAME - len(ending) - len(dot)]}{dot}{ending}"
    return plain or "-"
