"""What holds for every test: nobody's own folders are touched, and a skip can be forbidden."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

STRICT = "COPVALUE_NO_SKIP"
"""With 1, a test that a missing program would skip fails instead: CI has them all."""
NEEDING_PROGRAMS = ("pty", "tmux", "strace", "ssh", "git")
"""The marks of tests that need more than Python."""

_OF_THE_PERSON = ("XDG_", "COPVALUE_", "SSH_", "TEXTUAL")
_OF_THE_TERMINAL = (
    *("TMUX", "STY", "COLUMNS", "LINES", "ESCDELAY", "NO_COLOR", "FORCE_COLOR", "COLORTERM"),
    *("VISUAL", "EDITOR"),
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn a skip of a test that needs a program into a failure, where none may be skipped."""
    report = yield
    needs = [name for name in NEEDING_PROGRAMS if item.get_closest_marker(name)]
    skipped = call.excinfo is not None and call.excinfo.errisinstance(pytest.skip.Exception)
    if needs and skipped and item.config.stash[_STRICT]:
        report.outcome = "failed"
        report.longrepr = (
            f"{STRICT} is set, but a {needs[0]} test was skipped: {call.excinfo.value}"
        )
    return report


_STRICT = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    """Look once, before the tests lose sight of the environment."""
    config.stash[_STRICT] = os.environ.get(STRICT) == "1"


@pytest.fixture(scope="session", autouse=True)
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of its own for the whole run, and a terminal with nothing special about it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in tuple(os.environ):
            if name.startswith(_OF_THE_PERSON) or name in _OF_THE_TERMINAL:
                patch.delenv(name)
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("TERM", "xterm-256color")
        yield
