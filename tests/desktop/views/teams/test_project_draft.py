from __future__ import annotations

from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.projects import Project
from desktop.store.leaving import unsent_in
from desktop.views.teams import project_draft


def test_what_is_typed_of_a_project_counts_as_unsent_and_goes_with_its_class(
    desk: Desk, of: Class, two: list[Project]
) -> None:
    base = project_draft.stored(two[0])
    before = unsent_in(desk.store, of.scope)
    project_draft.keep(desk, of, two[0], {"title": "คลังหนังสือ"}, base, {})

    typed = unsent_in(desk.store, of.scope) - before
    desk.store.forget(of.scope)

    assert typed == 1
    assert project_draft.typed_in(desk, two[0]) == set()
