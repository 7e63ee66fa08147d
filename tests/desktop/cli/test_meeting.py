from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


class Shop:
    """A real server as a process, and the program as processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = subprocess.Popen(
            [sys.executable, "-m", "server", "--data", str(folder / "server"), "--port", "0"],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        assert self.server.stdout is not None
        listening = next(line for line in self.server.stdout if "http://" in line)
        self.url = listening.split()[-1]

    def invite(self, name: str, role: str = "facilitator") -> str:
        command = [sys.executable, "-m", "server", "--data", str(self.folder / "server"),
                   "invite", "--name", name, "--role", role]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
        return done.stdout.split()[-1]

    def run(self, desk: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "desktop", "--data", str(self.folder / desk),
                   "--lang", "en", *words]  # fmt: skip
        return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    def value(self, desk: str, *words: str) -> object:
        done = self.run(desk, *words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def stop(self) -> None:
        self.server.terminate()
        self.server.communicate()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    opened = Shop(tmp_path_factory.mktemp("shop"))
    yield opened
    opened.stop()


@pytest.fixture
def joined(shop: Shop, request: pytest.FixtureRequest) -> Callable[[str], str]:
    def join(name: str) -> str:
        desk = f"{request.node.name}-{name}"
        done = shop.run(desk, "enrol", shop.url, shop.invite(f"{desk}"))
        assert done.returncode == 0, done.stderr
        return desk

    return join


def test_joining_says_as_whom_in_one_line(shop: Shop) -> None:
    done = shop.run("a", "enrol", shop.url, shop.invite("สมศรี"))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Joined {shop.url} as สมศรี (facilitator).\n"


def test_what_was_scanned_as_one_text_is_understood(shop: Shop) -> None:
    done = shop.run("b", "enrol", f"{shop.url} {shop.invite('มานะ', 'viewer')}")

    assert done.stdout.endswith("as มานะ (viewer).\n")


def test_two_folders_are_two_desks_and_meet(shop: Shop, joined: Callable[[str], str]) -> None:
    first, second = joined("one"), joined("two")
    shop.run(first, "demo", "--classes", "1", "--people", "3")

    sent = shop.value(first, "sync")
    fetched = shop.value(second, "sync")

    assert isinstance(sent, dict)
    assert list(sent) == ["pushed", "pulled", "held", "conflicts", "still_pending"]
    assert sent["pushed"] > 0
    assert fetched == {**sent, "pushed": 0, "pulled": sent["pushed"]}
    assert shop.value(second, "classes") == shop.value(first, "classes")


def test_a_sync_says_in_words_what_it_did(shop: Shop, joined: Callable[[str], str]) -> None:
    desk = joined("one")
    shop.run(desk, "demo", "--classes", "1", "--people", "3")

    done = shop.run(desk, "sync")

    assert re.fullmatch(r"Entries sent: [1-9]\d*, fetched: \d+\.\n", done.stdout)


def test_who_gives_the_numbers_is_said_and_may_be_taken_by_an_admin(
    shop: Shop, joined: Callable[[str], str]
) -> None:
    desk = joined("one")
    shop.run("admin", "enrol", shop.url, shop.invite("ผู้ดูแล", "admin"))

    taken = shop.value("admin", "series", "--take")
    theirs = shop.run(desk, "series")

    assert isinstance(taken, dict)
    assert taken["yours"] is True
    assert "ผู้ดูแล" in theirs.stdout


def test_a_wrong_code_is_bad_input(shop: Shop) -> None:
    done = shop.run("c", "enrol", shop.url, "00000-00000-00", "--json")

    assert (done.returncode, json.loads(done.stdout)) == (2, {"error": "bad-code"})


@pytest.mark.parametrize("verb", ["sync", "leave", "series"])
def test_a_desk_that_never_joined_is_told_how(shop: Shop, verb: str) -> None:
    done = shop.run("alone", verb, "--json")

    assert (done.returncode, json.loads(done.stdout)) == (2, {"error": "not-joined"})
    assert "enrol" in done.stderr


def test_plain_http_goes_to_this_machine_only(shop: Shop) -> None:
    done = shop.run("alone", "enrol", "http://sync.example.test", "ABCDE-FGHJK-MN", "--json")

    assert (done.returncode, json.loads(done.stdout)) == (2, {"error": "plain-http"})


def test_offline_is_no_bad_input_and_leaving_needs_no_server(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    try:
        shop.run("a", "enrol", shop.url, shop.invite("สมศรี"))
    finally:
        shop.stop()

    offline = shop.run("a", "sync", "--json")
    left = shop.value("a", "leave")

    assert (offline.returncode, json.loads(offline.stdout)) == (1, {"error": "unreachable"})
    assert "Carry on as usual" in offline.stderr
    assert left == {"left": shop.url}
    assert shop.run("a", "sync").returncode == 2
