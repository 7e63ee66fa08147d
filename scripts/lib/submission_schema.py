"""Writes docs/submission.schema.json, the JSON Schema of the workflow exercise's document."""

from __future__ import annotations

import json
from pathlib import Path

from desktop import resources
from desktop.models.form_json import read_form
from desktop.models.form_schema import schema

TARGET = Path(__file__).resolve().parent.parent.parent / "docs" / "submission.schema.json"


def text() -> str:
    """Give the schema as it stands in the file."""
    form = read_form(json.loads(resources.read("forms", "workflow.json")))
    return json.dumps(schema(form), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), "utf-8")
