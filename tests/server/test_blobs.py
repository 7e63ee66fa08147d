from __future__ import annotations

from collections.abc import Iterator

import httpx
import msgspec
import pytest

from protocol.wire import BlobKept, BlobsAsked, BlobsWanted, Limits
from server.app import create_app
from tests.server.visitors import CLASS, OTHER, Town, Visitor, name_of, problem, read

FILE = bytes(range(256)) * 10
NAME = name_of(FILE)
PATH = f"/v1/blobs/{CLASS}/{NAME}"


@pytest.fixture
def malee(town: Town) -> Iterator[Visitor]:
    limits = Limits(piece_bytes=1_000, blob_bytes=5_000)
    narrow = Town(town.engine, create_app(town.engine, clock=town.clock, limits=limits), town.clock)
    visitor = narrow.visitor("Malee", "facilitator", CLASS, OTHER)
    visitor.push(visitor.changes(1))
    yield visitor
    narrow.close()


def kept(response: httpx.Response) -> tuple[int, bool]:
    answer = read(response, BlobKept)
    return answer.received, answer.whole


def bring(visitor: Visitor, data: bytes = FILE, scope: str = CLASS, *, begin: int = 0) -> None:
    for at in range(begin, len(data), 1_000):
        visitor.put(scope, name_of(data), data[at : at + 1_000], f"at={at}")


def wanted(visitor: Visitor, *names: str) -> dict[str, int]:
    asked = BlobsAsked(scope=CLASS, names=list(names))
    return visitor.ask("/v1/blobs", asked, BlobsWanted).wanted


def test_a_file_comes_in_pieces_and_goes_out_whole(malee: Visitor) -> None:
    before = wanted(malee, NAME)

    answers = [
        kept(malee.put(CLASS, NAME, FILE[at : at + 1_000], f"at={at}&size={len(FILE)}"))
        for at in (0, 1_000, 2_000)
    ]

    assert before == {NAME: 0}
    assert answers == [(1_000, False), (2_000, False), (2_560, True)]
    assert wanted(malee, NAME) == {}
    assert malee.get(PATH).content == FILE


def test_the_server_notices_the_end_without_being_told_the_size(malee: Visitor) -> None:
    bring(malee)

    assert wanted(malee, NAME) == {}


def test_a_cut_upload_goes_on_where_it_stopped(malee: Visitor) -> None:
    malee.put(CLASS, NAME, FILE[:700], "at=0")
    begin = wanted(malee, NAME, NAME)[NAME]

    bring(malee, begin=begin)

    assert begin == 700
    assert malee.get(PATH).content == FILE


def test_a_piece_that_comes_twice_is_kept_once(malee: Visitor) -> None:
    malee.put(CLASS, NAME, FILE[:1_000], "at=0")
    malee.put(CLASS, NAME, FILE[1_000:2_000], "at=1000")

    again = kept(malee.put(CLASS, NAME, FILE[1_000:2_000], "at=1000"))
    beyond = kept(malee.put(CLASS, NAME, FILE[2_500:], "at=2500"))
    last = kept(malee.put(CLASS, NAME, FILE[2_000:], "at=2000"))
    after = kept(malee.put(CLASS, NAME, FILE[:1_000], "at=0"))

    assert (again, beyond, last, after) == (
        (2_000, False),
        (2_000, False),
        (2_560, True),
        (2_560, True),
    )
    assert malee.get(PATH).content == FILE


def test_a_file_that_is_not_what_its_name_says_is_thrown_away(malee: Visitor) -> None:
    malee.put(CLASS, NAME, b"x" * 1_000, "at=0&size=1500")

    answer = kept(malee.put(CLASS, NAME, b"x" * 500, "at=1000&size=1500"))

    assert answer == (0, False)
    assert wanted(malee, NAME) == {NAME: 0}
    assert problem(malee.get(PATH)) == (404, "not-found")


def test_the_first_piece_begins_a_file_anew(malee: Visitor) -> None:
    malee.put(CLASS, NAME, b"x" * 1_000, "at=0")

    bring(malee)

    assert malee.get(PATH).content == FILE


def test_an_empty_file_is_whole_at_once(malee: Visitor) -> None:
    name = name_of(b"")

    answer = kept(malee.put(CLASS, name, b"", "at=0"))
    got = malee.get(f"/v1/blobs/{CLASS}/{name}", Range="bytes=0-")

    assert answer == (0, True)
    assert (got.status_code, got.content) == (200, b"")


def test_no_piece_and_no_file_beyond_the_limits(malee: Visitor) -> None:
    large = b"y" * 5_500
    piece = malee.put(CLASS, NAME, FILE[:1_001], "at=0")
    told = malee.put(CLASS, NAME, b"", "at=0&size=5001")
    bring(malee, large[:5_000])
    name = name_of(large)
    for at in range(0, 5_000, 1_000):
        malee.put(CLASS, name, large[at : at + 1_000], f"at={at}")

    last = malee.put(CLASS, name, large[5_000:], "at=5000")

    assert problem(piece) == problem(told) == problem(last) == (413, "too-large")


@pytest.mark.parametrize("query", ["at=-1", "at=x", "at=0&size=x", "at=1234567890123456"])
def test_a_place_that_is_no_number(malee: Visitor, query: str) -> None:
    assert problem(malee.put(CLASS, NAME, b"x", query)) == (400, "bad-request")


@pytest.mark.parametrize("name", ["x", "F" * 64, "f" * 65])
def test_a_name_that_is_no_digest(malee: Visitor, name: str) -> None:
    assert problem(malee.put(CLASS, name, b"x", "at=0")) == (404, "not-found")
    assert problem(malee.get(f"/v1/blobs/{CLASS}/{name}")) == (404, "not-found")


@pytest.mark.parametrize("begin", [0, 1, 999, 1_000, 1_001, 2_559])
def test_a_download_goes_on_from_any_byte(malee: Visitor, begin: int) -> None:
    bring(malee)

    got = malee.get(PATH, Range=f"bytes={begin}-")

    assert (got.status_code, got.content) == (206, FILE[begin:])
    assert got.headers["content-range"] == f"bytes {begin}-2559/2560"
    assert got.headers["content-length"] == str(2_560 - begin)


def test_a_download_after_the_end(malee: Visitor) -> None:
    bring(malee)

    assert problem(malee.get(PATH, Range="bytes=2560-")) == (416, "past-end")
    assert problem(malee.get(PATH, Range="bytes=9999-")) == (416, "past-end")


def test_another_kind_of_range_is_passed_over(malee: Visitor) -> None:
    bring(malee)

    got = malee.get(PATH, Range="bytes=5-9")

    assert (got.status_code, got.content) == (200, FILE)


def test_the_same_file_in_two_classes_is_two_files(malee: Visitor) -> None:
    bring(malee)

    other = BlobsAsked(scope=OTHER, names=[NAME])
    lacks = malee.ask("/v1/blobs", other, BlobsWanted).wanted

    assert lacks == {NAME: 0}


def test_files_are_kept_answers_in_json_too(malee: Visitor) -> None:
    answer = malee.line.call(
        "PUT",
        f"{PATH}?at=0",
        content=FILE[:10],
        headers={"Authorization": f"Bearer {malee.token}"},
    )

    assert msgspec.json.decode(answer.content, type=BlobKept).received == 10
