"""The program as a person starts it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAME = b"copvalue: "
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def clean_env(tmp_path: Path) -> dict[str, str]:
    """An environment with a home of its own and nothing that changes what is printed."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return kept | {"HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}


@pytest.fixture
def copvalue(tmp_path: Path, clean_env: dict[str, str]) -> Run:
    """Runs the program in an empty folder, without a terminal.

    Each message must begin with the program's name, which is then taken off.
    """

    def run(
        *words: str | bytes,
        stdin: bytes = b"",
        env: dict[str, str] | None = None,
        **more: object,
    ) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [sys.executable, "-m", "copvalue_tui", *words],
            input=stdin,
            cwd=tmp_path,
            env=clean_env | (env or {}),
            timeout=60,
            stdout=more.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            check=False,
            **more,
        )
        assert not done.stderr or done.stderr.startswith(NAME)
        done.stderr = re.sub(rb"(?m)^" + NAME, b"", done.stderr)
        return done

    return run
