from __future__ import annotations

from desktop.actions import roster
from desktop.desk import Desk
from desktop.models.classes import Class
from desktop.models.people import Person
from desktop.store import people as shelf


def test_names_come_word_by_word_in_dictionary_order(desk: Desk, of: Class) -> None:
    roster.enrol(
        desk,
        of,
        [Person("นาย", "ขวัญ", "ดี"), Person("นาง", "เกษม", "ณ อยุธยา"), Person(first="ก้อง")],
    )

    keys = [key for _, key in shelf.name_keys(desk.store)]

    assert keys == ["กอง", "เกษม ณอยุธยา", "ขวัญ ดี"]
