"""Where a file shall go, asked in the words of the platform, and proposed with a telling name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.views.ui import Ui

BUNDLE = "wdb"
"""How the name of a file ends that carries data from one computer to another."""


def ask_save(ui: Ui, parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Ask where to save ``name``; ``kind`` is its ending, kept even when typed without."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = str(ui.settings.get("folder", QStandardPaths.writableLocation(documents)))
    said = ui.words(f"file.{kind}")
    chosen, _ = QFileDialog.getSaveFileName(
        parent, title, str(Path(folder) / f"{name}.{kind}"), f"{said} (*.{kind})"
    )
    if not chosen:
        return None
    path = Path(chosen)
    ui.settings["folder"] = str(path.parent)
    return path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}")


def ask_picture(ui: Ui, parent: QWidget, title: str) -> Path | None:
    """Ask for a picture to read."""
    said = ui.words("file.picture")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", f"{said} (*.png *.jpg *.jpeg)")
    return Path(chosen) if chosen else None


def dropped_bundle(urls: list[QUrl]) -> Path | None:
    """Give the file of another computer's data among what was dropped somewhere."""
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return next((path for path in paths if path.suffix.lower() == f".{BUNDLE}"), None)


def open_file(path: Path) -> bool:
    """Open a file in the program this machine uses for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
