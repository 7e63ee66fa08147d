from __future__ import annotations

from server.metrics import MEDIA
from tests.server.visitors import CLASS, Line, Town, problem


def test_this_machine_reads_the_metrics(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    malee.push(malee.changes(3))
    malee.push([malee.change(author="Somebody Else")])
    malee.hello(pending=7)
    local = Line(town.app, "127.0.0.1")

    answer = local.call("GET", "/metrics")
    local.close()

    lines = answer.text.splitlines()
    assert answer.headers["content-type"].startswith(MEDIA)
    assert 'workshop_desk_requests_total{method="POST",route="/v1/push",status="200"} 2' in lines
    assert "workshop_desk_devices 1" in lines
    assert "workshop_desk_changes 3" in lines
    assert "workshop_desk_held_changes 1" in lines
    assert "workshop_desk_pending_changes 7" in lines
    assert not any("Malee" in line or malee.device in line or CLASS in line for line in lines)


def test_nobody_else_does_even_through_a_proxy_on_this_machine(town: Town) -> None:
    local, odd = Line(town.app, "::1"), Line(town.app, "a socket")

    through = local.call("GET", "/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    elsewhere = odd.call("GET", "/metrics")
    local.close()
    odd.close()

    assert problem(through) == problem(elsewhere) == (401, "no-session")


def test_what_is_no_route_is_counted_without_its_name(town: Town) -> None:
    local = Line(town.app, "127.0.0.1")
    local.call("GET", "/people/malee")

    text = local.call("GET", "/metrics").text
    local.close()

    assert 'route="none",status="404"} 1' in text
    assert "malee" not in text
