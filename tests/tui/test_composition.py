"""One composition: the widgets stand where the first paint drew, and say the same there."""

from __future__ import annotations

from itertools import product

import pytest

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.tui.composition import composed
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.drawing.themes import theme_named
from copvalue_tui.tui.startup.first_paint import FirstScreen, first_lines
from tests.editor.stories import parse, tell
from tests.tui.editing import Editor, editor

SIZES = [(120, 40), (80, 24), (60, 11)]
"""One with the panel at the side, one with a strip, one too low for either."""
STATES = {
    "the grid": "",
    "no panel": "S",
    "one cell": "z",
    "choosing": "s",
    "choosing in one cell": "z s",
    "the timeline": "d T",
    "a review": "r enter",
    "a long message": f"/ {' '.join('w' * 90)} enter",
}


def areas(one: Editor) -> list[tuple[int, int, int, int]]:
    """Where Textual put title, grid, panel, footer and status line."""
    found = [one.app.screen.query_one(f"#{name}") for name in ("title", "grid", "panel")]
    found += [one.app.screen.query_one(f"#{name}") for name in ("footer", "status")]
    return [tuple(widget.region) for widget in found if widget.display]


@pytest.mark.parametrize("keys", STATES.values(), ids=STATES)
async def test_textual_puts_each_part_where_the_composition_says(toolkit, keys):
    async with editor(toolkit, SIZES[0]) as one:
        await one.press(keys)
        for size in SIZES:
            await one.pilot.resize_terminal(*size)
            places = composed(one.app.main.runner.state, *size)
            assert areas(one) == [tuple(area) for area in places if area is not None]


@pytest.mark.parametrize("size", [*SIZES, (99, 30), (40, 10)])
async def test_the_first_paint_says_what_the_widgets_say(toolkit, size):
    async with editor(toolkit, size) as one:
        state = one.app.main.runner.state
        begun = FirstScreen(state, shipped_keymap(), theme_named("terminal"))
        painted = [text_of(line) for line in first_lines(begun, *size)]
        strips = one.app.screen._compositor.render_strips()
        assert ["".join(segment.text for segment in strip) for strip in strips] == painted


def test_a_low_terminal_gives_its_lines_to_the_matrix_unless_all_of_it_is_seen():
    def strip(drawn: str, height: int, keys: str = "") -> int:
        panel = composed(tell(drawn, keys).state, 80, height).panel
        return panel.height if panel is not None else 0

    long = "Staff | > " + "; ".join(f"value {number}" for number in range(16)) + " |"
    assert strip("Staff | > Help | Fun", 24) == 5
    assert strip(long, 24) == 1
    assert strip(long, 25) == 5
    assert strip(long, 11) == 0
    assert strip(long, 24, "s") == 5, "while somebody chooses, as many as there are"
    assert strip(long, 24, "a") == 1


def test_no_part_is_smaller_than_nothing():
    state = parse("Staff | > Help | Fun")
    for width, height in product((1, 39, 100), range(13)):
        areas = [area for area in composed(state, width, height) if area is not None]
        assert min(map(min, areas)) >= 0, (width, height)


def test_a_long_message_takes_its_second_line_from_the_strip_and_not_from_the_grid(toolkit):
    short = tell("A | > Help |", "").state
    long = short.with_message("word " * 30)
    for size in ((80, 24), (80, 40)):
        before, after = composed(short, *size), composed(long, *size)
        assert after.grid == before.grid
        assert after.status.height == 2
        assert after.footer.y == before.footer.y - 1
    beside = composed(short, 120, 40), composed(short.with_message("word " * 40), 120, 40)
    assert [places.grid.height for places in beside] == [37, 36]
