"""Process start to a usable main window with 100,000 enrolments stored, against a bare window.

Both sides are processes of their own on Qt's offscreen platform, with a screen of 1366 x 768; the
clock runs from starting the process to the line it prints once its window is shown, painted and has
handled the events that waited. Ours must then show today's class, its session and its figures, and
the button to mark attendance must be there to press. What a person neither sees nor presses at
first (lists that follow the first paint, the event loop of background work, what the first write
needs) is in the second line, which has no bar.
"""

from __future__ import annotations

import json
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
SCREEN = {
    "name": "bench", "x": 0, "y": 0, "width": 1366, "height": 768,
    "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
}  # fmt: skip

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
qt = QApplication([])
window = QMainWindow()
window.show()
qt.processEvents()
tell()
"""

OURS = """
import sys
from desktop import app
def usable(qt, application, folder):
    day = application.window.findChild(sys.modules["desktop.views.today_day"].Day)
    assert application.window.isVisible() and day.isVisible()
    assert day.session.text() and day.here.accessibleName() and day.todo.entries
    assert day.mark.isVisible() and day.mark.isEnabled()
    tell()
app._live = usable
sys.exit(app.run(["--data", sys.argv[1]]))
"""

SETTLED = """
import sys
from desktop import app
async def settled(closed, application):
    application.qt.processEvents()
    day = application.window.findChild(sys.modules["desktop.views.today_day"].Day)
    assert day.latest.entries and day.risk.entries
    tell()
app._until = settled
sys.exit(app.run(["--data", sys.argv[1]]))
"""

TELL = """
def tell():
    import os
    # Not ru_maxrss: it remembers how large the process was that started this one.
    peak = 0
    if os.path.exists("/proc/self/status"):
        with open("/proc/self/status") as status:
            peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    print("ready", peak, flush=True)
    os._exit(0)
"""


def lines() -> list[Line]:
    """Measure."""
    with TemporaryDirectory() as place:
        filled(Path(place), classes_of=CLASSES, people=PEOPLE)
        screen = described(Path(place))
        usable, bare = interleaved(
            lambda: timed(lambda: window(OURS, screen, place)),
            lambda: timed(lambda: window(BARE, screen)),
            repeats=REPEATS,
            warm_up=2,
        )
        settled, bare_again = interleaved(
            lambda: timed(lambda: window(SETTLED, screen, place)),
            lambda: timed(lambda: window(BARE, screen)),
            repeats=REPEATS,
        )
    note = f"median of {REPEATS}, {CLASSES * PEOPLE:,} enrolments in {CLASSES} classes"
    return [
        Line("start", shown(usable), shown(bare), usable / bare, BAR, note=note),
        Line(
            "start, all settled", shown(settled), shown(bare_again), settled / bare_again,
            note="lists filled, background loop running, first write prepared",
        ),
    ]  # fmt: skip


def described(folder: Path) -> Path:
    """Describe the screen both sides are shown on."""
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    return file


def window(code: str, screen: Path, *arguments: str) -> int:
    """Start a window, wait until it is usable, and give the memory it took in KiB."""
    # An installed program comes compiled; where compiling is switched off, it is not measured.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", TELL + code, *arguments],
        env=environment | {"QT_QPA_PLATFORM": f"offscreen:configfile={screen}"},
        capture_output=True,
        text=True,
        check=True,
    )
    word, memory = done.stdout.split()
    assert word == "ready"
    return int(memory)
