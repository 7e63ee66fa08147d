"""A class with the workflow exercise given out, and works in every state."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop import resources
from desktop.actions import forms, submissions
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.enrolment import Enrolment
from desktop.models.submissions import Version
from desktop.store import roster
from desktop.store import submissions as shelf
from desktop.views.place import Place
from desktop.views.reviewing.exercises_view import ExercisesView
from desktop.views.ui import Message, Ui

MakeUi = Callable[..., Ui]
Send = Callable[..., Version]
Open = Callable[[], ExercisesView]


@pytest.fixture
def ui(make_ui: MakeUi, desk: Desk) -> Ui:
    ui = make_ui(desk=desk)
    desk.store.on_commit = ui.live.announce
    return ui


@pytest.fixture
def said(ui: Ui) -> list[Message]:
    heard: list[Message] = []
    ui.said.connect(heard.append)
    return heard


@pytest.fixture
def everybody(desk: Desk, of: Class, people: list[str]) -> list[Enrolment]:
    """The four people of the class."""
    found = roster.enrolments(desk.store, of.id)
    assert [e.id for e in found] == people
    return found


@pytest.fixture
def sample() -> dict[str, Any]:
    """A whole workflow exercise that may be changed."""
    data: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))
    return deepcopy(data)


@pytest.fixture
def given(desk: Desk, of: Class, people: list[str]) -> str:
    """The workflow exercise is given out; its code."""
    forms.give(desk, of, "workflow")
    return "workflow"


@pytest.fixture
def send(desk: Desk, of: Class, sample: dict[str, Any], given: str) -> Send:
    """Sends the sample in somebody's name, with another title for each.

    ``keyed_by`` names who keyed it in from paper.
    """

    def send_one(
        owner: Enrolment, title: str = "", *, consent: bool = True, keyed_by: str = ""
    ) -> Version:
        document = deepcopy(sample)
        process = document["answers"]["process"]
        process["process_name"] = title or f"{process['process_name']} {owner.seat}"
        document["answers"]["review"]["library_ok"] = consent
        if not keyed_by:
            version = submissions.import_document(desk, of, owner, document)
            assert version is not None
            return version
        opened = submissions.open_work(desk, of, owner, given)
        for section, said in document["answers"].items():
            opened = submissions.type_in(desk, opened, section, said)
        return submissions.submit(desk, opened, keyed_by=keyed_by)

    return send_one


@pytest.fixture
def show(ui: Ui, of: Class, qtbot: QtBot) -> Open:
    """Opens the tab in a window of its own."""

    def open_view() -> ExercisesView:
        view = ExercisesView(ui)
        qtbot.addWidget(view)
        view.resize(1200, 640)
        view.open(Place("classes", class_id=of.id, tab="exercises"))
        view.show()
        qtbot.waitUntil(view.isActiveWindow)
        return view

    return open_view


@pytest.fixture
def standing(desk: Desk) -> Callable[[Version], Version]:
    """Gives a version as it stands now."""

    def ask(version: Version) -> Version:
        found = shelf.version(desk.store, version.id)
        assert found is not None
        return found

    return ask


@pytest.fixture
def picture(qapp: object) -> bytes:
    """A small photo of nothing."""
    image = QImage(120, 80, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    buffer.close()
    return bytes(data.data())
