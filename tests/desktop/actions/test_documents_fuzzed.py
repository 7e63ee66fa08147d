"""Whatever stands in a document: it is refused and nothing happened, or it is stored exactly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from desktop.actions import submissions
from desktop.desk import Desk
from desktop.importers.json_file import parse_json
from desktop.models.classes import Class
from desktop.models.form_answers import blank, read_answers
from desktop.models.forms import Answers
from desktop.models.refusal import Refused
from desktop.store import driver
from desktop.store.doctor import examine
from desktop.store.store import Store
from tests.desktop.exercise import document, opened

pytestmark = pytest.mark.usefixtures("people")

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["\x00", "๑๒", "ํา", "\ud800", "ก" * 301, "a1", 10**13, -1, 2**70])
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a value, the value itself among them."""
    yield here
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in inner:
        yield from places(part, (*here, key))


PLACES = list(places(document()))


def changed(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """The value with something else in one place."""
    if not place:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = changed(value[place[0]], place[1:], new)
    return copy


@pytest.fixture
def in_memory(desk: Desk) -> Iterator[Callable[[], Desk]]:
    """The desk once more, on a copy of its store in memory, as often as asked."""
    made: list[Store] = []

    def copy() -> Desk:
        connection = dbapi2.connect(":memory:")
        desk.store.connection.backup(connection)
        driver.harden(connection)
        made.append(Store(connection, Path(":memory:")))
        return replace(desk, store=made[-1], undoable=[], redoable=[])

    yield copy
    for store in made:
        store.close()


def everything(desk: Desk) -> list[tuple[Any, ...]]:
    return [
        *desk.store.rows("SELECT id, digest FROM changes ORDER BY id"),
        *desk.store.rows("SELECT * FROM typing ORDER BY 1, 2"),
        *desk.store.rows("SELECT * FROM work"),
        *desk.store.rows("SELECT * FROM version"),
    ]


def attempt(deed: Callable[[], Any]) -> tuple[Any, Refused | None]:
    """Do something; give what came of it, or why it was refused."""
    try:
        return deed(), None
    except Refused as refused:
        return None, refused


def filled(answers: Answers) -> dict[str, Any]:
    """The sections in which anything stands."""
    return {section: said for section, said in answers.items() if not blank(said)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(place=st.sampled_from(PLACES), new=JSON, draft=st.booleans())
def test_a_document_is_refused_whole_or_stored_exactly(
    in_memory: Callable[[], Desk], of: Class, place: tuple[Any, ...], new: Any, draft: bool
) -> None:
    desk, data = in_memory(), changed(document(), place, new)
    person, before = opened(desk, of).enrolment, everything(desk)

    sent, no = attempt(lambda: submissions.import_document(desk, of, person, data, draft=draft))

    if no is not None:
        assert everything(desk) == before
        assert desk.words.sentence(no)
        assert desk.undoable == []
    else:
        said = read_answers(opened(desk, of).form, data["answers"])
        assert sent is None or submissions.document_of(sent)["answers"] == said
        assert filled(opened(desk, of).answers) == filled(said)
    assert examine(desk.store) == []
    desk.store.close()


@given(
    st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode("utf-8", "replace"))
)
def test_any_bytes_are_read_as_json_or_refused(data: bytes) -> None:
    found, no = attempt(lambda: parse_json(data))

    if no is not None:
        assert no.code.startswith("document-")
    else:
        assert json.dumps(json.loads(data.decode("utf-8-sig"))) == json.dumps(found)
