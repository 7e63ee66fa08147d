from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from desktop.actions import demo, opening

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = (
    "asyncio", "nlpo3", "openpyxl", "pypdf", "python_calamine", "qasync", "reportlab",
    "sqlite_utils", "uharfbuzz", "xlsxwriter", "zxingcpp",
)  # fmt: skip
FIRST_PAINT = f"""
import sys
from desktop import app
def stop(qt, application, folder):
    day = application.window.findChild(sys.modules["desktop.views.today_day"].Day)
    assert day.isVisible() and day.session.text() and day.mark.isVisible()
    print(*(name for name in {HEAVY} if name in sys.modules))
app._live = stop
sys.exit(app.run(["--data", sys.argv[1]]))
"""
OPEN_AND_CLOSE = """
import sys
from PySide6.QtCore import QTimer
from desktop import app
live = app._live
def close_soon(qt, application, folder):
    QTimer.singleShot(100, application.window.close)
    live(qt, application, folder)
app._live = close_soon
sys.exit(app.run(["--data", sys.argv[1]]))
"""
SCREEN = (
    '{"screens": [{"name": "test", "x": 0, "y": 0, "width": 1366, "height": 768,'
    ' "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}'
)


def test_the_first_paint_waits_for_nothing_that_can_come_later(tmp_path: Path) -> None:
    desk = opening.open_desk(tmp_path)
    demo.fill(desk, 1, 5)
    desk.store.close()
    screen = tmp_path / "screen.json"
    screen.write_text(SCREEN, encoding="utf-8")

    done = started(FIRST_PAINT, tmp_path, f"offscreen:configfile={screen}")

    assert (done.returncode, done.stdout.split(), "Traceback" in done.stderr) == (0, [], False)


def test_closing_the_window_ends_the_program_quietly(tmp_path: Path) -> None:
    done = started(OPEN_AND_CLOSE, tmp_path)

    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


def started(
    code: str, folder: Path, platform: str = "offscreen"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": platform},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
