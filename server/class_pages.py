"""The pages about classes: how much is there, what waits, who disagrees, and the bundle."""

from __future__ import annotations

import os
import re
from tempfile import TemporaryFile

from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from protocol.bundle import SUFFIX
from server import accounts, bundle_scope, insight
from server.database import reading, writing
from server.page_kit import Visit
from server.people_pages import Desk
from server.rights import ORG
from server.times import utc_now

_PAGE = 50
_BLOCK = 65_536
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def classes(desk: Desk, asked: Visit) -> Response:
    """Show what all classes share, if anything, and the classes, the newest first."""
    page = _number(asked.request.query_params.get("page", ""))
    with reading(desk.engine) as connection:
        scopes = insight.class_scopes(connection, _PAGE + 1, page * _PAGE)
        first = [] if page else [ORG]
        shown = [
            info
            for s in [*first, *scopes[:_PAGE]]
            if (info := desk.insight.class_info(connection, s))
        ]
    return desk.kit.page("classes", asked, classes=shown, page=page, more=len(scopes) > _PAGE)


def one_class(desk: Desk, asked: Visit) -> Response:
    """Show what waits in a class and what people disagree about."""
    scope = asked.request.path_params["scope"]
    with reading(desk.engine) as connection:
        info = desk.insight.class_info(connection, scope)
        waiting = insight.held(connection, scope)
        labels = {d.id: d.label or d.id[:8] for d in accounts.devices(connection)}
    if info is None:
        return desk.kit.message(asked, "no-such-class", 404)
    return desk.kit.page("class", asked, of=info, waiting=waiting, labels=labels)


def bundle(desk: Desk, asked: Visit) -> Response:
    """Give a class as a file, locked with a passphrase when the form brings one."""
    scope, passphrase = asked.request.path_params["scope"], asked.said("passphrase")
    if 0 < len(passphrase) < bundle_scope.LEAST_PASSPHRASE:
        return desk.kit.message(asked, "short-passphrase", 422)
    lock = bundle_scope.sealed(passphrase, os.urandom)
    file = TemporaryFile()  # noqa: SIM115 - closed when the last byte was sent
    with writing(desk.engine) as connection:
        info = desk.insight.class_info(connection, scope)
        if info is None:
            file.close()
            return desk.kit.message(asked, "no-such-class", 404)
        bundle_scope.write(connection, scope, info.code, lock, file.write, utc_now())
    name = _UNFIT.sub("-", info.code) or scope.partition(":")[0]
    size = str(file.tell())
    file.seek(0)
    return StreamingResponse(
        iter(lambda: file.read(_BLOCK), b""),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}{SUFFIX}"',
            "Content-Length": size,
        },
        background=BackgroundTask(file.close),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
