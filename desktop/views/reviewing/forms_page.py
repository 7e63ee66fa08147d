"""The forms there are, and an editor for them: saving makes a version, classes keep theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import forms
from desktop.models.forms import Form, Said
from desktop.models.refusal import Fault, Refused
from desktop.views.form_fields.section_editor import SectionEditor
from desktop.views.reviewing import form_draft
from desktop.views.reviewing.draft_keeping import drop_form, keep_form, kept_form
from desktop.views.reviewing.form_draft import Place
from desktop.views.reviewing.form_outline import FormOutline
from desktop.views.reviewing.place_editor import PlaceEditor
from desktop.views.side_panel import SidePanel
from desktop.views.tab_order import follow_layout
from desktop.views.ui import Ui
from desktop.views.undoing import undo
from desktop.views.view import View
from desktop.views.widgets.button import Button
from desktop.views.widgets.card import Card, Section
from desktop.views.widgets.label import Label

PAUSE = 300
"""Milliseconds without a key after which a draft is kept and its preview drawn."""
COPY = "copy"
LARGE = 1.2


class FormsPage(View):
    """An outline on the left, what can be changed in the middle, how it will look on the right."""

    shows: ClassVar[frozenset[str]] = frozenset({"form"})

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.draft: Form | None = None
        self._place = Place()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)

    def build(self, page: QVBoxLayout) -> None:
        """Make the head and the three columns."""
        ui, words = self.ui, self.ui.words
        head = Section(ui, words("reviewing.forms"), words("reviewing.forms.text"), page=True)
        self.copy = self._lesser("reviewing.forms.copy", "copy", self.make_copy)
        self.drop = self._lesser("reviewing.forms.drop", "undo-2", self.drop_draft)
        self.save = Button(ui, words("reviewing.forms.save"), "primary", "save", self.save_draft)
        page.addWidget(head)
        self.choice = QComboBox()
        self.choice.setAccessibleName(words("reviewing.forms.choice"))
        self.choice.activated.connect(self._chosen)
        self.state = Label("", "muted")
        across = QHBoxLayout()
        across.setSpacing(ui.theme.px(8))
        across.addWidget(self.choice, 1)
        across.addWidget(self.state)
        self.outline = FormOutline(ui)
        self.outline.picked.connect(self._look)
        self.outline.changed.connect(self._reshape)
        self._editing, self._preview = _area(), _area()
        preview = Card(ui, words("reviewing.forms.preview"), fill=True)
        preview.rows.addWidget(self._preview, 1)
        middle = QWidget()
        columns = QHBoxLayout(middle)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(ui.theme.px(16))
        columns.addWidget(self.outline)
        columns.addWidget(self._editing, 1)
        beside = SidePanel(ui, middle, preview, "eye", words("reviewing.forms.preview"))
        for button in (beside.toggle, self.copy, self.drop, self.save):
            across.addWidget(button)
        page.addLayout(across)
        page.addWidget(beside, 1)

    def _lesser(self, key: str, icon: str, run: Callable[[], object]) -> Button:
        """Make a button that says its words only where there is room for them."""
        said = self.ui.words(key)
        text = "" if self.ui.theme.scale > LARGE else said
        return Button(self.ui, text, "plain", icon, run, said)

    def refresh(self) -> None:
        """List the forms; the draft on the screen stays as it is."""
        known = forms.library(self.ui.desk)
        if self.draft is None and known:
            self._open(known[0].code)
        self.choice.clear()
        drafted = self.draft.code if self.draft is not None else ""
        shown = known if drafted in {f.code for f in known} else [*known, self.draft]
        for form in (f for f in shown if f is not None):
            title = form.title.text(self.ui.words.language)
            self.choice.addItem(title, form.code)
        self.choice.setCurrentIndex(self.choice.findData(drafted))
        self._show()

    def make_copy(self) -> None:
        """Begin a form of one's own from the one on the screen; nothing is kept yet."""
        if self.draft is None:
            return
        known = [form.code for form in forms.library(self.ui.desk)]
        code = form_draft.free_code(f"{self.draft.code}_{COPY}", known)
        with self.ui.trying():
            copy = forms.start_copy(self.ui.desk, self.draft.code, code)
            title = Said(
                self.ui.words("reviewing.forms.copy_of", title=copy.title.text("th")),
                self.ui.words("reviewing.forms.copy_of", title=copy.title.text("en")),
            )
            self._take(form_draft.change(copy, Place(), title=title), Place())
            self.refresh()

    def drop_draft(self) -> None:
        """Go back to the form as it was saved last."""
        if self.draft is not None:
            code = self.draft.code
            drop_form(self.ui.desk, code)
            known = [form.code for form in forms.library(self.ui.desk)]
            self._place = Place()
            self._open(code if code in known else known[0])
            self.refresh()

    def save_draft(self) -> None:
        """Make a new version of it; what would break is said with its place."""
        draft, ui = self.draft, self.ui
        if draft is None:
            return
        shipped = {form.code: form for form in forms.forms_shipped()}
        try:
            form_draft.check_draft(draft, shipped.get(draft.code))
            saved = forms.keep_edited(ui.desk, draft)
        except (Refused, Fault) as no:
            ui.refuse(no)
            self._go_where(str(no.details.get("where", "")))
            return
        drop_form(ui.desk, draft.code)
        self._pause.stop()
        self.draft = saved
        title = saved.title.text(ui.words.language)
        said = ui.words("reviewing.forms.saved", title=title, version=saved.version)
        ui.say(said, undo=partial(undo, ui))
        self.refresh()

    def keep(self) -> None:
        """Keep the draft on this device and draw its preview."""
        self._pause.stop()
        if self.draft is not None and self._edited():
            keep_form(self.ui.desk, self.draft)
        self._draw()
        follow_layout(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost by going elsewhere."""
        if self._pause.isActive():
            self.keep()
        super().hideEvent(event)

    def _edited(self) -> bool:
        saved = {form.code: form for form in forms.library(self.ui.desk)}
        return self.draft is not None and saved.get(self.draft.code) != self.draft

    def _open(self, code: str) -> None:
        saved = {form.code: form for form in forms.library(self.ui.desk)}
        self.draft = kept_form(self.ui.desk, code) or saved[code]

    def _chosen(self, at: int) -> None:
        self.keep()
        self._place = Place()
        self._open(str(self.choice.itemData(at)))
        self._show()

    def _take(self, form: Form, place: Place) -> None:
        self.draft, self._place = form, place
        self._pause.start()
        self._settle()

    def _reshape(self, form: Form, place: Place) -> None:
        before, where = self.draft, self._place
        self._take(form, place)
        self._show()
        gone = before is not None and len(form_draft.places(form)) < len(form_draft.places(before))
        if before is not None and gone:
            said = self.ui.words("reviewing.forms.removed")
            self.ui.say(said, undo=partial(self._restore, form, before, where))

    def _restore(self, then: Form, before: Form, where: Place) -> None:
        """Put back what was taken out, unless more was done since."""
        if self.draft == then:
            self._reshape(before, where)

    def _typed(self, form: Form) -> None:
        self._take(form, self._place)
        self.outline.relabel(form)

    def _look(self, place: Place) -> None:
        self._place = place
        self._edit()
        self._draw()
        follow_layout(self)

    def _show(self) -> None:
        if self.draft is not None:
            self.outline.show_form(self.draft, self._place)
            self._edit()
            self._draw()
            self._settle()
            follow_layout(self)

    def _settle(self) -> None:
        words, edited = self.ui.words, self._edited()
        self.save.setEnabled(edited)
        self.drop.setEnabled(edited)
        version = self.draft.version if self.draft is not None else 0
        key = "reviewing.forms.edited" if edited else "reviewing.forms.version"
        self.state.setText(words(key, version=version))

    def _edit(self) -> None:
        if self.draft is None:
            return
        editor = PlaceEditor(self.ui, self.draft, self._place)
        editor.changed.connect(self._typed)
        # Later: it would be taken away while it still speaks.
        editor.reshaped.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._editing.setWidget(editor)

    def _draw(self) -> None:
        """Show the page as people will fill it in."""
        draft = self.draft
        section = form_draft.section_at(draft, self._place) if draft is not None else None
        if draft is not None and section is None and draft.sections:
            section = draft.sections[0]
        if draft is not None and section is not None:
            shown = SectionEditor(self.ui, draft, section, {})
            self._preview.setWidget(shown)
            field = form_draft.field_at(draft, self._place)
            question = shown.questions.get(field.code) if field is not None else None
            if question is not None:
                shown.adjustSize()
                self._preview.ensureWidgetVisible(question)

    def _go_where(self, where: str) -> None:
        """Look at the place a refusal names."""
        if self.draft is None:
            return
        section, _, field = where.partition(".")
        for place in form_draft.places(self.draft):
            here = form_draft.section_at(self.draft, place)
            asked = form_draft.field_at(self.draft, place)
            named = asked.code if asked is not None else ""
            if here is not None and here.code == section and named == field.partition(".")[0]:
                self._place = place
        self._show()


def _area() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
