"""The chair's overview as rows: how a project came out, and how far each scorer is with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from desktop.models.panel import Progress, Standing
from desktop.models.rubric import Band
from desktop.models.scoring import printed, scorer_key, sheet_score
from desktop.models.wording import Words
from desktop.views.scoring.flag_words import flags_line
from desktop.views.scoring.my_projects import STATE_OF
from desktop.views.table_model import Column

Naming = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ChairRow:
    """One project; ``stages`` and ``totals`` are by scorer."""

    standing: Standing
    group: str
    stages: Mapping[str, Progress]
    totals: Mapping[str, str]

    @property
    def total(self) -> str:
        """The result as it is printed; empty without any sheet."""
        exact = self.standing.result.exact
        return "" if exact is None else printed(exact)


def chair_rows(
    standings: Sequence[Standing],
    stages: Mapping[str, Mapping[str, Progress]],
    groups: Mapping[str, str],
) -> list[ChairRow]:
    """Put results and progress of each project together."""
    return [
        ChairRow(s, groups.get(s.project.team, ""), stages.get(s.project.id, {}), _totals(s))
        for s in standings
    ]


def _totals(standing: Standing) -> dict[str, str]:
    """Give each scorer's score as printed, by the scorer's key."""
    scores = {scorer_key(s.scorer): sheet_score(s) for s in standing.result.sheets}
    return {key: printed(exact) for key, exact in scores.items() if exact is not None}


def band_words(words: Words, band: Band | None) -> str:
    """Name a band."""
    return "" if band is None else band.name.text(words.language)


def columns(words: Words, scorers: Sequence[str], shown: Naming) -> tuple[Column, ...]:
    """Give the columns: the result first, then one for each scorer under the name shown."""

    def rank(row: ChairRow) -> int:
        return row.standing.rank or 10_000

    known = (
        Column("rank", "panel.column.rank", 68, "right",
               lambda r: words.number(r.standing.rank or ""), rank),
        Column("code", "panel.column.code", 66, text=lambda r: r.standing.project.code),
        Column("title", "panel.column.title", 200, grows=True,
               text=lambda r: r.standing.project.title or words("panel.untitled")),
        Column("total", "panel.column.total", 84, "right",
               lambda r: words.number(r.total), lambda r: float(r.standing.result.exact or -1)),
        Column("band", "panel.column.band", 112,
               text=lambda r: band_words(words, r.standing.band)),
        Column("flags", "panel.column.flags", 190,
               text=lambda r: flags_line(words, r.standing.result.flags)),
    )  # fmt: skip
    own = [
        Column(
            f"scorer.{scorer_key(name)}", shown(name), 146, text=partial(_told, words, name),
            state=partial(_state, name),
        )
        for name in scorers
    ]  # fmt: skip
    group = Column("group", "panel.column.group", 180, text=lambda r: r.group, quiet=True)
    return (*known, *own, group)


def _state(name: str, row: ChairRow) -> str:
    return STATE_OF[row.stages.get(name, "none")]


def _told(words: Words, name: str, row: ChairRow) -> str:
    stage = row.stages.get(name, "none")
    if stage == "locked":
        return words("panel.locked_at", total=words.number(row.totals.get(scorer_key(name), "")))
    return words(f"panel.stage.{stage}")


def table_text(
    rows: Sequence[ChairRow], words: Words, scorers: Sequence[str], shown: Naming
) -> str:
    """Write the results as a spreadsheet takes them; digits are Arabic, exact beside printed."""
    keys = ("rank", "code", "title", "group", "exact", "total", "band", "flags")
    lines = [[*(words(f"panel.column.{key}") for key in keys), *map(shown, scorers)]]
    for row in rows:
        one = row.standing
        exact = one.result.exact
        lines.append(
            [
                str(one.rank or ""), one.project.code, one.project.title, row.group,
                "" if exact is None else f"{float(exact):.10g}", row.total,
                band_words(words, one.band), "; ".join([flags_line(words, one.result.flags)]),
                *(row.totals.get(scorer_key(name), "") for name in scorers),
            ]
        )  # fmt: skip
    return "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in lines)
