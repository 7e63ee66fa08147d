from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Another data folder: another device."""
    return tmp_path / "เครื่องที่สอง"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ฝากไป.wdb"


@pytest.fixture
def say() -> Iterator[Callable[[str], int]]:
    """Gives a descriptor that holds a text; all are closed afterwards."""
    opened: list[int] = []

    def pipe(text: str) -> int:
        reading, writing = os.pipe()
        os.write(writing, text.encode())
        os.close(writing)
        opened.append(reading)
        return reading

    yield pipe
    for descriptor in opened:
        os.close(descriptor)


def test_a_class_travels_in_a_file(made: Run, there: Path, file: Path) -> None:
    made("mark", "T12", "S01", "present", "1")

    out = made("bundle-export", "T12", file, "--json").value
    seen = made("bundle-import", file, "--dry-run", "--json", data=there).value
    empty = made("classes", "--json", data=there).value
    done = made("bundle-import", file, "--json", data=there).value
    again = made("bundle-import", file, "--json", data=there).value

    assert out == {
        "file": str(file), "classes": ["T12"], "changes": done["new"], "files": 0,
        "kind": "signed",
    }  # fmt: skip
    assert seen == done
    assert list(done) == [
        "from", "trusted", "sealed", "classes", "new", "known", "marks", "differ", "files",
    ]  # fmt: skip
    assert (done["trusted"], done["sealed"], done["classes"]) == (False, False, ["T12"])
    assert (done["known"], done["marks"], done["differ"]) == (0, 1, 0)
    assert (again["new"], again["known"], again["trusted"]) == (0, done["new"], True)
    assert empty == []
    register = made("attendance", "T12", "--json", data=there).value
    assert register == made("attendance", "T12", "--json").value


def test_a_file_that_is_not_locked_says_so(made: Run, there: Path, file: Path) -> None:
    out = made("bundle-export", "T12", file).out
    first = made("bundle-import", file, data=there).out
    again = made("bundle-import", file, data=there).out

    assert "not encrypted" in out
    assert "not encrypted" in first
    assert "first file from this computer" in first
    assert "first file" not in again


def test_values_that_differ_are_counted_and_kept(made: Run, there: Path, file: Path) -> None:
    made("bundle-export", "T12", file)
    made("bundle-import", file, data=there)
    made("mark", "T12", "S01", "present", "1", "2")
    made("mark", "T12", "S01", "absent", "1", data=there)
    made("bundle-export", "T12", file)

    told = made("bundle-import", file, "--dry-run", data=there).out
    done = made("bundle-import", file, "--json", data=there).value

    assert "One field differs" in told
    assert (done["marks"], done["differ"]) == (2, 1)
    assert len(made("conflicts", "T12", "--json", data=there).value) == 1


def test_a_passphrase_comes_through_a_descriptor(
    made: Run, there: Path, file: Path, say: Callable[[str], int]
) -> None:
    word = "แม่น้ำเจ้าพระยา"

    out = made("bundle-export", "T12", file, "--passphrase-fd", say(f"{word}\r\nmore"), "--json")
    bare = made("bundle-import", file, data=there)
    wrong = made("bundle-import", file, "--passphrase-fd", say("แม่น้ำท่าจีน"), data=there)
    right = made("bundle-import", file, "--passphrase-fd", say(word), "--json", data=there)

    assert out.value["kind"] == "passphrase"
    assert (bare.status, wrong.status, right.status) == (2, 2, 0)
    assert "locked with a passphrase" in bare.err
    assert "not the passphrase" in wrong.err
    assert right.value["sealed"]


@pytest.mark.parametrize("text", ["", "\n"])
def test_a_descriptor_without_a_passphrase_is_refused(
    made: Run, file: Path, say: Callable[[str], int], text: str
) -> None:
    said = made("bundle-export", "T12", file, "--passphrase-fd", say(text), "--json")

    assert (said.status, said.value) == (2, {"error": "passphrase-unread"})


def test_bytes_that_are_no_text_and_closed_descriptors_are_refused(made: Run, file: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"\xff\xfe\xfa\n")
    os.close(writing)

    spoilt = made("bundle-export", "T12", file, "--passphrase-fd", reading)
    os.close(reading)
    closed = made("bundle-export", "T12", file, "--passphrase-fd", reading)

    assert (spoilt.status, closed.status) == (2, 2)
    assert not file.exists()


def test_a_short_passphrase_is_refused(made: Run, file: Path, say: Callable[[str], int]) -> None:
    said = made("bundle-export", "T12", file, "--passphrase-fd", say("1234567"))

    assert said.status == 2
    assert "at least 8 characters" in said.err


def test_a_file_for_one_device_opens_there_only(
    made: Run, there: Path, file: Path, tmp_path: Path
) -> None:
    made("class-new", "B1", "--start", "2026-12-01", data=there)
    made("bundle-export", "B1", file, data=there)
    made("bundle-import", file)

    unknown = made("bundle-export", "T12", file, "--to", "nobody")
    device = unknown.err.split("Known are: ")[1].split()[-1]
    out = made("bundle-export", "T12", file, "--to", device[:8])
    stranger = made("bundle-import", file, data=tmp_path / "third")
    meant = made("bundle-import", file, "--json", data=there)

    assert unknown.status == 2
    assert "Only the computers named" in out.out
    assert (stranger.status, meant.status) == (2, 0)
    assert "other computers" in stranger.err
    assert meant.value["classes"] == ["T12"]


def test_naming_readers_and_a_passphrase_at_once_is_a_usage_error(made: Run, file: Path) -> None:
    said = made("bundle-export", "T12", file, "--to", "x", "--passphrase-fd", "0", "--json")

    assert (said.status, said.value["error"]) == (2, "usage")


def test_what_is_pending_goes_of_one_class_or_all(made: Run, file: Path) -> None:
    made("class-new", "T13", "--start", "2026-12-01")

    one = made("bundle-export", "T12", file, "--pending", "--json").value
    every = made("bundle-export", "all", file, "--pending", "--json").value

    assert one["classes"] == ["T12"]
    assert sorted(every["classes"]) == ["T12", "T13"]
    assert made("bundle-export", "all", file).status == 2


@pytest.mark.parametrize("spoil", ["cut", "altered", "foreign"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_is_no_whole_bundle_is_refused_with_a_sentence(
    made: Run, there: Path, file: Path, spoil: str, lang: str
) -> None:
    made("bundle-export", "T12", file)
    raw = file.read_bytes()
    file.write_bytes(
        {
            "cut": raw[:-9],
            "altered": raw[:900] + bytes([raw[900] ^ 1]) + raw[901:],
            "foreign": b"PK\x03\x04" + raw,
        }[spoil]
    )

    said = made("bundle-import", file, data=there, lang=lang)

    assert said.status == 2
    assert len(said.err.strip().splitlines()) == 1
    assert made("classes", "--json", data=there).value == []


def test_two_folders_of_data_meet_in_a_shared_one(made: Run, there: Path, tmp_path: Path) -> None:
    place = tmp_path / "แฟ้มกลาง"
    place.mkdir()

    alone = made("folder", place)
    met = made("folder", place, data=there)
    made("folder", place)
    came = made("folder", place, "--json", data=there)

    assert "Nobody else has been in this folder yet" in alone.out
    assert "for the first time" in met.out
    assert came.value["new"] > 0
    assert list(came.value) == ["written", "read", "new", "later", "refused"]
    assert [c["code"] for c in made("classes", "--json", data=there).value] == ["T12"]


def test_files_in_the_folder_that_are_not_right_are_told(
    made: Run, there: Path, tmp_path: Path
) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    made("folder", place, data=there)
    made("folder", place)
    devices = sorted(place.iterdir())
    (devices[0] / "0000-000001.wdb").write_bytes(b"half")
    (devices[0] / "0000-000002.wdb").write_bytes(b"PK" + bytes(200) + b"\x1a\nWDBend")

    told = made("folder", place, data=there).out

    assert "One file is not whole yet" in told
    assert "One file was not accepted" in told


def test_a_shared_folder_that_is_away_is_a_fault(made: Run, tmp_path: Path) -> None:
    said = made("folder", tmp_path / "none", "--json")

    assert (said.status, json.loads(said.out)) == (1, {"error": "folder-away"})
