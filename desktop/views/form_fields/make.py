"""Which editor takes which kind of answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.models.form_rows import prefix_of
from desktop.models.forms import Field
from desktop.views.form_fields.choosing import (
    ChoiceEditor,
    ChoicesEditor,
    ScaleEditor,
    YesEditor,
)
from desktop.views.form_fields.duration import DurationEditor
from desktop.views.form_fields.editor import Around, Editor
from desktop.views.form_fields.mapping import MappingEditor
from desktop.views.form_fields.measures import MeasuresEditor
from desktop.views.form_fields.papers import PapersEditor
from desktop.views.form_fields.plain import LineEditor, TextEditor
from desktop.views.form_fields.steps import NewStepsEditor
from desktop.views.form_fields.table import TableEditor
from desktop.views.form_fields.understood import BahtEditor, CountEditor, DateEditor
from desktop.views.ui import Ui

_SIMPLE: dict[str, Callable[..., Editor]] = {
    "line": LineEditor,
    "text": TextEditor,
    "count": CountEditor,
    "baht": BahtEditor,
    "duration": DurationEditor,
    "date": DateEditor,
    "choice": ChoiceEditor,
    "quiz": ChoiceEditor,
    "choices": ChoicesEditor,
    "yes": YesEditor,
    "scale": ScaleEditor,
}


def editor_for(
    ui: Ui, asked: Field, around: Around, *, section: str = "", large: bool = False
) -> Editor:
    """Make the editor of a question; ``section`` names where its rows' ids begin from."""
    if asked.kind == "table":
        return table_for(ui, asked, around, section=section, large=large)
    if asked.kind == "mapping":
        return MappingEditor(ui, asked, around, large=large)
    if asked.kind == "picture":
        return MeasuresEditor(ui, asked, around, large=large)
    return _SIMPLE[asked.kind](ui, asked, large=large)


def table_for(
    ui: Ui, asked: Field, around: Around, *, section: str = "", large: bool = False
) -> TableEditor:
    """Make the editor of a table: new steps refer to present ones, other tables stand alone."""
    make = partial(_column, ui, around)
    prefix = prefix_of(section)
    if asked.column("from") is not None:
        return NewStepsEditor(ui, asked, make, around, prefix=prefix, large=large)
    return TableEditor(ui, asked, make, prefix=prefix, large=large)


def _column(ui: Ui, around: Around, column: Field) -> Editor:
    """Make the editor of a column; a table inside a row is a short list."""
    if column.kind == "table":
        return PapersEditor(ui, column)
    return editor_for(ui, column, around)
