"""The groups as a list to print or to paste elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.actions import listing
from desktop.exporters.list_pdf import ListColumn, OfficialList
from desktop.models.classes import Class
from desktop.models.team_words import team_name
from desktop.models.teams import Member, Team
from desktop.models.wording import Words
from desktop.views.class_words import class_days, class_title
from desktop.views.files import ask_save, open_file
from desktop.views.ui import Ui

HEADINGS = ("teams.column.group", "column.seat", "results.name", "column.agency", "column.level")


def lines(words: Words, teams: Sequence[Team], unplaced: Sequence[Member]) -> list[list[str]]:
    """Give everybody with their group, group by group; those in none come last."""
    groups = [(team_name(words, team), team.members) for team in teams]
    return [
        [name, words.number(m.seat), m.name, m.agency, m.level]
        for name, members in [*groups, (words("scoring.no-team"), tuple(unplaced))]
        for m in members
    ]


def groups_list(
    words: Words, of: Class, teams: Sequence[Team], unplaced: Sequence[Member]
) -> OfficialList:
    """Give the list of groups as it is printed."""
    wide = (1.7, 0.9, 3.4, 3.1, 1.9)
    return OfficialList(
        title=words("teams.list_title"),
        facts=(f"{class_title(words, of)} · {class_days(words, of)}",),
        columns=tuple(
            ListColumn(words(key), width, "centre" if key == "column.seat" else "left")
            for key, width in zip(HEADINGS, wide, strict=True)
        ),
        rows=lines(words, teams, unplaced),
        footer=lambda page, pages: words("list.page", page=page, pages=pages),
    )


class Lists:
    """Copies or prints the groups."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        self._ui = ui
        self._parent = parent

    def copy(self, teams: Sequence[Team], unplaced: Sequence[Member]) -> None:
        """Put the groups on the clipboard, as a spreadsheet takes them."""
        words = self._ui.words
        rows = [[words(key) for key in HEADINGS], *lines(words, teams, unplaced)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
        self._ui.say(words("teams.copied", n=len(rows) - 1))

    def print(self, of: Class, teams: Sequence[Team], unplaced: Sequence[Member]) -> None:
        """Write the groups as a PDF where one says, and open it."""
        ui, words = self._ui, self._ui.words
        name = f"{words('teams.list_title')} {of.code}"
        path = ask_save(ui, self._parent, words("results.print_title"), name, "pdf")
        if path is None:
            return
        with ui.trying():
            listing.write_list(groups_list(words, of, teams, unplaced), path)
            ui.say(words("results.saved", file=path.name))
            open_file(path)
