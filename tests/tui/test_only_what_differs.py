"""Nothing is drawn that stays as it is, and nothing stays that should be drawn."""

from __future__ import annotations

from random import Random

import pytest

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.tui.app import CopvalueApp
from copvalue_tui.tui.drawing.line_widget import LineWidget
from copvalue_tui.tui.side.panel import SuggestionPanel
from tests.benchmarks.matter import matrix_of

KEYS = (
    *("j", "k", "l", "h", "G", "j", "a", "H", "enter", "esc", "e", "X", "esc", "1", "d", "u"),
    *("/", "p", "e", "enter", "n", "m", "j", "esc", "S", "j", "S", "s", "j", "/", "h", "esc"),
    *("esc", "v", "j", "d", "u", "z", "j", "z", "T", "j", "esc", "x", "j", "p", "f", "J", "j"),
)
"""Moves most of all, and what changes lines of every kind."""


def opened(values: int = 60) -> CopvalueApp:
    app = CopvalueApp(Startup(matrix=matrix_of(values)))
    app._asks_first = False
    return app


async def press(app: CopvalueApp, pilot, key: str) -> None:
    app.main._press(key)
    await pilot.pause()
    if app.main._dialog is not None:
        # Questions are not what is looked at here.
        app.main._press("escape")
        await pilot.pause()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
async def test_after_any_key_each_widget_shows_what_it_would_draw_anew(size):
    chance = Random(sum(size))
    app = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in [*KEYS, *chance.choices([*KEYS, *"jkjkjkhl"], k=30)]:
            await press(app, pilot, key.replace("esc", "escape"))
            app.main.board.look_up()  # as at the first pause in typing
            for widget in app.main.query(LineWidget):
                if widget.display and widget.size:
                    assert widget.lines == widget.drawn(), f"{key}: {widget}"


async def test_a_move_within_a_cell_does_not_draw_the_panel_and_one_to_another_does(monkeypatch):
    app = opened()
    drawn = []
    of_panel = SuggestionPanel.drawn
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await press(app, pilot, "j")
        monkeypatch.setattr(
            SuggestionPanel, "drawn", lambda panel: drawn.append(1) or of_panel(panel)
        )
        for key in "jjkj":
            await press(app, pilot, key)
        assert drawn == []
        await press(app, pilot, "l")
        assert len(drawn) == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 12), (30, 8)], ids=str)
@pytest.mark.parametrize("keys", ["", "S", "z", "T"])
async def test_what_is_drawn_blank_lies_under_lines_everywhere(size, keys):
    app = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await press(app, pilot, key)
        for y in range(size[1]):
            for x in range(0, size[0], 7):
                widget, _ = app.main.get_widget_at(x, y)
                assert isinstance(widget, LineWidget), (x, y)


async def test_a_message_of_two_lines_may_be_replaced_before_it_was_drawn():
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for words in (30, 40, 1, 2, 30, 1, 40, 50):
            app.main.runner.change(lambda state, n=words: state.with_message("word " * n))
        await pilot.pause()
        status = app.main.query_one("#status", LineWidget)
        assert len(status.lines) == status.size.height == 2
        assert status.lines == status.drawn()
