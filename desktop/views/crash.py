"""The report of a bug of ours: what was kept, and the trace for whoever mends it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.views.ui import Ui

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from desktop.views.widgets.dialog import Dialog

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def trace(kind: type[BaseException], tb: TracebackType | None) -> str:
    """Write where a bug struck: files, lines and functions, never values; they hold names."""
    import traceback

    frames = traceback.extract_tb(tb)
    lines = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    return "\n".join([kind.__name__, *lines])


def report_bugs(ui: Ui) -> Hook:
    """Show every uncaught exception from now on as a report; give the hook that was there."""
    before = sys.excepthook
    showing: list[Dialog] = []

    def hook(kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or showing:
            before(kind, error, tb)
            return
        dialog = _report(ui, trace(kind, tb))
        showing.append(dialog)
        dialog.finished.connect(showing.clear)
        dialog.open()

    sys.excepthook = hook
    return before


def _report(ui: Ui, details: str) -> Dialog:
    from desktop.views.widgets.dialog import Dialog
    from desktop.views.widgets.error_panel import ErrorPanel

    words = ui.words
    dialog = Dialog(ui, None, words("crash.title"), confirm=words("common.close"))
    panel = ErrorPanel(
        ui,
        words("crash.happened"),
        words("crash.kept"),
        words("crash.copy"),
        lambda: QGuiApplication.clipboard().setText(details),
        details,
    )
    body: QVBoxLayout = dialog.body
    body.addWidget(panel)
    dialog.cancel.hide()
    return dialog
