"""A folder to save in, a state folder of the test's own, and disks of either kind."""

from pathlib import Path

import pytest

from copvalue_tui.files.storage import atomic_replace


@pytest.fixture
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a session keeps versions and spare copies; no folder stands there yet."""
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    return state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture(params=["swap", "rename"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A disk on which two names can change places, and one on which they cannot."""
    if request.param == "rename":
        monkeypatch.setattr(atomic_replace, "swap", lambda *_: False)
    return str(request.param)
