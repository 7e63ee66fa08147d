from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.ids import attendance_row, uuid7

MOMENTS = st.integers(0, 2**48 - 1)
RANDOM = st.binary(min_size=10, max_size=10)


@given(MOMENTS, RANDOM)
def test_a_new_id_is_a_uuid_of_version_seven_that_tells_its_time(
    moment: int, random: bytes
) -> None:
    made = UUID(uuid7(moment, random))

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == moment


@given(MOMENTS, RANDOM, MOMENTS, RANDOM)
def test_ids_sort_in_the_order_of_time(one: int, a: bytes, two: int, b: bytes) -> None:
    if one < two:
        assert uuid7(one, a) < uuid7(two, b)


@given(st.uuids(), st.uuids(), st.uuids())
def test_two_devices_meet_in_the_cell_of_one_person_in_one_session(
    session: UUID, one: UUID, two: UUID
) -> None:
    row = attendance_row(str(session), str(one))

    assert row == attendance_row(str(session), str(one))
    assert (row == attendance_row(str(session), str(two))) == (one == two)
    assert UUID(row).version == 5
