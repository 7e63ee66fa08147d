"""Questions a class's result asks of its exercises and projects, without reading any document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from desktop.models.tasks import Handed, Part
from desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class GivenForm:
    """A form a class was given: code, title in both languages, and who stands where with it.

    ``states`` has the enrolments that sent something, by what was sent last.
    """

    code: str
    title_th: str
    title_en: str
    states: Mapping[str, str]

    def handed(self, enrolment: str) -> Handed:
        """Say where a person stands with it."""
        return Handed(self.states.get(enrolment, "blank"), self.title_th, self.title_en)


def given_forms(store: Store, class_id: str) -> list[GivenForm]:
    """The forms a class was given, in their order."""
    sql = (
        "SELECT code, definition ->> '$.title.th', definition ->> '$.title.en' FROM form "
        'WHERE class_id = ? AND given = 1 ORDER BY "order", code'
    )
    forms = store.rows(sql, (class_id,))
    sent = _sent(store, class_id) if forms else {}
    return [GivenForm(code, th or "", en or "", sent.get(code, {})) for code, th, en in forms]


def _sent(store: Store, class_id: str) -> dict[str, dict[str, str]]:
    sql = (
        "SELECT enrolment, form, verdict, published FROM version WHERE class_id = ? "
        "ORDER BY number, id"
    )
    states: dict[str, dict[str, str]] = {}
    for enrolment, form, verdict, published in store.rows(sql, (class_id,)):
        state = "published" if verdict == "accepted" and published else verdict or "submitted"
        states.setdefault(form, {})[enrolment] = state
    return states


def parts(store: Store, class_id: str) -> dict[str, Part] | None:
    """Who is in a group, and whether its project was presented; ``None`` where nobody made groups.

    Scores are not in it.
    """
    if not store.rows("SELECT 1 FROM team WHERE class_id = ? LIMIT 1", (class_id,)):
        return None
    sql = (
        "SELECT m.enrolment, max(coalesce(p.presented_at, '') <> '') FROM member m "
        "JOIN team t ON t.id = m.team AND t.class_id = m.class_id "
        "LEFT JOIN project p ON p.team = t.id AND p.class_id = m.class_id AND NOT p.sample "
        "WHERE m.class_id = ? GROUP BY m.enrolment"
    )
    rows = store.rows(sql, (class_id,))
    return {enrolment: Part(True, bool(presented)) for enrolment, presented in rows}


def unsettled(store: Store, class_id: str, forms: Sequence[str]) -> dict[str, int]:
    """How many things people disagree on that a person's exercises and project hang on.

    By enrolment; of exercises those on ``forms``. In which group somebody is, whether it presented
    and what its scorers said counts for the person, whatever else of a project does not.
    """
    of_project = (
        "SELECT m.enrolment AS who FROM member m JOIN project p ON p.team = m.team "
        "WHERE m.class_id = ?1 AND p.class_id = ?1"
    )
    sql = (
        "SELECT who, count(*) FROM ("
        "SELECT enrolment AS who FROM member WHERE class_id = ?1 AND conflicts LIKE '%\"in\"%' "
        "UNION ALL SELECT enrolment FROM version WHERE class_id = ?1 AND conflicts <> '[]' "
        "AND form IN (SELECT value FROM json_each(?2)) "
        f"UNION ALL {of_project} AND p.conflicts LIKE '%\"show\"%' "
        f"UNION ALL {of_project} AND EXISTS "
        "(SELECT 1 FROM score WHERE project = p.id AND class_id = ?1 AND conflicts <> '[]')"
        ") GROUP BY who"
    )
    wanted = msgspec.json.encode(list(forms)).decode()
    return dict(store.rows(sql, (class_id, wanted)))
