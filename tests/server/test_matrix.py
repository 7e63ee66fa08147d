"""Who may do what: every endpoint, every role, own and other classes. Nothing else is allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocol import wire
from protocol.log import GENESIS
from protocol.wire import Role
from server.endpoints import ENDPOINTS
from tests.server.visitors import CLASS, OTHER, Town, Visitor, name_of, problem

FILE = b"a page"
NAME = name_of(FILE)

Deed = Callable[[Visitor, str], str]


def _said(visitor: Visitor, path: str, message: object) -> str:
    response = visitor.post(path, message)
    return "yes" if response.status_code == 200 else problem(response)[1]


def _push(entity: str) -> Deed:
    def deed(visitor: Visitor, scope: str) -> str:
        change = visitor.change(scope, entity=entity, set={"groups": None})
        fates = visitor.push([change]).fates
        return fates[change.id].reason if fates else "yes"

    return deed


def _pull(visitor: Visitor, scope: str) -> str:
    return "forbidden" if visitor.pull(scope).forbidden else "yes"


def _hello(visitor: Visitor, scope: str) -> str:
    welcome = visitor.hello(scopes={scope: GENESIS})
    if scope in welcome.gone:
        assert scope not in welcome.scopes
        return "gone"
    return "yes" if scope in welcome.scopes else "nothing"


def _put(visitor: Visitor, scope: str) -> str:
    response = visitor.put(scope, NAME, FILE, "at=0")
    return "yes" if response.status_code == 200 else problem(response)[1]


def _get(visitor: Visitor, scope: str) -> str:
    response = visitor.get(f"/v1/blobs/{scope}/{NAME}")
    return "yes" if response.status_code == 200 else problem(response)[1]


def _asks_blobs(visitor: Visitor, scope: str) -> str:
    return _said(visitor, "/v1/blobs", wire.BlobsAsked(scope=scope, names=[NAME]))


def _series(want: str) -> Deed:
    def deed(visitor: Visitor, scope: str) -> str:
        return _said(visitor, "/v1/series", {"series": "BKK", "want": want})

    return deed


def _metrics(visitor: Visitor, scope: str) -> str:
    response = visitor.get("/metrics")
    return "yes" if response.status_code == 200 else problem(response)[1]


def _successor(visitor: Visitor, scope: str) -> str:
    new = Visitor(visitor.line, visitor.name)
    proof = new.sign(wire.enrol_text(visitor.device, new.device, new.key, new.box))
    message = wire.Successor(device=new.device, key=new.key, box=new.box, proof=proof)
    return _said(visitor, "/v1/successor", message)


DEEDS: dict[str, Deed] = {
    "hello": _hello,
    "pull": _pull,
    "push a mark": _push("attendance"),
    "push a score": _push("score"),
    "erase": _push("erasure"),
    "ask for files": _asks_blobs,
    "put a file": _put,
    "get a file": _get,
    "look at a series": _series("look"),
    "take a series": _series("take"),
    "take over a series": _series("take-over"),
    "release a series": _series("release"),
    "metrics": _metrics,
    "successor": _successor,
}

ROLES: tuple[Role, ...] = ("admin", "facilitator", "scorer", "viewer")

# A row per deed and scope: what an admin, a facilitator, a scorer and a viewer are told.
# "new" is a class that the server has not seen; nobody was granted it.
NEW = "class:new"
NOT = "not-your-class"
WORK = "not-your-work"
NO = "forbidden"
TABLE: list[tuple[str, str, tuple[str, str, str, str]]] = [
    ("hello", CLASS, ("yes", "yes", "yes", "yes")),
    ("hello", OTHER, ("yes", "gone", "gone", "gone")),
    ("hello", "org", ("yes", "yes", "yes", "yes")),
    ("hello", NEW, ("nothing", "nothing", "gone", "gone")),
    ("hello", "elsewhere", ("gone", "gone", "gone", "gone")),
    ("pull", CLASS, ("yes", "yes", "yes", "yes")),
    ("pull", OTHER, ("yes", NO, NO, NO)),
    ("pull", "org", ("yes", "yes", "yes", "yes")),
    ("pull", NEW, ("yes", "yes", NO, NO)),  # nothing but its beginning
    ("pull", "elsewhere", (NO, NO, NO, NO)),
    ("push a mark", CLASS, ("yes", "yes", WORK, WORK)),
    ("push a mark", OTHER, ("yes", NOT, NOT, NOT)),
    ("push a mark", "org", ("yes", "org-rights", "org-rights", "org-rights")),
    ("push a mark", NEW, ("yes", "yes", NOT, NOT)),
    ("push a mark", "elsewhere", (NOT, NOT, NOT, NOT)),
    ("push a score", CLASS, ("yes", "yes", "yes", WORK)),
    ("push a score", OTHER, ("yes", NOT, NOT, NOT)),
    ("push a score", "org", ("yes", "org-rights", "org-rights", "org-rights")),
    ("push a score", NEW, ("yes", "yes", NOT, NOT)),
    ("erase", CLASS, ("yes", WORK, WORK, WORK)),
    ("erase", OTHER, ("yes", NOT, NOT, NOT)),
    ("erase", "org", ("yes", "org-rights", "org-rights", "org-rights")),
    ("erase", NEW, ("yes", WORK, NOT, NOT)),
    ("ask for files", CLASS, ("yes", "yes", NO, NO)),
    ("ask for files", OTHER, ("yes", NO, NO, NO)),
    ("ask for files", "org", ("yes", NO, NO, NO)),
    ("ask for files", NEW, ("yes", NO, NO, NO)),
    ("ask for files", "elsewhere", (NO, NO, NO, NO)),
    ("put a file", CLASS, ("yes", "yes", NO, NO)),
    ("put a file", OTHER, ("yes", NO, NO, NO)),
    ("put a file", "org", ("yes", NO, NO, NO)),
    ("put a file", NEW, ("yes", NO, NO, NO)),
    ("put a file", "elsewhere", ("not-found",) * 4),
    ("get a file", CLASS, ("yes", "yes", "yes", "yes")),
    ("get a file", OTHER, ("yes", NO, NO, NO)),
    ("get a file", "org", ("yes", "yes", "yes", "yes")),
    ("get a file", NEW, ("not-found", NO, NO, NO)),
    ("get a file", "elsewhere", ("not-found",) * 4),
    ("look at a series", "", ("yes", "yes", NO, NO)),
    ("take a series", "", ("yes", "yes", NO, NO)),
    ("take over a series", "", ("yes", NO, NO, NO)),
    ("release a series", "", ("yes", "yes", NO, NO)),
    ("metrics", "", ("yes", NO, NO, NO)),
    ("successor", "", ("yes", "yes", "yes", "yes")),
]


@pytest.fixture
def city(town: Town) -> Town:
    """A server with two classes, the organisation's scope, a file in each, and a leased series."""
    anong = town.visitor("Anong", "admin")
    for scope in (CLASS, OTHER, "org"):
        anong.push(anong.changes(1, scope))
        assert anong.put(scope, NAME, FILE, "at=0").status_code == 200
    anong.ask("/v1/series", wire.SeriesAsked(series="BKK", want="take"), wire.SeriesHeld)
    return town


@pytest.mark.parametrize(("deed", "scope", "told"), TABLE)
def test_each_role_may_do_what_the_table_says(
    city: Town, deed: str, scope: str, told: tuple[str, ...]
) -> None:
    visitors = [city.visitor(role.title(), role, CLASS) for role in ROLES]

    answers = tuple(DEEDS[deed](v, _own(scope, v)) for v in visitors)

    assert answers == told


def _own(scope: str, visitor: Visitor) -> str:
    """Give each visitor a new class of their own to try: it is new for the first only."""
    return f"{NEW}-{visitor.device}" if scope == NEW else scope


def test_nobody_does_anything_without_a_session(city: Town) -> None:
    stranger = Visitor(city.line, "Stranger")
    guarded = [e.path for e in ENDPOINTS if e.work is not None]

    answers = [problem(stranger.post(path, {})) for path in guarded]
    put = stranger.put(CLASS, NAME, FILE, "at=0")
    got = [stranger.get(f"/v1/blobs/{CLASS}/{NAME}"), stranger.get("/metrics")]

    assert set(answers) == {(401, "no-session")}
    assert {problem(r) for r in (put, *got)} == {(401, "no-session")}


def test_the_table_tries_every_deed() -> None:
    assert {deed for deed, _, _ in TABLE} == {*DEEDS}


def test_a_facilitator_of_every_class_works_in_every_class(city: Town) -> None:
    visitor = city.visitor("Visitor", "facilitator", "*")

    told = [
        DEEDS[deed](visitor, scope)
        for deed in ("pull", "push a mark", "get a file")
        for scope in (CLASS, OTHER)
    ]

    assert set(told) == {"yes"}
