"""For the tests of the screen: a home of its own, a filled session file, pauses without a clock."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_NEAR = 0.02
"""Seconds within which a timer of the app counts as work at hand: a frame takes 16 ms."""


@pytest.fixture(autouse=True, scope="session")
def pauses_end_when_the_work_is_done() -> Iterator[None]:
    """The pilot waits until the event loop has nothing left to do.

    By itself it sleeps 20 ms at a time until a process has used little of the processor, which is
    most of the time of these tests, and says nothing on a busy machine.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in ("textual.pilot", "textual.app"):
            patch.setattr(f"{module}.wait_for_idle", _until_idle)
        yield


async def _until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    # What is ready and what is due, no loop tells in public; each of Python's has these two.
    loop = asyncio.get_running_loop()
    end = loop.time() + max_sleep
    while loop.time() < end:
        near = [timer.when() for timer in loop._scheduled if not timer.cancelled()]
        near = [when for when in near if when < loop.time() + _NEAR]
        if loop._ready:
            await asyncio.sleep(0)
        elif near:
            await asyncio.sleep(max(min(near) - loop.time(), 0))
        else:
            return


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
