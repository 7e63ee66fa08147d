"""The commands of whoever runs the server: each looks or acts, then says so in lines or JSON."""

from __future__ import annotations

import os
import unicodedata
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from server import accounts, insight, inviting
from server.database import reading, writing
from server.wording import Fault, Refused, Words


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command prints: lines, or the value as JSON when that was asked for."""

    lines: Sequence[str]
    value: object = field(default_factory=list)


Verb = Callable[[Engine, Words, Namespace], Answer]


def invite(engine: Engine, words: Words, given: Namespace) -> Answer:
    """Make a one-time code for a person; it stands alone on the last line."""
    with writing(engine) as connection:
        code = inviting.invite(
            connection,
            given.name,
            given.role,
            inviting.scopes_of(connection, insight.Insight(), given.classes or ()),
            datetime.now(UTC),
            change=given.change_role,
        )
    where = ", ".join(given.classes or ()) or words("cli.every-class")
    role = words(f"role.{given.role}")
    minutes = inviting.MINUTES
    return Answer(
        [words("cli.invited", name=given.name, role=role, classes=where, minutes=minutes), code]
    )


def devices(engine: Engine, words: Words, _given: Namespace) -> Answer:
    """List every device that ever enrolled."""
    with reading(engine) as connection:
        found = accounts.devices(connection)
    rows = [
        {
            "id": d.id,
            "person": d.person,
            "role": d.role,
            "label": d.label,
            "since": d.since,
            "seen": d.seen,
            "pending": d.pending,
            "held": d.held,
            "conflicts": d.conflicts,
            "revoked": d.revoked,
        }
        for d in found
    ]
    return Answer(_table(words, rows, empty="cli.no-devices"), rows)


def people(engine: Engine, words: Words, _given: Namespace) -> Answer:
    """List who was invited."""
    with reading(engine) as connection:
        found = accounts.people(connection)
    rows = [{"name": p.name, "role": p.role, "classes": sorted(p.grants)} for p in found]
    shown = [
        {**row, "classes": " ".join(sorted(p.grants))} for row, p in zip(rows, found, strict=True)
    ]
    return Answer(_table(words, shown, empty="cli.no-people"), rows)


def held(engine: Engine, words: Words, _given: Namespace) -> Answer:
    """List the changes that wait for a decision."""
    with reading(engine) as connection:
        found = insight.held(connection)
    rows = [
        {
            "scope": h.scope,
            "id": h.id,
            "entity": h.entity,
            "author": h.author,
            "device": h.device,
            "at": h.at,
            "reason": h.reason,
        }
        for h in found
    ]
    shown = [{**row, "reason": words.known("reason", str(row["reason"]))} for row in rows]
    return Answer(_table(words, shown, empty="cli.none-held"), rows)


def revoke(engine: Engine, words: Words, given: Namespace) -> Answer:
    """Shut a device out for good."""
    with writing(engine) as connection:
        known = [d.id for d in accounts.devices(connection)]
        matching = [id_ for id_ in known if id_ == given.device]
        matching = matching or [id_ for id_ in known if id_.startswith(given.device)]
        if len(matching) != 1 or not given.device:
            raise Refused("several-devices" if matching else "no-device", device=given.device)
        accounts.revoke(connection, matching[0], datetime.now(UTC))
    return Answer([words("cli.revoked", device=matching[0])])


def backup(engine: Engine, words: Words, given: Namespace) -> Answer:
    """Write a whole, checked copy of the embedded database while others go on."""
    target = Path(given.file)
    if engine.dialect.name != "sqlite":
        raise Refused("backup-of-postgresql")
    if target.exists():
        raise Refused("file-exists", file=target)
    part = target.with_name(target.name + ".part")
    database_error = engine.dialect.loaded_dbapi.Error
    try:
        part.unlink(missing_ok=True)
        with engine.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("VACUUM INTO ?", (str(part),))
            raw.close()
        part.chmod(0o600)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.rename(target)
    except OSError as error:
        raise Fault("backup", file=target, reason=error.strerror or error) from error
    except database_error as error:
        raise Fault("backup", file=target, reason=error) from error
    return Answer([words("cli.backed-up", file=target)])


def _table(words: Words, rows: Sequence[Mapping[str, object]], *, empty: str) -> list[str]:
    """Lay rows out in columns, headed by their names; one sentence when there are none."""
    if not rows:
        return [words(empty)]
    heads = [words(f"column.{name}") for name in rows[0]]
    cells = [heads, *([str(value) or "-" for value in row.values()] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in cells
    ]


def _width(text: str) -> int:
    """Count the columns of a terminal: Thai vowels and tone marks stand above or below."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


VERBS: Mapping[str, Verb] = {
    "invite": invite,
    "people": people,
    "devices": devices,
    "revoke": revoke,
    "held": held,
    "backup": backup,
}
