"""The command line: serving, inviting, listing, shutting out; one sentence when it cannot."""

from __future__ import annotations

import codecs
import io
import json
import logging
import os
import runpy
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from protocol.wire import enrol_text
from server import __main__ as program
from server.database import default_url, open_engine
from server.migrations import bring_up_to_date
from tests.network.postgres import Postgres
from tests.network.processes import free_port, wait_until
from tests.server.filling import CLASS, Desk, begin_class, fill
from tests.server.filling import CODE as CLASS_CODE
from tests.server.running import CODE, ROOT, Server, environment, run


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


def call(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str, str]:
    status = program.main(["--data", str(folder), *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def code_of(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> str:
    status, out, err = call(capsys, folder, "invite", *words)
    assert status == 0, err
    return out.splitlines()[-1]


def enrol(url: str, code: str, device: str) -> httpx.Response:
    key = Ed25519PrivateKey.generate()
    public, box = key.public_key().public_bytes_raw().hex(), "0" * 64
    proof = key.sign(enrol_text(code, device, public, box)).hex()
    message = {"code": code, "device": device, "key": public, "box": box, "proof": proof}
    return httpx.post(f"{url}/v1/enrol", json={**message, "label": "Laptop"})


def test_it_says_where_it_listens_once_it_does(server: Server) -> None:
    answer = server.get("/health")

    assert server.line == f"Listening on {server.url}\n"
    assert answer.json() == {"status": "ok"}


def test_the_first_start_prints_the_first_admins_code_once_and_it_lets_a_desk_in(
    tmp_path: Path,
) -> None:
    with Server(tmp_path / "data") as first:
        code = first.first_code
        enrolled = enrol(first.url, code, "first-desk")
    with Server(tmp_path / "data") as second:
        again = CODE.search(second.errors)

    assert enrolled.json()["role"] == "admin"
    assert again is None


def test_an_invitation_ends_with_the_code_alone_and_lets_a_desk_in(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_of(capsys, server.folder, "--name", "มาลี", "--role", "facilitator")

    enrolled = enrol(server.url, code.lower().replace("-", ""), "malee-desk")

    assert CODE.fullmatch(code)
    assert enrolled.json()["person"] == "มาลี"


def test_devices_are_listed_as_lines_and_as_json_while_the_server_runs(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_of(capsys, server.folder, "--name", "Somchai", "--role", "viewer")
    enrol(server.url, code, "somchai-desk")

    status, out, _ = call(capsys, server.folder, "devices", "--json")
    lines = call(capsys, server.folder, "devices")[1]

    (device,) = (d for d in json.loads(out) if d["id"] == "somchai-desk")
    assert status == 0
    assert (device["person"], device["role"], device["label"]) == ("Somchai", "viewer", "Laptop")
    assert (device["pending"], device["held"], device["conflicts"]) == (0, 0, 0)
    assert (device["revoked"], device["seen"]) == ("", "")
    assert "somchai-desk" in lines


def test_a_revoked_device_is_shut_out_at_once(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_of(capsys, server.folder, "--name", "Lost", "--role", "viewer")
    enrol(server.url, code, "lost-desk")

    status, out, _ = call(capsys, server.folder, "revoke", "lost-d")
    answer = httpx.post(f"{server.url}/v1/challenge", json={"device": "lost-desk"})
    listed = json.loads(call(capsys, server.folder, "devices", "--json")[1])

    assert (status, "lost-desk" in out) == (0, True)
    assert (answer.status_code, answer.json()["code"]) == (403, "revoked")
    assert next(d for d in listed if d["id"] == "lost-desk")["revoked"]


def test_options_may_stand_before_or_after_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path)

    before = program.main(["--data", folder, "people", "--json"])
    after = program.main(["people", "--json", "--data", folder])

    assert (before, after) == (0, 0)
    assert capsys.readouterr().out == "[]\n[]\n"


def test_without_a_class_a_person_gets_every_class_and_with_one_only_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code_of(capsys, tmp_path, "--name", "Anong", "--role", "facilitator")
    code_of(capsys, tmp_path, "--name", "Boon", "--role", "scorer", "--class", "class:a", "class:b")

    _, out, _ = call(capsys, tmp_path, "people", "--json")

    assert json.loads(out) == [
        {"name": "Anong", "role": "facilitator", "classes": ["*"]},
        {"name": "Boon", "role": "scorer", "classes": ["class:a", "class:b"]},
    ]


def test_another_role_is_given_only_when_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invitation = ("invite", "--name", "Anong", "--role")
    call(capsys, tmp_path, *invitation, "viewer")

    refused = call(capsys, tmp_path, *invitation, "scorer")
    changed = call(capsys, tmp_path, *invitation, "scorer", "--change-role")

    assert (refused[0], changed[0]) == (2, 0)
    assert "--change-role" in refused[2]


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        (("invite", "--name", "x", "--role", "king"), "king"),
        (("invite", "--name", " ", "--role", "viewer"), "200"),
        (("invite", "--name", "x", "--role", "viewer", "--class", "T9"), "T9"),
        (("invite", "--name", "x", "--role", "viewer", "--class", "org"), "org"),
        (("revoke", "nobody"), "nobody"),
        (("revoke", ""), "devices"),
        (("dance",), "dance"),
        (("--port", "99999"), "99999"),
        (("--port", "-1"), "-1"),
        (("--host", "0.0.0.0"), "0.0.0.0"),
        (("--host", "server.example"), "server.example"),
        (("--tls-cert", "a.pem"), "--tls-key"),
        (("--trusted-proxy", "somewhere"), "somewhere"),
        (("--database-url", "mysql://x/y", "people"), "PostgreSQL"),
        (("--database-url", "nothing", "people"), "PostgreSQL"),
        (("--database-url", "postgresql://x@y:port/z", "people"), "PostgreSQL"),
        (("--tls-cert", "no-such.pem", "--tls-key", "no-such.pem", "--port", "0"), "certificate"),
    ],
)
def test_what_is_wrong_is_refused_in_one_sentence(
    words: tuple[str, ...], piece: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = call(capsys, tmp_path, *words)

    assert (status, out) == (2, "")
    assert piece in err
    assert err.count("\n") == 1 or "one-time code" in err


def test_without_a_folder_it_asks_for_one(capsys: pytest.CaptureFixture[str]) -> None:
    status = program.main(["people"])

    assert status == 2
    assert "--data DIR" in capsys.readouterr().err


def test_what_the_world_refuses_is_a_failure_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"this is no database" * 100)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        no_folder = call(capsys, file, "people")
        no_port = call(capsys, tmp_path / "a", "--port", port)
    no_database = call(capsys, tmp_path, "--database-url", f"sqlite:///{file}", "people")
    away = call(capsys, tmp_path, "--database-url", f"postgres://x@127.0.0.1:{port}/x", "people")

    for status, out, err in (no_folder, no_port, no_database, away):
        assert (status, out, err.count("\n")) == (1, "", 1)


def test_settings_can_come_from_the_environment_in_either_language(tmp_path: Path) -> None:
    done = run(tmp_path, "people", WORKSHOP_DESK_LANG="th")
    bare = subprocess.run(
        [sys.executable, "-m", "server", "people", "--json"],
        cwd=ROOT,
        env=environment(WORKSHOP_DESK_DATA=str(tmp_path)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.stdout == "ยังไม่เคยมีการเชิญใคร\n"
    assert (bare.returncode, bare.stdout) == (0, "[]\n")


def test_complaints_come_in_the_language_asked_for_even_about_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = call(capsys, tmp_path, "--lang", "th", "dance")
    _, _, same = call(capsys, tmp_path, "--lang=th", "dance")

    assert err == same
    assert "ไม่เข้าใจคำสั่งนี้" in err


def test_help_is_plain_and_complete(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["server", "--help"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(program.__file__, run_name="__main__")

    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(verb in said for verb in ("invite", "devices", "revoke", "people", "held", "backup"))


def test_a_backup_is_a_whole_database_and_never_replaces_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code_of(capsys, tmp_path, "--name", "Anong", "--role", "viewer")
    copy, far = tmp_path / "copy.db", tmp_path / "no-folder" / "copy.db"

    done = call(capsys, tmp_path, "backup", str(copy))
    again = call(capsys, tmp_path, "backup", str(copy))
    nowhere = call(capsys, tmp_path, "backup", str(far))
    (tmp_path / "other.db.part").mkdir()
    barred = call(capsys, tmp_path, "backup", str(tmp_path / "other.db"))
    seen = call(capsys, tmp_path, "--database-url", f"sqlite:///{copy}", "people", "--json")

    assert (done[0], again[0], nowhere[0], barred[0]) == (0, 2, 1, 1)
    assert json.loads(seen[1])[0]["name"] == "Anong"
    assert os.name == "nt" or copy.stat().st_mode & 0o077 == 0


def test_what_is_held_and_whose_class_it_is_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(default_url(tmp_path))
    bring_up_to_date(engine)
    fill(engine)
    begin_class(Desk(engine, "other-desk", "อื่น"), "class:b", "B-7")
    begin_class(Desk(engine, "third-desk", "สาม"), "class:c", "B-7")
    engine.dispose()
    invitation = ("invite", "--name", "x", "--role", "viewer", "--class")

    lines, rows = call(capsys, tmp_path, "held")[1], call(capsys, tmp_path, "held", "--json")[1]
    one = call(capsys, tmp_path, *invitation, CLASS_CODE.lower())
    two = call(capsys, tmp_path, *invitation, "B-7")
    many = call(capsys, tmp_path, "revoke", "")
    granted = json.loads(call(capsys, tmp_path, "people", "--json")[1])

    assert "not within this person's role" in lines
    assert [(h["scope"], h["reason"]) for h in json.loads(rows)] == [(CLASS, "not-your-work")]
    assert (one[0], two[0], many[0]) == (0, 2, 2)
    assert "class:b" in two[2]
    assert "class:c" in two[2]
    assert next(p for p in granted if p["name"] == "x")["classes"] == [CLASS]


def test_of_several_devices_with_one_beginning_none_is_shut_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(default_url(tmp_path))
    bring_up_to_date(engine)
    Desk(engine, "desk-1", "หนึ่ง")
    Desk(engine, "desk-12", "สอง")
    engine.dispose()

    both = call(capsys, tmp_path, "revoke", "desk")
    exact = call(capsys, tmp_path, "revoke", "desk-1")
    listed = json.loads(call(capsys, tmp_path, "devices", "--json")[1])

    assert (both[0], "Several" in both[2], exact[0]) == (2, True, 0)
    assert [d["id"] for d in listed if d["revoked"]] == ["desk-1"]


def test_the_same_commands_work_on_postgresql_but_its_own_tool_makes_the_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        postgres = Postgres()
    except RuntimeError as error:
        pytest.skip(str(error))
    with postgres:
        url = postgres.create("desks").replace("postgresql+psycopg", "postgresql")
        where = ("--database-url", url)
        with Server(tmp_path / "data", *where) as running:
            first = enrol(running.url, running.first_code, "first-desk")
            code = code_of(capsys, tmp_path, "--name", "Anong", "--role", "viewer", *where)
            second = enrol(running.url, code, "second-desk")
        devices = call(capsys, tmp_path, "devices", "--json", *where)
        copied = call(capsys, tmp_path, "backup", str(tmp_path / "copy"), *where)

    assert (first.status_code, second.status_code) == (200, 200)
    assert {d["id"] for d in json.loads(devices[1])} == {"first-desk", "second-desk"}
    assert (copied[0], "pg_dump" in copied[2]) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
def test_it_serves_in_this_very_process_until_it_is_told_to_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("handlers", "level"):
        monkeypatch.setattr(logging.root, name, getattr(logging.root, name))
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    port, answers = free_port(), list[int]()

    def visit() -> None:
        wait_until(lambda: _listens(port), "the server listens")
        answers.append(httpx.get(f"http://127.0.0.1:{port}/admin/sign-in").status_code)
        os.kill(os.getpid(), signal.SIGTERM)

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        status, out, _ = call(capsys, tmp_path, "--port", str(port), "--behind-proxy")
    finally:
        visitor.join()
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(number, handler)

    assert (status, answers) == (0, [200])
    assert out == f"Listening on http://127.0.0.1:{port}\n"


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_reader_who_has_seen_enough_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    with os.fdopen(writing, "w") as closed, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", closed)
        status = program.main(["--data", str(tmp_path), "people"])

    assert status == 0


def test_a_stream_that_cannot_change_its_encoding_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.BytesIO()
    plain = codecs.getwriter("utf-8")(said)
    monkeypatch.setattr(sys, "stdout", plain)

    status = program.main(["--data", str(tmp_path), "people"])

    assert (status, said.getvalue()) == (0, b"Nobody has been invited yet.\n")


def test_log_lines_are_json_and_name_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server(tmp_path / "data") as running:
        code = code_of(capsys, running.folder, "--name", "Wilai", "--role", "viewer")
        enrol(running.url, code, "wilai-desk")
        running.get("/admin?name=Wilai")

    lines = [json.loads(line) for line in running.errors.splitlines() if line.startswith("{")]

    assert [line["route"] for line in lines] == ["/v1/enrol", "/admin"]
    assert {"time", "level", "event", "method", "status", "ms"} <= lines[0].keys()
    assert "Wilai" not in running.errors
    assert code not in running.errors


def test_it_stops_in_good_order_when_asked(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as running:
        running.process.send_signal(signal.SIGINT)
        status = running.process.wait(30)

    assert status == 0
    assert "Traceback" not in running.errors


def test_a_desk_comes_in_through_tls(tmp_path: Path) -> None:
    certificate, key = _certificate(tmp_path)

    with Server(tmp_path / "data", "--tls-cert", certificate, "--tls-key", key) as running:
        context = ssl.create_default_context(cafile=certificate)
        answer = running.get("/admin/sign-in", verify=context)

    assert running.url.startswith("https://")
    assert "secure" in answer.headers["set-cookie"].lower()
    assert "max-age" in answer.headers["strict-transport-security"]


def test_behind_a_proxy_plain_http_from_elsewhere_is_refused(tmp_path: Path) -> None:
    elsewhere = {"X-Forwarded-For": "198.51.100.7"}

    with Server(tmp_path / "data", "--behind-proxy") as running:
        guarded = running.get("/admin/sign-in", headers={**elsewhere, "X-Forwarded-Proto": "https"})
        plain = running.get("/admin/sign-in", headers={**elsewhere, "X-Forwarded-Proto": "http"})
        health = running.get("/health", headers={**elsewhere, "X-Forwarded-Proto": "http"})

    assert (guarded.status_code, plain.status_code, health.status_code) == (200, 403, 200)
    assert "__Host-" in guarded.headers["set-cookie"]


def _certificate(folder: Path) -> tuple[str, str]:
    """Write a certificate for 127.0.0.1 and its key; give both paths."""
    import ipaddress

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(files[0]), str(files[1])
