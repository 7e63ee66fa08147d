from __future__ import annotations

import pytest

from desktop.importers.bundled import bundled_agencies
from desktop.models.agency_search import AgencyFinder


@pytest.fixture(scope="module")
def finder() -> AgencyFinder:
    return AgencyFinder(bundled_agencies())


@pytest.mark.parametrize("typed", ["บางรัก", "เขตบางรัก", "สนข.บางรัก", "สำนักงานเขตบางรัก", "bang rak"])
def test_a_district_is_suggested_first_however_it_is_begun(
    finder: AgencyFinder, typed: str
) -> None:
    assert finder.suggest(typed)[0] == "สำนักงานเขตบางรัก"


def test_an_agency_is_suggested_once(finder: AgencyFinder) -> None:
    found = finder.suggest("บาง")

    assert len(found) == len(set(found)) == 8


def test_nothing_typed_suggests_nothing(finder: AgencyFinder) -> None:
    assert finder.suggest(" ") == []
    assert finder.suggest(".") == []


def test_what_is_no_agency_suggests_nothing(finder: AgencyFinder) -> None:
    assert finder.suggest("บริษัท ฮฮฮ") == []
