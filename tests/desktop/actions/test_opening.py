from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop import settings
from desktop.actions import opening
from desktop.desk import Desk
from desktop.models.refusal import Fault
from desktop.settings import Settings


def test_a_new_desk_draws_its_device_and_secrets_once(
    open_desk: Callable[[str], Desk],
) -> None:
    one, again, other = open_desk("one"), open_desk("one"), open_desk("other")

    names = ("device", "citizen", "certificate")
    assert one.device == again.device != other.device
    assert [one.store.key(n) for n in names] == [again.store.key(n) for n in names]
    assert len(bytes.fromhex(one.store.key("certificate") or "")) == 32


def test_killed_while_drawing_its_secrets_a_desk_has_none_or_all(tmp_path: Path) -> None:
    given: list[int] = []

    def chance(count: int) -> bytes:
        given.append(count)
        if len(given) == 3:
            raise KeyboardInterrupt
        return os.urandom(count)

    with pytest.raises(KeyboardInterrupt):
        opening.open_desk(tmp_path, random=chance)
    desk = opening.open_desk(tmp_path)
    secret = desk.store.key("certificate")
    desk.store.close()

    assert secret is not None
    assert len(secret) == 64


def test_a_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    opening.prepare_folder(tmp_path / "a" / "b")
    opening.prepare_folder(tmp_path / "a" / "b")

    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_in_the_place_of_the_folder_is_told_about(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(Fault, match="folder-is-a-file"):
        opening.prepare_folder(tmp_path / "file" / below)


def test_a_name_no_folder_can_have_is_told_about(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="folder-unusable"):
        opening.prepare_folder(tmp_path / ("x" * 300))


def test_a_folder_that_may_not_be_written_is_told_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)

    with pytest.raises(Fault, match="no-permission"):
        opening.prepare_folder(tmp_path)


def test_a_folder_is_taken_by_one_at_a_time(tmp_path: Path) -> None:
    taken = opening.lock(tmp_path)

    with pytest.raises(Fault, match="in-use"):
        opening.lock(tmp_path)

    taken.release()
    opening.lock(tmp_path).release()


@pytest.mark.parametrize(
    ("language", "digits", "shown"),
    [("th", "thai", "๔๕"), ("en", "arabic", "45"), (None, "thai", "๔๕")],
)
def test_words_come_in_the_language_asked_for(
    tmp_path: Path, language: str | None, digits: str, shown: str
) -> None:
    desk = opening.open_desk(tmp_path, language=language)  # type: ignore[arg-type]
    desk.store.close()

    assert desk.words.digits == digits
    assert desk.words.language == (language or "th")
    assert desk.words.number(45) == shown


def test_the_clock_of_the_machine_is_aware() -> None:
    before = datetime.now(UTC)

    assert before <= opening.system_clock() <= datetime.now(UTC)


def test_settings_are_remembered_and_spoilt_ones_forgotten(tmp_path: Path) -> None:
    liked = Settings(language="en", scale=1.5, author="ปิ่นแก้ว", windows={"main": [1, 2]})

    settings.save(tmp_path, liked)
    remembered = settings.load(tmp_path)
    for spoilt in ("{", '{"language": "xx"}', '{"scale": "big"}'):
        (tmp_path / "settings.json").write_text(spoilt)
        assert settings.load(tmp_path).language == "th"

    assert remembered == liked
    assert not (tmp_path / "settings.tmp").exists()


def test_settings_that_cannot_be_kept_stop_nobody(tmp_path: Path) -> None:
    settings.save(tmp_path / "nowhere", Settings())

    assert not (tmp_path / "nowhere").exists()


def test_the_author_is_who_is_logged_in_unless_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    named = settings.load(tmp_path).author

    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)

    assert (named, settings.load(tmp_path).author) == ("somebody", "-")


def test_the_data_folder_is_local_and_does_not_roam() -> None:
    assert settings.default_folder().name == "WorkshopDesk"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk-full"), (errno.EACCES, "no-permission"), (errno.EROFS, "no-permission"),
     (errno.EIO, "folder-unusable")],
)  # fmt: skip
def test_what_keeps_a_folder_from_being_made_or_taken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(number, "said by the system")

    with monkeypatch.context() as world:
        world.setattr(Path, "mkdir", fails)
        with pytest.raises(Fault, match=code):
            opening.prepare_folder(tmp_path / "new")
    monkeypatch.setattr(opening.FileLock, "acquire", fails)
    with pytest.raises(Fault, match=code):
        opening.lock(tmp_path)
