"""Answers of invented people: exercises on offices' work, tests and evaluations."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from desktop import resources
from desktop.models.forms import Field, Form

Filled = dict[str, dict[str, Any]]


@cache
def workflows() -> list[Mapping[str, Any]]:
    """Give the invented processes, in short; :func:`exercise` writes one out."""
    found: list[Mapping[str, Any]] = json.loads(resources.read("demo", "workflows.json"))
    return found


@cache
def remarks() -> Mapping[str, Any]:
    """Give what invented people say: facilitators, participants, scorers."""
    found: Mapping[str, Any] = json.loads(resources.read("demo", "remarks.json"))
    return found


def exercise(given: Mapping[str, Any], on: date, chance: Random) -> Filled:
    """Write out a process as somebody's answers; no two people have quite the same figures."""
    factor = chance.choice([8, 9, 10, 10, 11, 12])
    suggestion = given["suggestion"] if chance.random() < 0.6 else ""
    return {
        "process": {
            "process_name": given["process_name"],
            "my_role": given["my_role"],
            "volume_per_year": given["volume"] * factor // 10,
            "laws": given["laws"],
        },
        "as_is": {"steps": [_today(at, row, factor) for at, row in enumerate(given["as_is"], 1)]},
        "empathy": {
            "user_who": given["who"],
            "needs": "\n".join(given["needs"]),
            "pains": "\n".join(given["pains"]),
            "evidence": given["evidence"],
            "sources": list(given["sources"]),
        },
        "define": {"hmw": given["hmw"]},
        "ideate": {
            "ideas": [
                {"id": f"i{at}", "idea": idea, "pros": pros, "cons": cons, "chosen": chosen}
                for at, (idea, pros, cons, chosen) in enumerate(given["ideas"], 1)
            ],
            "tech": list(given["tech"]),
        },
        "to_be": {
            "steps": [_new(at, row, factor) for at, row in enumerate(given["to_be"], 1)],
            "removed": [f"a{origin}" for origin in given["removed"]],
        },
        "measures": _measures(given, factor),
        "data": _data(given),
        "plan": {"items": [_item(at, row, on) for at, row in enumerate(given["plan"], 1)]},
        "suggestion": {"suggestion": suggestion},
        "review": {"no_personal_data": True, "library_ok": chance.random() < 0.7},
    }


def _today(at: int, row: Sequence[Any], factor: int) -> dict[str, Any]:
    step, actor, work, wait, docs, channel, pain, dup = row
    return {
        **_step(f"a{at}", step, actor, work * factor // 10, wait),
        **_papers(f"a{at}", docs),
        "channel": channel,
        "pain": pain,
        "dup": dup,
    }


def _new(at: int, row: Sequence[Any], factor: int) -> dict[str, Any]:
    step, actor, work, wait, docs, channel, change, origins, interaction = row
    return {
        **_step(f"b{at}", step, actor, work * factor // 10, wait),
        **_papers(f"b{at}", docs),
        "channel": channel,
        "change": change,
        "from": [f"a{origin}" for origin in origins],
        "interaction": interaction,
    }


def _step(row: str, step: str, actor: str, work: int, wait: int) -> dict[str, Any]:
    return {"id": row, "step": step, "actor": actor, "work_min": work, "wait_min": wait}


def _papers(row: str, docs: Sequence[Sequence[Any]]) -> dict[str, Any]:
    papers = enumerate(docs, 1)
    return {"docs": [{"id": f"{row}d{at}", "name": name, "sheets": n} for at, (name, n) in papers]}


def _measures(given: Mapping[str, Any], factor: int) -> dict[str, Any]:
    before, after = (baht * 10 * factor for baht in given["cost"])
    trips_before, trips_after = given["trips"]
    return {
        "cost_before": before,
        "cost_after": after,
        "trips_before": trips_before,
        "trips_after": trips_after,
    }


def _data(given: Mapping[str, Any]) -> dict[str, Any]:
    if not given["links"]:
        return {"none": True, "none_reason": given["no_links"]}
    names = ("dataset", "owner", "user", "class", "basis", "method")
    return {
        "links": [
            {"id": f"l{at}", **dict(zip(names, row, strict=True))}
            for at, row in enumerate(given["links"], 1)
        ]
    }


def _item(at: int, row: Sequence[Any], on: date) -> dict[str, Any]:
    activity, owner, start, end, budget, indicator, risk = row
    return {
        "id": f"p{at}",
        "activity": activity,
        "owner": owner,
        "start": (on + timedelta(days=start)).isoformat(),
        "end": (on + timedelta(days=end)).isoformat(),
        "budget": budget,
        "indicator": indicator,
        "risk": risk,
    }


def begun(answers: Filled, chance: Random) -> Filled:
    """Give a draft: so many of the first pages as somebody came to, the last one half done."""
    reached = chance.randrange(1, len(answers))
    return dict(list(answers.items())[:reached])


def survey(form: Form, chance: Random, skill: float) -> Filled:
    """Answer a survey, an evaluation or a test; ``skill`` (0 to 1) is how much goes right."""
    answers: Filled = {}
    for section, asked in form.fields():
        answer = _answer(asked, chance, skill)
        if answer is not None:
            answers.setdefault(section.code, {})[asked.code] = answer
    return answers


def _answer(asked: Field, chance: Random, skill: float) -> Any:  # noqa: ANN401 - any kind's
    match asked.kind:
        case "scale":
            span = asked.most - asked.least
            return asked.least + min(span, int(span * skill + chance.random() * 1.9))
        case "quiz" | "choice" if asked.options:
            right = [o.code for o in asked.options if o.right]
            if right and chance.random() < skill:
                return right[0]
            return chance.choice([o.code for o in asked.options if not o.right])
        case "text" | "line":
            said: str = chance.choice(remarks()["liked"] + remarks()["improve"])
            return said or None
        case _:
            return None
