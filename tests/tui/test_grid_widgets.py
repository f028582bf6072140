"""The widgets in a tiny app: they paint what they are given, and tell where the mouse was."""

from __future__ import annotations

from dataclasses import replace

from textual.app import App, ComposeResult
from textual.events import MouseScrollDown

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.state.modes import InPanel, Typing
from copvalue_tui.editor.state.state import Panel, State
from copvalue_tui.editor.state.text_line import line_of
from copvalue_tui.matrix.values import Matrix, Place, Row, Scene, Value
from copvalue_tui.tui.bars.bars import FooterBar, StatusLine, TitleBar
from copvalue_tui.tui.drawing.themes import theme_named
from copvalue_tui.tui.grid.grid import MatrixGrid
from copvalue_tui.tui.side.panel import SuggestionPanel
from copvalue_tui.tui.workspace import Workspace
from tests.editor.stories import parse
from tests.tui.drawn import plain

STAFF = parse("""
Members      | > Help; Contacts in partner agencies | Fun
--
Organization | | Fame
""")


class Tiny(App[None]):
    """All widgets, and no keys."""

    def __init__(self, state: State) -> None:
        look, keymap = theme_named("terminal"), shipped_keymap()
        super().__init__(ansi_color=look.own_colours)
        self.board = Workspace(state, look, keymap)
        self.bars = (
            TitleBar(state, look),
            FooterBar(state, look, keymap),
            StatusLine(state, look, shipped_keymap()),
        )
        self.places: list[Place] = []
        self.offers: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.bars[0]
        yield self.board
        yield from self.bars[1:]

    def show(self, state: State) -> None:
        for widget in (self.board, *self.bars):
            widget.state = state

    def on_matrix_grid_place_pointed(self, message: MatrixGrid.PlacePointed) -> None:
        self.places.append(message.place)

    def on_suggestion_panel_offer_pointed(self, message: SuggestionPanel.OfferPointed) -> None:
        self.offers.append(message.index)


def screen(app: Tiny) -> str:
    """What is on screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def test_on_a_wide_screen_the_panel_stands_at_the_side():
    app = Tiny(STAFF)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        lines = screen(app).splitlines()
        assert "Short Term Value" in lines[1]
        assert "│ Suggestions" in lines[1]
        assert "a add" in lines[-2]
        assert app.board.grid.size.width == 120 - app.board.panel.size.width


async def test_on_a_usual_screen_it_is_a_strip_and_s_takes_it_away():
    app = Tiny(STAFF)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert screen(app).splitlines()[17].startswith(" Suggestions · Members")
        app.show(replace(STAFF, panel=Panel(shown=False)))
        await pilot.pause()
        assert "Suggestions" not in screen(app)
        assert app.board.grid.size.height == 21


async def test_the_panel_changes_sides_with_the_size_of_the_terminal():
    app = Tiny(STAFF)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app.board.panel.size.height == 5
        assert "Long Term Value" in screen(app)
        await pilot.resize_terminal(110, 30)
        await pilot.pause()
        assert app.board.panel.size.width == 32


async def test_too_small_a_terminal_is_told_and_comes_back():
    app = Tiny(STAFF)
    async with app.run_test(size=(39, 9)) as pilot:
        await pilot.pause()
        assert "Too small" in screen(app)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert "Too small" not in screen(app)
        assert "Help" in screen(app)


async def test_a_zoomed_cell_has_the_board_for_itself():
    app = Tiny(replace(STAFF, zoomed=True))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        assert "Suggestions" not in screen(app)
        assert "2 values" in screen(app)
        await pilot.click("#grid", offset=(20, 7))
        assert app.places == [Place(0, 0, 1)]


async def test_a_click_tells_the_place_under_the_mouse():
    app = Tiny(STAFF)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = plain(app.board.grid.lines).splitlines()
        line = next(y for y, text in enumerate(lines) if "Contacts" in text)
        await pilot.click("#grid", offset=(lines[line].index("Contacts") + 3, line))
        await pilot.click("#grid", offset=(lines[2].index("Fun"), 2))
        await pilot.click("#grid", offset=(5, 0))
        assert app.places == [Place(0, 0, 1), Place(0, 1, 0)]


async def test_a_click_in_the_panel_tells_the_offer_under_the_mouse():
    app = Tiny(STAFF)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.click("#panel", offset=(6, 5))
        assert app.offers == [1]


async def test_a_move_within_a_cell_repaints_only_the_lines_it_touches():
    app = Tiny(STAFF)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted: list[int] = []
        before = app.board.grid.render_line
        app.board.grid.render_line = lambda y: painted.append(y) or before(y)  # type: ignore
        app.show(STAFF.at(Place(0, 0, 1)))
        await pilot.pause()
        assert sorted(set(painted)) == [2, 3, 4]


async def test_the_wheel_scrolls_and_leaves_the_cursor_where_it_is():
    long = Matrix(members=(Row("Staff", tuple(Value(f"Value {n}") for n in range(99))),))
    app = Tiny(State(Scene(long, Place(0, 0)), long))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Value 0 " in screen(app)
        grid = app.board.grid
        grid.post_message(MouseScrollDown(grid, 30, 5, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert "Value 0 " not in screen(app)
        app.show(replace(app.board.state, saved_at="14:02"))
        await pilot.pause()
        assert "Value 0 " not in screen(app)
        app.show(app.board.state.at(Place(0, 0, 1)))
        await pilot.pause()
        assert "Value 1 " in screen(app)


async def test_the_terminals_own_cursor_stands_where_letters_are_typed():
    typing = Typing(Place(0, 0, 2), line_of("Fu"), adding=True)
    app = Tiny(replace(STAFF, mode=typing))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        x, y = app.board.grid.caret
        assert screen(app).splitlines()[y][:x].endswith("• Fu")


async def test_every_size_of_a_terminal_is_lived_through():
    app = Tiny(STAFF)
    async with app.run_test(size=(80, 24)) as pilot:
        for width, height in ((1, 1), (20, 5), (40, 10), (39, 30), (200, 3), (200, 60), (80, 24)):
            await pilot.resize_terminal(width, height)
            lengths = {0}
            for _ in range(100):  # the resize travels through the screen to its widgets
                await pilot.pause()
                lengths = {len(line) for line in screen(app).splitlines()}
                if lengths == {width}:
                    break
            assert lengths == {width}
        assert "▌• Help" in screen(app)


async def test_in_a_low_terminal_the_suggestions_show_while_somebody_chooses():
    app = Tiny(STAFF)
    async with app.run_test(size=(60, 11)) as pilot:
        await pilot.pause()
        assert "Suggestions" not in screen(app)
        app.show(replace(STAFF, mode=InPanel()))
        await pilot.pause()
        await pilot.pause()
        assert "Suggestions" in screen(app)


async def test_back_from_zoom_everything_stands_as_before():
    app = Tiny(STAFF)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        before = screen(app)
        app.show(replace(STAFF, zoomed=True))
        await pilot.pause()
        app.show(STAFF)
        await pilot.pause()
        await pilot.pause()
        assert screen(app) == before
