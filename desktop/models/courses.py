"""A course template: what a class of it holds, before any class exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name in both languages: a module, topic, activity or method."""

    code: str
    th: str
    en: str

    def name(self, language: Literal["th", "en"]) -> str:
        """Give the name in ``language``."""
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class Block:
    """One slot of the template's day: a counted session, or an uncounted break or registration.

    ``start`` and ``end`` are ``"HH:MM"``; ``code`` is empty where nothing is counted.
    """

    code: str
    day: int
    start: str
    end: str
    counted: bool
    title: Named
    module: str = ""
    objective: Named = Named("", "", "")
    mode: str = "ONSITE"
    topics: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A course template with everything a class copies from it."""

    key: str
    name: Named
    days: int
    hours: int
    modules: tuple[Named, ...]
    topics: tuple[Named, ...]
    activities: tuple[Named, ...]
    methods: tuple[Named, ...]
    blocks: tuple[Block, ...]

    @property
    def sessions(self) -> tuple[Block, ...]:
        """The counted sessions in order."""
        return tuple(b for b in self.blocks if b.counted)


def read_course(key: str, data: Mapping[str, Any]) -> Course:
    """Read a course template from its JSON (``resources/courses``)."""
    about = data["course"]
    blocks = [_session(s) for s in data["sessions"]] + [_pause(p) for p in data["uncounted"]]
    return Course(
        key=key,
        name=Named(key, about["name_th"], about["name_en"]),
        days=about["days"],
        hours=about["hours"],
        modules=_named(data["modules"]),
        topics=_named(data["topics"]),
        activities=_named(data["activities"]),
        methods=_named(data["methods"]),
        blocks=tuple(sorted(blocks, key=lambda b: (b.day, b.start))),
    )


def _named(items: Sequence[Mapping[str, str]]) -> tuple[Named, ...]:
    return tuple(Named(i["code"], i["name_th"], i["name_en"]) for i in items)


def _session(item: Mapping[str, Any]) -> Block:
    return Block(
        code=item["code"],
        day=item["day"],
        start=item["start"],
        end=item["end"],
        counted=item["counted"],
        title=Named(item["code"], item["title_th"], item["title_en"]),
        module=item["module"],
        objective=Named(item["code"], item["objective_th"], item["objective_en"]),
        mode=item["mode"],
        topics=tuple(item["topics"]),
        activities=tuple(item["activities"]),
        methods=tuple(item["methods"]),
    )


def _pause(item: Mapping[str, Any]) -> Block:
    th, _, en = item["label"].partition(" / ")
    return Block("", item["day"], item["start"], item["end"], False, Named("", th, en or th))
