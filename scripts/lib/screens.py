"""Renders every view with the demo class to PNG: both languages, both lights, two sizes."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from scripts.lib.scenes import scenes
from scripts.lib.stage import Look, Stage, screen

LOOKS = (
    Look("th", "light", 1.0),
    Look("th", "dark", 1.0),
    Look("en", "light", 1.0),
    Look("en", "dark", 1.0),
    Look("th", "light", 1.5),
    Look("en", "light", 1.5),
    Look("th", "contrast", 1.0),
)


def main() -> int:
    """Render into the folder given; print each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a part of the names wanted")
    parser.add_argument("--look", default="", help="a part of the looks wanted")
    parser.add_argument("--doubled", action="store_true", help="say everything twice: what breaks?")
    given = parser.parse_args()
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as room:
        os.chdir(room)
        qt = QApplication([sys.argv[0], "-platform", f"offscreen:configfile={screen(Path(room))}"])
        for look in LOOKS:
            if given.look in look.name:
                # The folder is named in the settings: each look works inside a place of its own.
                os.chdir(tempfile.mkdtemp(dir=room))
                _shoot_all(Stage(qt, look), folder, given)
        os.chdir(folder)
    return 0


def _shoot_all(stage: Stage, folder: Path, given: argparse.Namespace) -> None:
    if given.doubled:
        stage.double()
    for name, show in scenes().items():
        if given.only in name:
            show(stage)
            file = folder / f"{name}-{stage.look.name}.png"
            stage.picture().save(str(file))
            print(file)
            stage.clear()
    stage.close()


if __name__ == "__main__":
    sys.exit(main())
