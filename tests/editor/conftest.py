"""A file with one value, in a home of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editor.stories import ONE_VALUE


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`ONE_VALUE` on disk; what sessions leave behind stands beside it in `state`."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "a.toml"
    path.write_text(ONE_VALUE, encoding="utf-8")
    return path
