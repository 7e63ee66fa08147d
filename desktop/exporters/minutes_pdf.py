"""The minutes of a scoring panel: results first, then every project with its sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.exporters.flow_grid import Cell, Column, Grid, Row, facts, table
from desktop.exporters.flow_page import BODY, Flow
from desktop.exporters.page import About
from desktop.models.wording import Words

NOTHING = "–"
ABREAST = 3  # signatures
TOGETHER = 320.0  # points of a project that are not parted


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion with its weight."""

    code: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A locked sheet: the scorer (a name or a code name) and the levels by criterion.

    ``total`` is printed with one decimal; ``reason`` says why the sheet was corrected.
    """

    scorer: str
    levels: Mapping[str, int]
    total: str
    reason: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A member whose score differs from the group's."""

    name: str
    points: int
    reason: str
    total: str


@dataclass(frozen=True, slots=True)
class ProjectMinutes:
    """What the panel found of one project; ``flags`` are sentences."""

    code: str
    title: str
    group: str
    members: tuple[str, ...]
    presented: str
    sheets: tuple[ScoreSheet, ...]
    spread: Mapping[str, tuple[int, int]]
    flags: tuple[str, ...] = ()
    note: str = ""
    total: str = ""
    band: str = ""
    rank: int | None = None
    adjusted: tuple[Adjusted, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """A panel's minutes; ``scorers`` as they are named on the sheets, with their agencies."""

    course: str
    held: str
    on: str
    rubric: str
    criteria: tuple[Scored, ...]
    scorers: tuple[tuple[str, str], ...]
    projects: tuple[ProjectMinutes, ...]
    blind: bool = False
    waivers: tuple[str, ...] = ()


def render_minutes(minutes: Minutes, words: Words) -> bytes:
    """Print the minutes, with room for the chair and every scorer to sign."""
    title = words("paper.minutes")
    flow = Flow(
        About(title, "", f"{minutes.course} {minutes.held}"),
        lambda page, pages: (minutes.held, words("list.page", page=page, pages=pages)),
    )
    flow.title(title, minutes.course, minutes.held, minutes.on)
    _results(flow, minutes.projects, words)
    _panel(flow, minutes, words)
    for project in minutes.projects:
        _project(flow, minutes, project, words)
    _signatures(flow, minutes, words)
    return flow.save()


def _results(flow: Flow, projects: Sequence[ProjectMinutes], words: Words) -> None:
    flow.heading(words("paper.results"))
    columns = (
        Column(words("paper.rank"), 0.8, "centre"),
        Column(words("paper.code"), 0.9, "centre"),
        Column(words("paper.project"), 4.0),
        Column(words("paper.group"), 2.0),
        Column(words("paper.sheets"), 1.2, "right"),
        Column(words("paper.score"), 1.0, "right"),
        Column(words("paper.band"), 1.4),
    )
    ranked = sorted(projects, key=lambda p: (p.rank is None, p.rank or 0, p.code))
    rows = [
        Row(
            (
                NOTHING if p.rank is None else words.number(p.rank),
                p.code,
                p.title or words("paper.untitled"),
                p.group,
                words.number(len(p.sheets)),
                Cell(words.number(p.total) or NOTHING, "SemiBold"),
                p.band or NOTHING,
            )
        )
        for p in ranked
    ]
    table(flow, Grid(columns, rows))


def _panel(flow: Flow, minutes: Minutes, words: Words) -> None:
    flow.heading(words("paper.panel"))
    said = [f"{name} · {agency}" if agency else name for name, agency in minutes.scorers]
    pairs = [(words("paper.scorers"), "\n".join(said) or NOTHING)]
    if minutes.blind:
        pairs.append((words("paper.names"), words("paper.blind")))
    pairs.append((words("paper.rubric"), minutes.rubric))
    if minutes.waivers:
        pairs.append((words("paper.waivers"), "\n".join(minutes.waivers)))
    facts(flow, pairs)
    columns = (
        Column(words("paper.code"), 0.8, "centre"),
        Column(words("paper.criterion"), 7),
        Column(words("paper.weight"), 1, "right"),
    )
    rows = [Row((c.code, c.name, words.number(c.weight))) for c in minutes.criteria]
    table(flow, Grid(columns, rows))


def _project(flow: Flow, minutes: Minutes, project: ProjectMinutes, words: Words) -> None:
    together = 120 + 17 * len(project.members) + 24 * len(project.sheets)
    title = project.title or words("paper.untitled")
    flow.heading(title, project.code, keep=min(together, TOGETHER))
    members = "\n".join(project.members) or NOTHING
    presented = project.presented or words("paper.not_presented")
    pairs = [
        (words("paper.group"), project.group),
        (words("paper.members"), members),
        (words("paper.presented"), presented),
    ]
    facts(flow, pairs)
    if project.sheets:
        _sheets(flow, minutes.criteria, project, words)
    else:
        flow.paragraph(words("paper.no_sheets"))
    for flag in project.flags:
        flow.paragraph(words("paper.flag", flag=flag), weight="Medium")
    if project.note:
        flow.paragraph(words("paper.consensus"), weight="SemiBold")
        flow.paragraph(project.note, indent=10)
    if project.total:
        flow.paragraph(_verdict(project, words), size=BODY + 1, weight="SemiBold")
    for one in project.adjusted:
        points = words.number(f"{'+' if one.points > 0 else '−'}{abs(one.points)}")
        total = words.number(one.total)
        told = {"name": one.name, "points": points, "reason": one.reason, "total": total}
        flow.paragraph(words("paper.adjusted", **told), indent=10)


def _verdict(project: ProjectMinutes, words: Words) -> str:
    total = words.number(project.total)
    said = [words("paper.result_total", total=total), project.band]
    if project.rank is not None:
        said.append(words("paper.result_rank", rank=project.rank))
    return " · ".join(filter(None, said))


def _sheets(flow: Flow, criteria: Sequence[Scored], project: ProjectMinutes, words: Words) -> None:
    """Write the levels, a line a scorer, and below how far they lie apart."""
    columns = (
        Column(words("paper.scorer"), 3.2),
        *(Column(f"{c.code} ({words.number(c.weight)})", 0.9, "centre") for c in criteria),
        Column(words("paper.total"), 1.1, "right"),
    )
    rows = [
        Row(
            (
                sheet.scorer,
                *(_level(sheet.levels.get(c.code), words) for c in criteria),
                words.number(sheet.total),
            ),
            note=_said(sheet, words),
        )
        for sheet in project.sheets
    ]
    rows.append(
        Row(
            (
                Cell(words("paper.spread"), "SemiBold"),
                *(_spread(project.spread.get(c.code), words) for c in criteria),
                Cell(words.number(project.total), "SemiBold"),
            )
        )
    )
    table(flow, Grid(columns, rows))


def _level(level: int | None, words: Words) -> str:
    return NOTHING if level is None else words.number(level)


def _said(sheet: ScoreSheet, words: Words) -> str:
    said = [f"{code}: {note}" for code, note in sheet.notes.items() if note]
    if sheet.reason:
        said.insert(0, words("paper.corrected", reason=sheet.reason))
    return " · ".join(said)


def _spread(spread: tuple[int, int] | None, words: Words) -> Cell:
    if spread is None:
        return Cell(NOTHING)
    low, high = spread
    said = words.number(low) if low == high else f"{words.number(low)}–{words.number(high)}"
    return Cell(said, "SemiBold" if high - low > 1 else "Regular")


def _signatures(flow: Flow, minutes: Minutes, words: Words) -> None:
    flow.sign([words("paper.sign_chair")])
    named = [words("paper.sign_scorer", name=name) for name, _ in minutes.scorers]
    for at in range(0, len(named), ABREAST):
        flow.sign(named[at : at + ABREAST])
