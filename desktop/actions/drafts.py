"""Filling in a form: opened with every word that was typed, kept at each pause, put by as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.actions.classes import check_open
from desktop.actions.forms import form_of, given_out
from desktop.desk import Desk, Edit
from desktop.models import submissions as rules
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.form_answers import blank, read_answers
from desktop.models.forms import Answers, Form
from desktop.models.ids import work_row
from desktop.models.submissions import State, Version, Work
from desktop.models.timetable import Session
from desktop.store import submissions as shelf
from desktop.store import timetable as plan
from desktop.store import typing
from desktop.store.work_tables import SECTION
from protocol.change import Change, Json, heads


@dataclass(frozen=True, slots=True)
class Opened:
    """One person's work on one form, as it lies open.

    ``answers`` are what is stored with what was typed here since on top. ``versions`` are those
    sent, in order; ``due_session`` is the one at whose end it is due. ``seen`` names by section
    the changes whose values were on the screen when it was opened: who wrote otherwise meanwhile
    is not written over.
    """

    of: Class
    enrolment: Enrolment
    form: Form
    work_id: str
    answers: Answers
    state: State
    versions: Sequence[Version]
    due_session: Session | None = None
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def latest(self) -> Version | None:
        """The version that counts, if any was sent."""
        return rules.latest(self.versions)


def open_work(desk: Desk, of: Class, enrolment: Enrolment, code: str) -> Opened:
    """Open a person's work on a form. Raises :class:`Refused` ``no-such-form``."""
    kept = given_out(desk, of, code)
    form = kept.form if kept else form_of(desk, of, code)
    row = work_row(enrolment.id, form.code)
    stored, sent = shelf.work(desk.store, row), shelf.versions_of(desk.store, row)
    answers = _known(form, {**(stored.answers if stored else {}), **_typed(desk, row)})
    return Opened(
        of=of,
        enrolment=enrolment,
        form=form,
        work_id=row,
        answers=answers,
        state=rules.state(Work(row, of.id, enrolment.id, form.code, answers, ""), sent),
        versions=sent,
        due_session=_session(desk, of, kept.due) if kept and kept.due else None,
        seen=_seen(_history(desk, of, row)),
    )


def _known(form: Form, answers: Answers) -> Answers:
    """Leave out sections that the form does not have, which another version of it had."""
    return {s.code: answers[s.code] for s in form.sections if s.code in answers}


def _typed(desk: Desk, row: str) -> dict[str, Any]:
    """Give what was typed and not put by yet, by section."""
    kept = typing.typed(desk.store, row)
    return {part.removeprefix(SECTION): value["answers"] for part, value in kept.items()}


def _session(desk: Desk, of: Class, code: str) -> Session | None:
    return next((s for s in plan.sessions(desk.store, of.id) if s.code == code), None)


def _history(desk: Desk, of: Class, row: str) -> Sequence[Change]:
    return desk.store.histories([(of.scope, row)]).get("work", {}).get(row, ())


def _seen(history: Sequence[Change]) -> dict[str, tuple[str, ...]]:
    """Name by section the changes whose value is shown."""
    groups = {g for change in history for g in change.set if g.startswith(SECTION)}
    return {g.removeprefix(SECTION): _shown(history, g) for g in groups}


def _shown(history: Sequence[Change], group: str) -> tuple[str, ...]:
    free = heads(history, group)
    return tuple(h.id for h in free if h.set.get(group) == free[0].set.get(group))


def type_in(desk: Desk, opened: Opened, section: str, answers: Mapping[str, Any]) -> Opened:
    """Keep a section as it is typed, durably; no change is made of it yet.

    Gives the work as it lies open now. Raises :class:`Refused` ``class-closed``.
    """
    check_open(desk, opened.of.id)
    said = _tidy(answers)
    part = f"{SECTION}{section}"
    before = typing.typed(desk.store, opened.work_id).get(part)
    seen = before["seen"] if before else _known_to(desk, opened, section)
    kept = {part: {"answers": said, "seen": seen}}
    typing.keep(desk.store, opened.work_id, kept, desk.stamp(), scope=opened.of.scope)
    return replace(opened, answers={**opened.answers, section: said})


def _known_to(desk: Desk, opened: Opened, section: str) -> list[str]:
    """Name the changes of a section that its writer knows: what was shown, and their own since."""
    history = _history(desk, opened.of, opened.work_id)
    own = [c.id for c in history if c.device == desk.device and f"{SECTION}{section}" in c.set]
    return [*opened.seen.get(section, ()), *own]


def _tidy(value: Json) -> Json:
    """Leave out halves of letters, which no file can hold, wherever they stand in a value."""
    match value:
        case str():
            return value.encode("utf-8", "ignore").decode()
        case Mapping():
            return {str(key): _tidy(part) for key, part in value.items()}
        case list() | tuple():
            return [_tidy(part) for part in value]
        case _:
            return value


def put_by(desk: Desk, opened: Opened) -> None:
    """Make one change of what was typed, as one step; nothing where nothing is new.

    Raises :class:`Refused`: ``class-closed``, or ``answer-unfit`` (then it stays as typed).
    """
    kept = typing.typed(desk.store, opened.work_id)
    if not kept:
        return
    check_open(desk, opened.of.id)
    edits = _edits(desk, opened, kept)
    with desk.store.atomic():
        typing.drop(desk.store, opened.work_id)
        if edits:
            desk.commit(
                "step.work-keep", edits, name=opened.enrolment.name, form=title(desk, opened)
            )


def title(desk: Desk, opened: Opened) -> str:
    """Give the name of the form that lies open."""
    return opened.form.title.text(desk.words.language)


def _edits(desk: Desk, opened: Opened, kept: Mapping[str, Any]) -> list[Edit]:
    typed = {part.removeprefix(SECTION): value for part, value in kept.items()}
    said = read_answers(opened.form, {s: v["answers"] for s, v in typed.items()})
    seen = {section: value["seen"] for section, value in typed.items()}
    return writing(desk, opened, said, seen)


def writing(
    desk: Desk,
    opened: Opened,
    said: Mapping[str, Mapping[str, Any] | None],
    seen: Mapping[str, Sequence[str]] | None = None,
) -> list[Edit]:
    """Write the edits that store sections which differ from what is stored.

    A section somebody else wrote since it was ``seen`` is not covered: both stand, in dispute.
    Without ``seen`` what is shown now is covered.
    """
    history = _history(desk, opened.of, opened.work_id)
    stored = shelf.work(desk.store, opened.work_id)
    before = stored.answers if stored else {}
    new = {f"{SECTION}{s}": a for s, a in said.items() if _differ(a or {}, before.get(s, {}))}
    if not new:
        return []
    apart = _apart(history, new, seen) if seen is not None else {}
    plain: dict[str, Any] = {g: a for g, a in new.items() if g not in apart}
    edits = []
    if stored is None:
        plain["who"] = {"enrolment": opened.enrolment.id, "form": opened.form.code}
    if plain:
        edits.append(Edit(opened.of.scope, "work", opened.work_id, plain))
    if apart:
        beside = {g: new[g] for g in apart}
        edits.append(Edit(opened.of.scope, "work", opened.work_id, beside, over=apart))
    return edits


def _differ(said: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether a section says something else; a page looked at and left blank says nothing."""
    return said != before and not (blank(said) and blank(before))


def _apart(
    history: Sequence[Change], new: Mapping[str, Any], seen: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Give the groups others wrote since they were seen, each with what may be covered of it."""
    found = {}
    for group in (g for g in new if any(g in c.set for c in history)):
        known = set(seen.get(group.removeprefix(SECTION), ()))
        if not known.issuperset(_shown(history, group)):
            free = heads(history, group)
            found[group] = tuple(h.id for h in free if h.id in known)
    return found
