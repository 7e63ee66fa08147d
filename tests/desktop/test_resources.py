from __future__ import annotations

from pathlib import Path

import pytest

from desktop import resources


def test_what_ships_is_found_and_read() -> None:
    assert resources.path("fonts").is_dir()
    assert resources.read("words", "thai.txt")
    assert resources.catalogue("th")["result.pass"] != resources.catalogue("en")["result.pass"]


def test_two_parts_that_claim_one_sentence_are_our_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "i18n" / "en"
    folder.mkdir(parents=True)
    for part in ("one.json", "two.json"):
        (folder / part).write_text('{"same": "word"}')
    monkeypatch.setattr(resources, "ROOT", tmp_path)

    with pytest.raises(ValueError, match=r"two\.json repeats"):
        resources.catalogue("en")
