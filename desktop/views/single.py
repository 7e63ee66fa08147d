"""One window to a data folder: a second start brings the first to the front."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1_000


def name_of(folder: Path) -> str:
    """Name the local socket of a data folder; the same for every start on it."""
    return f"workshop-desk-{sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"


def call_first(folder: Path) -> bool:
    """Ask the window that has the folder to come to the front; say whether it heard."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(folder))
    heard = socket.waitForConnected(_WAIT_MS)
    socket.abort()
    return heard


class Doorbell(QObject):
    """Listens for later starts on the same folder, and calls ``raise_window`` for each."""

    def __init__(self, folder: Path, raise_window: Callable[[], object]) -> None:
        super().__init__()
        self._raise_window = raise_window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(name_of(folder))
        self._server.newConnection.connect(self._answer)
        self._server.listen(name_of(folder))

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
        self._raise_window()
