"""What every test stands on: no screen, no language of the machine, no real person's folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import InMemoryExampleDatabase

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", LANGUAGE="")

# A laptop under load is slow, never wrong: no deadlines. Examples that failed are not kept on
# disk: what broke once becomes a test with a name. Everything is said here, because Hypothesis
# starts from other defaults where the variable CI is set.
settings.register_profile(
    "gate",
    settings.get_profile("default"),
    deadline=None,
    derandomize=False,
    max_examples=60,
    database=InMemoryExampleDatabase(),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("soak", settings.get_profile("gate"), max_examples=5_000)
settings.register_profile("fuzz", settings.get_profile("gate"), max_examples=20_000)
settings.load_profile("gate")  # pytest --hypothesis-profile=soak takes another


@pytest.fixture(scope="session", autouse=True)
def _folders_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        os.environ[name] = str(home / name.lower())


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """An empty data folder that is gone after the test."""
    return tmp_path / "desk"
