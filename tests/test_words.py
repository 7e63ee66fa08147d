"""The catalogues say everything the program asks for, in both languages, and nothing more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from desktop import resources

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("th", "en")

# Found through a code that stands in the source: Refused("class-closed").
CODED = ("refused.", "fault.")
BUILT_FROM_CODE = tuple(re.escape(prefix) for prefix in CODED)

# Keys put together from data (a shipped file, an entity's name), so that no literal shows them.
FROM_DATA: tuple[str, ...] = ("refused.answer-unfit.", "refused.unreadable.")


@cache
def trees() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in sorted((ROOT / "desktop").rglob("*.py"))
    ]


def calls(name: str) -> Iterator[tuple[str, ast.Call, str]]:
    """Calls of a function or method of that name whose first argument is a literal text."""
    for where, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            called = called.id if isinstance(called, ast.Name) else called
            first = node.args[0]
            if (
                isinstance(called, str)
                and called.lstrip("_") == name
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                yield f"{where}:{node.lineno}", node, first.value


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@cache
def literals() -> set[str]:
    return {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def patterns() -> list[re.Pattern[str]]:
    """Keys built from a literal beginning with a dot in it: f"state.{name}" or "state." + name."""
    found = []
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^ ]+"
                    for part in node.values
                ]
                if re.match(r"[a-z_-]+\\\.", parts[0]) and not parts[0].startswith(BUILT_FROM_CODE):
                    found.append(re.compile("".join(parts)))
    found += [
        re.compile(re.escape(text) + ".+")
        for text in literals()
        if text.endswith(".") and text not in CODED
    ]
    return [*found, *(re.compile(re.escape(prefix) + ".+") for prefix in FROM_DATA)]


@pytest.fixture(scope="module")
def thai() -> dict[str, str]:
    return resources.catalogue("th")


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    return resources.catalogue("en")


def test_both_languages_have_the_same_parts() -> None:
    parts = [
        sorted(path.name for path in resources.path("i18n", language).glob("*.json"))
        for language in LANGUAGES
    ]

    assert parts[0] == parts[1]
    assert parts[0]


def test_every_key_exists_in_both_languages(thai: dict[str, str], english: dict[str, str]) -> None:
    unpaired = thai.keys() ^ english.keys()

    # Thai has no plural, so English alone may say the singular apart.
    assert sorted(key for key in unpaired if key.removesuffix(".one") not in thai) == []


def test_both_languages_fill_the_same_placeholders(
    thai: dict[str, str], english: dict[str, str]
) -> None:
    unequal = [
        key
        for key in thai.keys() & english.keys()
        if placeholders(thai[key]) != placeholders(english[key])
    ]
    singular = [
        key
        for key in english.keys() - thai.keys()
        if not placeholders(english[key]) <= placeholders(english[key.removesuffix(".one")])
    ]

    assert (sorted(unequal), singular) == ([], [])


def test_no_sentence_is_empty(thai: dict[str, str], english: dict[str, str]) -> None:
    empty = [key for words in (thai, english) for key, said in words.items() if not said.strip()]

    assert empty == []


def test_every_key_the_source_asks_for_exists(thai: dict[str, str]) -> None:
    missing = [f"{where} {key}" for where, _, key in calls("words") if key not in thai]
    steps = [key for key in literals() if re.fullmatch(r"step\.[\w.-]*\w", key)]

    assert missing == []
    assert sorted(key for key in steps if key not in thai) == []


def test_every_placeholder_is_given_by_the_caller(
    thai: dict[str, str], english: dict[str, str]
) -> None:
    unfilled = [
        f"{where} {key}"
        for where, call, key in calls("words")
        if None not in (given := {keyword.arg for keyword in call.keywords})
        and not placeholders(thai.get(key, "")) | placeholders(english.get(key, "")) <= given
    ]

    assert unfilled == []


@pytest.mark.parametrize("kind", ["Refused", "Fault"])
def test_every_no_has_its_sentence(thai: dict[str, str], kind: str) -> None:
    missing = [
        f"{where} {code}" for where, _, code in calls(kind) if f"{kind.lower()}.{code}" not in thai
    ]

    assert missing == []


@pytest.mark.parametrize("kind", ["Refused", "Fault"])
def test_every_no_gives_what_its_sentence_asks_for(thai: dict[str, str], kind: str) -> None:
    unfilled = [
        f"{where} {code}"
        for where, call, code in calls(kind)
        if None not in (given := {keyword.arg for keyword in call.keywords})
        and not placeholders(thai.get(f"{kind.lower()}.{code}", "")) <= given
    ]

    assert unfilled == []


def test_no_sentence_is_left_over(thai: dict[str, str]) -> None:
    said = literals()
    built = patterns()

    unused = [
        key
        for key in sorted(thai)
        if key not in said
        and key.removesuffix(".one") not in said
        and not (key.startswith(CODED) and key.split(".", 1)[1].removesuffix(".one") in said)
        and not any(pattern.fullmatch(key) for pattern in built)
    ]

    assert unused == []
