from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.views.teams.carrying import Carry, number_of

Key = Qt.Key


@pytest.mark.parametrize(
    ("key", "begin", "end"),
    [
        (Key.Key_Left, 1, 0),
        (Key.Key_Left, 0, 0),
        (Key.Key_Right, 7, 7),
        (Key.Key_Right, 3, 4),
        (Key.Key_Down, 1, 4),
        (Key.Key_Down, 6, 6),
        (Key.Key_Up, 4, 1),
        (Key.Key_Up, 3, 3),
        (Key.Key_Up, 0, 0),
        (Key.Key_Down, 0, 0),
        (Key.Key_Home, 5, 0),
        (Key.Key_End, 5, 7),
        (Key.Key_A, 5, 5),
    ],
)
def test_arrows_aim_within_the_edges(key: Qt.Key, begin: int, end: int) -> None:
    carry = Carry("somebody", begin, places=8, columns=3)

    assert carry.moved(key).at == end


def test_only_digits_name_a_group() -> None:
    keys = (Key.Key_0, Key.Key_9, Key.Key_A, Key.Key_Space)

    assert [number_of(key) for key in keys] == [0, 9, None, None]
