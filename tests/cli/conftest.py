"""The program as a person starts it."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from copvalue_tui.cli import main

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

    With `fresh`, or anything else for `subprocess.run`, in a process of its own; otherwise by its
    function `main`, which is fifteen times as fast. Each message must begin with the program's
    name, which is then taken off.
    """

    def run(
        *words: str | bytes,
        stdin: bytes = b"",
        env: dict[str, str] | None = None,
        fresh: bool = False,
        **more: object,
    ) -> subprocess.CompletedProcess[bytes]:
        environ = clean_env | (env or {})
        if fresh or more or any(name.startswith(_READ_AT_ONCE) for name in env or {}):
            done = subprocess.run(
                [sys.executable, "-m", "copvalue_tui", *words],
                input=stdin,
                cwd=tmp_path,
                env=environ,
                timeout=60,
                stdout=more.pop("stdout", subprocess.PIPE),
                stderr=subprocess.PIPE,
                check=False,
                **more,
            )
        else:
            done = _within(words, stdin, environ, tmp_path)
        assert not done.stderr or done.stderr.startswith(NAME)
        done.stderr = re.sub(rb"(?m)^" + NAME, b"", done.stderr)
        return done

    return run


_READ_AT_ONCE = ("PYTHON", "LANG", "LC_")
"""Variables that Python itself reads at its start."""


def _within(
    words: tuple[str | bytes, ...], stdin: bytes, environ: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[bytes]:
    """The program run by this process, with streams, variables and folder of its own."""
    streams = [io.TextIOWrapper(io.BytesIO(data)) for data in (stdin, b"", b"")]
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        for name in os.environ.keys() - environ.keys():
            patch.delenv(name)
        for name, value in environ.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        code = main([os.fsdecode(word) for word in words])
        for stream in streams[1:]:
            stream.flush()
    results = [stream.buffer.getvalue() for stream in streams[1:]]
    return subprocess.CompletedProcess(words, code, *results)
