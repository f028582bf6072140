"""Draws the picture of the README's first screen: `python -m tests.screenshots`."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.user.recent import note_added
from copvalue_tui.tui.app import CopvalueApp
from tests.svg import picture

ROOT = Path(__file__).parents[1]
COLUMNS, LINES = 120, 36


class Moment(NamedTuple):
    """A sample, the keys that lead to the moment, and where its picture goes."""

    sample: str
    keys: tuple[str, ...]
    under_cursor: str
    picture: str


MOMENTS = (
    Moment(
        "water.toml",
        ("pagedown", "pagedown"),
        "Neutral ground across institutions",
        "samples/screenshot.svg",
    ),
)


def drawn(moment: Moment) -> str:
    """The picture of a moment, the same to the byte every time."""
    return asyncio.run(_drawn(moment))


async def _drawn(moment: Moment) -> str:
    with tempfile.TemporaryDirectory() as folder, state_folder(f"{folder}/state"):
        note_added()
        file = load(Path(shutil.copy(ROOT / "samples" / moment.sample, folder)))
        app = CopvalueApp(Startup(file, read(file.source.text)))
        async with app.run_test(size=(COLUMNS, LINES)) as pilot:
            await pilot.press(*moment.keys)
            await pilot.pause()
            state = app.main.runner.state
            assert state.value is not None
            assert state.value.text == moment.under_cursor
            strips = app.screen._compositor.render_strips()
            lines = [[(part.text, part.style) for part in strip] for strip in strips]
    return picture(lines, COLUMNS, f"copvalue {moment.sample}")


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
    for moment in MOMENTS:
        (ROOT / moment.picture).write_text(drawn(moment), encoding="utf-8")


if __name__ == "__main__":
    main()
