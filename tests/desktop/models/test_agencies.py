from __future__ import annotations

import pytest

from desktop.importers.bundled import bundled_agencies

AGENCIES = bundled_agencies()


@pytest.mark.parametrize(
    "written",
    [
        "สำนักงานเขตบางรัก",
        "สํานักงานเขต บางรัก",
        "สนข.บางรัก",
        "สนข บางรัก",
        "เขตบางรัก",
        "ข.บางรัก",
        "บางรัก",
        "สนง. เขตบางรัก",
        "สำนักงานเขตบางรัก กรุงเทพมหานคร",
        "เขตบางรัก กทม.",
        "ฝ่ายทะเบียน สำนักงานเขตบางรัก",
        "สำนักงานเขตบางรัก ฝ่ายโยธา",
        "Bang Rak District Office",
        "bangrak district",
        "Bangrak",
        "Bang Rak District Office, BMA",
        "ฝ่ายทะเบียน สนข.บางรัก",
        "กทม. : สำนักงานเขตบางรัก",
    ],
)
def test_every_way_to_write_a_district_is_understood(written: str) -> None:
    assert AGENCIES.match(written) == "สำนักงานเขตบางรัก"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("สำนักวัฒนธรรมกีฬาและการท่องเที่ยว", "สำนักวัฒนธรรม กีฬา และการท่องเที่ยว"),
        ("สยป.", "สำนักยุทธศาสตร์และประเมินผล"),
        ("สำนักปลัดฯ", "สำนักปลัดกรุงเทพมหานคร"),
        ("สำนักงบประมาณ", "สำนักงบประมาณกรุงเทพมหานคร"),
        ("ศูนย์บริการสาธารณสุข ๑๒ สำนักอนามัย", "สำนักอนามัย"),
        ("เขตคลองสามวา", "สำนักงานเขตคลองสามวา"),
        ("สำนักงานเขตป้อมปราบฯ", "สำนักงานเขตป้อมปราบศัตรูพ่าย"),
        ("ป้อมปราบฯ", "สำนักงานเขตป้อมปราบศัตรูพ่าย"),
        ("กองสารสนเทศ สยป.", "สำนักยุทธศาสตร์และประเมินผล"),
        ("รพ.ตากสิน/สนพ.", "สำนักการแพทย์"),
        ("สำนักการจราจรฯ", "สำนักการจราจรและขนส่ง"),
        ("กองวิชาการ สำนักวัฒนธรรมฯ", "สำนักวัฒนธรรม กีฬา และการท่องเที่ยว"),
        ("สำนักงานเลขานุการสภา กทม.", "สำนักงานเลขานุการสภากรุงเทพมหานคร"),
        ("สำนักงานเขตราษฏร์บูรณะ", "สำนักงานเขตราษฎร์บูรณะ"),
        ("เขตสาธร", "สำนักงานเขตสาทร"),
    ],
)
def test_bureaus_are_found_by_short_names_too(written: str, name: str) -> None:
    assert AGENCIES.match(written) == name


@pytest.mark.parametrize(
    "written",
    [
        "ฝ่ายบริการ ๒",
        "กรมที่ดิน",
        "สำนักงานเขตบางกอก",
        "กรุงเทพมหานคร",
        "กทม.",
        "BMA",
        "สำนักฯ",
        "สำนักงานเขตบางกอกฯ",
        "สำนักสิ่งใดฯ",
        "",
    ],
)
def test_what_names_no_agency_matches_none(written: str) -> None:
    assert AGENCIES.match(written) is None


def test_a_name_and_a_text_around_a_name_are_told_apart() -> None:
    assert AGENCIES.is_name("สนข.บางรัก")
    assert not AGENCIES.is_name("ผู้อำนวยการเขตบางรัก")


def test_the_list_holds_all_fifty_districts_and_every_name_matches_itself() -> None:
    districts = [name for name in AGENCIES.names if name.startswith("สำนักงานเขต")]

    assert len(districts) == len(set(districts)) == 50
    assert all(AGENCIES.match(name) == name for name in AGENCIES.names)
    assert all(AGENCIES.match(AGENCIES.english[name]) == name for name in AGENCIES.names)
