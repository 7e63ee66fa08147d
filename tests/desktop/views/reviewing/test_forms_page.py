from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.actions import forms
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.syncing import Membership
from desktop.store import membership
from desktop.store.forms import running
from desktop.views.place import Place
from desktop.views.reviewing.draft_keeping import kept_form
from desktop.views.reviewing.form_draft import GENERIC
from desktop.views.reviewing.form_draft import Place as FormPlace
from desktop.views.reviewing.forms_page import FormsPage
from desktop.views.reviewing.option_editor import OptionEditor
from desktop.views.reviewing.place_editor import PlaceEditor
from desktop.views.reviewing.rule_editor import RuleEditor
from desktop.views.reviewing.said_field import SaidField
from desktop.views.ui import Message, Ui
from desktop.views.undoing import undo
from desktop.views.widgets.number_field import NumberField

Show = Callable[[], FormsPage]


@pytest.fixture
def page(ui: Ui, qtbot: QtBot) -> FormsPage:
    page = FormsPage(ui)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.open(Place("forms"))
    page.show()
    return page


def choose(page: FormsPage, code: str) -> None:
    at = page.choice.findData(code)
    page.choice.setCurrentIndex(at)
    page.choice.activated.emit(at)


def look(page: FormsPage, place: FormPlace) -> PlaceEditor:
    assert page.draft is not None
    page.outline.show_form(page.draft, place)
    page.outline.picked.emit(place)
    return editor(page)


def editor(page: FormsPage) -> PlaceEditor:
    return page.findChildren(PlaceEditor)[-1]


def write(entry: QLineEdit, text: str, qtbot: QtBot) -> None:
    entry.setText(text)
    entry.textEdited.emit(text)


def test_saving_makes_a_version_and_a_class_keeps_its_own(
    page: FormsPage, desk: Desk, of: Class, given: str, qtbot: QtBot, said: list[Message]
) -> None:
    title = look(page, FormPlace()).findChildren(SaidField)[0]
    write(title.th, "แบบวิเคราะห์งานของฉัน", qtbot)

    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)

    assert forms.library(desk)[0].title.th == "แบบวิเคราะห์งานของฉัน"
    assert forms.library(desk)[0].version == 2
    assert running(desk.store, of.id)[0].form.version == 1
    assert said[-1].undo is not None
    assert not page.save.isEnabled()


def test_saving_can_be_taken_back(page: FormsPage, ui: Ui, desk: Desk, qtbot: QtBot) -> None:
    before = forms.library(desk)[0].title.th
    write(look(page, FormPlace()).findChildren(SaidField)[0].th, "อื่น", qtbot)
    page.save_draft()

    undo(ui)

    assert forms.library(desk)[0].title.th == before


def test_what_is_typed_is_kept_at_a_pause_and_there_after_a_restart(
    page: FormsPage, ui: Ui, desk: Desk, qtbot: QtBot
) -> None:
    write(look(page, FormPlace()).findChildren(SaidField)[0].th, "ยังไม่เสร็จ", qtbot)
    qtbot.waitUntil(lambda: kept_form(desk, "workflow") is not None)

    again = FormsPage(ui)
    qtbot.addWidget(again)
    again.open(Place("forms"))
    again.show()

    assert again.draft is not None
    assert again.draft.title.th == "ยังไม่เสร็จ"
    assert again.save.isEnabled()


def test_dropping_goes_back_to_what_was_saved(page: FormsPage, desk: Desk, qtbot: QtBot) -> None:
    write(look(page, FormPlace()).findChildren(SaidField)[0].th, "ทิ้งได้", qtbot)
    page.keep()

    qtbot.mouseClick(page.drop, Qt.MouseButton.LeftButton)

    assert page.draft == forms.library(desk)[0]
    assert kept_form(desk, "workflow") is None


def test_a_copy_becomes_a_form_of_its_own(page: FormsPage, desk: Desk, qtbot: QtBot) -> None:
    choose(page, "swot")

    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)

    codes = {form.code: form for form in forms.library(desk)}
    assert "swot_copy" in codes
    assert codes["swot_copy"].letter != codes["swot"].letter
    assert codes["swot_copy"].title.th != codes["swot"].title.th


def test_a_question_of_choices_is_made_from_nothing(
    page: FormsPage, desk: Desk, qtbot: QtBot
) -> None:
    choose(page, "swot")
    look(page, FormPlace(0))
    page.outline._adding("choice")()
    options = editor(page).findChild(OptionEditor)
    assert options is not None
    for text in ("มาก", "น้อย"):
        qtbot.mouseClick(options.more, Qt.MouseButton.LeftButton)
        entry = options.findChildren(QLineEdit)[-2]
        write(entry, text, qtbot)
    must = editor(page).findChild(QCheckBox)
    assert isinstance(must, QCheckBox)
    must.click()

    page.save_draft()

    saved = next(form for form in forms.library(desk) if form.code == "swot")
    asked = saved.sections[0].fields[-1]
    assert [o.label.th for o in asked.options] == ["มาก", "น้อย"]
    assert [rule.kind for rule in asked.rules] == ["filled"]


def test_a_quiz_has_one_right_answer_and_options_go(page: FormsPage, qtbot: QtBot) -> None:
    choose(page, "pretest")
    options = look(page, FormPlace(0, 0)).findChild(OptionEditor)
    assert options is not None
    rights = options.findChildren(QRadioButton)
    wrong = next(n for n, button in enumerate(rights) if not button.isChecked())

    rights[wrong].click()

    assert page.draft is not None
    chosen = page.draft.sections[0].fields[0].options
    assert [o.right for o in chosen] == [n == wrong for n in range(len(chosen))]
    options._remove(wrong)
    assert len(page.draft.sections[0].fields[0].options) == len(chosen) - 1


def test_the_bounds_and_words_of_a_rule_are_changed(page: FormsPage, qtbot: QtBot) -> None:
    rules = look(page, FormPlace(1, 0)).findChild(RuleEditor)
    assert rules is not None
    least = rules.findChildren(NumberField)[0]

    least.setValue(4)
    level = rules.findChildren(QComboBox)[0]
    level.setCurrentIndex(1)
    level.activated.emit(1)
    write(rules.findChildren(SaidField)[0].th, "อย่างน้อย {least} ขั้น", qtbot)

    assert page.draft is not None
    rule = page.draft.sections[1].fields[0].rules[0]
    assert (rule.values["least"], rule.level, rule.say.th) == (4, "soft", "อย่างน้อย {least} ขั้น")


def test_a_scale_and_a_kind_are_changed(page: FormsPage, qtbot: QtBot) -> None:
    choose(page, "evaluation")
    made = look(page, FormPlace(0, 0))
    made.findChildren(NumberField)[1].setValue(7)
    assert page.draft is not None
    assert page.draft.sections[0].fields[0].most == 7

    box = made.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.activated.emit(GENERIC.index("text"))
    qtbot.waitUntil(lambda: editor(page) is not made)

    assert page.draft.sections[0].fields[0].kind == "text"


def test_a_column_of_a_table_is_called_otherwise(page: FormsPage, qtbot: QtBot) -> None:
    made = look(page, FormPlace(1, 0))
    columns = made.findChildren(SaidField)[2]

    write(columns.th, "ทำอะไร", qtbot)

    assert page.draft is not None
    assert page.draft.sections[1].fields[0].columns[0].label.th == "ทำอะไร"


def test_what_would_break_is_said_and_shown(
    page: FormsPage, desk: Desk, qtbot: QtBot, said: list[Message]
) -> None:
    choose(page, "swot")
    look(page, FormPlace(1))
    page.outline._adding("choice")()

    page.save_draft()

    assert said[-1].tone == "warning"
    assert page.draft is not None
    assert page.outline.place == FormPlace(1, len(page.draft.sections[1].fields) - 1)
    assert next(f for f in forms.library(desk) if f.code == "swot").version == 1


def test_pages_come_move_and_go(page: FormsPage) -> None:
    choose(page, "swot")
    assert page.draft is not None
    before = page.draft
    page.outline.add_section.click()
    page.outline.up.click()
    page.outline.gone.click()

    assert page.draft == before
    look(page, FormPlace(0))
    page.outline.down.click()
    assert page.draft.sections[1].code == before.sections[0].code


def test_the_menu_of_kinds_adds_a_question(page: FormsPage, qtbot: QtBot) -> None:
    choose(page, "swot")
    look(page, FormPlace(0))
    page.outline.add_field.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None

    menu.actions()[0].trigger()
    menu.close()

    assert page.draft is not None
    assert page.draft.sections[0].fields[-1].kind == GENERIC[0]


def test_only_an_admin_saves(
    page: FormsPage, desk: Desk, qtbot: QtBot, said: list[Message]
) -> None:
    membership.join(desk.store, Membership("https://desk.example", "s", "somebody", "facilitator"))
    write(look(page, FormPlace()).findChildren(SaidField)[0].th, "ของฉัน", qtbot)

    page.save_draft()

    assert said[-1].text == page.ui.words("refused.not-admin")
    assert forms.library(desk)[0].version == 1


def test_everything_typed_stands_after_a_change_of_language(
    page: FormsPage, ui: Ui, qtbot: QtBot
) -> None:
    write(look(page, FormPlace()).findChildren(SaidField)[0].en, "Mine", qtbot)

    ui.wording.use("en", "arabic")

    assert page.draft is not None
    assert page.draft.title.en == "Mine"
    assert page.outline.list.item(0).text() == "Mine"


def test_what_was_taken_out_comes_back_from_the_message(
    page: FormsPage, said: list[Message]
) -> None:
    choose(page, "swot")
    before = page.draft
    look(page, FormPlace(1))
    page.outline.gone.click()
    assert page.draft != before
    assert said[-1].undo is not None

    said[-1].undo()

    assert page.draft == before
    assert page.outline.place == FormPlace(1)
