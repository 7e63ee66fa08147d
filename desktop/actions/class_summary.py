"""A class counted once for its page: screen, paper and command line show the same figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from desktop.actions.certificates import Candidate, candidates
from desktop.actions.panel import results
from desktop.desk import Desk
from desktop.models import class_summary as rules
from desktop.models.class_summary import (
    Attending,
    ClassSummary,
    Exercise,
    Extra,
    Gain,
    ProjectLine,
)
from desktop.models.classes import Class
from desktop.models.forms import Answers, Form
from desktop.models.panel import Standing
from desktop.models.scoring import Cell, printed
from desktop.models.submissions import State, Version, Work, in_order, state
from desktop.models.wording import Language
from desktop.models.workflow import measure
from desktop.store import forms as form_shelf
from desktop.store import submissions as shelf
from desktop.store import timetable as plan

EXERCISE, BEFORE, AFTER = "workflow", "pretest", "posttest"

Sent = dict[str, dict[str, Version]]
"""What was sent last, by form and enrolment."""


def summarise(desk: Desk, of: Class) -> ClassSummary:
    """Count a class: what was sent last counts of each work; the withdrawn count nowhere."""
    everybody = candidates(desk, of)
    people = [c for c in everybody if c.judged.enrolment.status == "enrolled"]
    attending = _attending(desk, of, people, len(everybody) - len(people))
    agencies = {c.judged.enrolment.id: c.judged.enrolment.person.agency for c in people}
    sent = _sent(desk, of, agencies)
    forms = {
        g.form.code: g.form
        for g in form_shelf.running(desk.store, of.id)
        if g.given or g.form.code in sent
    }
    exercises = _exercises(desk, of, forms, agencies, sent)
    works = {who: v.answers for who, v in sent.get(EXERCISE, {}).items()}
    saved = rules.savings((agencies[who], measure(answers)) for who, answers in works.items())
    standings = results(desk, of)
    projects = tuple(_project(s) for s in standings)
    learned = _gains(forms, sent)
    filled = {c: [v.answers for v in sent.get(c, {}).values()] for c in forms}
    opinions = [(f, filled[c]) for c, f in forms.items() if f.purpose == "evaluation"]
    return ClassSummary(
        attending=attending,
        exercises=exercises,
        savings=tuple(saved),
        total=rules.total(saved),
        projects=projects,
        evaluated=sum(len(given) for _, given in opinions),
        evaluation=tuple(mean for form, given in opinions for mean in rules.means(form, given)),
        gains=learned,
        dimensions=rules.dimensions(
            attending,
            next((e for e in exercises if e.code == EXERCISE), None),
            projects,
            learned[0] if learned else None,
            _extra(list(works.values()), standings),
        ),
    )


def _attending(desk: Desk, of: Class, people: Sequence[Candidate], gone: int) -> Attending:
    verdicts = [c.judged.verdict for c in people]
    return Attending(
        people=len(people),
        withdrawn=gone,
        sessions=sum(s.counts for s in plan.sessions(desk.store, of.id)),
        met=sum(v.planned > 0 and v.done >= v.needed for v in verdicts),
        eligible=sum(v.eligible for v in verdicts),
        certificates=sum(c.certificate is not None for c in people),
    )


def _sent(desk: Desk, of: Class, people: Mapping[str, str]) -> Sent:
    found: Sent = {}
    for version in in_order(shelf.versions(desk.store, of.id)):
        if version.enrolment in people:
            found.setdefault(version.form, {})[version.enrolment] = version
    return found


def _exercises(
    desk: Desk, of: Class, forms: Mapping[str, Form], people: Mapping[str, str], sent: Sent
) -> tuple[Exercise, ...]:
    works = {(w.form, w.enrolment): w for w in shelf.works(desk.store, of.id)}
    return tuple(
        _exercise(form, people, sent.get(code, {}), works)
        for code, form in forms.items()
        if form.purpose == "exercise"
    )


def _exercise(
    form: Form,
    people: Mapping[str, str],
    sent: Mapping[str, Version],
    works: Mapping[tuple[str, str], Work],
) -> Exercise:
    stand: Counter[str] = Counter(dict.fromkeys((s.value for s in State), 0))
    for who in people:
        versions = [sent[who]] if who in sent else []
        stand[state(works.get((form.code, who)), versions).value] += 1
    return Exercise(form.code, form.title, stand, sum(v.late for v in sent.values()))


def _project(standing: Standing) -> ProjectLine:
    project, came_out = standing.project, standing.result
    return ProjectLine(
        code=project.code,
        title=project.title,
        group=project.number,
        presented=project.presented,
        sheets=len(came_out.sheets),
        exact=came_out.exact,
        band=standing.band.name if standing.band else None,
        rank=standing.rank,
        flags=came_out.flags,
    )


def _gains(forms: Mapping[str, Form], sent: Sent) -> tuple[Gain, ...]:
    if BEFORE not in forms or AFTER not in forms:
        return ()
    answers = [
        {who: version.answers for who, version in sent.get(code, {}).items()}
        for code in (BEFORE, AFTER)
    ]
    return tuple(rules.gains(forms[BEFORE], forms[AFTER], *answers))


def _extra(works: Sequence[Answers], standings: Sequence[Standing]) -> Extra:
    levels = [
        level
        for standing in standings
        for sheet in standing.result.sheets
        if (level := sheet.cells.get(sheet.rubric.criteria[0].code, Cell()).level) is not None
    ]
    return Extra(
        digital=sum(bool(a.get("ideate", {}).get("tech")) for a in works),
        suggestions=sum(bool(a.get("suggestion", {}).get("suggestion")) for a in works),
        analysis=Fraction(sum(levels), len(levels)) if levels else None,
    )


def as_json(summary: ClassSummary, language: Language) -> dict[str, Any]:
    """Give the summary as plain data: exact numbers, and beside them what is printed."""
    return {
        "attendance": asdict(summary.attending),
        "exercises": [_exercise_json(e, language) for e in summary.exercises],
        "savings": [asdict(s) for s in summary.savings],
        "total": asdict(summary.total),
        "projects": [_project_json(p, language) for p in summary.projects],
        "evaluated": summary.evaluated,
        "evaluation": [
            {
                "code": m.code,
                "question": m.label.text(language),
                "answers": m.answers,
                "mean": float(m.mean),
            }
            for m in summary.evaluation
        ],
        "gains": [_gain_json(g, language) for g in summary.gains],
        "dimensions": [
            {
                "code": d.code,
                "figures": {
                    f.code: _number(f.value) if f.of is None else {"done": f.done, "of": f.of}
                    for f in d.figures
                },
            }
            for d in summary.dimensions
        ],
    }


def _exercise_json(exercise: Exercise, language: Language) -> dict[str, Any]:
    return {
        "code": exercise.code,
        "title": exercise.title.text(language),
        "states": dict(exercise.states),
        "late": exercise.late,
    }


def _gain_json(gain: Gain, language: Language) -> dict[str, Any]:
    return {
        "objective": gain.objective or None,
        "title": gain.label.text(language) or None,
        "people": gain.people,
        "before": float(gain.before),
        "after": float(gain.after),
        "gained": float(gain.gained),
    }


def _project_json(line: ProjectLine, language: Language) -> dict[str, Any]:
    return {
        "code": line.code,
        "title": line.title,
        "group": line.group,
        "presented": line.presented,
        "sheets": line.sheets,
        "exact": _number(line.exact),
        "printed": None if line.exact is None else printed(line.exact),
        "band": line.band.text(language) if line.band else None,
        "rank": line.rank,
        "flags": list(line.flags),
    }


def _number(exact: Fraction | None) -> float | None:
    return None if exact is None else float(exact)
