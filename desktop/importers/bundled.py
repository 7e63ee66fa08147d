"""The lists that ship with the program, read from disk once."""

from __future__ import annotations

import json
from functools import cache

from desktop import resources
from desktop.models.agencies import Agencies, agencies_from
from desktop.models.titles import Titles, titles_from


@cache
def bundled_titles() -> Titles:
    """Read the titles and ranks that are split off names."""
    return titles_from(json.loads(resources.read("people", "titles.json")))


@cache
def bundled_agencies() -> Agencies:
    """Read the bureaus, offices and districts of Bangkok."""
    return agencies_from(json.loads(resources.read("agencies", "bangkok.json")))
