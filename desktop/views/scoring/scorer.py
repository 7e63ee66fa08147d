"""Who scores at this device, and what they have of each project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.actions import scoring, waivers
from desktop.actions.roles import role
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.models.scoring import Sheet, scorer_key
from desktop.views.scoring.my_projects import Mine
from desktop.views.ui import Ui

_NAME, _AGENCY = "scoring.scorer", "scoring.agency"


@dataclass(frozen=True, slots=True)
class Scorer:
    """A name and an agency; ``fixed`` where a server says who it is."""

    name: str
    agency: str = ""
    fixed: bool = False


def scorer_here(ui: Ui) -> Scorer | None:
    """Give who was said to score at this device; ``None`` before anybody was asked."""
    desk = ui.desk
    if _NAME not in ui.settings:
        return None
    agency = str(ui.settings.get(_AGENCY, ""))
    if role(desk) == "scorer":
        return Scorer(waivers.scorer_name(desk), agency, fixed=True)
    return Scorer(str(ui.settings[_NAME]), agency)


def proposed(ui: Ui) -> Scorer:
    """Give whom to propose when asking: who scored last, else who works here."""
    known = scorer_here(ui)
    if known is not None:
        return known
    desk = ui.desk
    name, agency = waivers.scorer_name(desk), waivers.remembered_agency(desk)
    return Scorer(name, agency, role(desk) == "scorer")


def remember(ui: Ui, name: str, agency: str) -> None:
    """Keep who scores from now on."""
    ui.settings[_NAME] = name
    ui.settings[_AGENCY] = agency


def mine(
    ui: Ui, of: Class, scorer: Scorer, projects: Sequence[Project], groups: dict[str, str]
) -> list[Mine]:
    """Put each project beside the scorer's last sheet on it; ``groups`` names them by id."""
    last: dict[str, Sheet] = {}
    key = scorer_key(scorer.name)
    for sheet in scoring.my_sheets(ui.desk, of):
        before = last.get(sheet.project)
        if scorer_key(sheet.scorer) == key and (before is None or before.number < sheet.number):
            last[sheet.project] = sheet
    return [Mine(p, groups.get(p.team, ""), last.get(p.id)) for p in projects]
