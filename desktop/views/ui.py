"""What every view is handed: the desk to act through and the ways to speak to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from desktop.models.refusal import Fault, Refused
from desktop.models.wording import Words
from desktop.views.background import Background
from desktop.views.commands import Commands
from desktop.views.icons import Icons
from desktop.views.live import Live
from desktop.views.place import Place
from desktop.views.theme import Theme
from desktop.views.wording import Wording

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.views.network import Network

Tone = Literal["ok", "warning", "danger", "info"]


@dataclass(frozen=True, slots=True)
class Message:
    """A short sentence shown for a while, with the way back where there is one."""

    text: str
    tone: Tone = "ok"
    undo: Callable[[], object] | None = None


class Ui(QObject):
    """Built once by the application and passed down; holds no state of any screen.

    ``synced`` tells every view that something about the other devices is different: ask
    ``network`` again. Without a network there are no other devices, and nothing is missing.
    """

    went = Signal(Place)
    said = Signal(Message)
    selected = Signal(int)
    synced = Signal()

    def __init__(
        self,
        desk: Desk,
        wording: Wording,
        theme: Theme,
        live: Live,
        settings: MutableMapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.wording = wording
        self.theme = theme
        self.live = live
        self.settings: MutableMapping[str, Any] = {} if settings is None else settings
        self.icons = Icons(theme)
        self.background = Background(self)
        self.commands = Commands(self)
        self._network: Network | None = None

    @property
    def network(self) -> Network | None:
        """The way to the other devices, if this window was given one."""
        return self._network

    @network.setter
    def network(self, network: Network | None) -> None:
        self._network = network
        if network is not None:
            network.on_change(self._moved)
        self.synced.emit()

    def _moved(self) -> None:
        self.synced.emit()

    @property
    def words(self) -> Words:
        """The words now in use: ask each time, they change with the language."""
        return self.wording.words

    def go(self, place: Place) -> None:
        """Take the person to a place."""
        self.went.emit(place)

    def say(self, text: str, tone: Tone = "ok", undo: Callable[[], object] | None = None) -> None:
        """Show a short sentence at the foot of the window; ``undo`` adds its button."""
        self.said.emit(Message(text, tone, undo))

    def refuse(self, no: Refused | Fault) -> None:
        """Say why a rule refused, or how the world failed."""
        self.say(self.wording.sentence(no), "warning" if isinstance(no, Refused) else "danger")

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Do something a rule may refuse or the world may fail: either is said, calmly."""
        try:
            yield
        except (Refused, Fault) as no:
            self.refuse(no)
