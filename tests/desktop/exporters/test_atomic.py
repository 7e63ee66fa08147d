from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from desktop import resources
from desktop.exporters.atomic import check_writable, no, write_bytes
from desktop.models.refusal import Fault, Refused


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "วุฒิบัตร.pdf"

    write_bytes(path, b"%PDF")

    assert path.read_bytes() == b"%PDF"
    assert names_in(tmp_path) == ["วุฒิบัตร.pdf"]


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old and longer")

    write_bytes(path, b"new")

    assert path.read_bytes() == b"new"


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder-missing") as refused:
        write_bytes(tmp_path / "nowhere" / "out", b"x")

    assert refused.value.details["folder"] == str(tmp_path / "nowhere")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(Refused, match="folder-missing"):
        write_bytes(tmp_path / "file" / "out", b"x")


def test_a_folder_in_the_place_of_the_file_is_refused_and_nothing_remains(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    with pytest.raises(Fault, match="file-not-written"):
        write_bytes(tmp_path / "out", b"x")

    assert names_in(tmp_path) == ["out"]


def test_a_disk_that_fills_up_leaves_the_old_file_and_no_remains(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "out"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(Fault, match="file-disk-full"):
            write_bytes(path, b"x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["out"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_device_is_told_as_a_full_disk() -> None:
    with Path("/dev/full").open("wb", buffering=0) as device, pytest.raises(OSError) as failure:  # noqa: PT011
        device.write(b"x")

    assert no(failure.value, Path("out")).code == "file-disk-full"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "file-no-permission"),
        (errno.EROFS, "file-no-permission"),
        (errno.EBUSY, "file-open-elsewhere"),
        (errno.EIO, "file-not-written"),
    ],
)
def test_every_failure_has_a_sentence_in_both_languages(number: int, code: str) -> None:
    refused = no(OSError(number, "reason"), Path("folder", "out"))

    assert refused.code == code
    for language in ("th", "en"):
        words = json.loads(resources.read("i18n", language, "export.json"))
        assert words[f"fault.{code}"].format_map(refused.details)


def test_a_file_another_program_holds_is_said_to_be_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"open in a spreadsheet")

    def held(_part: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)  # only one system locks open files

    with pytest.raises(Fault, match="file-open-elsewhere"):
        write_bytes(path, b"new")
    assert names_in(tmp_path) == ["out.xlsx"]


def test_a_place_that_cannot_be_written_is_told_before_anything_is_done(tmp_path: Path) -> None:
    check_writable(tmp_path / "out.pdf")

    with pytest.raises(Refused, match="file-is-folder"):
        check_writable(tmp_path)
    with pytest.raises(Refused, match="folder-missing"):
        check_writable(tmp_path / "nowhere" / "out.pdf")
    assert names_in(tmp_path) == []
