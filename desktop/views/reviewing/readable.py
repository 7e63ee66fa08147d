"""Answers as they may be shown: what another device wrote is read before anybody relies on it."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.models.form_answers import read_answers
from desktop.models.forms import Answers, Form
from desktop.models.refusal import Refused
from desktop.models.submissions import Version


def readable(form: Form, answers: object) -> Answers | None:
    """Give answers that fit a form; nothing where they do not, whoever sent them."""
    try:
        return read_answers(form, answers)
    except Refused:
        return None


def sent(form: Form, version: Version) -> Answers | None:
    """Give what a version says, as far as its document is one of this form."""
    document: object = version.document
    return readable(form, document.get("answers")) if isinstance(document, Mapping) else None
