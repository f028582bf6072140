"""Editors in terminals of their own, all of a test with one home; and files to edit."""

from __future__ import annotations

import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pty.nursery import Nursery
from tests.pty.terminal import Terminal, environment

ROOT = Path(__file__).parents[2]
Start = Callable[..., Terminal]


@pytest.fixture
def tmp_path(short_folder: Path) -> Path:
    """A folder whose path fits into a line of the screen, whatever `TMPDIR` is."""
    return short_folder


@pytest.fixture
def toolkit(tmp_path: Path) -> Path:
    return _sample(tmp_path, "toolkit")


@pytest.fixture
def water(tmp_path: Path) -> Path:
    return _sample(tmp_path, "water")


def _sample(folder: Path, name: str) -> Path:
    path = folder / f"{name}.toml"
    shutil.copyfile(ROOT / "samples" / path.name, path)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home that every editor of a test has; the test itself keeps its own."""
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture(scope="session")
def nursery(home_of_the_tests: None) -> Iterator[Nursery]:
    """Where editors come from whose start is not what is tested."""
    nursery = Nursery(environment({}))
    yield nursery
    nursery.close()


_READ_LATE = {"VISUAL", "EDITOR", "HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"}
"""Variables that nothing reads before the editor runs."""


@pytest.fixture
def launch(tmp_path: Path, home: Path, request: pytest.FixtureRequest):
    """Starts copvalue in a terminal, under another program (`wrapped`) or by a shell's words with
    `{editor}` in them; and ends all that a test leaves running.

    With `fresh`, in a Python of its own; otherwise from the nursery, where it makes no difference.
    """
    own = {"PYTHONPATH": str(ROOT), "HOME": str(home)}
    own |= {"XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}
    own |= {"TMUX": "", "STY": ""}
    opened: list[Terminal] = []

    def start(
        *words: object,
        wrapped: tuple[str, ...] = (),
        shell: str = "",
        env: dict[str, str] | None = None,
        fresh: bool = False,
        **settings: object,
    ) -> Terminal:
        if not (fresh or wrapped or shell or (env or {}).keys() - _READ_LATE):
            settings["nursery"] = request.getfixturevalue("nursery")
            argv = [str(word) for word in words]
        else:
            argv = [*wrapped, sys.executable, "-m", "copvalue_tui", *map(str, words)]
        if shell:
            argv = ["bash", "--norc", "-c", shell.format(editor=shlex.join(argv))]
        terminal = Terminal(argv, env=own | (env or {}), cwd=str(tmp_path), **settings)
        opened.append(terminal)
        return terminal

    yield start
    for terminal in opened:
        if terminal.status is None:
            terminal.signal(signal.SIGCONT)
        terminal.close()


@pytest.fixture
def edit(launch: Start) -> Start:
    """Starts the editor and waits until it stands there, ready for keys."""

    def start(*words: object, shown: bool = True, **settings: object) -> Terminal:
        terminal = launch(*words, **settings)
        if shown:
            terminal.wait_for("Help with challenges")
            terminal.wait_bytes(b"\x1b[?7l")
            terminal.settle(0.08)
        return terminal

    return start
