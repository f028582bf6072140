"""Draws the pictures of the README's first screen: `python -m tests.screenshots`."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.user.recent import note_added
from copvalue_tui.files.user.settings import Settings
from copvalue_tui.tui.app import CopvalueApp
from copvalue_tui.tui.host import TuiHost
from tests.svg import PAPERS, picture
from tests.tui.editing import Editor

ROOT = Path(__file__).parents[1]
COLUMNS, LINES = 110, 32
DAY = date(2026, 12, 3)
"""The day of the review that the pictures show."""
CONFIRMED = 11
"""Values that the review has gone through."""
UNDER_REVIEW = "Better results for my clients"
PICTURES = {theme: f"samples/review-{theme}.svg" for theme in ("dark", "light")}
"""Theme → where its picture goes."""


def drawn(theme: str) -> str:
    """The picture of a review in a theme, the same to the byte every time."""
    return asyncio.run(_drawn(theme))


async def _drawn(theme: str) -> str:
    with (
        tempfile.TemporaryDirectory() as folder,
        state_folder(f"{folder}/state"),
        patch.object(TuiHost, "today", lambda _: DAY),
    ):
        note_added()
        file = load(Path(shutil.copy(ROOT / "samples/water.toml", folder)))
        settings = Settings(theme=theme, autosave=False)
        app = CopvalueApp(Startup(file, read(file.source.text), settings))
        async with app.run_test(size=(COLUMNS, LINES)) as pilot:
            ed = Editor(app, pilot)
            await ed.press("r")
            await ed.sees("All but the retired")
            await ed.press("c")
            await ed.until(lambda: ed.state.review is not None)
            await ed.press("c " * CONFIRMED)
            await ed.until(lambda: ed.state.value is not None)
            assert ed.state.value.text == UNDER_REVIEW, ed.state.value.text
            strips = app.screen._compositor.render_strips()
            lines = [[(part.text, part.style) for part in strip] for strip in strips]
    return picture(lines, COLUMNS, "copvalue water.toml", PAPERS[theme])


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
    for theme, name in PICTURES.items():
        (ROOT / name).write_text(drawn(theme), encoding="utf-8")


if __name__ == "__main__":
    main()
