"""A window for the projector: who presents now, how long still, and who comes next."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import projects as actions
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.team_words import team_name
from desktop.views.teams.project_words import clock, presented
from desktop.views.teams.stopwatch import Phase, Stopwatch, phase
from desktop.views.teams.timer_face import Face, TimerFace
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.label import Label
from desktop.views.widgets.number_field import NumberField

MINUTES, MOST_MINUTES = 7, 120
TICK, BEEPS_APART = 200, 350  # milliseconds
BEEPS = {Phase.SOON: 1, Phase.OVER: 3}


def minutes_of(ui: Ui, of: Class) -> int:
    """Give how many minutes a presentation has in a class, as it was set on this device."""
    kept = ui.settings.get(f"present.minutes.{of.id}", MINUTES)
    return kept if isinstance(kept, int) and 1 <= kept <= MOST_MINUTES else MINUTES


class PresentWindow(View):
    """The clock of each project is kept while the window is: going to another pauses it.

    What is stored is that a project was presented, and how long it took, when it is ended here.
    ``sounded`` tells that the sound of a phase was made: once when time is short, thrice when over.
    """

    shows: ClassVar[frozenset[str]] = frozenset({"project", "team"})
    sounded = Signal(str)

    def __init__(
        self, ui: Ui, parent: QWidget | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(ui, parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.now = now
        self._of: Class | None = None
        self._project = ""
        self._watches: dict[str, Stopwatch] = {}
        self._heard = Phase.CALM
        self._ended = False
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.tick)

    @property
    def project(self) -> Project | None:
        """The project that is presented."""
        return next((p for p in self._projects() if p.id == self._project), None)

    @property
    def watch(self) -> Stopwatch:
        """The clock of the project that is presented."""
        return self._watches.setdefault(self._project, Stopwatch(lambda: self.now()))

    def present(self, of: Class, project: str) -> None:
        """Come to the front at a project, its clock as it was left."""
        if self._of is None or self._of.id != of.id:
            self._watches.clear()
            self._of = of
        elif self._project and self._project != project:
            self.watch.pause()
        self._of, self._project = of, project
        self._ended = False
        if (now := self.project) is not None and now.presented and not self.watch.running:
            self.watch.reset()  # somebody presents once more
        self._heard = self._phase()
        self.setWindowTitle(self.ui.words("teams.presenting"))
        if not self.isVisible():
            room = self.screen().availableGeometry()
            self.resize(room.width() * 4 // 5, room.height() * 4 // 5)
        self.show()
        self.raise_()
        self.activateWindow()
        self.outdated()
        self.start.setFocus()

    def build(self, page: QVBoxLayout) -> None:
        """Make the face and the buttons below it."""
        ui, words, px = self.ui, self.ui.words, self.ui.theme.px
        page.setContentsMargins(px(16), px(16), px(16), px(16))
        self.face = TimerFace(ui)
        page.addWidget(self.face, 1)
        across = QHBoxLayout()
        across.setSpacing(px(12))
        self.minutes = NumberField(ui, 1, MOST_MINUTES, MINUTES)
        self.minutes.setAccessibleName(words("teams.minutes"))
        self.minutes.setFixedWidth(px(96))
        self.minutes.valueChanged.connect(self._set_minutes)
        self.start = Button(ui, words("teams.start"), "primary", "play", self.toggle).large()
        self.end = Button(ui, words("teams.end"), "plain", "check", self.stop).large()
        self.back = Button(ui, words("common.undo"), "plain", "undo-2", self._take_back).large()
        self.next = Button(ui, words("teams.next_project"), "plain", "arrow-right", self.go_on)
        self.full = Button(ui, "", "quiet", "monitor", self.toggle_full, words("teams.full"))
        across.addWidget(Label(words("teams.minutes")))
        across.addWidget(self.minutes)
        across.addStretch(1)
        for button in (self.start, self.end, self.back, self.next.large(), self.full):
            across.addWidget(button)
        page.addLayout(across)

    def refresh(self) -> None:
        """Ask for the project; one that is gone closes the window."""
        if self.project is None or self._of is None:
            self.close()
            return
        self.minutes.blockSignals(True)
        self.minutes.setValue(minutes_of(self.ui, self._of))
        self.minutes.blockSignals(False)
        if self._ended and not self.project.presented:
            self._ended = False  # it was taken back
        self._say()

    def toggle(self) -> None:
        """Start the clock, or pause it."""
        self._ended = False
        if self.watch.running:
            self.watch.pause()
            self._timer.stop()
        else:
            self.watch.start()
            self._timer.start()
        self._say()

    def stop(self) -> None:
        """End the presentation: how long it took is stored."""
        of, project = self._of, self.project
        if of is None or project is None:
            return
        self.watch.pause()
        self._timer.stop()
        with self.ui.trying():
            actions.present(self.ui.desk, of, project, round(self.watch.elapsed))
            self._ended = True
            said = self.ui.words("scoring.presented", project=project.code)
            self.ui.say(said, undo=self._take_back)
        self._say()
        (self.next if self._ended else self.start).setFocus()

    def go_on(self) -> None:
        """Go to the next project, the clock at nothing."""
        known = [p.id for p in self._projects()]
        if self._of is not None and self._project in known:
            at = known.index(self._project) + 1
            if at < len(known):
                self.present(self._of, known[at])

    def tick(self) -> None:
        """Show the time, and make a sound when it becomes short or is over."""
        now = self._phase()
        if now is not self._heard:
            self._heard = now
            if now in BEEPS:
                self._sound(now)
        self._say()

    def toggle_full(self) -> None:
        """Fill the screen, or give it back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let F11 fill the screen; Esc gives it back, and then closes."""
        if event.key() == Qt.Key.Key_F11:
            self.toggle_full()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Pause: opened again, it goes on from there."""
        self.watch.pause()
        self._timer.stop()
        super().closeEvent(event)

    def _projects(self) -> list[Project]:
        return actions.projects(self.ui.desk, self._of) if self._of else []

    def _given(self) -> int:
        return 60 * (minutes_of(self.ui, self._of) if self._of else MINUTES)

    def _phase(self) -> Phase:
        return phase(self.watch.elapsed, self._given())

    def _set_minutes(self, minutes: int) -> None:
        if self._of is not None:
            self.ui.settings[f"present.minutes.{self._of.id}"] = minutes
            self._heard = self._phase()
            self._say()

    def _take_back(self) -> None:
        undo(self.ui)

    def _sound(self, heard: Phase) -> None:
        """Use the system's own sound: the part of Qt that plays tones is not shipped."""
        for at in range(BEEPS[heard]):
            QTimer.singleShot(at * BEEPS_APART, self, QApplication.beep)
        self.sounded.emit(heard.value)

    def _say(self) -> None:
        project, of, words = self.project, self._of, self.ui.words
        if project is None or of is None:
            return
        spent, given = self.watch.elapsed, self._given()
        title = project.title or words("teams.untitled")
        team = actions.team_of(self.ui.desk, of, project)
        now = phase(spent, given)
        left = clock(words, spent - given if now is Phase.OVER else -(-(given - spent) // 1))
        over = words("teams.time_over", time=left) if now is Phase.OVER else left
        self.face.show_face(
            Face(
                title=words("teams.coded", code=project.code, title=title),
                group=team_name(words, team) if team else "",
                time=clock(words, project.seconds) if self._ended else over,
                told=self._told(project, now),
                phase=Phase.CALM if self._ended else now,
                used=spent / given,
            )
        )
        self._show_buttons(project)

    def _told(self, project: Project, now: Phase) -> str:
        words = self.ui.words
        if self._ended:
            return words("teams.ended")
        if not self.watch.running and not self.watch.elapsed and project.presented:
            return presented(words, project, self.ui.desk.now())
        if not self.watch.running:
            return words("teams.paused" if self.watch.elapsed else "teams.ready")
        return words(f"teams.phase.{now.value}")

    def _show_buttons(self, project: Project) -> None:
        words, watch = self.ui.words, self.watch
        key = "teams.pause" if watch.running else "teams.resume" if watch.elapsed else "teams.start"
        self.start.set_text(words(key))
        self.start.set_icon("pause" if watch.running else "play")
        self.start.setVisible(not self._ended)
        self.end.setVisible(not self._ended)
        self.end.setEnabled(bool(watch.elapsed))
        self.back.setVisible(self._ended)
        known = self._projects()
        self.next.setEnabled(bool(known) and known[-1].id != project.id)
