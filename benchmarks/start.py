"""Process start to a usable main window with 100,000 enrolments stored, against a bare window.

Both sides are processes of their own on Qt's offscreen platform; the clock runs from starting the
process to the line it prints once its window is shown, painted and its event loop turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Line, interleaved, shown, timed
from benchmarks.stores import filled

BAR = 3.0
REPEATS = 7
CLASSES, PEOPLE = 500, 200

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
qt = QApplication([])
window = QMainWindow()
window.show()
qt.processEvents()
"""

OURS = """
import sys
from desktop import app
async def usable(closed, application):
    application.qt.processEvents()
    assert application.window.isVisible()
    tell()
app._until = usable
sys.exit(app.run(["--data", sys.argv[1]]))
"""

TELL = """
def tell():
    import os, resource, sys
    print("ready", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    os._exit(0)
"""


def lines() -> list[Line]:
    """Measure."""
    with TemporaryDirectory() as place:
        filled(Path(place), classes_of=CLASSES, people=PEOPLE)
        mine, other = interleaved(
            lambda: timed(lambda: window(OURS, place)),
            lambda: timed(lambda: window(f"{BARE}\ntell()")),
            repeats=REPEATS,
            warm_up=2,
        )
    note = f"median of {REPEATS}, {CLASSES * PEOPLE:,} enrolments in {CLASSES} classes"
    return [Line("start", shown(mine), shown(other), mine / other, BAR, note=note)]


def window(code: str, *arguments: str) -> int:
    """Start a window, wait until it is usable, and give the memory it took in KiB."""
    # An installed program comes compiled; where compiling is switched off, it is not measured.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", TELL + code, *arguments],
        env=environment | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    word, memory = done.stdout.split()
    assert word == "ready"
    return int(memory)
