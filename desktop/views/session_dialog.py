"""One session: what it is about, and moving, cancelling or reinstating it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.actions.classes import cancel_session, move_session, reinstate_session
from desktop.models import timetable
from desktop.models.classes import Class
from desktop.models.dates import read_date, show_date
from desktop.models.refusal import Fault, Refused
from desktop.models.timetable import Session
from desktop.views.class_words import full_day, hours
from desktop.views.policy_words import demand
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.widgets.button import Button
from desktop.views.widgets.date_field import DateField
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.field import Field
from desktop.views.widgets.label import Line
from desktop.views.widgets.row import Row
from desktop.views.widgets.time_field import TimeField
from desktop.views.widgets.wrap_label import WrapLabel


class SessionDialog(Dialog):
    """Says what every choice does to the number people have to reach, before it is made."""

    def __init__(
        self,
        ui: Ui,
        of: Class,
        session: Session,
        sessions: Sequence[Session],
        names: Mapping[str, str],
        parent: QWidget | None,
    ) -> None:
        words = ui.words
        cancelled = session.state == "cancelled"
        super().__init__(
            ui,
            parent,
            words("classes.session.title", code=session.code, time=hours(words, session)),
            confirm=words("classes.session.reinstate" if cancelled else "classes.session.move"),
            check=self._reinstate if cancelled else self._move,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._of = of
        self._session = session
        self._sessions = sessions
        # "Cancel" beside "cancel this session" would leave people guessing.
        self.cancel.set_text(words("common.close"))
        self._describe(names)
        if of.status in ("closed", "archived"):
            self._only_show()
        elif cancelled:
            effect = self._effect(timetable.reinstate(session))
            said = words("classes.session.if_reinstated", effect=effect)
            self.body.addWidget(WrapLabel(ui, said))
        else:
            self._ask()
        self.setMinimumWidth(ui.theme.px(620))

    def _describe(self, names: Mapping[str, str]) -> None:
        ui, session, words = self._ui, self._session, self._ui.words
        objective = session.objective_th if words.language == "th" else session.objective_en
        self.body.addWidget(WrapLabel(ui, session.title(words.language), "strong"))
        if session.state != "planned":
            state = words(f"classes.session.{session.state}")
            said = f"{state}: {session.note}" if session.note else state
            self.body.addWidget(WrapLabel(ui, said, "body", "warning"))
        if objective:
            self.body.addWidget(WrapLabel(ui, words("classes.session.objective", text=objective)))
        facts = [names.get(session.module, session.module), full_day(words, session.on)]
        facts.append(words(f"classes.mode.{session.mode.lower()}"))
        about = [" · ".join(filter(None, facts))]
        about += [f"{c}  {names.get(c, '')}" for c in (*session.topics, *session.activities)]
        self.body.addWidget(WrapLabel(ui, "\n".join(about), "muted"))
        self.body.addWidget(Line())

    def _only_show(self) -> None:
        self.body.addWidget(WrapLabel(self._ui, self._ui.words("classes.session.closed"), "muted"))
        self.confirm.hide()

    def _ask(self) -> None:
        ui, session, words = self._ui, self._session, self._ui.words
        self.day = DateField(
            ui, words("classes.session.day"), read_date, lambda d: full_day(ui.words, d)
        )
        self.day.set_value(session.on, show_date(session.on, words.language, words.digits, "short"))
        self.start = TimeField(ui, words("classes.session.start"), session.start)
        self.end = TimeField(ui, words("classes.session.end"), session.end)
        self.reason = QLineEdit(session.note, maxLength=300)
        self.body.addWidget(Row(ui, self.day, self.start, self.end, spans=(2, 1, 1)))
        help_text = words("classes.session.reason_help")
        self.body.addWidget(Field(ui, words("classes.session.reason"), self.reason, help_text))
        effect = words("classes.session.if_moved")
        cancelled = self._effect(timetable.cancel(session))
        said = words("classes.session.if_cancelled", effect=cancelled)
        self.body.addWidget(WrapLabel(ui, f"{said}\n{effect}"))
        self.call_off = Button(ui, words("classes.session.cancel"), "danger", run=self._cancel)
        self.buttons.insertWidget(0, self.call_off)

    def _effect(self, changed: Session) -> str:
        after = [changed if s.id == changed.id else s for s in self._sessions]
        return demand(self._ui.words, after, self._of.policy)

    def _move(self) -> bool:
        day, start, end = self.day.value(), self.start.value(), self.end.value()
        if day is None or start is None or end is None:
            self._point_at_gap()
            return False
        note, was = self.reason.text().strip(), self._session
        if (day, start, end) == (was.on, was.start, was.end):
            if was.state == "planned":
                self.day.field.complain(self._ui.words("classes.session.unmoved"))
                return False
            if note == was.note:
                return True
        return self._do(
            partial(move_session, on=day, start=start, end=end, note=note), "classes.moved"
        )

    def _point_at_gap(self) -> None:
        """Put the cursor where something could not be read."""
        fields = (
            (self.day.entry, self.day.value()),
            *((f, f.value()) for f in (self.start, self.end)),
        )
        next(field for field, value in fields if value is None).setFocus()

    def _cancel(self) -> None:
        note = self.reason.text().strip()
        if self._do(partial(cancel_session, note=note), "classes.cancelled"):
            self.reject()

    def _reinstate(self) -> bool:
        return self._do(reinstate_session, "classes.reinstated")

    def _do(self, action: Callable[..., None], said: str) -> bool:
        ui = self._ui
        try:
            action(ui.desk, self._of, self._session)
        except Refused as no:
            self.end.complain(ui.wording.sentence(no))
            return False
        except Fault as fault:
            ui.refuse(fault)
            return False
        ui.say(ui.words(said, session=self._session.code), undo=partial(undo, ui))
        return True
