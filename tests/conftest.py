"""What holds for every test: nobody's own folders are touched, laws try the same examples at every
run, signals reach programs under test as they would in a terminal, and a skip can be forbidden.

`COPVALUE_EXPLORE=1 .venv/bin/python -m pytest -q -m "not pty"` tries other examples of the laws at
every run, and more of them: for a quiet machine at night.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.dealing import WAITING, dealt
from tests.laws import EXPLORING, examples

STRICT = "COPVALUE_NO_SKIP"
"""With 1, a test that a missing program would skip fails instead: CI has them all."""
NEEDING_PROGRAMS = ("pty", "tmux", "strace", "ssh", "git")
"""The marks of tests that need more than Python."""
NEEDING_MORE = ("foreign", "package")
"""The marks of tests that open our files with large programs of others, and of those that build and
install: what they need may be missing unless `COPVALUE_NO_SKIP` names the mark."""

_OF_THE_PERSON = ("XDG_", "COPVALUE_", "SSH_", "TEXTUAL")
_OF_THE_TERMINAL = (
    *("TMUX", "STY", "COLUMNS", "LINES", "ESCDELAY", "NO_COLOR", "FORCE_COLOR", "COLORTERM"),
    *("VISUAL", "EDITOR"),
)
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Every program under test would compile all of its modules, which takes as long as the rest."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn a skip of a test that needs a program into a failure, where none may be skipped."""
    report = yield
    needs = [name for name in item.config.stash[_STRICT] if item.get_closest_marker(name)]
    skipped = call.excinfo is not None and call.excinfo.errisinstance(pytest.skip.Exception)
    if needs and skipped:
        report.outcome = "failed"
        report.longrepr = (
            f"{STRICT} is set, but a {needs[0]} test was skipped: {call.excinfo.value}"
        )
    return report


_STRICT = pytest.StashKey[tuple[str, ...]]()
"""The marks of tests that may not be skipped."""


def pytest_configure(config: pytest.Config) -> None:
    """Look once, before the tests lose sight of the environment."""
    strict = {"1": NEEDING_PROGRAMS} | {mark: (mark,) for mark in NEEDING_MORE}
    config.stash[_STRICT] = strict.get(os.environ.get(STRICT, ""), ())
    # No law has a time limit of its own: a busy machine would break it.
    hypothesis.settings.register_profile(
        "copvalue",
        max_examples=examples(40, 1000),
        derandomize=not EXPLORING,
        deadline=None,
    )
    hypothesis.settings.load_profile("copvalue")
    _pass_no_ignored_signals_on()


def _pass_no_ignored_signals_on() -> None:
    """Ignore what `nohup` and a shell's `&` have us ignore, but by a function of our own.

    A program started by a test then begins with every signal as in a terminal: what is ignored
    is passed on, what is handled is not.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for no garbage while the tests are read, and later seldom and not among them: it would
    take a quarter of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


def pytest_sessionfinish() -> None:
    """Look for the garbage of the last tests once; pytest looks twice, and in all there is."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where workers share the tests, spread those that wait; alone, keep the order of the files."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers == 1:
        return
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    waiting, others = [], []
    for tests in files.values():
        if any(tests[0].get_closest_marker(name) for name in WAITING):
            waiting.append(tests)
        else:
            others += tests
    items[:] = dealt(waiting, others, workers)


@pytest.fixture(scope="session", autouse=True)
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of its own for the whole run, and a terminal with nothing special about it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in tuple(os.environ):
            if name.startswith(_OF_THE_PERSON) or name in (*_OF_THE_TERMINAL, _NO_BYTECODE):
                patch.delenv(name)
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("TERM", "xterm-256color")
        yield


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A private folder whose path is short whatever `TMPDIR` is: a socket's may have 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="copvalue-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
