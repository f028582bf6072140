"""Draws the pictures of the documents: `python -m tests.screenshots`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.file import OpenFile, load
from copvalue_tui.files.user.recent import note_added
from copvalue_tui.files.user.settings import Settings
from copvalue_tui.tui.app import CopvalueApp
from copvalue_tui.tui.host import TuiHost
from tests.svg import PAPERS, picture
from tests.tui.editing import Editor

ROOT = Path(__file__).parents[1]
DAY = date(2026, 12, 3)
"""The day that the pictures show."""
CONFIRMED = 11
"""Values that the review has gone through."""
UNDER_REVIEW = "Better results for my clients"
HARBOUR = """\
format = 1
title = "Harbour Pilots and Masters"
short_term_means = "this season"
long_term_means = "in three years"

[[members]]
name = "New pilots"
persona = "First winter on their own."
short_term = [{own}]
long_term = []

[[members]]
name = "Harbour masters"
short_term = []
long_term = []

[[organizations]]
name = "Port authority"
short_term = []
long_term = []
"""
OWN_WORDS = (
    "Someone to call before a bad approach",
    "The same rules in every basin",
    "Stories of near misses, told early",
    "Charts that are right",
)


class Scene(NamedTuple):
    """A picture: what is open, in which look and size, and what was done to it."""

    matrix: str
    play: Callable[[Editor], Awaitable[None]]
    theme: str = "light"
    size: tuple[int, int] = (96, 24)
    own: tuple[str, ...] = ()
    """Values of a matrix that is no sample."""

    def written(self, folder: Path) -> OpenFile:
        """The matrix as a file in a folder."""
        path, sample = folder / f"{self.matrix}.toml", ROOT / f"samples/{self.matrix}.toml"
        new = HARBOUR.format(own=", ".join(f'"{text}"' for text in self.own))
        path.write_text(
            sample.read_text(encoding="utf-8") if sample.exists() else new, encoding="utf-8"
        )
        return load(path)


async def _review(ed: Editor) -> None:
    await ed.press("r")
    await ed.sees("All but the retired")
    await ed.press("c")
    await ed.until(lambda: ed.state.review is not None)
    await ed.press("c " * CONFIRMED)
    await ed.until(lambda: ed.state.value is not None)
    assert ed.state.value.text == UNDER_REVIEW, ed.state.value.text


def _steps(*steps: tuple[str, str]) -> Callable[[Editor], Awaitable[None]]:
    """Keys and the words that they bring to the screen, pair by pair."""

    async def play(ed: Editor) -> None:
        for keys, words in steps:
            await ed.press(keys)
            await ed.sees(words)

    return play


_PREPARE = _steps(("", "Suggestions"), ("3 8 tab 1", "Adopted"))
_VOTE = _steps(
    ("V tab tab", "VOTE"),
    ("1 1 1 1 1 3 3 3 2 n", "How many votes"),
    ("'12 enter", "of 12 votes"),
)
_SHARED = _steps(("b", "shared values"), ("s", "Shared values ·"))
_CLOSING = _steps(("f", "Show only"), ("'realized enter", "Only realized"))


PICTURES = {
    **{
        f"samples/review-{theme}.svg": Scene("water", _review, theme, (110, 32))
        for theme in ("dark", "light")
    },
    "samples/meeting-1-preparation.svg": Scene("harbour", _PREPARE),
    "samples/meeting-2-workshop.svg": Scene("harbour", _VOTE, size=(96, 18), own=OWN_WORDS),
    "samples/meeting-3-sponsor.svg": Scene("water", _SHARED),
    "samples/meeting-5-closing.svg": Scene("survey", _CLOSING),
}
"""Where a picture goes → what it shows. The fourth meeting is the review."""


def drawn(name: str) -> str:
    """A picture, the same to the byte every time."""
    return asyncio.run(_drawn(PICTURES[name]))


async def _drawn(scene: Scene) -> str:
    with (
        tempfile.TemporaryDirectory() as folder,
        state_folder(f"{folder}/state"),
        patch.object(TuiHost, "today", lambda _: DAY),
    ):
        note_added()
        file = scene.written(Path(folder))
        settings = Settings(theme=scene.theme, autosave=False)
        app = CopvalueApp(Startup(file, read(file.source.text), settings))
        app.main.pause = 0.0
        async with app.run_test(size=scene.size) as pilot:
            await scene.play(Editor(app, pilot))
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            lines = [[(part.text, part.style) for part in strip] for strip in strips]
    return picture(lines, scene.size[0], f"copvalue {file.path.name}", PAPERS[scene.theme])


@contextmanager
def state_folder(path: str) -> Iterator[None]:
    """Another place for what sessions remember, so that the picture is the same for everybody."""
    before = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = path
    try:
        yield
    finally:
        del os.environ["XDG_STATE_HOME"]
        if before is not None:
            os.environ["XDG_STATE_HOME"] = before


def main() -> None:
    """Draw them all anew."""
    for name in PICTURES:
        (ROOT / name).write_text(drawn(name), encoding="utf-8")


if __name__ == "__main__":
    main()
