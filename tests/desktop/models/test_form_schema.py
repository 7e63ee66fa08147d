"""The published JSON Schema is fresh and says the same as the program."""

from __future__ import annotations

import json
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from desktop import resources
from desktop.models.form_json import read_form
from desktop.models.form_schema import schema
from desktop.models.forms import Form, rules_of

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
SHIPPED = sorted(
    path.stem
    for path in resources.path("forms").glob("*.json")
    if path.stem not in ("samples", "worked-sample")
)


@pytest.fixture(scope="module")
def form() -> Form:
    return read_form(json.loads(resources.read("forms", "workflow.json")))


@pytest.fixture(scope="module")
def validator(form: Form) -> Draft202012Validator:
    return Draft202012Validator(schema(form))


@pytest.fixture
def sample() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(resources.read("forms", "worked-sample.json"))
    return document


def test_the_published_schema_is_fresh() -> None:
    script = ROOT / "scripts" / "lib" / "submission_schema.py"
    spec = spec_from_file_location("submission_schema", script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)

    assert (DOCS / "submission.schema.json").read_text("utf-8") == module.text()


def test_the_page_names_every_rule_and_no_other(form: Form) -> None:
    page = (DOCS / "submission.md").read_text("utf-8")

    named = re.findall(r"^\| \w+ \| `([\w.]+)` \| (hard|soft) \|", page, re.M)

    assert named == [(rule.code, rule.level) for rule in rules_of(form)]


def test_the_example_of_the_page_is_a_valid_document(validator: Draft202012Validator) -> None:
    page = (DOCS / "submission.md").read_text("utf-8")
    example = re.search(r"```json\n(.*?)```", page, re.S)
    assert example is not None

    assert validator.is_valid(json.loads(example[1]))


def test_the_worked_sample_is_valid(
    validator: Draft202012Validator, sample: dict[str, Any]
) -> None:
    assert validator.is_valid(sample)


@pytest.mark.parametrize(
    ("section", "answers"),
    [
        ("process", {"seat": 1}),
        ("process", {"volume_per_year": -1}),
        ("process", {"volume_per_year": 1.5}),
        ("process", {"process_name": "ก" * 301}),
        ("measures", {"picture": 1}),
        ("empathy", {"sources": ["dream"]}),
        ("empathy", {"sources": ["interview", "interview"]}),
        ("as_is", {"steps": [{"step": "ไม่มีรหัส"}]}),
        ("as_is", {"steps": [{"id": "a 1"}]}),
        ("as_is", {"steps": [{"id": "a1", "secret": 1}]}),
        ("plan", {"items": [{"id": "p1", "start": "1/2/2562"}]}),
        ("to_be", {"removed": "a1"}),
        ("review", {"library_ok": "yes"}),
    ],
)
def test_what_the_program_refuses_the_schema_refuses(
    validator: Draft202012Validator, sample: dict[str, Any], section: str, answers: Any
) -> None:
    sample["answers"][section] = answers

    assert not validator.is_valid(sample)


def test_open_questions_are_valid(validator: Draft202012Validator, sample: dict[str, Any]) -> None:
    sample["answers"] = {
        "process": {"volume_per_year": None},
        "to_be": {"steps": [{"id": "b1", "change": None, "interaction": "", "docs": [{}]}]},
    }

    assert validator.is_valid(sample)


@pytest.mark.parametrize("code", SHIPPED)
def test_every_shipped_form_has_a_schema(code: str) -> None:
    shipped = read_form(json.loads(resources.read("forms", f"{code}.json")))

    validator = Draft202012Validator(schema(shipped))

    assert validator.is_valid({"form": code, "form_version": 1, "answers": {}})
    assert not validator.is_valid({"form": code, "answers": {}})
