"""For the tests of the screen: a home of its own, a filled session file, pauses without a clock."""

import asyncio
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from textual.css import stylesheet

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


@pytest.fixture(autouse=True, scope="session")
def each_style_sheet_is_parsed_once() -> Iterator[None]:
    """What Textual made of a style sheet under the same variables, it makes of it again.

    Each app parses the sheets of all its widgets, and each dialog those of its screen: a fifth of
    the time of these tests.
    """
    read, parse = stylesheet.tokenize_values, stylesheet.parse

    class Variables(dict):
        """The tokens of a theme's variables; each theme has one of these."""

        __hash__ = object.__hash__
        __eq__ = object.__eq__

    @cache
    def tokens(values: tuple[tuple[str, str], ...]) -> Variables:
        return Variables(read(dict(values)))

    @cache
    def rules(*words: object, **more: object) -> list[object]:
        return list(parse(*words, **more))

    def tokens_of(values: Mapping[str, str]) -> Variables:
        return tokens(tuple(values.items()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stylesheet, "tokenize_values", tokens_of)
        patch.setattr(stylesheet, "parse", rules)
        yield


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
