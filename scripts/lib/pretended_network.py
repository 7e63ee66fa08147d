"""A network that is not there: for pictures, and for tests of what the window asks of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.models.refusal import Fault, Refused
from desktop.models.syncing import BundlePreview, Membership, SyncState
from desktop.views.network import Done, Failed

MEMBER = Membership("https://desk.bangkok.example", "s1", "สมศรี ใจงาม", "facilitator")


class Pretended:
    """Says what it was told to say, and notes in ``asked`` what was asked of it.

    With ``error`` everything that may fail does. With ``waits`` the answers wait in ``later``.
    """

    def __init__(
        self, state: SyncState | None = None, error: Refused | Fault | None = None
    ) -> None:
        self.now = state or SyncState()
        self.error = error
        self.preview: BundlePreview | None = None
        self.folder: Path | None = None
        self.waits = False
        self.asked: list[tuple[object, ...]] = []
        self.later: list[Callable[[], object]] = []
        self._listeners: list[Callable[[], object]] = []

    def change(self, **fields: object) -> None:
        """Let something be different, and tell."""
        self.now = replace(self.now, **fields)  # type: ignore[arg-type]
        for listener in self._listeners:
            listener()

    def state(self) -> SyncState:
        """Give what it was told to give."""
        return self.now

    def on_change(self, listener: Callable[[], object]) -> None:
        """Tell of changes."""
        self._listeners.append(listener)

    def sync_now(self) -> None:
        """Note it."""
        self.asked.append(("sync",))

    def enrol(self, url: str, code: str, done: Done, failed: Failed) -> None:
        """Join as somebody."""
        self.asked.append(("enrol", url, code))
        self._answer(self._joined(done), failed)

    def part(self) -> None:
        """Be alone."""
        self.asked.append(("part",))
        self.change(phase="alone", membership=None)

    def leave_class(self, scope: str) -> None:
        """Refuse, or note it."""
        if self.error is not None:
            raise self.error
        self.asked.append(("leave", scope))

    def fetch_class(self, scope: str) -> None:
        """Note it."""
        self.asked.append(("fetch", scope))

    def take_numbers(self, done: Done, failed: Failed) -> None:
        """Note it."""
        self.asked.append(("numbers",))
        self._answer(done, failed)

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
        """Note it."""
        self.asked.append(("export", tuple(scopes), file.name, tuple(to), passphrase))
        if pending:
            self.asked.append(("pending",))
        self._answer(done, failed)

    def read_bundle(
        self, file: Path, passphrase: str, done: Callable[[BundlePreview], object], failed: Failed
    ) -> None:
        """Give the preview it was told to give."""
        self.asked.append(("read", file.name, passphrase))
        self._give(done, failed)

    def import_bundle(
        self, file: Path, passphrase: str, done: Callable[[BundlePreview], object], failed: Failed
    ) -> None:
        """Bring what was promised."""
        self.asked.append(("import", file.name, passphrase))
        self._give(done, failed)

    def shared_folder(self) -> Path | None:
        """Give the folder set."""
        return self.folder

    def set_shared_folder(self, folder: Path | None) -> None:
        """Refuse, or take it."""
        if self.error is not None:
            raise self.error
        self.folder = folder

    def _joined(self, done: Done) -> Done:
        def joined() -> None:
            self.change(phase="idle", membership=MEMBER)
            done()

        return joined

    def _give(self, done: Callable[[BundlePreview], object], failed: Failed) -> None:
        preview = self.preview
        self._answer(lambda: None if preview is None else done(preview), failed)

    def _answer(self, done: Done, failed: Failed) -> None:
        error = self.error
        answer = done if error is None else lambda: failed(error)
        if self.waits:
            self.later.append(answer)
        else:
            answer()
