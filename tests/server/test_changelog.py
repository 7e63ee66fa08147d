from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from protocol.chain import digest
from protocol.change import Change
from protocol.log import ERASURE, GENESIS, Point, following, unpack
from protocol.wire import Fate, Pull, Pulled, PullPart, Voucher, sorted_digests
from server import accounts, tables
from server.database import writing
from tests.server.visitors import CLASS, OTHER, Town, Visitor


def all_of(visitor: Visitor, scope: str = CLASS) -> list[Change]:
    """Pull a whole log, checking that every hash follows from what it covers."""
    pulled, point, found = visitor.pull(scope), GENESIS, []
    for commit in pulled.commits:
        changes, digests = unpack(scope, commit.body)
        point = following(point, digests.items())
        assert point == Point(commit.rev, commit.hash)
        found += changes
    assert point == pulled.tip
    return found


def test_what_one_device_pushes_another_pulls(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    somsri = town.visitor("Somsri", "viewer", CLASS)
    changes = malee.changes(3)

    pushed = malee.push(changes)

    assert pushed.fates == {}
    assert pushed.prior == GENESIS
    assert all_of(somsri) == changes


def test_pushing_twice_after_a_lost_answer_counts_once(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    changes = malee.changes(3)
    first = malee.push(changes)

    second = malee.push(changes)

    assert second.tip == first.tip
    assert set(second.fates.values()) == {Fate(verdict="duplicate")}
    assert all_of(malee) == changes


def test_a_log_that_does_not_know_the_newest_point_says_diverged_and_does_nothing(
    town: Town,
) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    first = malee.push(malee.changes(1)).tip
    second = malee.push(malee.changes(1), [first]).tip
    strange = Point(9, "f" * 64)

    refused = malee.push(malee.changes(1), [strange, second, first])
    pulled = malee.pull(CLASS, [strange, first])

    assert (refused.diverged, refused.tip) == (second, second)
    assert (pulled.diverged, pulled.commits) == (first, [])


def test_no_common_point_but_the_beginning(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    malee.push(malee.changes(1))

    unknown = malee.pull(CLASS, [Point(5, "a" * 64), Point(1, "b" * 64)])
    named = malee.pull(CLASS, [Point(5, "a" * 64), GENESIS])

    assert unknown.diverged == GENESIS
    assert named.diverged == GENESIS


def test_a_page_holds_whole_commits_until_its_bytes_are_full(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    tip = GENESIS
    for _ in range(4):
        tip = malee.push(malee.changes(1), [tip]).tip

    size = len(malee.pull().commits[0].body)
    asked = Pull(parts=[PullPart(scope=CLASS, known=[GENESIS])], most_bytes=size + 1)
    first = malee.ask("/v1/pull", asked, Pulled).parts[0]
    last = first.commits[-1]
    rest = malee.pull(CLASS, [Point(last.rev, last.hash)])

    assert [c.rev for c in first.commits] == [1, 2]
    assert [c.rev for c in rest.commits] == [3, 4]
    assert first.tip == tip


def test_a_scope_that_finds_no_room_has_no_commits_but_its_tip(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS, OTHER)
    malee.push(malee.changes(1))
    tip = malee.push(malee.changes(1, OTHER)).tip

    parts = [PullPart(scope=scope, known=[GENESIS]) for scope in (CLASS, OTHER)]
    pulled = malee.ask("/v1/pull", Pull(parts=parts, most_bytes=1), Pulled).parts

    assert len(pulled[0].commits) == 1
    assert (pulled[1].commits, pulled[1].tip) == ([], tip)


REJECTED: list[tuple[dict[str, Any], str]] = [
    ({"id": "i" * 81}, "too-long"),
    ({"id": ""}, "too-long"),
    ({"row": "r\0"}, "altered"),
    ({"set": {"mark": "x" * 100_001}}, "too-long"),
    ({"set": {"mark": list(range(100_001))}}, "too-long"),
    ({"set": {"mark": [[[[[[[[[[[[[[[[["deep"]]]]]]]]]]]]]]]]]}}, "too-deep"),
    ({"set": {"mark": b"raw"}}, "altered"),
    ({"set": {"mark": 1}, "salt": {"mark": "a", "more": "b"}}, "altered"),
    ({"entity": ERASURE, "set": {"groups": [{}]}}, "altered"),
    ({"author": "a" * 201}, "too-long"),
]


@pytest.mark.parametrize(("what", "reason"), REJECTED)
def test_a_misshapen_change_is_rejected_alone(
    town: Town, what: dict[str, Any], reason: str
) -> None:
    malee = town.visitor("Malee", "admin")
    good, bad = malee.change(), malee.change(**what)

    pushed = malee.push([good, bad])

    assert pushed.fates == {bad.id: Fate(verdict="rejected", reason=reason)}
    assert all_of(malee) == [good]


def test_an_altered_change_under_a_known_id_is_rejected(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    first = malee.change()
    malee.push([first])
    other = malee.change(id=first.id)

    pushed = malee.push([other])

    assert pushed.fates == {first.id: Fate(verdict="rejected", reason="altered")}


def held(visitor: Visitor, changes: list[Change], **more: Any) -> set[str]:
    fates = visitor.push(changes, **more).fates
    assert {fate.verdict for fate in fates.values()} == {"held"}
    return {fate.reason for fate in fates.values()}


def test_somebody_elses_class_is_held(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    piti = town.visitor("Piti", "facilitator", OTHER)
    malee.push(malee.changes(1))

    reasons = held(piti, piti.changes(2))

    assert reasons == {"not-your-class"}


def test_a_viewer_begins_no_class(town: Town) -> None:
    somsri = town.visitor("Somsri", "viewer", CLASS)

    reasons = held(somsri, somsri.changes(1))

    assert reasons == {"not-your-class"}


def test_a_scorer_writes_scores_only(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    malee.push(malee.changes(1))
    tip = malee.pull().tip
    wichai = town.visitor("Wichai", "scorer", CLASS)
    score, mark = wichai.change(entity="score"), wichai.change()

    fates = wichai.push([score, mark], [tip]).fates

    assert fates == {mark.id: Fate(verdict="held", reason="not-your-work")}


def test_only_admins_write_what_all_share(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", "*")
    admin = town.visitor("Anong", "admin")

    reasons = held(malee, malee.changes(1, "org"))

    assert reasons == {"org-rights"}
    assert admin.push(admin.changes(1, "org")).fates == {}


def test_only_admins_erase(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)

    reasons = held(malee, [malee.change(entity=ERASURE, set={"groups": None})])

    assert reasons == {"not-your-work"}


def test_a_name_the_device_never_had_is_held(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)

    reasons = held(malee, [malee.change(author="Somebody Else")])

    assert reasons == {"author"}


def test_a_change_nobody_vouches_for_is_held(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    wrong = Voucher(device=malee.device, signature="0" * 128)

    without = held(malee, malee.changes(1), vouchers=[])
    forged = held(malee, malee.changes(1), vouchers=[wrong])

    assert without == forged == {"not-vouched"}


def test_a_device_nobody_knows_is_held(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    stranger = Visitor(town.line, "Stranger")

    reasons = held(malee, stranger.changes(1))

    assert reasons == {"unknown-device"}


def test_what_a_revoked_device_wrote_is_held_whoever_carries_it_here(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    piti = town.visitor("Piti", "facilitator", CLASS)
    changes = malee.changes(1)
    with writing(town.engine) as connection:
        accounts.revoke(connection, malee.device, town.clock())

    reasons = held(piti, changes, vouchers=malee.part(changes).vouchers)

    assert reasons == {"revoked-device"}


def test_what_was_held_waits_where_an_admin_sees_it_until_it_is_taken(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    wichai = town.visitor("Wichai", "scorer", CLASS)
    tip = malee.push(malee.changes(1)).tip
    mark = wichai.change()
    wichai.push([mark], [tip])
    with writing(town.engine) as connection:
        waiting = [row.id for row in connection.execute(sa.select(tables.held))]
        accounts.add_person(connection, "Wichai", "facilitator", [CLASS], town.clock(), change=True)

    again = wichai.push([mark], [tip])

    assert waiting == [mark.id]
    assert again.fates == {}
    with writing(town.engine) as connection:
        assert connection.execute(sa.select(tables.held)).all() == []


def issue(visitor: Visitor, running: int, scope: str = CLASS, **more: Any) -> Change:
    value = {"series": "BKK", "year": 2569, "running": running}
    return visitor.change(scope, entity="certificate", set={"issue": value}, **more)


def test_a_certificate_number_is_given_once(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS, OTHER)
    first, second = issue(malee, 1), issue(malee, 2)
    malee.push([first, second])
    third, fourth = issue(malee, 2, OTHER), issue(malee, 3, OTHER)

    fates = malee.push([third, fourth]).fates

    assert fates == {third.id: Fate(verdict="held", reason="number-taken")}


def test_a_certificate_keeps_its_number_when_it_is_changed(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    first = issue(malee, 1)
    tip = malee.push([first]).tip

    pushed = malee.push([issue(malee, 1, row=first.row)], [tip])

    assert pushed.fates == {}


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"series": 1},
        {"series": "B", "year": 2569, "running": 2**40},
        {"series": "B", "year": 2569, "running": True},
    ],
)
def test_an_issue_without_a_number_is_as_good_as_any(town: Town, value: object) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)

    pushed = malee.push([malee.change(entity="certificate", set={"issue": value})])

    assert pushed.fates == {}


def test_an_erasure_leaves_no_value_anywhere_and_every_hash_stands(town: Town) -> None:
    admin = town.visitor("Anong", "admin")
    wichai = town.visitor("Wichai", "scorer", CLASS)
    person = admin.change(row="person", set={"name": "Prasert", "seat": 4})
    tip = admin.push([person, admin.change()]).tip
    waiting = wichai.change(row="person", set={"name": "Prasert"})
    wichai.push([waiting], [tip])
    late = admin.change(row="person", set={"name": "Prasert", "note": "left"})
    erasure = admin.change(row="person", entity=ERASURE, set={"groups": ["name"]})

    erased = admin.push([erasure], [tip]).tip
    wichai.push([waiting], [tip])
    admin.push([late], [erased])

    log = all_of(admin)
    assert [c.set for c in log if c.row == "person" and c.entity != ERASURE] == [
        {"seat": 4},
        {"note": "left"},
    ]
    assert [digest(c) for c in log] == [digest(c) for c in (person, log[1], erasure, late)]
    with writing(town.engine) as connection:
        kept = connection.execute(sa.select(tables.held.c.body)).scalar_one()
        assert unpack(CLASS, kept)[0][0].set == {}


def test_erasures_of_one_row_add_up(town: Town) -> None:
    admin = town.visitor("Anong", "admin")
    values = {"name": "Prasert", "seat": 4, "note": "late"}
    person = admin.change(row="person", set=values)
    other = admin.change(row="person", set=values)
    tip = admin.push([person]).tip
    for groups in (["name"], ["seat"], None, ["name"]):
        erasure = admin.change(row="person", entity=ERASURE, set={"groups": groups})
        tip = admin.push([erasure], [tip]).tip

    admin.push([other], [tip])

    log = [c for c in all_of(admin) if c.entity != ERASURE]
    assert [c.set for c in log] == [{}, {}]


def test_another_device_repairs_the_log_with_the_vouchers_it_kept(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    piti = town.visitor("Piti", "facilitator", CLASS)
    changes = malee.changes(3)
    malee.push(changes)
    commit = piti.pull().commits[0]
    with writing(town.engine) as connection:  # restored from a backup before this class
        for table in (tables.commits, tables.ids, tables.scopes):
            connection.execute(table.delete())
    raw = sorted_digests([digest(c) for c in changes])
    voucher = Voucher(device=malee.device, signature=commit.vouchers[0].signature, digests=raw)

    pushed = piti.push([*changes, piti.change()], vouchers=[voucher])

    assert {fate.reason for fate in pushed.fates.values()} == {"not-vouched"}  # its own, unsigned
    assert all_of(malee) == changes


def test_vouchers_are_spelled_out_when_not_all_is_taken(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator", CLASS)
    good, bad = malee.change(), malee.change(author="Somebody Else")

    malee.push([good, bad])

    (voucher,) = malee.pull().commits[0].vouchers
    assert voucher.digests == sorted_digests([digest(good), digest(bad)])


def test_who_begins_a_class_works_in_it_from_then_on(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator")
    piti = town.visitor("Piti", "facilitator")
    tip = malee.push(malee.changes(1)).tip

    again = malee.push(malee.changes(1), [tip])

    assert again.fates == {}
    assert held(piti, piti.changes(1)) == {"not-your-class"}


def test_who_wrote_a_new_class_works_in_it_whoever_carried_it_here(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator")
    piti = town.visitor("Piti", "facilitator")
    changes = malee.changes(1)
    voucher = malee.part(changes).vouchers[0]
    tip = piti.push(changes, vouchers=[voucher]).tip

    again = malee.push(malee.changes(1), [tip])

    assert again.fates == {}


def test_a_class_of_which_nothing_was_taken_is_still_nobodys(town: Town) -> None:
    malee = town.visitor("Malee", "facilitator")
    piti = town.visitor("Piti", "facilitator")

    nothing = held(malee, [malee.change(author="Somebody Else")])
    begun = piti.push(piti.changes(1))

    assert nothing == {"author"}
    assert begun.fates == {}
