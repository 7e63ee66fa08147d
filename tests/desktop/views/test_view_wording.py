from __future__ import annotations

import json
import string

import pytest
from pytestqt.qtbot import QtBot

from desktop import resources
from desktop.models.refusal import Refused
from desktop.views.ui import Ui
from desktop.views.wording import Wording


def part(language: str) -> dict[str, str]:
    words: dict[str, str] = json.loads(resources.read("i18n", language, "frame.json"))
    return words


def placeholders(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    thai, english = part("th"), part("en")

    plain = {key: text for key, text in english.items() if not key.endswith(".one")}

    assert thai.keys() == plain.keys()
    assert all(placeholders(thai[key]) == placeholders(plain[key]) for key in thai)


def test_another_language_is_told_once(qtbot: QtBot) -> None:
    wording = Wording("th")

    with qtbot.waitSignal(wording.changed):
        wording.use("en", "arabic")
    with qtbot.assertNotEmitted(wording.changed):
        wording.use("en", "arabic")

    assert wording.words("frame.today") == "Today"


def test_a_refusal_without_a_sentence_still_says_something() -> None:
    said = Wording("en").sentence(Refused("not-in-any-catalogue"))

    assert said == "This cannot be done (not-in-any-catalogue)"


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_sentence_is_empty(language: str) -> None:
    assert all(text.strip() for text in part(language).values())


def test_a_message_carries_its_way_back(ui: Ui, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ui.said) as told:
        ui.say("บันทึกแล้ว", undo=lambda: None)

    assert told.args is not None
    assert told.args[0].undo is not None
