"""What the window may ask of the sync room; ``app.py`` hands in the real one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from desktop.models.syncing import BundlePreview, SyncState

Done = Callable[[], object]
Failed = Callable[[Exception], object]
"""Called on the window's thread with a ``Refused`` or a ``Fault``."""


class Network(Protocol):
    """Everything returns at once; what takes time calls back on the window's thread."""

    def state(self) -> SyncState:
        """Give how things stand; cheap."""

    def on_change(self, listener: Callable[[], object]) -> None:
        """Call the listener after every change of the state; the listener's owner must live."""

    def sync_now(self) -> None:
        """Begin a round as soon as possible, putting what was held to the question again."""

    def enrol(self, url: str, code: str, done: Done, failed: Failed) -> None:
        """Join a server with a one-time code."""

    def part(self) -> None:
        """Leave the server; everything stays on this device."""

    def leave_class(self, scope: str) -> None:
        """Take a class off this device.

        Raises ``Refused`` while something of it is unsent, or when the server was not asked a
        moment ago whether it has all of it.
        """

    def fetch_class(self, scope: str) -> None:
        """Let a class that left this device come back."""

    def take_numbers(self, done: Done, failed: Failed) -> None:
        """Take the certificate series over to this desk."""

    def export_bundle(
        self,
        scopes: Sequence[str],
        file: Path,
        *,
        to: Sequence[str] = (),
        passphrase: str = "",
        pending: bool = False,
        done: Done,
        failed: Failed,
    ) -> None:
        """Write classes to one file, for some devices, under a passphrase, or signed only.

        ``pending`` leaves out what the server has; without scopes it means everything unsent.
        """

    def read_bundle(
        self,
        file: Path,
        passphrase: str,
        done: Callable[[BundlePreview], object],
        failed: Failed,
    ) -> None:
        """Say what a file would bring; nothing is stored. ``passphrase-needed`` is a refusal."""

    def import_bundle(
        self,
        file: Path,
        passphrase: str,
        done: Callable[[BundlePreview], object],
        failed: Failed,
    ) -> None:
        """Take in what a file brings."""

    def shared_folder(self) -> Path | None:
        """Give the folder where devices meet without a server, if one is set."""

    def set_shared_folder(self, folder: Path | None) -> None:
        """Meet other devices in a folder from now on, or no more. Raises ``Refused``."""
