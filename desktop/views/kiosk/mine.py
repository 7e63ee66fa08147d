"""All that a person's own page says, asked once: nothing in it is anybody else's but the group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.actions.eligibility import judge_class
from desktop.actions.projects import projects
from desktop.actions.submissions import Opened, open_work
from desktop.actions.teams import teams
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.eligibility import Verdict
from desktop.models.enrolment import Enrolment
from desktop.models.projects import Project
from desktop.models.submissions import State, Version
from desktop.models.team_words import team_name
from desktop.models.teams import Team
from desktop.models.wording import Words
from desktop.store import forms
from desktop.views.why_text import missing_sentences, result_sentence, way_sentences

Way = Literal["begin", "go_on", "mend", "change", "look", "none"]
_ONCE = frozenset({"test"})
"""What is asked once: a test sent again would be another test."""


@dataclass(frozen=True, slots=True)
class Mine:
    """One person's works, standing, group and project."""

    person: Enrolment
    given: tuple[Opened, ...]
    given_or_sent: tuple[Opened, ...]
    verdict: Verdict | None
    team: Team | None
    project: Project | None

    @property
    def returned(self) -> list[Opened]:
        """What came back to be mended."""
        return [opened for opened in self.given_or_sent if opened.state is State.RETURNED]

    @property
    def sent(self) -> list[Version]:
        """Everything that was sent."""
        return [version for opened in self.given_or_sent for version in opened.versions]

    @property
    def unconfirmed(self) -> list[Version]:
        """What somebody keyed in for this person, the newest of each form."""
        newest = [opened.latest for opened in self.given_or_sent]
        return [version for version in newest if version is not None and not version.confirmed]

    def way(self, opened: Opened) -> Way:
        """Say what a person can do with a form now."""
        match opened.state:
            case State.BLANK:
                return "begin"
            case State.DRAFT:
                return "go_on"
            case State.RETURNED:
                return "mend"
            case State.SUBMITTED if opened.form.purpose in _ONCE:
                return "none"
            case State.SUBMITTED:
                return "change"
            case _:
                return "look"

    def attendance(self, words: Words) -> list[str]:
        """Say how this person stands, and what they may still miss."""
        verdict = self.verdict
        if verdict is None or not verdict.planned:
            return [words("kiosk.no_sessions")]
        said = [result_sentence(words, verdict)]
        if verdict.can_miss > 0:
            said.append(words("kiosk.may_miss", n=verdict.can_miss))
        elif verdict.done < verdict.needed and not verdict.out_of_reach:
            said.append(words("kiosk.may_miss_none"))
        return [*said, *missing_sentences(words, verdict), *way_sentences(words, verdict)]

    def team_lines(self, words: Words) -> list[str]:
        """Name the group, its people and its project."""
        if self.team is None:
            return []
        members = ", ".join(member.name for member in self.team.members)
        lines = [team_name(words, self.team), words("kiosk.members", names=members)]
        if self.project is not None and self.project.title:
            lines.append(words("kiosk.project", title=self.project.title))
        return lines


def gather(desk: Desk, of: Class, person: Enrolment) -> Mine:
    """Ask for everything a person's page says."""
    opened = [
        (kept, open_work(desk, of, person, kept.form.code))
        for kept in forms.running(desk.store, of.id)
    ]
    team = next((t for t in teams(desk, of) if person.id in {m.enrolment for m in t.members}), None)
    project = next((p for p in projects(desk, of) if team and p.team == team.id), None)
    judged = judge_class(desk, of)
    return Mine(
        person=person,
        given=tuple(work for kept, work in opened if kept.given),
        given_or_sent=tuple(work for kept, work in opened if kept.given or work.versions),
        verdict=next((j.verdict for j in judged if j.enrolment.id == person.id), None),
        team=team,
        project=project,
    )
