"""How the server is doing, as Prometheus reads it. No person, address or class is named."""

from __future__ import annotations

import ipaddress
from collections import Counter
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.types import Scope

from server import tables
from server.database import reading
from server.watching import route_of

MEDIA = "text/plain; version=0.0.4"

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


@dataclass
class Counters:
    """Requests of this process and the seconds they took, by method, route and status."""

    requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    seconds: dict[tuple[str, str, int], float] = field(default_factory=dict)

    def add(self, scope: Scope, status: int, seconds: float) -> None:
        """Count one request."""
        key = (scope["method"], route_of(scope) or "none", status)
        self.requests[key] += 1
        self.seconds[key] = self.seconds.get(key, 0.0) + seconds


def is_local(request: Request) -> bool:
    """Whether a request comes from this very machine, and no proxy passed it on."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def text(engine: Engine, counters: Counters) -> str:
    """Give all metrics."""
    lines = [
        "# HELP workshop_desk_requests_total Requests answered by this process.",
        "# TYPE workshop_desk_requests_total counter",
        *(_line("requests_total", key, n) for key, n in sorted(counters.requests.items())),
        "# HELP workshop_desk_request_seconds_total Seconds spent on them.",
        "# TYPE workshop_desk_request_seconds_total counter",
        *(
            _line("request_seconds_total", key, round(s, 6))
            for key, s in sorted(counters.seconds.items())
        ),
    ]
    for name, (meaning, value) in _gauges(engine).items():
        lines += [
            f"# HELP workshop_desk_{name} {meaning}",
            f"# TYPE workshop_desk_{name} gauge",
            f"workshop_desk_{name} {value}",
        ]
    return "\n".join(lines) + "\n"


def _line(name: str, key: tuple[str, str, int], value: float) -> str:
    method, route, status = key
    return f'workshop_desk_{name}{{method="{method}",route="{route}",status="{status}"}} {value}'


def _gauges(engine: Engine) -> dict[str, tuple[str, int]]:
    d, s, h = tables.devices, tables.scopes, tables.held
    active = sa.select(sa.func.count()).select_from(d).where(d.c.revoked == "")
    pending = sa.select(sa.func.coalesce(sa.func.sum(d.c.pending), 0)).where(d.c.revoked == "")
    logs = sa.select(sa.func.count()).select_from(s)
    changes = sa.select(sa.func.coalesce(sa.func.sum(s.c.changes), 0))
    held = sa.select(sa.func.count()).select_from(h)
    with reading(engine) as connection:
        n = [
            int(connection.execute(q).scalar_one()) for q in (active, pending, logs, changes, held)
        ]
    return {
        "devices": ("Devices that may come in.", n[0]),
        "pending_changes": ("Changes devices had not sent at their last contact.", n[1]),
        "scopes": ("Logs kept.", n[2]),
        "changes": ("Changes in all logs.", n[3]),
        "held_changes": ("Changes that wait for a decision.", n[4]),
    }
