"""How this person likes it on this device: language, digits, theme; never the class's data."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any, Literal

import msgspec

from desktop.models.wording import Digits, Language


class Kiosk(msgspec.Struct, kw_only=True):
    """The participants' mode of this device.

    ``code`` is the staff code as ``models/staff_code`` seals it, ``class_id`` the class shown, and
    ``on`` whether the program is to open in it.
    """

    code: str = ""
    class_id: str = ""
    on: bool = False


class Settings(msgspec.Struct, kw_only=True):
    """What is remembered between runs, in ``settings.json`` of the data folder.

    ``windows`` holds sizes and column widths by name; it is the views' own.
    """

    language: Language = "th"
    digits: Digits = "thai"
    theme: Literal["light", "dark", "contrast", "system"] = "system"
    scale: float = 1.0
    author: str = ""
    windows: dict[str, Any] = {}
    kiosk: Kiosk = msgspec.field(default_factory=Kiosk)


def default_folder() -> Path:
    """Give the local, non-roaming data folder of this user."""
    import platformdirs

    return Path(platformdirs.user_data_dir("WorkshopDesk", appauthor=False, roaming=False))


def load(folder: Path) -> Settings:
    """Read the settings; a missing or spoilt file gives the defaults, for nothing hangs on it."""
    try:
        settings = msgspec.json.decode((folder / "settings.json").read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError):
        settings = Settings()
    settings.author = settings.author or _login()
    return settings


def save(folder: Path, settings: Settings) -> None:
    """Write the settings; a full disk must not stop anybody's work, so failing is silent."""
    file = folder / "settings.json"
    spare = file.with_suffix(".tmp")
    try:
        spare.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
        spare.replace(file)
    except OSError:
        spare.unlink(missing_ok=True)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "-"
