"""A home of its own and a filled session file for the tests of the screen."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "COPVALUE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def toolkit(tmp_path: Path, own_home: Path) -> Path:
    """A copy of the toolkit's session file."""
    path = tmp_path / "toolkit.toml"
    path.write_bytes((ROOT / "samples" / "toolkit.toml").read_bytes())
    return path
